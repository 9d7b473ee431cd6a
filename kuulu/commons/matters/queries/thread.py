"""The thread of a matter: what happened, step by step, and what may be expected next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from kuulu.foundation import clock
from kuulu.foundation.languages import html_lang

from .. import sentences
from ..models import Matter, Step, StepNote
from ..vocabulary import Stage
from .carried import Way, ways


@dataclass(frozen=True, kw_only=True)
class ThreadStep:
    """One step as a page shows it."""

    at: dt.datetime | dt.date | None  #: a bare day for what has not happened yet
    title: str  #: a sentence in the active language
    text: str = ""  #: what was typed with it
    lang: str = ""  #: HTML's `lang` of that text
    by: str = ""  #: name of the unit, never of a person; at the desk also who wrote the note
    stage: str = ""
    verb: str = ""
    href: str = ""
    link_text: str = ""  #: of the link; its address when empty
    is_public: bool = True
    is_current: bool = False
    is_coming: bool = False  #: has not happened yet
    is_removed: bool = False  #: what was typed has been taken away


def thread(matter: Matter, *, for_staff: bool = False, for_opener: bool = False) -> list[ThreadStep]:
    """Every step the reader may see, oldest first, and the one expected next. At most three queries.

    What was typed with a step is shown to the opener and to staff; to others only what the city said to everybody.
    """
    steps = matter.steps.select_related("by_unit", "note", *(["note__by"] if for_staff else []))
    if not for_staff:
        steps = steps.filter(is_public=True)
    rows = list(steps)
    told = [_told(step, step is rows[-1], for_staff=for_staff, for_opener=for_opener) for step in rows]
    if carryings := {step.pk: step.values["carrying"] for step in rows if "carrying" in step.values}:
        found = ways(matter, carryings.values(), for_staff=for_staff, for_opener=for_opener)
        told = [_leading(one, found.get(carryings.get(step.pk, 0))) for one, step in zip(told, rows, strict=True)]
    return [*told, *_expected(matter, rows)]


def _told(step: Step, is_current: bool, *, for_staff: bool, for_opener: bool) -> ThreadStep:
    by = str(step.by_unit) if step.by_unit else ""
    note: StepNote | None = getattr(step, "note", None)
    if note and not (for_staff or for_opener or (step.by_staff and sentences.are_for_all(step.verb))):
        note = None
    writer = f"{note.by}, {by}".strip(", ") if for_staff and note and note.by and step.by_staff else by
    return ThreadStep(
        at=step.at,
        title=sentences.sentence(step.verb, step.values, by=by),
        text=note.text if note else "",
        lang=html_lang(note.language) if note else "",
        by=writer,
        stage=step.stage,
        verb=step.verb,
        href=str(step.values.get("link", "")),
        is_public=step.is_public,
        is_current=is_current,
        is_removed=bool(note and note.removed_at),
    )


def _leading(step: ThreadStep, way: Way | None) -> ThreadStep:
    return replace(step, href=way.href, link_text=way.reference) if way else step


def _expected(matter: Matter, rows: list[Step]) -> list[ThreadStep]:
    """The answer that is still owed, when one is; a new day told with `late` counts while it is not past."""
    if not matter.is_open or matter.due_at is None:
        return []
    unit = str(matter.unit) if matter.unit else ""
    day, today = matter.due_at.astimezone(clock.HELSINKI).date(), clock.today()
    told_again = [str(step.values.get("due", "")) for step in rows if step.verb == "late"]
    if day < today and told_again and told_again[-1] >= today.isoformat():
        day = dt.date.fromisoformat(told_again[-1][:10])
    title = sentences.promise(day, unit) if day >= today else sentences.late_promise(unit)
    return [ThreadStep(at=day, title=title, by=unit, stage=Stage.ANSWERED, verb="expected", is_coming=True)]
