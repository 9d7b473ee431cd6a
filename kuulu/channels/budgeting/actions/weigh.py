"""How the city looks at a proposal: publishes it, passes it on, says whether it can be done, joins it to another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import Follower, Stage
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock

from ..models import BatchItem, Proposal, Weighed
from ..policy import may
from ..vocabulary import Fate, Weighing


class NotNow(ValueError):
    """It cannot be done now; the sentence says why."""


def _ask(by: Person, verb: str, proposal: Proposal) -> None:
    if not may(by, verb, proposal):
        raise PermissionDenied


def _locked(proposal: Proposal) -> None:
    """Read the fate anew, so that of two who act at once the second sees what the first did."""
    fate = Proposal.objects.select_for_update().values_list("fate", flat=True).get(pk=proposal.pk)
    proposal.fate = fate


@transaction.atomic
def publish(proposal: Proposal, *, by: Person, at: dt.datetime | None = None) -> None:
    """Let everybody read a checked proposal and its pictures. Raises PermissionDenied."""
    _ask(by, "publish", proposal)
    matters.publish(proposal.matter, by=by, at=at)


@transaction.atomic
def hide(proposal: Proposal, *, by: Person, reason: str) -> None:
    """Take it out of sight with a reason that the proposer reads. Raises PermissionDenied."""
    _ask(by, "hide", proposal)
    matters.hide(proposal.matter, by=by, note=reason)


@transaction.atomic
def move_to_unit(proposal: Proposal, *, unit: Unit, by: Person, note: str = "") -> None:
    """Give it to the unit that knows. Raises PermissionDenied."""
    _ask(by, "move", proposal)
    matters.hand_over(proposal.matter, unit=unit, by=by, note=note)


@transaction.atomic
def weigh(
    proposal: Proposal,
    *,
    look: str,
    is_passed: bool,
    reasons: dict[str, str],
    by: Person,
    has_no_interest: bool,
    checks: dict[str, bool] | None = None,
    euros: int | None = None,
    upkeep_euros: int | None = None,
    at: dt.datetime | None = None,
) -> Weighed:
    """Say whether it belongs to the round (formal look) or can be carried out and for how much (substance).

    Whoever weighs declares to have no interest of their own (Administrative Procedure Act 434/2003, 27-28 §).
    Raises PermissionDenied, NotNow.
    """
    _locked(proposal)
    _ask(by, "pass" if look == Weighing.FORMAL else "weigh", proposal)
    if not has_no_interest:
        raise NotNow(_("Whoever has an interest of their own in a proposal leaves it to somebody else."))
    if look == Weighing.SUBSTANCE and is_passed and euros is None:
        raise NotNow(_("Say what it costs."))
    if not any(text.strip() for text in reasons.values()) and not (look == Weighing.FORMAL and is_passed):
        raise NotNow(_("Give the reason: everybody reads it."))
    weighed = Weighed.objects.create(
        proposal=proposal, look=look, is_passed=is_passed, checks=checks or {}, euros=euros, upkeep_euros=upkeep_euros,
        reasons={code: text.strip() for code, text in reasons.items() if text.strip()}, unit=proposal.matter.unit,
        by=by, has_no_interest=True, at=at or clock.now(),
    )  # fmt: skip
    _tell(proposal, weighed, by=by, at=at)
    return weighed


def _tell(proposal: Proposal, weighed: Weighed, *, by: Person, at: dt.datetime | None) -> None:
    """The fate, the public stage and the step that follow from a look."""
    note = weighed.reasons.get(proposal.matter.language) or weighed.reasons.get("fi", "")
    more: dict[str, Any] = {"by": by, "note": note, "at": at}
    if not weighed.is_passed:
        proposal.fate = Fate.NOT_POSSIBLE
        lead_to(proposal.matter, Stage.DECLINED, "proposal_not_possible", **more)
    elif weighed.look == Weighing.FORMAL:
        proposal.fate = Fate.WEIGHED
        lead_to(proposal.matter, Stage.IN_HAND, "proposal_passed", **more)
    else:
        proposal.fate, proposal.euros = Fate.POSSIBLE, weighed.euros
        BatchItem.objects.filter(proposal=proposal, outcome="").update(priced_euros=weighed.euros)
        values = {"euros": f"{weighed.euros:,}".replace(",", "\u00a0")}  # as every language can read it
        lead_to(proposal.matter, Stage.ANSWERED, "proposal_possible", values=values, **more)
    proposal.save(update_fields=["fate", "euros"])


def lead_to(matter: Matter, to: Stage, verb: str, **more: Any) -> None:
    """Move to a stage, through "in hand" when a look is taken again; a stage it has already only gets the step."""
    if matter.stage == to:
        matters.record(matter, verb, by_staff=True, **more)
        return
    if matter.stage in (Stage.DECLINED, Stage.ANSWERED) and to != Stage.IN_HAND:
        matters.move(matter, Stage.IN_HAND, verb="proposal_again", by=more["by"], at=more["at"])
    matters.move(matter, to, verb=verb, **more)


@transaction.atomic
def join(proposal: Proposal, *, into: Proposal, by: Person) -> None:
    """Let it go on together with another of the same round; its proposer hears what becomes of that one.

    Both keep their proposers. Raises PermissionDenied, NotNow.
    """
    _locked(proposal)
    _ask(by, "join", proposal)
    if into.pk == proposal.pk or into.round_id != proposal.round_id or into.fate in (Fate.JOINED, Fate.WITHDRAWN):
        raise NotNow(_("Choose another proposal of the same round that stands by itself."))
    if proposal.joined.exists():
        raise NotNow(_("Others were joined to this one. Join that one to this instead."))
    proposal.joined_to, proposal.fate = into, Fate.JOINED
    proposal.save(update_fields=["joined_to", "fate"])
    _bring_followers(proposal, into)
    matters.record(into.matter, "joined_here", by=by, by_staff=True, values=_number("other", proposal.matter))
    matters.move(proposal.matter, Stage.CLOSED, verb="joined", by=by, values=_number("into", into.matter))


def _number(name: str, matter: Matter) -> dict[str, str]:
    return {name: matter.reference} if matter.is_public else {}


def _bring_followers(proposal: Proposal, into: Proposal) -> None:
    for row in proposal.matter.followings.filter(why=Follower.OPENER, confirmed_at__isnull=False):
        matters.follow(
            into.matter, person=row.person, email=row.email, why=Follower.JOINED, language=row.language, confirmed=True
        )
