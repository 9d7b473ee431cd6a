"""Rounds: which are shown, what is open in one now, and its way from ideas to things built."""

from __future__ import annotations

import json
from typing import Any

from kuulu.commons.people.policy import Someone
from kuulu.foundation import clock

from ..models import Phase, Round, RoundQuerySet
from ..policy import may_run
from ..vocabulary import PhaseKind, RoundKind


def shown_rounds() -> list[Round]:
    """Every opened round with its phases, those that one can take part in first. Two queries."""
    rounds = list(Round.objects.shown().select_related("unit", "decides").prefetch_related("phases"))
    return sorted(rounds, key=lambda one: (not _asks(one), one.order, -(one.opened_at or clock.now()).timestamp()))


def _asks(one: Round) -> bool:
    phase = phase_now(one)
    return may_propose_now(one) or (phase is not None and phase.kind == PhaseKind.BALLOT)


def round_named(code: str) -> Round | None:
    """The opened round of that code with its phases and bodies, or None."""
    rows = Round.objects.shown().select_related("unit", "decides", "verdict", "verdict__body", "fixed_rules")
    return rows.prefetch_related("phases").filter(code=code[:60]).first()


def rounds_at_desk(who: Someone) -> list[Round]:
    """The rounds that this person runs, opened or not."""
    rows = Round.objects.select_related("unit", "decides").prefetch_related("phases")
    return [one for one in rows if may_run(who, one)]


def phase_now(one: Round) -> Phase | None:
    """The phase that is open, the latest begun when two overlap; None between phases."""
    open_ones = [phase for phase in one.phases.all() if phase.is_open]
    return open_ones[-1] if open_ones else None


def may_propose_now(one: Round) -> bool:
    """Whether the round takes ideas at this moment."""
    if one.opened_at is None or one.opened_at > clock.now():
        return False
    phases = [phase for phase in one.phases.all() if phase.kind == PhaseKind.IDEAS]
    return any(phase.is_open for phase in phases) or (one.kind == RoundKind.ROLLING and not phases)


def open_for_ideas() -> RoundQuerySet:
    """Dated rounds that take ideas now."""
    return Round.objects.shown().in_phase(PhaseKind.IDEAS)


def timeline(one: Round) -> list[dict[str, Any]]:
    """The phases as steps of the thread component."""
    return [
        {
            "at": phase.opens_at.astimezone(clock.HELSINKI).date(),
            "title": phase.get_kind_display(),
            "is_current": phase.is_open,
            "is_coming": not phase.is_open and not phase.is_over,
        }
        for phase in one.phases.all()
    ]


def fixed(one: Round) -> dict[str, Any]:
    """The rules that were fixed when the round opened; empty before that."""
    rules = getattr(one, "fixed_rules", None)
    return json.loads(rules.text) if rules else {}
