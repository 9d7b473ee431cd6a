"""`kuulu count FILE.pb`: counts a published election, without the rest of the house."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from .completion import Completion
from .count import Result, Rule, Terms, count
from .election import lot_by_seed
from .pabulib import Unreadable, election_of, read
from .support import Borda, Utility


def parser() -> argparse.ArgumentParser:
    """What may be asked on the command line."""
    made = argparse.ArgumentParser(prog="kuulu count", description=__doc__)
    made.add_argument("file", type=Path, help="an election in the format .pb")
    made.add_argument("--rule", type=Rule, choices=list(Rule), default=Rule.GREEDY)
    made.add_argument("--utility", type=Utility, choices=list(Utility), default=Utility.COST)
    made.add_argument("--completion", type=Completion, choices=list(Completion), default=Completion.NONE)
    made.add_argument("--borda", type=Borda, choices=list(Borda), default=Borda.LISTED)
    made.add_argument("--increment", type=_above_nothing, default=1, help="of an endowment, in units of the currency")
    made.add_argument("--least", type=int, default=0, help="score below which a project is left out")
    made.add_argument("--seed", default="", help="of the drawn lot; without one, ids decide what all else leaves tied")
    made.add_argument("--json", action="store_true", help="print the result for a program")
    return made


def _above_nothing(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def main(words: list[str]) -> int:
    """Count and print; 0, or 1 with one line of what is wrong."""
    asked = parser().parse_args(words)
    try:
        result = _count(asked)
    except (OSError, UnicodeDecodeError, ValueError) as fault:
        kind = (
            "cannot be read" if isinstance(fault, Unreadable | OSError | UnicodeDecodeError) else "cannot be counted so"
        )
        sys.stderr.write(f"{asked.file.name} {kind}: {fault}\n")
        return 1
    sys.stdout.write(f"{json.dumps(result.told(), ensure_ascii=False) if asked.json else in_words(result)}\n")
    return 0


def _count(asked: Any) -> Result:
    election = election_of(read(asked.file.read_text(encoding="utf-8-sig")))
    terms = Terms(
        rule=asked.rule, utility=asked.utility, completion=asked.completion, borda=asked.borda,
        increment=asked.increment, least=asked.least,
    )  # fmt: skip
    return count(election, terms, lot_by_seed(election.projects, asked.seed) if asked.seed else None)


def in_words(result: Result) -> str:
    """The result to be read by people."""
    told = result.told()
    lines = [
        f"{told['rule']}: {len(result.winners)} of {len(result.election.projects)} projects, {told['spent']} spent"
    ]
    lines += [f"{place}. {name}" for place, name in enumerate(result.winners, 1)]
    return "\n".join(lines)
