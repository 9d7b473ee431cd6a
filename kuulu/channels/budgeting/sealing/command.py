"""`kuulu elect`: counts a sealed vote off the net, step by step: rehearse, strip, open, publish, verify."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from . import verify_ballots
from .ceremony import Stopped, open_boxes, strip
from .keys import WrongShares
from .publication import publish
from .rehearsal import rehearse
from .rules import Mode
from .sheets import Mistyped, read_sheet


def parser() -> argparse.ArgumentParser:
    """What may be asked on the command line."""
    made = argparse.ArgumentParser(prog="kuulu elect", description=__doc__)
    made.add_argument(
        "folder", type=Path, help="for the count with rules.json, log.jsonl, heads.jsonl and envelopes.bin"
    )
    verbs = made.add_subparsers(dest="verb", required=True)
    rehearsing = verbs.add_parser("rehearse", help="before the vote: two holders open test envelopes in rehearsal.json")
    rehearsing.add_argument("sheets", type=Path, nargs=2, help="files with the sheets of two holders, typed from paper")
    verbs.add_parser("strip", help="without a key: check the log, part the envelopes that count from their marks")
    opening = verbs.add_parser("open", help="with the sheets of two holders: open, check and keep the ballots")
    opening.add_argument("sheets", type=Path, nargs=2, help="files with the sheets of two holders, typed from paper")
    opening.add_argument("--paper", type=Path, help="JSON: a list with the choices of each paper ballot")
    opening.add_argument("--spoiled", type=_count, default=0, help="paper ballots that came back spoiled")
    publishing = verbs.add_parser("publish", help="count, and write the folder that everybody may read")
    publishing.add_argument("out", type=Path)
    publishing.add_argument(
        "--electorate", type=_electorate, action="append", default=[], metavar="NAME=BALLOTS", help="may be repeated"
    )
    publishing.add_argument("--mode", type=Mode, choices=list(Mode), help="one that hides more than the thresholds ask")
    verifying = verbs.add_parser("verify", help="check a published folder")
    verifying.add_argument("--language", choices=verify_ballots.LANGUAGES, default="fi")
    verifying.add_argument("--envelope", default="", help="the hash on your receipt")
    verifying.add_argument("--code", default="", help="your tracking code")
    return made


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise argparse.ArgumentTypeError("must not be below nothing")
    return number


def _electorate(text: str) -> tuple[str, int]:
    name, _equals, number = text.partition("=")
    return name, _count(number)


def main(words: list[str]) -> int:
    """Do the step; 0, or 1 with lines of what is wrong, the first place first."""
    asked = parser().parse_args(words)
    try:
        return _STEPS[asked.verb](asked)
    except Stopped as stop:
        sys.stderr.write("".join(f"{reason}\n" for reason in stop.reasons))
    except (OSError, ValueError) as fault:
        sys.stderr.write(f"{fault}\n")
    return 1


def _rehearse(asked: Any) -> int:
    sheets = [_sheet(path) for path in asked.sheets]
    codes = rehearse((asked.folder / "rehearsal.json").read_bytes(), (sheets[0], sheets[1]))
    sys.stdout.write("".join(f"{code}\n" for code in codes))
    return 0


def _strip(asked: Any) -> int:
    sys.stdout.write(f"{strip(asked.folder)} envelopes lie in boxes.bin, without their marks\n")
    return 0


def _open(asked: Any) -> int:
    sheets = [_sheet(path) for path in asked.sheets]
    paper = asked.paper.read_bytes() if asked.paper else b"[]"
    counts = open_boxes(asked.folder, (sheets[0], sheets[1]), paper=paper, spoiled=asked.spoiled)
    sys.stdout.write("".join(f"{name}: {number}\n" for name, number in counts.items()))
    return 0


def _sheet(path: Path) -> Any:
    """A sheet in a file; what is wrong with it is told with the file's name."""
    try:
        return read_sheet(path.read_text(encoding="utf-8-sig"))
    except Mistyped as fault:
        raise WrongShares(f"{path.name}: {fault}") from None


def _publish(asked: Any) -> int:
    mode, why = publish(asked.folder, asked.out, dict(asked.electorate), mode=asked.mode)
    sys.stdout.write(f"published {mode} ({why}) in {asked.out.name}\n")
    return 0


def _verify(asked: Any) -> int:
    told = ("--language", asked.language, "--envelope", asked.envelope, "--code", asked.code)
    return verify_ballots.main([str(asked.folder), *told])


_STEPS: Final[dict[str, Callable[[Any], int]]] = {
    "rehearse": _rehearse,
    "strip": _strip,
    "open": _open,
    "publish": _publish,
    "verify": _verify,
}
