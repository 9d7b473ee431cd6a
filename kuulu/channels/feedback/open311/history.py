"""One history told in the words of each dialect: by the public steps of a matter, with units and never persons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from kuulu.commons.matters import sentences
from kuulu.commons.matters.models import Matter, Step
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.foundation.languages import say

from ..models import Answer
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


def steps_of(matter: Matter) -> list[Step]:
    """The public steps of a matter found with `with_all_told`, oldest first."""
    return matter.public_steps  # type: ignore[attr-defined]


def answers_of(matter: Matter) -> list[Answer]:
    """The city's answers to such a matter, oldest first."""
    return matter.feedback.told_answers  # type: ignore[attr-defined]


def told_steps(matter: Matter, *, in_full: bool = True) -> Iterator[tuple[Step, str]]:
    """Each public step with what it says: a sentence, and the words that the city said to all with it."""
    answers = iter(answers_of(matter))
    for step in steps_of(matter):
        answer = next(answers, None) if step.verb == "answered" else None
        yield step, words_of(step, answer, in_full=in_full)


def words_of(step: Step, answer: Answer | None = None, *, in_full: bool = True) -> str:
    """What a step says. Typed words are told only when the city said them to everybody, and only of checked ones."""
    said = sentences.sentence(step.verb, step.values, by=say(step.by_unit.names) if step.by_unit else "")
    if not in_full:
        return said
    if answer is not None:
        return say(answer.texts) or said
    note = getattr(step, "note", None)
    if note is not None and note.text and step.by_staff and step.verb in sentences.WORDS_FOR_ALL:
        return f"{said} {note.text}"
    return said


def last_word(matter: Matter, *, in_full: bool = True) -> str:
    """Why the matter is in its state: the answer when there is one, else its last step."""
    answers = answers_of(matter)
    if in_full and answers and matter.stage not in OPEN_STAGES:
        return say(answers[-1].texts)
    steps = steps_of(matter)
    last = next((step for step in reversed(steps) if step.verb not in ABOUT_SHOWING), None)
    if last is None:
        return ""
    place = sum(step.verb == "answered" for step in steps if step.pk < last.pk)
    answer = answers[place] if last.verb == "answered" and place < len(answers) else None
    return words_of(last, answer, in_full=in_full)


def detailed_status(matter: Matter) -> str:
    """E2: the stages gone through with commas between, the last one the current."""
    stages = [DETAILED[step.stage] for step in steps_of(matter)]
    if not stages or stages[-1] != DETAILED[matter.stage]:
        stages.append(DETAILED[matter.stage])
    return ",".join(stage for stage, _same in groupby(stages))


def _log_status(step: Step) -> str:
    if step.stage not in OPEN_STAGES:
        return "done"
    if step.verb in ALLOCATING:
        return "allocated"
    return "received" if step.stage == Stage.RECEIVED else "handling"


def _unit(step: Step, matter: Matter) -> str:
    unit = step.by_unit or (matter.unit if step.by_staff else None)
    return say(unit.names) if unit else ""


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
