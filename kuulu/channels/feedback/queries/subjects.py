"""Categories as a resident looks for them: in groups, by the words people use, with room for misspelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from kuulu.foundation.channel import Words

from ..models import Category, CategoryGroup

NEAR_ENOUGH = 0.8  #: likeness of two words from which one counts as a misspelling of the other


@dataclass(frozen=True)
class GroupOfSubjects:
    """One heading and the categories below it."""

    group: CategoryGroup
    categories: list[Category]


def subjects(words: str = "") -> list[GroupOfSubjects]:
    """Active categories in groups; with `words` only those that fit, the best first within a group. One query."""
    rows = list(
        Category.objects.filter(is_active=True, group__isnull=False)
        .select_related("group", "authority", "unit")
        .order_by("group__order", "group__code", "order", "code")
    )
    wanted = _words(words[:200])[:6]
    if wanted:
        scored = [(fit, row) for row in rows if (fit := _fit(row, wanted)) > 0]
        rows = [row for fit, row in sorted(scored, key=lambda pair: (pair[1].group.order, pair[1].group_id, -pair[0]))]
    return [
        GroupOfSubjects(next(iter(members := list(group))).group, members)
        for _, group in groupby(rows, key=lambda row: row.group_id)
    ]


def names_of_subjects() -> list[tuple[Words, list[tuple[str, Words]]]]:
    """(a group's names, (code, names) of its active categories), for a list to choose from. One query."""
    rows = Category.objects.filter(is_active=True, group__isnull=False).order_by(
        "group__order", "group__code", "order", "code"
    )
    told = rows.values_list("group_id", "group__names", "code", "names")
    groups = [list(group) for _, group in groupby(told, key=lambda row: row[0])]
    return [(group[0][1], [(code, names) for _, _, code, names in group]) for group in groups]


def category_named(code: str) -> Category | None:
    """The active category of a code with its questions, or None."""
    rows = Category.objects.filter(is_active=True).select_related("group", "authority", "unit")
    return rows.prefetch_related("questions").filter(code=code[:60]).first()


def _fit(category: Category, wanted: list[str]) -> float:
    """How well a category fits: the sum over the wanted words, 0 when one of them fits nothing."""
    said = _said_of(category)
    fits = [max((_likeness(word, other) for other in said), default=0.0) for word in wanted]
    return sum(fits) if all(fits) else 0.0


def _said_of(category: Category) -> list[str]:
    """Every word said of a category in any language."""
    kept = [category.names, category.synonyms, category.descriptions, category.group.names]
    return _words(" ".join(text for words in kept for text in words.values()))


def _likeness(word: str, other: str) -> float:
    if other == word:
        return 1.0
    if len(word) >= 3 and (other.startswith(word) or (len(other) >= 4 and word.startswith(other))):
        return 0.95
    if len(word) >= 4 and word in other:
        return 0.9
    if len(word) < 4 or abs(len(word) - len(other)) > 3:
        return 0.0
    ratio = SequenceMatcher(None, word, other, autojunk=False).ratio()
    return ratio if ratio >= NEAR_ENOUGH else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
