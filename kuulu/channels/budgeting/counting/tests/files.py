"""Elections in the format .pb, made up for tests."""

from __future__ import annotations

import random
from typing import Any


def pb(
    costs: list[Any],
    votes: list[str],
    *,
    budget: Any,
    kind: str = "approval",
    points: list[str] | None = None,
    **meta: Any,
) -> str:
    """The text of a file; projects are named 1, 2, 3 ..."""
    known = {
        "description": "Made up; for tests", "country": "Finland", "unit": "Mikkeli", "instance": "2026",
        "num_projects": len(costs), "num_votes": len(votes), "budget": budget, "vote_type": kind, "rule": "greedy",
        "date_begin": "2026", "date_end": "2026", **meta,
    }  # fmt: skip
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in known.items())]
    lines += ["PROJECTS", "project_id;cost", *(f"{number};{cost}" for number, cost in enumerate(costs, 1))]
    lines += ["VOTES", "voter_id;vote;points" if points else "voter_id;vote"]
    for number, vote in enumerate(votes):
        lines.append(f"{number};{vote};{points[number]}" if points else f"{number};{vote}")
    return "\n".join(lines) + "\n"


def city(seed: int, *, projects: int = 20, voters: int = 400, most: int = 5) -> str:
    """A city's approval vote, the same for the same seed: some ideas are dear to many, most to few."""
    chance = random.Random(seed)
    costs = [chance.randrange(500, 60_000, 250) for _ in range(projects)]
    dear = [chance.random() ** 2 + 0.03 for _ in range(projects)]
    votes = []
    for _ in range(voters):
        names = dict.fromkeys(chance.choices(range(1, projects + 1), dear, k=chance.randint(0, most)))
        votes.append(",".join(map(str, names)))
    return pb(costs, votes, budget=sum(costs) // 3)
