"""Marks found without right: one person asks that a mark be voided, another approves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page

from ..actions import void as actions
from ..actions.weigh import NotNow
from ..ballot_box.paper import VOID
from ..models import FourEyes, Vote
from ..policy import may_read_vote, may_run
from ..queries import vote_page
from ..queries.votes import marks_without_right
from .paper import found_vote
from .paper_forms import VoidForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def voids(request: DeskRequest, code: str) -> HttpResponse:
    """Marks that no door found entitled, those asked to be voided, and those that were."""
    if request.method != "POST":
        return _page(request, found_vote(request, code, may_read_vote), VoidForm())
    vote, form = found_vote(request, code, may_run), VoidForm(request.POST)
    if not form.is_valid():
        return _page(request, vote, form, status=422)
    try:
        actions.ask_void(vote, by=request.user, **form.cleaned_data)
    except NotNow as why:
        form.add_error(None, str(why))
        return _page(request, vote, form, status=409)
    messages.success(request, _("Asked. Another person who runs the vote approves it."))
    return redirect("budgeting_desk:voids", code)


def _page(request: DeskRequest, vote: Vote, form: VoidForm, *, status: int = 200) -> HttpResponse:
    asked = FourEyes.objects.filter(vote=vote, action=VOID).select_related("asked_by", "approved_by").order_by("-pk")
    context = {
        "round": vote.round, "vote": vote, "reads": True, "form": form, "marks": marks_without_right(vote), "asked": list(asked),
        "acts": may_run(request.user, vote.round) and vote_page.takes_ballots(vote),
    }  # fmt: skip
    return render(request, "budgeting/desk/voids.html", context, status=status)


@require_POST
@desk_page
def approve(request: DeskRequest, code: str, asked: int) -> HttpResponse:
    """Approve what another asked for."""
    vote = found_vote(request, code, may_run)
    row = FourEyes.objects.filter(vote=vote, action=VOID, pk=asked).select_related("vote__round").first()
    if row is None:
        raise Http404
    try:
        actions.approve_void(row, by=request.user)
        messages.success(request, _("The mark is voided. Its ballot does not count."))
    except NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:voids", code)
