"""The demo city's contents, told in an order in which later ones stand on earlier ones; telling twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from . import budgets, city, elders, index, organisation, people, setup, voices, voting

Progress = Callable[[int], None]  #: how many more rows are told

#: what is told, how many rows about, and by whom
CHAPTERS: tuple[tuple[str, int, Callable[[Progress], None]], ...] = (
    ("Units and bodies", 33, organisation.tell),
    ("People to enter as", 26, people.tell),
    ("Areas and places", 213, city.tell),
    ("Categories", 44, setup.tell),
    ("Two years of feedback", voices.COUNT, voices.tell),
    ("Participatory budgeting", budgets.COUNT, budgets.tell),
    ("A vote on paper", elders.COUNT, elders.tell),
    ("A vote that is open", voting.COUNT, voting.tell),
    ("Search index", 1, index.tell),
)


def tell_all(begin: Callable[[str, int], Progress]) -> None:
    """Tell every chapter; `begin` is called with a chapter's name and size and gives what counts its rows."""
    for name, size, tell in CHAPTERS:
        tell(begin(name, size))
