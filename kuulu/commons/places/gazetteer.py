"""A search tree of names in memory: by beginning, by word, and by shared trigrams where the typing went wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kuulu.foundation.text import trigrams

LEAST = 0.3  #: trigram likeness (Jaccard) under which a name is another name
_NUMBER = re.compile(r"(?<=[^\W\d])\s+(\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s?[a-zåäö](?![^\W\d]))?(?:\s\d{1,4})?)\b", re.I)
_POSTCODE = re.compile(r"\b\d{5}\b")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, single blanks, no diacritics: "Lähemäki" and "lahemaki" are looked up as the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())


@dataclass(frozen=True)
class Query:
    """What somebody typed, taken apart: the name, a house number as written, a postcode."""

    name: str
    number: str = ""
    postcode: str = ""


def take_apart(text: str, cities: Iterable[str] = ()) -> Query:
    """Read "Porrassalmenkatu 23, 50100 Mikkeli" as a name, a number and a postcode."""
    postcode = next(iter(_POSTCODE.findall(text)), "")
    rest = _POSTCODE.sub(" ", text)
    first, _, tail = rest.partition(",")
    rest = first if first.strip() else tail
    number = found[1].strip() if (found := _NUMBER.search(rest)) else ""
    name = fold(_NUMBER.sub(" ", rest, count=1) if number else rest)
    if postcode and name in {fold(city) for city in cities}:
        name = ""
    return Query(name, " ".join(number.split()), postcode)


@dataclass(frozen=True)
class Entry:
    """One row to be found: its key, its names, its postcode, and its weight (smaller comes first among equals)."""

    key: int
    names: tuple[str, ...]
    postcode: str = ""
    weight: int = 0


class Index:
    """Names with their trigrams turned inside out. About 1 kB a row; meant for up to some 50 000 rows."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.rows = [(entry, fold(name)) for entry in entries for name in entry.names if name]
        self.sizes: list[int] = []
        self.postings: dict[str, list[int]] = defaultdict(list)
        for at, (_, name) in enumerate(self.rows):
            parts = trigrams(name)
            self.sizes.append(len(parts))
            for part in parts:
                self.postings[part].append(at)

    def find(self, query: Query, limit: int) -> list[int]:
        """Keys of the best rows, best first, each once."""
        ranked = self._by_name(query) if query.name else self._by_postcode(query.postcode)
        keys = [key for _, key in sorted(ranked)]
        return list(dict.fromkeys(keys))[:limit]

    def called(self, name: str) -> list[int]:
        """Keys of the rows that bear exactly this name."""
        wanted = fold(name)
        return list(dict.fromkeys(entry.key for entry, name in self.rows if name == wanted))

    def _by_postcode(self, postcode: str) -> list[tuple[tuple, int]]:
        if not postcode:
            return []
        return [((entry.weight, name), entry.key) for entry, name in self.rows if entry.postcode == postcode]

    def _by_name(self, query: Query) -> list[tuple[tuple, int]]:
        mine = trigrams(query.name)
        shared = Counter(at for part in mine for at in self.postings.get(part, ()))
        scored = []
        for at, common in shared.items():
            entry, name = self.rows[at]
            likeness = common / (len(mine) + self.sizes[at] - common)
            rung = _rung(query.name, name, likeness)
            if rung is not None:
                elsewhere = bool(query.postcode) and entry.postcode != query.postcode
                scored.append(((rung, elsewhere, entry.weight, -likeness, name), entry.key))
        return _without_noise(scored)


def _rung(asked: str, name: str, likeness: float) -> int | None:
    """0 the very name, 1 begins so, 2 a word begins so, 3 alike, None another name."""
    if name == asked:
        return 0
    if name.startswith(asked):
        return 1
    if f" {asked}" in name:
        return 2
    return 3 if likeness >= LEAST else None


def _without_noise(scored: list[tuple[tuple, int]]) -> list[tuple[tuple, int]]:
    """Merely alike names are kept when near the best of their sort; none is kept when the very name was found."""
    if any(rank[0] == 0 for rank, _ in scored):
        return [row for row in scored if row[0][0] < 3]
    best = min((rank[3] for rank, _ in scored), default=0.0)
    near = [(rank, key) for rank, key in scored if rank[0] < 3 or rank[3] <= 0.7 * best]
    return [(((3, rank[1], rank[3], *rank[2:]) if rank[0] == 3 else rank), key) for rank, key in near]
