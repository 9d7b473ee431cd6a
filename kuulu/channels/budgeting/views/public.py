"""What anybody may read: the rounds, one of them with its rules and proposals, one proposal with what came of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kuulu.commons.matters.policy import may_read_at_desk
from kuulu.commons.matters.queries import photos
from kuulu.foundation.freshness import fresh_page

from .. import queries
from ..forms import FilterForm
from ..models import Proposal, Round
from ..policy import is_proposer
from ..queries import vote_page
from ..queries.description import checks_of, description_of
from ..queries.published import published_of
from ..queries.result import has_result, result_of
from ..vocabulary import Fate, RoundKind
from .batches import handled
from .published import paid_of


@require_safe
@fresh_page
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, those that one can take part in first."""
    rows = [{"round": one, "phase": queries.phase_now(one), "takes_ideas": queries.may_propose_now(one)}
            for one in queries.shown_rounds()]  # fmt: skip
    carried = request.GET.get("carried", "")[:400]
    return render(
        request, "budgeting/rounds.html", {"rows": rows, "carried": urlencode({"carried": carried}) if carried else ""}
    )


def _takes_ballots(one: Round) -> bool:
    vote = vote_page.vote_of(one)
    return vote is not None and vote_page.takes_ballots(vote)


def _shown(code: str) -> Round:
    one = queries.round_named(code)
    if one is None:
        raise Http404
    return one


@require_safe
@fresh_page
def one_round(request: HttpRequest, code: str) -> HttpResponse:
    """A round: how it goes in time, how it works, who decides, its proposals, what was decided."""
    one, form = _shown(code), FilterForm(request.GET)
    usual = "votes" if hasattr(one, "verdict") else "newest"
    leaf = queries.leaf_of(one, form.wish(request.GET.get("sivu", "1"), usual=usual))
    fates = queries.fates_of(one)
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context: dict[str, Any] = {
        "round": one,
        "phase": queries.phase_now(one),
        "takes_ideas": queries.may_propose_now(one),
        "timeline": queries.timeline(one),
        "description": description_of(one),
        "may_vote": _takes_ballots(one),
        "verdict": getattr(one, "verdict", None),
        "fixed": getattr(one, "fixed_rules", None),
        "fates": [(label, fates[fate], fate) for fate, label in Fate.choices if fates.get(fate)],
        "form": form,
        "leaf": leaf,
        "has_result": has_result(one),
        "published": published_of(one),
        "is_narrowed": bool(asked),
        "asked": urlencode(asked),
        **(handled(one) if one.kind == RoundKind.ROLLING else {}),
    }
    return render(request, "budgeting/round.html", context)


@require_safe
@fresh_page
def result(request: HttpRequest, code: str) -> HttpResponse:
    """What the rule gave for the votes and why, beside what the body decided."""
    one = _shown(code)
    lines = result_of(one)
    if not lines:
        raise Http404
    context = {
        "round": one,
        "lines": lines,
        **paid_of(one),
        "verdict": getattr(one, "verdict", None),
        "votes": sum(line.proposal.votes or 0 for line in lines),
        "spent": sum(line.proposal.euros or 0 for line in lines if line.is_in_result),
        "description": [part for part in description_of(one) if part.code in ("counting", "deciding")],
    }
    return render(request, "budgeting/result.html", context)


@require_safe
@fresh_page
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """The rules as they were fixed when the round opened: the very bytes whose hash the round's page shows."""
    one = _shown(code)
    if (fixed := getattr(one, "fixed_rules", None)) is None:
        raise Http404
    response = HttpResponse(fixed.text.encode(), content_type="application/json; charset=utf-8")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@fresh_page
def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """One public proposal at its lasting address: the idea, what the city found, what was decided, how it goes on."""
    found = queries.by_reference(reference)
    if found is None:
        raise Http404
    if not found.matter.is_public:
        return _elsewhere(request, found)
    return render(request, "budgeting/proposal.html", _told(found))


def _told(proposal: Proposal) -> dict[str, Any]:
    matter = proposal.matter
    weighings = list(proposal.weighings.select_related("unit"))
    progress = list(proposal.progress.all())
    return {
        "proposal": proposal,
        "round": proposal.round,
        "matter": matter,
        "point": (matter.lat, matter.lon),
        "steps": queries.steps_of(proposal),
        "outcomes": list(matter.outcomes.all()),
        "pictures": photos(matter),
        "weighings": [(one, checks_of(one.look, one.checks)) for one in weighings],
        "progress": progress,
        "spent": next((one.spent_euros for one in reversed(progress) if one.spent_euros is not None), None),
        "expected_on": next((one.expected_on for one in reversed(progress) if one.expected_on), None),
        "joined": list(proposal.joined.public().select_related("matter")),
    }


def _elsewhere(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Its proposer to the own page, staff to the desk; to others it was public once, or never was."""
    matter = proposal.matter
    if is_proposer(request.user, proposal):
        return redirect(f"{reverse('budgeting:own')}?{urlencode({'numero': matter.reference})}")
    if may_read_at_desk(request.user, matter):
        return redirect(reverse("budgeting_desk:proposal", args=[matter.reference]))
    if proposal.fate == Fate.WITHDRAWN and matter.published_at is not None:
        return render(request, "budgeting/gone.html", {"round": proposal.round}, status=410)
    raise Http404
