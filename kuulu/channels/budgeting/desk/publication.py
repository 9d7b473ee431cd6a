"""After the count, at the desk: the folder is taken in and published, other rules are held beside it, the vote is destroyed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation.forms import KuuluForm

from ..actions import destroy_vote as destroying
from ..actions.publish_vote import NotWhole, take_publication
from ..actions.weigh import NotNow
from ..forms.published import FolderForm
from ..models import Round, Vote
from ..policy import may_run
from ..queries.comparison import comparison_of
from ..queries.published import CERTIFICATE, published_of
from ..vocabulary import VoteState
from .vote import found_round


class DestroyForm(KuuluForm):
    reason = forms.CharField(
        max_length=500, label=gettext_lazy("Why it is destroyed now"), widget=forms.Textarea({"rows": 3})
    )


def _found(request: DeskRequest, code: str) -> tuple[Round, Vote]:
    """The round with its vote, for those who run or audit it. Raises Http404 and PermissionDenied."""
    one = found_round(request, code)
    vote: Vote | None = getattr(one, "vote", None)
    if vote is None:
        raise Http404
    vote.round = one
    return one, vote


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def publication(request: DeskRequest, code: str) -> HttpResponse:
    """What was published; or the form that takes the folder of the count."""
    one, vote = _found(request, code)
    if request.method != "POST":
        return _page(request, one, vote)
    if not may_run(request.user, one):
        raise PermissionDenied
    form = FolderForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, one, vote, status=422, form=form)
    try:
        take_publication(vote, by=request.user, files=form.cleaned_data["folder"])
    except NotWhole as why:
        return _page(request, one, vote, status=422, form=form, faults=why.reasons)
    except NotNow as why:
        messages.error(request, str(why))
        return redirect("budgeting_desk:vote_publication", code)
    messages.success(request, _("The vote is published. Every proposer hears of it."))
    return redirect("budgeting_desk:vote_publication", code)


def _page(request: DeskRequest, one: Round, vote: Vote, *, status: int = 200, **more: Any) -> HttpResponse:
    published = published_of(one)
    runs, asked = may_run(request.user, one), destroying.asked_for(vote)
    may_take = runs and vote.state == VoteState.COUNTED
    context = {
        "round": one, "vote": vote, "runs": runs, "published": published,
        "form": more.pop("form", None) or (FolderForm() if may_take else None),
        "asked": asked, "is_own": asked is not None and asked.asked_by_id == request.user.pk,
        "destroyed_from": destroying.may_be_destroyed_on(vote),
        "destroy_form": more.pop("destroy_form", None) or DestroyForm(),
        "certificate": published.told(CERTIFICATE) if published else {}, **more,
    }  # fmt: skip
    return render(request, "budgeting/desk/publication.html", context, status=status)


@require_POST
@desk_page
def destroy(request: DeskRequest, code: str) -> HttpResponse:
    """Ask that the vote be destroyed, or approve what somebody else asked."""
    one, vote = _found(request, code)
    try:
        if request.POST.get("approve"):
            destroying.approve_destroy(vote, by=request.user)
            messages.success(request, _("It is approved. Whoever runs the service gives the command now."))
            return redirect("budgeting_desk:vote_publication", code)
        form = DestroyForm(request.POST)
        if not form.is_valid():
            return _page(request, one, vote, status=422, destroy_form=form)
        destroying.ask_destroy(vote, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is asked. Somebody else approves it on this page."))
    except NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:vote_publication", code)


@require_GET
@desk_page
def comparison(request: DeskRequest, code: str) -> HttpResponse:
    """The same ballots by other rules, for the working group: not the official result."""
    one, vote = _found(request, code)
    published = published_of(one)
    context = {
        "round": one,
        "vote": vote,
        "published": published,
        "compared": comparison_of(published) if published else None,
    }
    return render(request, "budgeting/desk/comparison.html", context)
