"""Reads and writes `.pb`, the format in which cities publish their votes (Stolicki, Szufa and Talmon, *Pabulib*, 2020)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from .election import BallotKind, Election, Group, Project

KINDS = {
    "approval": BallotKind.APPROVAL,
    "choose-1": BallotKind.APPROVAL,
    "cumulative": BallotKind.POINTS,
    "scoring": BallotKind.POINTS,
    "ordinal": BallotKind.RANKING,
}
SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_DECIMALS = 2
#: the order in which the keys of META stand; others come after them
ORDER = [
    "description",
    "country",
    "unit",
    "subunit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
]

#: what one ballot says: indices of projects, and the points of each where there are points
Ballot = tuple[tuple[int, ...], tuple[int, ...]]


class Unreadable(ValueError):
    """A file that is not `.pb`, or that contradicts itself; the message names the line or the thing."""


@dataclass(slots=True)
class Table:
    """A section: the names of its columns and its rows, as they stood."""

    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def column(self, name: str) -> int:
        """Where a column stands. Raises Unreadable."""
        try:
            return self.heads.index(name)
        except ValueError:
            raise Unreadable(f"the column {name} is missing") from None


@dataclass(slots=True)
class File:
    """A whole file; columns and keys nobody knows are kept."""

    meta: Table
    projects: Table
    votes: Table

    def told(self, key: str) -> str:
        """A value of META; nothing when it is not told."""
        return next((row[1].strip() for row in self.meta.rows if len(row) > 1 and row[0].strip() == key), "")


def read(text: str) -> File:
    """The sections of a file. Raises Unreadable."""
    tables: dict[str, Table] = {}
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";", quotechar='"')
    table: Table | None = None
    try:
        for row in rows:
            if not row or (len(row) == 1 and not row[0].strip()):
                continue
            name = row[0].strip().upper() if len(row) == 1 else ""
            if name in SECTIONS and (table is None or table.heads):
                table = tables[name] = Table(heads=[head.strip() for head in next(rows)])
            elif table is None:
                raise Unreadable(f"line {rows.line_num}: a section is expected")
            else:
                table.rows.append(row)
    except StopIteration:
        raise Unreadable(f"line {rows.line_num}: the section ends before it begins") from None
    except csv.Error as fault:
        raise Unreadable(f"line {rows.line_num}: {fault}") from None
    if missing := [name for name in SECTIONS if name not in tables]:
        raise Unreadable(f"the section {missing[0]} is missing")
    return File(tables["META"], tables["PROJECTS"], tables["VOTES"])


def written(file: File) -> str:
    """The text of a file, quoted where a value needs it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quotechar='"', lineterminator="\n")
    for name, table in zip(SECTIONS, (file.meta, file.projects, file.votes), strict=True):
        writer.writerow([name])
        writer.writerow(table.heads)
        writer.writerows(table.rows)
    return out.getvalue()


def election_of(file: File) -> Election:
    """The election that a file tells. Raises Unreadable for what cannot be counted."""
    kind = KINDS.get(file.told("vote_type"))
    if kind is None:
        raise Unreadable(f"vote_type {file.told('vote_type')!r} is not known")
    costs = [_cell(row, file.projects.column("cost")) for row in file.projects.rows]
    ids = [_cell(row, file.projects.column("project_id")) for row in file.projects.rows]
    if twice := [name for name, count in Counter(ids).items() if count > 1]:
        raise Unreadable(f"the project {twice[0]} stands twice")
    amounts = [_amount(text) for text in (*costs, file.told("budget"))]
    unit = 10 ** max((-exponent for a in amounts if isinstance(exponent := a.as_tuple().exponent, int)), default=0)
    whole = [int(amount * unit) for amount in amounts]
    longest = file.told("max_length")
    return Election(
        budget=whole[-1],
        projects=[Project(name, cost) for name, cost in zip(ids, whole, strict=False)],
        groups=_groups(file.votes, {name: at for at, name in enumerate(ids)}, kind),
        kind=kind,
        unit=unit,
        longest=int(longest) if longest.isdigit() else 0,
    )


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _amount(text: str) -> Decimal:
    """A sum of money, not below nothing, with a point or a comma. Raises Unreadable."""
    try:
        amount = Decimal(text.replace(",", ".")).normalize()
    except InvalidOperation:
        raise Unreadable(f"{text!r} is no sum of money") from None
    exponent = amount.as_tuple().exponent
    if not amount.is_finite() or amount < 0 or not isinstance(exponent, int) or exponent < -MOST_DECIMALS:
        raise Unreadable(f"{text!r} is no sum of money")
    return amount if exponent <= 0 else amount.quantize(Decimal(1))


def _groups(votes: Table, numbers: dict[str, int], kind: BallotKind) -> list[Group]:
    """Ballots gathered by what they say, each different text read once."""
    at = votes.column("vote")
    points_at = votes.column("points") if kind is BallotKind.POINTS else -1
    if kind is BallotKind.POINTS:
        said = Counter((_cell(row, at), _cell(row, points_at)) for row in votes.rows)
    else:
        said = Counter((row[at] if at < len(row) else "", "") for row in votes.rows)
    return [_group(choices, points, size, numbers) for (choices, points), size in said.items()]


def _group(choices: str, points: str, size: int, numbers: dict[str, int]) -> Group:
    names = [name.strip() for name in choices.split(",")] if choices.strip() else []
    given = _points(points, len(names)) if points else []
    marks: dict[int, int] = {}
    for place, name in enumerate(names):
        if name not in numbers:
            raise Unreadable(f"a vote names the project {name!r}, which is not there")
        marks.setdefault(numbers[name], given[place] if given else 1)  # a project named again counts once
    return Group(tuple(marks), tuple(marks.values()) if given else (), size)


def _points(text: str, count: int) -> list[int]:
    try:
        given = [int(one) for one in text.split(",")]
    except ValueError:
        raise Unreadable(f"{text!r} are no points") from None
    if len(given) != count:
        raise Unreadable(f"{count} projects and {len(given)} points in a vote")
    return given


def file_of(
    election: Election,
    told: Mapping[str, str],
    *,
    names: Mapping[str, str],
    winners: Collection[str],
    shuffle: Callable[[list[Ballot]], None],
) -> File:
    """An election as a file for others: ballots in a shuffled order under fresh numbers, nothing of who or when.

    `told` are the keys of META that the election itself does not know: description, country, unit, instance, rule,
    dates, and for points `max_sum_points`; `names` are those of the projects.
    """
    ballots = [(group.choices, group.points) for group in election.groups for _ in range(group.size)]
    shuffle(ballots)
    own = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": _decimal(election.budget, election.unit),
        "vote_type": next(name for name, kind in KINDS.items() if kind is election.kind),
    }
    return File(
        meta=Table(["key", "value"], sorted(map(list, {**told, **own}.items()), key=_place_in_meta)),
        projects=_projects_out(election, names, winners),
        votes=_votes_out(election, ballots),
    )


def _projects_out(election: Election, names: Mapping[str, str], winners: Collection[str]) -> Table:
    votes = Counter(project for group in election.groups for project in group.choices for _ in range(group.size))
    rows = [
        [
            one.id,
            _decimal(one.cost, election.unit),
            str(votes[at]),
            names.get(one.id, one.id),
            str(int(one.id in winners)),
        ]
        for at, one in enumerate(election.projects)
    ]
    return Table(["project_id", "cost", "votes", "name", "selected"], rows)


def _votes_out(election: Election, ballots: Sequence[Ballot]) -> Table:
    ids = [project.id for project in election.projects]
    rows = [[str(number), ",".join(ids[p] for p in choices)] for number, (choices, _points) in enumerate(ballots, 1)]
    if election.kind is not BallotKind.POINTS:
        return Table(["voter_id", "vote"], rows)
    with_points = [[*row, ",".join(map(str, points))] for row, (_choices, points) in zip(rows, ballots, strict=True)]
    return Table(["voter_id", "vote", "points"], with_points)


def _place_in_meta(row: list[str]) -> int:
    return ORDER.index(row[0]) if row[0] in ORDER else len(ORDER)


def _decimal(amount: int, unit: int) -> str:
    whole, rest = divmod(amount, unit)
    return f"{whole}.{rest:0{len(str(unit)) - 1}d}" if rest else str(whole)
