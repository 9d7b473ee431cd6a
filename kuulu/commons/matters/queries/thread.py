"""The thread of a matter: what happened, step by step, and what may be expected next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kuulu.foundation import clock
from kuulu.foundation.languages import html_lang

from .. import sentences
from ..models import Matter, Step, StepNote
from ..vocabulary import Stage


@dataclass(frozen=True, kw_only=True)
class ThreadStep:
    """One step as a page shows it."""

    at: dt.datetime | None
    title: str  #: a sentence in the active language
    text: str = ""  #: what was typed with it
    text_lang: str = ""  #: HTML's `lang` of that text
    by: str = ""  #: name of the unit, never of a person; at the desk also who wrote the note
    stage: str = ""
    verb: str = ""
    link: str = ""
    is_public: bool = True
    is_current: bool = False
    is_expected: bool = False  #: has not happened yet
    is_removed: bool = False  #: what was typed has been taken away


def thread(matter: Matter, *, for_staff: bool = False, for_opener: bool = False) -> list[ThreadStep]:
    """Every step the reader may see, oldest first, and the one expected next. At most two queries.

    What was typed with a step is shown to the opener and to staff; to others only what the city said to everybody.
    """
    steps = matter.steps.select_related("by_unit", "note", *(["note__by"] if for_staff else []))
    if not for_staff:
        steps = steps.filter(is_public=True)
    rows = list(steps)
    told = [_told(step, step is rows[-1], for_staff=for_staff, for_opener=for_opener) for step in rows]
    return [*told, *_expected(matter)]


def _told(step: Step, is_current: bool, *, for_staff: bool, for_opener: bool) -> ThreadStep:
    by = str(step.by_unit) if step.by_unit else ""
    note: StepNote | None = getattr(step, "note", None)
    if note and not (for_staff or for_opener or (step.by_staff and step.verb in sentences.WORDS_FOR_ALL)):
        note = None
    writer = f"{note.by}, {by}".strip(", ") if for_staff and note and note.by and step.by_staff else by
    return ThreadStep(
        at=step.at,
        title=sentences.sentence(step.verb, step.values, by=by),
        text=note.text if note else "",
        text_lang=html_lang(note.language) if note else "",
        by=writer,
        stage=step.stage,
        verb=step.verb,
        link=str(step.values.get("link", "")),
        is_public=step.is_public,
        is_current=is_current,
        is_removed=bool(note and note.removed_at),
    )


def _expected(matter: Matter) -> list[ThreadStep]:
    """The answer that is still owed, when one is."""
    if not matter.is_open or matter.due_at is None:
        return []
    unit = str(matter.unit) if matter.unit else ""
    late = matter.due_at < clock.now()
    title = sentences.late_promise(unit) if late else sentences.promise(matter.due_at, unit)
    return [ThreadStep(at=matter.due_at, title=title, by=unit, stage=Stage.ANSWERED, verb="expected", is_expected=True)]
