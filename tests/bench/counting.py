"""How long a count takes: a made-up city of 100 000 ballots on 200 projects, and one whose currency has small units.

`python -m tests.bench.counting` prints CPU seconds, runs of Equal Shares and memory above the interpreter's start.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Iterator


def ballots(chance: random.Random, projects: int, voters: int, most: int) -> Iterator[str]:
    """Approval ballots: a few projects are dear to many, most to few."""
    dear = [chance.random() ** 2 + 0.04 for _ in range(projects)]
    for _ in range(voters):
        yield ",".join(map(str, dict.fromkeys(chance.choices(range(projects), dear, k=chance.randint(1, most)))))


def city(*, projects: int, voters: int, most: int, costs: tuple[int, int, int], budget: int, seed: int = 2026) -> str:
    """The text of a .pb file."""
    chance = random.Random(seed)
    lines = ["META", "key;value", f"budget;{budget}", "vote_type;approval", "PROJECTS", "project_id;cost"]
    lines += [f"{number};{chance.randrange(*costs)}" for number in range(projects)]
    lines += ["VOTES", "voter_id;vote"]
    lines += [f"{number};{vote}" for number, vote in enumerate(ballots(chance, projects, voters, most))]
    return "\n".join(lines)


LARGE = {"projects": 200, "voters": 100_000, "most": 10, "costs": (2_000, 200_000, 500), "budget": 5_000_000}
SMALL_UNITS = {"projects": 175, "voters": 29_000, "most": 6, "costs": (20_000_000, 400_000_000, 1_000), "budget": 10**9}


def memory() -> float:
    """The most this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figures() -> dict[str, dict[str, float]]:
    """What was counted -> CPU seconds, runs and megabytes."""
    texts = {"100 000 x 200": city(**LARGE), "29 000 x 175, steps of 1 in 34 000": city(**SMALL_UNITS)}
    start = memory()
    from kuulu.channels.budgeting.counting.completion import Completion, complete
    from kuulu.channels.budgeting.counting.count import Terms, count
    from kuulu.channels.budgeting.counting.election import lot_by_id
    from kuulu.channels.budgeting.counting.pabulib import election_of, read
    from kuulu.channels.budgeting.counting.support import Utility, support_of

    told: dict[str, dict[str, float]] = {}
    for name, text in texts.items():
        began = time.process_time()
        election = election_of(read(text))
        told[f"{name}: read"] = {"cpu_s": time.process_time() - began}
        lot = lot_by_id(election.projects)
        began = time.process_time()
        count(election, Terms(), lot)
        told[f"{name}: greedy"] = {"cpu_s": time.process_time() - began}
        for completion in (Completion.NONE, Completion.ADD1U):
            began = time.process_time()
            support = support_of(election, Utility.COST)
            done = complete(support, election.budget, lot, completion, unit=election.unit, increment=election.unit)
            told[f"{name}: Equal Shares, {completion}"] = {"cpu_s": time.process_time() - began, "runs": done.runs}
    told["memory above the start"] = {"megabytes": memory() - start}
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(figures(), indent=1) + "\n")
