"""The bell of a rolling round: an idea that nobody handled for 100 days rings at its owner, once."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.actions.tell import address_for
from kuulu.commons.matters.queries.hearers import Reader, of_unit, on_duty, staff_reader
from kuulu.commons.people.actions import notify
from kuulu.commons.people.vocabulary import Duty

from ..models import Proposal, Ring
from ..queries.batches import waiting_long
from ..vocabulary import RING_DAYS


def ring() -> int:
    """Remind of every idea that has waited too long and was not rung for yet; how many rang. For the scheduler."""
    return sum(_ring(proposal) for proposal in waiting_long())


@transaction.atomic
def _ring(proposal: Proposal) -> bool:
    _ringing, is_new = Ring.objects.get_or_create(proposal=proposal, since=proposal.since)  # type: ignore[attr-defined]
    if not is_new:
        return False
    unit = proposal.matter.unit or proposal.round.unit
    matters.record(proposal.matter, "batch_waited", values={"unit": unit.names, "days": RING_DAYS})
    for reader in _owners(proposal):
        _tell(proposal, reader)
    return True


def _owners(proposal: Proposal) -> list[Reader]:
    """The handlers of the unit, or its shared address, and the supervisors above them; each once."""
    matter = proposal.matter
    unit = matter.unit or proposal.round.unit
    readers = of_unit(unit, area_code=matter.area.code if matter.area else "")
    readers += [staff_reader(person) for person in on_duty(unit, Duty.SUPERVISOR)]
    return list({reader.key: reader for reader in readers}.values())


def _tell(proposal: Proposal, reader: Reader) -> None:
    matter = proposal.matter
    known = {"reference": matter.reference, "days": RING_DAYS}
    with translation.override(reader.language):
        notify(
            kind="duty",
            key=f"ring:{matter.pk}:{proposal.since:%Y%m%d%H%M%S}:{reader.key}",  # type: ignore[attr-defined]
            subject=_("%(reference)s has waited for handling for %(days)s days") % known,
            text=f"{matter.title} ({matter.reference})\n\n"
            + _("The round promises to handle an idea within %(days)s days. Take it into the next handling.") % known,
            link=address_for(matter, reader),
            person=reader.person,
            email="" if reader.person else reader.email,
            language=reader.language,
            matter_reference=matter.reference,
        )
