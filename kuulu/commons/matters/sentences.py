"""Says each step in a sentence a resident understands, in the reader's language, with units and never persons.

A step keeps only its verb and values (`Step.values`): whoever reads later, reads in their own language, and a
clearer sentence here is at once clearer for every old step. A channel's own steps have theirs on its plate. Values a sentence may use: `unit` and `from` (names by
language), `days`, `due` (ISO date), `into` and `other` (references of public matters), `authority`, `category` and
`way` and `text` (text, or words by language), `link`. Every verb in the code has its sentence; a test reads the code for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kuulu.foundation import registry
from kuulu.foundation.clock import HELSINKI
from kuulu.foundation.languages import say


@dataclass(frozen=True)
class Sentence:
    """How a verb is said: when all its values are known, and when one of them is not."""

    full: str
    plain: str = ""

    def needs(self) -> set[str]:
        """The names of the values that the full sentence uses."""
        return {part.split(")")[0] for part in self.full.split("%(")[1:]}


_n = gettext_noop

SENTENCES: Final[dict[str, Sentence]] = {
    "received": Sentence(_n("We received this.")),
    "routed": Sentence(_n("This came to %(unit)s."), _n("This came to the right unit.")),
    "taken": Sentence(_n("%(by)s took this in hand."), _n("This was taken in hand.")),
    "moved": Sentence(_n("This was moved from %(from)s to %(unit)s."), _n("This was moved to another unit.")),
    "assigned": Sentence(_n("A handler was chosen.")),
    "recategorised": Sentence(_n("The category was changed to: %(category)s."), _n("The category was changed.")),
    "priority": Sentence(_n("The urgency was changed.")),
    "asked": Sentence(_n("%(by)s asked for more information."), _n("The city asked for more information.")),
    "added": Sentence(_n("The sender added information.")),
    "note": Sentence(_n("A note was written among staff.")),
    "answered": Sentence(_n("%(by)s answered."), _n("The city answered.")),
    "answer_changed": Sentence(_n("The answer was corrected.")),
    "carried_out": Sentence(_n("%(by)s carried this out."), _n("This was carried out.")),
    "closed": Sentence(_n("This was closed.")),
    "reopened": Sentence(_n("This was opened again.")),
    "withdrawn": Sentence(_n("The sender took this back.")),
    "declined": Sentence(_n("%(by)s will not carry this out."), _n("This will not be carried out.")),
    "forwarded": Sentence(
        _n("This belongs to another authority. We sent it on to: %(authority)s."),
        _n("This belongs to another authority. We sent it on."),
    ),
    "work_told": Sentence(_n("%(by)s told how the work goes on."), _n("The worker told how the work goes on.")),
    "joined": Sentence(
        _n("Others have said the same. This goes on together with %(into)s."),
        _n("Others have said the same. This goes on together with theirs."),
    ),
    "joined_here": Sentence(
        _n("Another message about the same thing (%(other)s) was joined to this."),
        _n("Another message about the same thing was joined to this."),
    ),
    "carried_on": Sentence(
        _n("The sender took this further. It goes on as: %(way)s."), _n("The sender took this further.")
    ),
    "carried_from": Sentence(
        _n("This began from what the sender had told before: %(way)s."),
        _n("This began from what the sender had told before."),
    ),
    "parted": Sentence(_n("This goes on by itself again.")),
    "publishing_wished": Sentence(_n("The sender wishes this to be public. We check it first.")),
    "published": Sentence(_n("This was checked and is now public.")),
    "publishing_refused": Sentence(_n("This was checked and stays private.")),
    "redacted": Sentence(_n("A part was left out of what the public reads.")),
    "hidden": Sentence(_n("The city hid this from the public.")),
    "made_private": Sentence(_n("The sender made this private.")),
    "outcome": Sentence(_n("What came of it: %(text)s"), _n("It is now known what came of this.")),
    "late": Sentence(
        _n("We are late with the answer. You get it by %(due)s."), _n("We are late with the answer. We are sorry.")
    ),
    "due_changed": Sentence(_n("The answer now comes by %(due)s."), _n("The date of the answer was changed.")),
    "fixed": Sentence(_n("The sender says that this is put right.")),
    "not_fixed": Sentence(_n("The sender says that this is not put right.")),
    "asked_if_fixed": Sentence(_n("We asked the sender whether this was put right.")),
    "thanked": Sentence(_n("The thanks were passed on to those who earned them.")),
    "imported": Sentence(_n("This came from another service.")),
    "media_added": Sentence(_n("A picture was added.")),
    "paper_shown": Sentence(_n("A picture was checked and shown.")),
    "paper_hidden": Sentence(_n("A picture was hidden.")),
    "paper_covered": Sentence(_n("A part of a picture was made unrecognisable.")),
    "paper_asked_down": Sentence(_n("Somebody asked that a picture be taken down.")),
    "made_nameless": Sentence(_n("The sender's information was deleted because its time was over.")),
}

#: verbs whose typed words every reader may read; all other words are between the sender and the city
WORDS_FOR_ALL: Final = frozenset(
    {"answered", "answer_changed", "carried_out", "closed", "declined", "moved", "outcome", "late", "due_changed"}
    | {"work_told"}
)

UNKNOWN: Final = Sentence(_n("Something happened."))


def sentence(verb: str, values: Mapping[str, Any], *, by: str = "") -> str:
    """The sentence of a step in the active language; `by` is the name of the unit that acted, when known."""
    words = SENTENCES.get(verb) or _of_channel(verb)
    known = {name: said for name in words.needs() if (said := by if name == "by" else _said(name, values.get(name)))}
    spoken = _ if verb in SENTENCES or words is UNKNOWN else str  # a plate's words are in the language already
    if words.needs() <= known.keys():
        return spoken(words.full) % known
    return spoken(words.plain or UNKNOWN.full)


def _of_channel(verb: str) -> Sentence:
    """The sentence of a step that only one channel's matters take, from its plate, in the active language."""
    own = registry.verbs().get(verb)
    return Sentence(say(own.says), say(own.plain)) if own else UNKNOWN


def are_for_all(verb: str) -> bool:
    """Whether what was typed with a step is for every reader; all other words are between the sender and the city."""
    own = registry.verbs().get(verb)
    return verb in WORDS_FOR_ALL or (own is not None and own.words_for_all)


def _said(name: str, value: Any) -> str:
    if name == "due" and isinstance(value, str):
        return day(value)
    return value if isinstance(value, str) else say(value) if isinstance(value, dict) else str(value or "")


def day(value: str | dt.datetime | dt.date) -> str:
    """A day as it is written in the active language: 5.10.2026, or nothing when it cannot be read."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return ""
    if isinstance(value, dt.datetime) and value.tzinfo:
        value = value.astimezone(HELSINKI)
    return date_format(value, "j.n.Y")


def promise(due: dt.datetime | dt.date, unit: str) -> str:
    """What the reader may expect next."""
    if unit:
        return _("You get an answer by %(due)s from: %(unit)s.") % {"due": day(due), "unit": unit}
    return _("You get an answer by %(due)s.") % {"due": day(due)}


def late_promise(unit: str) -> str:
    """What is said when the promised day is past and no new one is told."""
    if unit:
        return _("The answer is late. It comes from: %(unit)s.") % {"unit": unit}
    return _("The answer is late.")
