"""Ballots whose codes begin with two letters: so few that one finds the own, so many that none is told to be it."""

from __future__ import annotations

import csv
from typing import Any, Final

from ..sealing.codes import ALPHABET, CLEAR
from .published import Published
from .vote_rules import candidates

UNREAD: Final = "UNREAD-"  #: stands for the code of an envelope that could not be opened
LETTERS: Final = 2  #: of a code that may be sent; whatever more is typed is not read


def beginning(typed: str) -> str:
    """The first two letters of a code as it is printed; nothing for what cannot be them."""
    letters = typed[:20].upper().translate(CLEAR)[:LETTERS]
    return letters if len(letters) == LETTERS and set(letters) <= set(ALPHABET) else ""


def ballots_beginning(published: Published, letters: str) -> list[dict[str, Any]]:
    """Whole ballots from the web with such a code: the code, its choices, whether it counted."""
    from ..sealing.ballots import choices_in

    shown, rules = {str(one.number): one for one in candidates(published.vote.round)}, published.rules()
    rows = csv.reader(line for line in published.read("ballots.csv").decode().splitlines() if line.startswith(letters))
    return [
        {
            "code": code,
            "choices": [(shown.get(name), name, given) for name, given in choices_in(rules, text) or ()],
            "is_valid": valid == "1",
        }
        for code, source, text, valid in rows
        if source == "web" and not code.startswith(UNREAD)
    ]
