"""What somebody is about to propose, before it is written down, and what is still wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kuulu.commons.people.models import Person
from kuulu.commons.places.models import Place

from ..models import Proposal, Round
from ..queries import may_propose_now
from ..vocabulary import THROUGH_ADULT, ProposeLevel, ReachWay, Source

LONGEST_TEXT = 10_000  #: characters


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything a proposer may say, whichever way it came in. Coordinates are WGS 84 degrees, sums are euros."""

    round: Round
    title: str
    text: str
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    place: Place | None = None
    wished_euros: int | None = None
    group_name: str = ""
    proposer_name: str = ""
    proposer_email: str = ""
    proposer_phone: str = ""
    shows_name: bool = False
    reach: str = ""  #: a `ReachWay`, where it was asked
    reach_line: str = ""
    source: str = Source.WEB
    language: str = "fi"
    entered_by: Person | None = None
    earlier: Proposal | None = None

    @property
    def point(self) -> tuple[float | None, float | None]:
        if self.lat is not None and self.lon is not None:
            return self.lat, self.lon
        return (self.place.lat, self.place.lon) if self.place is not None else (None, None)


def faults_of(draft: Draft) -> dict[str, Any]:
    """What is wrong, field -> sentence; empty when the draft may be sent."""
    faults: dict[str, Any] = {}
    if not may_propose_now(draft.round) and draft.entered_by is None:
        faults["round"] = _("This round does not take ideas now.")
    if not draft.title.strip():
        faults["title"] = _("Give your idea a name of a few words.")
    if len(draft.text.strip()) < 10:
        faults["text"] = _("Tell in a few words what should be done and why.")
    elif len(draft.text) > LONGEST_TEXT:
        faults["text"] = _("The text is too long: at most %(limit)s characters.") % {"limit": LONGEST_TEXT}
    most = draft.round.most_cost
    if draft.wished_euros is not None and most is not None and draft.wished_euros > most:
        faults["wished_euros"] = _("One proposal may cost at most %(most)s euros in this round.") % {"most": most}
    needs_address = draft.round.propose_level >= ProposeLevel.EMAIL and draft.entered_by is None
    if needs_address and not draft.proposer_email:
        faults["proposer_email"] = _("This round asks for an e-mail address. It is never shown to others.")
    if draft.reach == ReachWay.EMAIL and not draft.proposer_email:
        faults["proposer_email"] = _("Write your e-mail address, or choose another way.")
    if draft.reach in THROUGH_ADULT and not draft.reach_line.strip():
        faults["reach_line"] = _(
            "Write whom we ask for: the school and class, or the adult's telephone number or e-mail."
        )
    return faults
