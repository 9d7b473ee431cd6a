"""One history told in the words of each dialect: by the public steps of a matter, with units and never persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from kuulu.commons.matters import sentences
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.foundation.channel import Words
from kuulu.foundation.languages import say

from .times import told

#: steps that tell of showing, not of the thing itself; a status is not explained by them
ABOUT_SHOWING: Final = frozenset(
    {"published", "publishing_wished", "publishing_refused", "hidden", "made_private", "made_nameless"}
    | {"media_added", "paper_shown", "paper_hidden", "paper_covered", "paper_asked_down", "thanked", "asked_if_fixed"}
)
ALLOCATING: Final = frozenset({"routed", "moved", "assigned", "forwarded", "recategorised"})
DETAILED: Final[dict[str, str]] = {
    Stage.RECEIVED: "RECEIVED",
    Stage.IN_HAND: "IN_PROCESS",
    Stage.ANSWERED: "PROCESSED",
    Stage.CARRIED_OUT: "PUBLIC_WORKS_COMPLETED",
    Stage.CLOSED: "ARCHIVED",
    Stage.WITHDRAWN: "ARCHIVED",
    Stage.DECLINED: "REJECTED",
}


@dataclass(slots=True)
class Past:
    """One public step as it is told: a plain row, since a list holds hundreds of them."""

    verb: str
    stage: str
    by_staff: bool
    values: dict[str, Any]
    at: dt.datetime
    unit: Words  #: names of the unit that acted; empty when none is known
    note: str  #: what was typed with it


@dataclass(slots=True)
class History:
    """What the public may know of a matter's life: its steps and the city's answers by language, oldest first."""

    steps: list[Past]
    answers: list[Words]


def history_of(matter: Matter) -> History:
    """The history of a matter found with `with_all_told`."""
    return matter.history  # type: ignore[attr-defined]


def told_steps(matter: Matter, *, in_full: bool = True) -> Iterator[tuple[Past, str]]:
    """Each public step with what it says: a sentence, and the words that the city said to all with it."""
    history = history_of(matter)
    answers = iter(history.answers)
    for step in history.steps:
        answer = next(answers, None) if step.verb == "answered" else None
        yield step, words_of(step, answer, in_full=in_full)


def words_of(step: Past, answer: Words | None = None, *, in_full: bool = True) -> str:
    """What a step says. Typed words are told only when the city said them to everybody, and only of checked ones."""
    said = sentences.sentence(step.verb, step.values, by=say(step.unit))
    if not in_full:
        return said
    if answer is not None:
        return say(answer) or said
    if step.note and step.by_staff and sentences.are_for_all(step.verb):
        return f"{said} {step.note}"
    return said


def last_word(matter: Matter, *, in_full: bool = True) -> str:
    """Why the matter is in its state: the answer when there is one, else its last step."""
    history = history_of(matter)
    if in_full and history.answers and matter.stage not in OPEN_STAGES:
        return say(history.answers[-1])
    at = next((n for n in reversed(range(len(history.steps))) if history.steps[n].verb not in ABOUT_SHOWING), None)
    if at is None:
        return ""
    place = sum(step.verb == "answered" for step in history.steps[:at])
    is_answer = history.steps[at].verb == "answered" and place < len(history.answers)
    return words_of(history.steps[at], history.answers[place] if is_answer else None, in_full=in_full)


def detailed_status(matter: Matter) -> str:
    """E2: the stages gone through with commas between, the last one the current."""
    stages = [DETAILED[step.stage] for step in history_of(matter).steps]
    if not stages or stages[-1] != DETAILED[matter.stage]:
        stages.append(DETAILED[matter.stage])
    return ",".join(stage for stage, _same in groupby(stages))


def _log_status(step: Past) -> str:
    if step.stage not in OPEN_STAGES:
        return "done"
    if step.verb in ALLOCATING:
        return "allocated"
    return "received" if step.stage == Stage.RECEIVED else "handling"


def _unit(step: Past, matter: Matter) -> str:
    return say(step.unit or (matter.unit.names if step.by_staff and matter.unit else {}))


def log(matter: Matter, *, in_full: bool = True) -> list[dict[str, Any]]:
    """E3 as 6Aika has it; `handler` is a unit."""
    return [
        {
            "time": told(step.at),
            "status": _log_status(step),
            "note": words,
            "handler": _unit(step, matter),
            "attachment_url": None,
        }
        for step, words in told_steps(matter, in_full=in_full)
    ]


def notes(matter: Matter, *, in_full: bool = True) -> list[dict[str, Any]]:
    """E3 as the draft of version 2.1 has it."""
    return [
        {"datetime": told(step.at), "description": words, "type": step.verb}
        for step, words in told_steps(matter, in_full=in_full)
    ]
