"""Who hears of which step: one table that a person can check, with the channels' own steps on their plates, read by `queries.hearers`."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from kuulu.foundation import registry


class Hearer(Enum):
    """A group of readers of a matter's news."""

    OPENER = auto()  #: who opened it
    JOINED = auto()  #: who opened one that was joined to it; the channel itself spreads answers to theirs
    FOLLOWER = auto()  #: who follows it, and only while it is public
    HANDLER = auto()  #: the handler, else the unit
    UNIT = auto()  #: the handlers of the unit that answers for it now, else its shared address


_O, _J, _F, _H, _U = Hearer.OPENER, Hearer.JOINED, Hearer.FOLLOWER, Hearer.HANDLER, Hearer.UNIT

#: verb -> who is told; a verb told to nobody stands here as well, so that none is forgotten
HEARERS: Final[dict[str, frozenset[Hearer]]] = {
    verb: frozenset(hearers)
    for verb, hearers in {
        "received": (),  # the channel sends its receipt
        "routed": (_U,),
        "taken": (_O,),
        "moved": (_O, _U),
        "assigned": (_H,),
        "recategorised": (),
        "priority": (),
        "asked": (),  # the channel sends the question itself
        "added": (_H,),
        "note": (),
        "answered": (_O, _F),
        "answer_changed": (_O, _F),
        "work_told": (_O, _F),
        "carried_out": (_O, _F),
        "closed": (_O, _F),
        "reopened": (_O, _F, _H),
        "withdrawn": (_H,),
        "carried_on": (_O, _H),
        "carried_from": (),
        "declined": (_O, _F),
        "forwarded": (_O, _F),
        "joined": (_O,),
        "joined_here": (),
        "parted": (_O,),
        "publishing_wished": (),
        "published": (_O,),
        "publishing_refused": (_O,),
        "redacted": (),
        "hidden": (_O,),
        "made_private": (),
        "outcome": (_O, _J, _F),
        "late": (_O, _J),
        "due_changed": (_O, _J),
        "fixed": (_H,),
        "not_fixed": (),  # the reopening that follows is told
        "asked_if_fixed": (),  # the channel sends the question itself
        "thanked": (_O,),
        "imported": (),
        "media_added": (),
        "paper_shown": (),
        "paper_hidden": (),
        "paper_covered": (),
        "paper_asked_down": (_U,),
        "made_nameless": (),
    }.items()
}


def hearers_of_verb(verb: str) -> frozenset[Hearer]:
    """Who hears of a step: by the table above, or of a channel's own step by its plate."""
    own = registry.verbs().get(verb)
    told = frozenset(Hearer[name.upper()] for name in own.tells) if own else frozenset()
    return HEARERS.get(verb, told)
