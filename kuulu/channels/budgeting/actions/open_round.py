"""How a round opens: its rules are written down, hashed and fixed, and residents see it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness

from ..models import FixedRules, Round
from ..policy import may_run
from ..vocabulary import BallotKind, PhaseKind, RoundKind

FIXED = (
    "code", "names", "kind", "purposes", "euros", "yearly_cap", "least_cost", "most_cost", "proposers",
    "propose_level", "names_hidden", "voters", "ballot", "choices", "points", "rule", "least_votes", "promise_days",
)  # fmt: skip


@transaction.atomic
def open_round(one: Round, *, by: Person, at: dt.datetime | None = None) -> FixedRules:
    """Fix the rules and let residents see the round. Raises PermissionDenied, ValidationError with all that is missing."""
    if not may_run(by, one):
        raise PermissionDenied
    one.refresh_from_db(from_queryset=Round.objects.select_for_update())
    if one.opened_at is not None:
        return one.fixed_rules
    if faults := faults_of(one):
        raise ValidationError(faults)
    text = rules_of(one)
    fixed = FixedRules.objects.create(
        round=one, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), fixed_at=at or clock.now()
    )
    one.opened_at = at or clock.now()
    one.save(update_fields=["opened_at"])
    people.audit(by, "opened", kind="round", reference=one.code)
    freshness.bump()
    return fixed


def rules_of(one: Round) -> str:
    """The rules as canonical JSON: sorted keys, no spaces, UTF-8; the same rules always give the same bytes."""
    told: dict[str, Any] = {name: getattr(one, name) for name in FIXED}
    told |= {"unit": one.unit.code, "decides": one.decides.code, "ties": "lower cost, then the drawn order"}
    told["phases"] = [
        {"kind": phase.kind, "opens": _moment(phase.opens_at), "closes": _moment(phase.closes_at)}
        for phase in one.phases.order_by("opens_at", "id")
    ]
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def faults_of(one: Round) -> list[str]:
    """What is missing before a round may open, in sentences."""
    faults = []
    phases = {phase.kind: phase for phase in one.phases.all()}
    if one.kind == RoundKind.DATED and PhaseKind.IDEAS not in phases:
        faults.append(_("Say when ideas can be proposed."))
    if one.ballot != BallotKind.NONE and one.kind == RoundKind.DATED and PhaseKind.BALLOT not in phases:
        faults.append(_("Say when one can vote, or that there is no vote."))
    for name, sentence in (
        ("names", _("Give the round a name.")),
        ("purposes", _("Say what the money may be used for.")),
        ("proposers", _("Say who may propose.")),
    ):
        if not getattr(one, name).get("fi"):
            faults.append(sentence)
    if one.ballot != BallotKind.NONE and not one.voters.get("fi"):
        faults.append(_("Say who may vote."))
    in_order = [phases[kind] for kind in PhaseKind if kind in phases]
    if any(later.opens_at < earlier.opens_at for earlier, later in zip(in_order, in_order[1:], strict=False)):
        faults.append(_("The phases do not follow each other in time."))
    return faults
