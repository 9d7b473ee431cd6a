"""A vote at the desk: made ready step by step, and looked after while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation.forms import KuuluForm

from ..actions import set_up_vote as actions
from ..actions.weigh import NotNow
from ..models import CodeBatch, Electorate, Round, Vote
from ..policy import may_read_vote, may_run
from ..queries import vote_desk, vote_page
from ..vocabulary import Door, VoteState
from .vote_forms import CodesForm, ElectorateForm, KeyForm, RehearsedForm, VoteForm

Given = Callable[[DeskRequest, Round, "Vote"], HttpResponse | None]


def found_round(request: DeskRequest, code: str) -> Round:
    """The round, for those who run or audit its vote. Raises Http404 and PermissionDenied."""
    rows = Round.objects.select_related("unit", "decides", "fixed_rules", "vote").prefetch_related("phases")
    one = rows.filter(code=code[:60]).first()
    if one is None:
        raise Http404
    if not may_read_vote(request.user, one):
        raise PermissionDenied
    return one


@require_GET
@desk_page
def vote(request: DeskRequest, code: str) -> HttpResponse:
    """Where the vote is, and what comes next."""
    return page(request, found_round(request, code))


def page(request: DeskRequest, one: Round, *, status: int = 200, **forms: KuuluForm) -> HttpResponse:
    """The page with the forms of what can be done now; `forms` are those that were filled in and are wrong."""
    vote: Vote | None = getattr(one, "vote", None)
    runs = may_run(request.user, one)
    context: dict[str, Any] = {"round": one, "vote": vote, "runs": runs}
    if vote is None:
        context["vote_form"] = forms.get("vote_form") or VoteForm()
        return render(request, "budgeting/desk/vote.html", context, status=status)
    vote.round = one
    electorates = vote_page.electorates_of(vote)
    is_early = vote.state in (VoteState.DRAFT, VoteState.REHEARSED)
    context |= {
        "electorates": electorates,
        "exposures": vote_page.exposures(electorates),
        "is_early": is_early,
        "figures": vote_desk.figures_of(vote),
        "batches": vote_desk.batches_of(vote),
        "takes_ballots": vote_page.takes_ballots(vote),
    }
    if runs:
        context |= _forms(vote, electorates, is_early) | forms
    return render(request, "budgeting/desk/vote.html", context, status=status)


def _forms(vote: Vote, electorates: list[Electorate], is_early: bool) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if is_early:
        made["electorate_form"] = ElectorateForm(vote=vote)
    if vote.state == VoteState.DRAFT:
        made["key_form"] = KeyForm(initial={"public_key": vote.public_key})
        made["rehearsed_form"] = RehearsedForm() if vote.rehearsal_sha256 else None
    if any(Door.CODE in one.doors for one in electorates) and (is_early or vote.state == VoteState.OPEN):
        made["codes_form"] = CodesForm(vote=vote)
    return made


@require_POST
@desk_page
def make(request: DeskRequest, code: str) -> HttpResponse:
    """Make the vote of a round."""
    one = found_round(request, code)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=422, vote_form=form)
    try:
        actions.make_vote(one, by=request.user, **form.arguments())
    except NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:vote", code)


@require_POST
@desk_page
def act(request: DeskRequest, code: str, verb: str) -> HttpResponse:
    """One step of making a vote ready."""
    one = found_round(request, code)
    vote, do = getattr(one, "vote", None), VERBS.get(verb)
    if vote is None or do is None:
        raise Http404
    vote.round = one
    try:
        answer = do(request, one, vote)
    except NotNow as why:
        messages.error(request, str(why))
        answer = None
    return answer or redirect("budgeting_desk:vote", code)


def _add_electorate(request: DeskRequest, one: Round, vote: Vote) -> HttpResponse | None:
    form = ElectorateForm(request.POST, vote=vote)
    if not form.is_valid():
        return page(request, one, status=422, electorate_form=form)
    actions.add_electorate(vote, by=request.user, **form.arguments())
    return None


def _remove_electorate(request: DeskRequest, one: Round, vote: Vote) -> None:
    electorate = vote.electorates.filter(code=request.POST.get("electorate", "")[:40]).first()
    if electorate is not None:
        electorate.vote = vote
        actions.remove_electorate(electorate, by=request.user)


def _begin_rehearsal(request: DeskRequest, one: Round, vote: Vote) -> HttpResponse | None:
    form = KeyForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=422, key_form=form)
    file = actions.begin_rehearsal(vote, by=request.user, public_key=form.cleaned_data["public_key"])
    return as_file(file, "rehearsal.json", "application/json")


def _end_rehearsal(request: DeskRequest, one: Round, vote: Vote) -> HttpResponse | None:
    form = RehearsedForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=422, rehearsed_form=form)
    actions.end_rehearsal(vote, by=request.user, found=form.cleaned_data["found"])
    messages.success(request, _("The holders have opened the test envelopes. The vote can be opened."))
    return None


def _open(request: DeskRequest, one: Round, vote: Vote) -> None:
    actions.open_vote(vote, by=request.user)
    messages.success(request, _("The vote is open, and its rules are fixed."))


def _print_codes(request: DeskRequest, one: Round, vote: Vote) -> HttpResponse | None:
    from .code_sheets import code_sheets

    form = CodesForm(request.POST, vote=vote)
    if not form.is_valid():
        return page(request, one, status=422, codes_form=form)
    electorate = form.cleaned_data["electorate"]
    electorate.vote = vote
    batch, printed = actions.print_codes(electorate, by=request.user, size=form.cleaned_data["size"])
    return as_file(code_sheets(batch, printed), f"koodit-{batch.pk}.pdf", "application/pdf")


def _void_codes(request: DeskRequest, one: Round, vote: Vote) -> None:
    number = request.POST.get("batch", "")
    batch = (
        CodeBatch.objects.filter(vote=vote, pk=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    )
    if batch is None:
        raise Http404
    batch.vote = vote
    used = actions.void_codes(batch, by=request.user)
    messages.success(request, _("These codes open nothing any more. %(count)s had been used.") % {"count": used})


VERBS: dict[str, Given] = {
    "valitsijat": _add_electorate,
    "poista-valitsijat": _remove_electorate,
    "avain": _begin_rehearsal,
    "harjoitus": _end_rehearsal,
    "avaa": _open,
    "koodit": _print_codes,
    "mitatoi-koodit": _void_codes,
}


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to save, which no browser or proxy keeps."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
