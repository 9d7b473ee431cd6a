"""The grammar of a channel: the door plate by which a way to take part is known to the whole house.

A plate is pure data and callables. It touches no database when it is made; its callables may when called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .languages import FALLBACKS

Words = Mapping[str, str]  #: language code -> text, for fi, fi-simple, sv and en

Participation = Literal["information", "planning", "decision", "action", "evaluation"]
Stage = Literal["received", "in_hand", "answered", "carried_out", "closed", "withdrawn", "declined"]

STAGES: tuple[Stage, ...] = (
    "received",
    "in_hand",
    "answered",
    "carried_out",
    "closed",
    "withdrawn",
    "declined",
)

#: what may follow what, unless a kind says otherwise
USUAL_LIFECYCLE: Mapping[str, tuple[str, ...]] = {
    "received": ("in_hand", "answered", "carried_out", "closed", "withdrawn", "declined"),
    "in_hand": ("received", "answered", "carried_out", "closed", "withdrawn", "declined"),
    "answered": ("in_hand", "carried_out", "closed", "withdrawn"),
    "carried_out": ("in_hand", "closed"),
    "closed": ("in_hand", "carried_out"),
    "withdrawn": (),
    "declined": ("in_hand",),
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of matter a channel brings: how it lives, how soon it is answered, how it is shown."""

    code: str
    name: Words
    lifecycle: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: USUAL_LIFECYCLE)
    promise_days: int = 5  #: working days to the first answer, when nothing finer says otherwise
    reopen_days: int = 30  #: calendar days within which the sender may reopen; 0 for never
    comments: bool = False
    card: str = "matters/_card.html"
    address: Callable[[Any], str] | None = None  #: matter -> path of its public page
    #: matter, e-mail address -> whole address with a new secret link to the opener's own page; "" for none
    own_address: Callable[[Any, str], str] | None = None
    desk_address: Callable[[Any], str] | None = None  #: matter -> path of its page at the desk
    #: matter -> all of its words that the public may read, for search; the title and summary need not be in it
    words: Callable[[Any], str] | None = None
    #: verb -> (matter, by=person, ...) for work in bulk: take, move (unit=), close (reason=); else the spine's own
    desk_verbs: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    #: months after it ended when a private matter is made nameless; 0 when the channel itself sees to it
    retain_months: int = 24
    colour: str = "lake"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Something one can take part in now."""

    title: str
    address: str
    closes: dt.datetime | None = None
    minutes: int = 5
    area: str = ""
    who_decides: str = ""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What happens when: a date of a channel, for the calendar and the year clock."""

    title: str
    starts: dt.datetime
    ends: dt.datetime | None = None
    address: str = ""
    area: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One thing that can be counted between two dates."""

    code: str
    name: Words
    count: Callable[[dt.date, dt.date], int]


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One table that a channel publishes as open data."""

    code: str
    name: Words
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class DeskDoor:
    """A room's page at the desk that is no channel's: listed beside the work list for those who may open it."""

    start: str  #: url name
    name: Any  #: lazily translated text
    may: Callable[[Any], bool]  #: person -> whether the door is theirs


@dataclass(frozen=True, kw_only=True)
class Process:
    """A way to take part told in the order people ask: what, who decides, how long, what then."""

    what: Words
    who_decides: Words
    how_long: Words
    what_then: Words
    where_else: Words = field(default_factory=dict)  #: phone, desk, paper


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The door plate. See docs/guides/add-a-channel.md for what each duty is used for."""

    code: str
    name: Words
    invitation: Words  #: one sentence that begins with a verb
    participation: tuple[Participation, ...]
    urls: str  #: dotted path of the resident-facing url module
    prefix: str  #: first part of its addresses after the language
    start: str  #: url name where one takes part
    kinds: tuple[Kind, ...]
    process: Process
    law: Words = field(default_factory=dict)
    icon: str = "ring"
    minutes: int = 3
    order: int = 100
    needs_place: bool = False
    desk_urls: str = ""  #: dotted path of its pages at the desk, mounted at /desk/<prefix>/
    desk_start: str = ""
    open_now: Callable[[], Iterable[Opening]] = lambda: ()
    dates: Callable[[dt.date, dt.date], Iterable[Happening]] = lambda start, end: ()
    figures: tuple[Figure, ...] = ()
    open_data: tuple[Dataset, ...] = ()
    seeds: Callable[..., None] | None = None  #: (progress) -> None, a small honest demo

    def faults(self) -> list[str]:
        """What is missing or wrong on this plate, in words; empty when it keeps every duty."""
        wrong = []
        for name in ("name", "invitation"):
            wrong += [f"{name} lacks {code}" for code in FALLBACKS if not getattr(self, name).get(code)]
        for kind in self.kinds:
            wrong += [f"kind {kind.code} lacks a name in {code}" for code in FALLBACKS if not kind.name.get(code)]
            unknown = {
                *kind.lifecycle,
                *(to for ends in kind.lifecycle.values() for to in ends),
            } - set(STAGES)
            wrong += [f"kind {kind.code} names an unknown stage {stage}" for stage in sorted(unknown)]
        for name in ("what", "who_decides", "how_long", "what_then"):
            wrong += [f"process.{name} lacks {code}" for code in FALLBACKS if not getattr(self.process, name).get(code)]
        if not self.participation:
            wrong.append("declares no kind of participation")
        return wrong
