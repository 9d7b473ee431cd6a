"""The rounds at the desk: which there are, one with its proposals, and what its runner does with it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.matters.queries.worklist import CappedPaginator
from kuulu.commons.people.doors import DeskRequest, desk_page

from .. import actions, queries
from ..actions.copy_round import copy_round
from ..models import Round
from ..policy import may_run
from ..queries.description import description_of
from ..vocabulary import UNWEIGHED, Fate
from .forms import DecideForm
from .posters import sizes_of

PER_PAGE = 50


@require_GET
@desk_page
def rounds(request: DeskRequest) -> HttpResponse:
    """Every round with how many proposals wait for an answer."""
    rows = []
    for one in Round.objects.select_related("unit", "decides").prefetch_related("phases"):
        counts = Counter(queries.proposals_at_desk(request.user, one).order_by().values_list("fate", flat=True))
        waiting = sum(counts[fate] for fate in UNWEIGHED)
        rows.append({"round": one, "phase": queries.phase_now(one), "waiting": waiting, "all": counts.total()})
    return render(request, "budgeting/desk/rounds.html", {"rows": rows})


def _found(code: str) -> Round:
    rows = Round.objects.select_related("unit", "decides", "verdict", "fixed_rules").prefetch_related("phases")
    one = rows.filter(code=code[:60]).first()
    if one is None:
        raise Http404
    return one


@require_GET
@desk_page
def one_round(request: DeskRequest, code: str) -> HttpResponse:
    """A round with its proposals, and its runner's verbs."""
    return _page(request, _found(code))


def _page(request: DeskRequest, one: Round, *, form: DecideForm | None = None, status: int = 200) -> HttpResponse:
    wanted = request.GET.get("tilanne", "")
    rows = queries.proposals_at_desk(request.user, one)
    fates = Counter(rows.order_by().values_list("fate", flat=True))
    shown = rows.filter(fate=wanted) if wanted in Fate.values else rows
    runs = may_run(request.user, one)
    verdict = getattr(one, "verdict", None)
    context: dict[str, Any] = {
        "round": one,
        "page": CappedPaginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "fates": [(fate, label, fates[fate]) for fate, label in Fate.choices if fates[fate]],
        "wanted": wanted,
        "runs": runs,
        "verdict": verdict,
        "timeline": queries.timeline(one),
        "description": description_of(one),
        "waiting": sum(fates[fate] for fate in UNWEIGHED),
        "posters": sizes_of(one),
        "is_numbered": one.proposals.filter(number__isnull=False).exists(),
        "decide_form": form or (DecideForm(round=one) if runs and one.opened_at and verdict is None else None),
    }
    return render(request, "budgeting/desk/round.html", context, status=status)


@require_POST
@desk_page
def act(request: DeskRequest, code: str, verb: str) -> HttpResponse:
    """Open the round, give the numbers, or write down the decision."""
    one = _found(code)
    try:
        if verb == "avaa":
            actions.open_round(one, by=request.user)
            messages.success(request, _("The round is open, and its rules are fixed."))
        elif verb == "numeroi":
            count = actions.number_ballot(one, by=request.user)
            messages.success(request, _("%(count)s proposals have their numbers.") % {"count": count})
        elif verb == "kopioi":
            made = copy_round(one, by=request.user)
            messages.success(request, _("This is the copy. Look at its times and rules in the set-up, then open it."))
            return redirect("budgeting_desk:round", made.code)
        elif verb == "paata":
            return _decide(request, one)
        else:
            raise Http404
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    except actions.NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:round", code)


def _decide(request: DeskRequest, one: Round) -> HttpResponse:
    form = DecideForm(request.POST, round=one)
    if not form.is_valid():
        return _page(request, one, form=form, status=422)
    try:
        actions.decide(one, by=request.user, **form.arguments())
    except actions.NotNow as why:
        form.add_error(None, str(why))
        return _page(request, one, form=form, status=422)
    messages.success(request, _("The decision is written down, and every proposer hears of it."))
    return redirect("budgeting_desk:round", one.code)
