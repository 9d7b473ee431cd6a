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


Hearing = Literal["opener", "joined", "follower", "handler", "unit"]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """A step that only this channel's matters take: how it is said, and who hears of it."""

    says: Words  #: the sentence; it may name `by`, `unit` and other values of the step: "%(by)s checked this."
    plain: Words  #: the same for when one of those values is not known
    tells: tuple[Hearing, ...] = ()  #: who is told of it
    words_for_all: bool = False  #: whether what was typed with it is for every reader


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of matter a channel brings: how it lives, how soon it is answered, how it is shown."""

    code: str  #: one word, the same for ever: it is kept with each matter
    name: Words  #: what one such matter is called
    #: stage -> the stages that may follow it
    lifecycle: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: USUAL_LIFECYCLE)
    promise_days: int = 5  #: working days to the first answer, when nothing finer says otherwise
    reopen_days: int = 30  #: calendar days within which the sender may reopen; 0 for never
    comments: bool = False  #: whether people may talk about it
    address: Callable[[Any], str] | None = None  #: matter -> path of its public page
    #: matter, e-mail address -> whole address with a new secret link to the opener's own page; "" for none
    own_address: Callable[[Any, str], str] | None = None
    desk_address: Callable[[Any], str] | None = None  #: matter -> path of its page at the desk
    #: matter -> all of its words that the public may read, for search; the title and summary need not be in it
    words: Callable[[Any], str] | None = None
    #: what matters of the kind may be about, in groups: (names of the group, (code, names) of each); a code is at most
    #: 60 characters and becomes `Matter.topic`
    topics: Callable[[], Iterable[tuple[Words, Iterable[tuple[str, Words]]]]] = lambda: ()
    #: matter -> what its sender may begin with in another channel: text beside the matter's own title and place
    carries: Callable[[Any], str] | None = None
    #: steps of its own beside those that every matter knows; a verb is one word, unlike any other in the house
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    #: verb -> (matter, by=person, ...) for work in bulk: take, move (unit=), close (reason=); else the spine's own
    desk_verbs: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    #: months after it ended when a private matter is made nameless; 0 when the channel itself sees to it
    retain_months: int = 24


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Something one can take part in now."""

    title: str  #: what is asked, in the reader's language
    address: str  #: path of the page where one takes part
    closes: dt.datetime | None = None  #: when it closes; nothing for what stays open
    minutes: int = 5  #: how long taking part takes
    area: str = ""  #: code of the area it is about; "" for the whole city
    who_decides: str = ""  #: who decides about it, in the reader's language


def always_open() -> Iterable[Opening]:
    """What a channel that does not say is taken for: open at any time, from its first page."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What happens when: a date of a channel, for the calendar and the year clock."""

    title: str  #: what happens, in the reader's language
    starts: dt.datetime  #: aware
    ends: dt.datetime | None = None  #: aware; nothing for a moment
    address: str = ""  #: path of its page
    area: str = ""  #: code of the area it is about; "" for the whole city


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One thing that can be counted between two dates."""

    code: str  #: one word, unlike any other figure's of the channel
    name: Words  #: what is counted
    count: Callable[[dt.date, dt.date], int]  #: first and last day -> how many


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One table that a channel publishes as open data."""

    code: str  #: the name of its file, unlike any other table's in the house
    name: Words  #: what the table tells
    columns: tuple[str, ...]  #: heads, in the order of the rows' values
    rows: Callable[[], Iterable[tuple[Any, ...]]]  #: the rows, what is public alone


@dataclass(frozen=True, kw_only=True)
class DeskDoor:
    """A room's page at the desk that is no channel's: listed beside the work list for those who may open it."""

    start: str  #: url name
    name: Any  #: lazily translated text
    may: Callable[[Any], bool]  #: person -> whether the door is theirs


@dataclass(frozen=True, kw_only=True)
class Proved:
    """Who somebody proved to be by strong identification: told to the channel that asked, used at once, kept nowhere."""

    key: str = field(repr=False)  #: the same at every proof of this person: `hetu:…` or `sub:…`
    born_on: dt.date | None = field(default=None, repr=False)  #: the day of birth; None when it is not told
    municipality: str = ""  #: number of the home municipality; "" when it is not told


@dataclass(frozen=True, kw_only=True)
class Process:
    """A way to take part told in the order people ask: what, who decides, how long, what then."""

    what: Words  #: what one does
    who_decides: Words  #: who decides about it
    how_long: Words  #: when one hears
    what_then: Words  #: what comes of it
    where_else: Words = field(default_factory=dict)  #: phone, desk, paper


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The door plate. See docs/guides/add-a-channel.md for what each duty is used for."""

    code: str  #: one word, unlike any other channel's
    name: Words  #: what the way to take part is called
    invitation: Words  #: one sentence that begins with a verb
    participation: tuple[Participation, ...]  #: which of the five kinds of participation it is; at least one
    urls: str  #: dotted path of the resident-facing url module
    prefix: str  #: first part of its addresses after the language
    start: str  #: url name where one takes part
    kinds: tuple[Kind, ...]  #: the kinds of matter it brings
    process: Process  #: its process description
    law: Words = field(default_factory=dict)  #: the paragraph it rests on, if any
    icon: str = "ring"  #: name of a picture of the icon set
    minutes: int = 3  #: how long taking part takes
    order: int = 100  #: its place among the ways to take part, the smallest first
    desk_urls: str = ""  #: dotted path of its pages at the desk, mounted at /desk/<prefix>/
    desk_start: str = ""  #: url name of its first page at the desk; "" for none
    open_now: Callable[[], Iterable[Opening]] = always_open  #: what one can take part in today
    dates: Callable[[dt.date, dt.date], Iterable[Happening]] = (
        lambda start, end: ()
    )  #: first and last day -> what happens
    figures: tuple[Figure, ...] = ()  #: what can be counted
    open_data: tuple[Dataset, ...] = ()  #: tables it publishes
    #: request, purpose, who was proved -> response: takes the proofs whose purpose begins with `<code>-`, which are
    #: then written down nowhere else
    takes_proof: Callable[[Any, str, Proved], Any] | None = None

    @property
    def is_always_open(self) -> bool:
        """Whether it leaves it to the house to say that one can always take part."""
        return self.open_now is always_open

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
            for code, verb in kind.verbs.items():
                told = {"says": verb.says, "plain": verb.plain}
                wrong += [
                    f"verb {code} lacks {name} in {language}"
                    for name, words in told.items()
                    for language in FALLBACKS
                    if not words.get(language)
                ]
        for name in ("what", "who_decides", "how_long", "what_then"):
            wrong += [f"process.{name} lacks {code}" for code in FALLBACKS if not getattr(self.process, name).get(code)]
        if not self.participation:
            wrong.append("declares no kind of participation")
        return wrong
