"""Paper ballots at the desk: taken to places, given back, accounted for, and handed out by a list."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.commons.people import actions as people
from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.commons.people.policy import Someone

from ..actions import paper as actions
from ..actions.count import give_paper
from ..actions.weigh import NotNow
from ..ballot_box import paper as box
from ..ballot_box.admission import Refused
from ..ballot_box.closing import has_ended
from ..eligibility.entitle import NotEntitled, entitle_person
from ..keyfiles import NoKey
from ..models import PaperBatch, Round, Vote
from ..policy import may_enter_paper, may_read_vote, may_run, may_see_paper, may_serve_voters
from ..queries import paper as queries
from ..queries import vote_page
from ..views.vote_doors import sentence_of
from ..vocabulary import Door, VoteLevel, VoteState
from .paper_forms import BatchForm, ExplainForm, GiveBackForm, IssuedForm, PrintForm, RegisterForm
from .vote import as_file


def found_vote(request: DeskRequest, code: str, may: Callable[[Someone, Round], bool] = may_see_paper) -> Vote:
    """The vote of a round, for those whom `may` lets. Raises Http404 and PermissionDenied."""
    rows = Vote.objects.select_related("round__unit", "round__decides", "round__fixed_rules")
    vote = rows.filter(round__code=code[:60]).first()
    if vote is None:
        raise Http404
    if not may(request.user, vote.round):
        raise PermissionDenied
    return vote


def found_batch(vote: Vote, number: int) -> PaperBatch:
    """The ballots of a place. Raises Http404."""
    batch = PaperBatch.objects.filter(vote=vote, number=number).first() if number < 10_000 else None
    if batch is None:
        raise Http404
    batch.vote = vote
    return batch


@require_GET
@desk_page
def paper(request: DeskRequest, code: str) -> HttpResponse:
    """Places with their ballots, and for those who run or audit the vote whether all are accounted for."""
    return _page(request, found_vote(request, code))


def _page(request: DeskRequest, vote: Vote, *, status: int = 200, **forms: Any) -> HttpResponse:
    account, runs = queries.account_of(vote), may_run(request.user, vote.round)
    takes = vote.state in queries.ENTERED
    context: dict[str, Any] = {
        "round": vote.round, "vote": vote, "account": account, "paper": queries.told_of(account), "runs": runs, "takes": takes,
        "reads": may_read_vote(request.user, vote.round), "enters": may_enter_paper(request.user),
        "differing": sum(place.differing for place in account.places),
        "has_ended": has_ended(vote.pk), "by_list": _has_list(vote) and may_serve_voters(request.user),
    }  # fmt: skip
    if vote.round.proposals.filter(number__isnull=False).exists():
        context["print_form"] = PrintForm()
    if runs and vote.level == VoteLevel.PERSONS and vote.state in (VoteState.REHEARSED, VoteState.OPEN):
        context["batch_form"] = BatchForm()
    if runs and takes:
        context["explain_form"] = ExplainForm(initial={"text": account.explanation})
    return render(request, "budgeting/desk/paper.html", context | forms, status=status)


@require_POST
@desk_page
def open_batch(request: DeskRequest, code: str) -> HttpResponse:
    """Take blank ballots to a place."""
    vote = found_vote(request, code, may_run)
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _page(request, vote, status=422, batch_form=form)
    try:
        actions.open_batch(vote, by=request.user, **form.cleaned_data)
    except NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:paper", code)


@require_POST
@desk_page
def explain(request: DeskRequest, code: str) -> HttpResponse:
    """Say why the ballots of a place, or of all, differ."""
    vote = found_vote(request, code, may_run)
    number = request.POST.get("number", "")
    batch = found_batch(vote, int(number)) if number.isdecimal() and len(number) < 6 else None
    form = ExplainForm(request.POST)
    if not form.is_valid():
        if batch is not None:
            return _batch_page(request, batch, status=422, explain_form=form)
        return _page(request, vote, status=422, explain_form=form)
    try:
        actions.explain(vote, by=request.user, text=form.cleaned_data["text"], batch=batch)
    except NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:paper", code)


@require_POST
@desk_page
def change_issued(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """Say how many blank ballots were taken to a place in all."""
    one = found_batch(found_vote(request, code, may_run), number)
    form = IssuedForm(request.POST)
    if not form.is_valid():
        return _batch_page(request, one, status=422, issued_form=form)
    try:
        actions.change_issued(one, by=request.user, issued=form.cleaned_data["issued"])
    except NotNow as why:
        form.add_error(None, str(why))
        return _batch_page(request, one, status=409, issued_form=form)
    return redirect("budgeting_desk:paper_batch", code, number)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def batch(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """The ballots of one place: given back, and how far they are entered."""
    one = found_batch(found_vote(request, code), number)
    if request.method != "POST":
        return _batch_page(request, one)
    form = GiveBackForm(request.POST, batch=one)
    if not form.is_valid():
        return _batch_page(request, one, status=422, back_form=form)
    try:
        actions.give_back(one, by=request.user, **form.cleaned_data)
    except NotNow as why:
        form.add_error(None, str(why))
        return _batch_page(request, one, status=409, back_form=form)
    messages.success(request, _("Written down. Two clerks now enter each ballot."))
    return redirect("budgeting_desk:paper_batch", code, number)


def _batch_page(request: DeskRequest, batch: PaperBatch, *, status: int = 200, **forms: Any) -> HttpResponse:
    vote, who = batch.vote, request.user
    place = next(one for one in queries.places_of(vote) if one.batch.pk == batch.pk)
    runs, enters, takes = may_run(who, vote.round), may_enter_paper(who), vote.state in queries.ENTERED
    context: dict[str, Any] = {
        "round": vote.round, "vote": vote, "reads": may_read_vote(who, vote.round), "place": place, "batch": place.batch, "takes": takes, "enters": enters,
        "next_row": queries.next_entry(who, batch) if enters and takes else None,
    }  # fmt: skip
    if takes and (runs or enters):
        context["back_form"] = GiveBackForm(batch=batch)
    if runs and (takes or vote.state == VoteState.REHEARSED):
        context["issued_form"] = IssuedForm(initial={"issued": batch.issued})
    if takes and runs and place.is_given_back and (place.not_returned or batch.explanation):
        context["explain_form"] = ExplainForm(initial={"text": batch.explanation})
    return render(request, "budgeting/desk/paper_batch.html", context | forms, status=status)


@require_POST
@desk_page
def paper_file(request: DeskRequest, code: str) -> HttpResponse:
    """`paper.json` for the count."""
    vote = found_vote(request, code, may_run)
    try:
        return as_file(give_paper(vote, by=request.user), "paper.json", "application/json")
    except NotNow as why:
        messages.error(request, str(why))
        return redirect("budgeting_desk:paper", code)


# --- handed out by a list ------------------------------------------------------------------------------------------


def _has_list(vote: Vote) -> bool:
    return any(Door.REGISTER in one.doors for one in vote.electorates.all())


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(who=may_serve_voters)
@sensitive_post_parameters()
@sensitive_variables()
def register(request: DeskRequest, code: str) -> HttpResponse:
    """Give a paper ballot to somebody who stands on the list of those who may vote."""
    vote = found_vote(request, code, lambda who, _one: may_serve_voters(who))
    if vote.level != VoteLevel.PERSONS or not _has_list(vote):
        raise Http404
    told: dict[str, Any] = {
        "round": vote.round, "vote": vote, "takes_ballots": vote_page.takes_ballots(vote),
        "reads": may_read_vote(request.user, vote.round),
    }  # fmt: skip
    form = RegisterForm(request.POST if request.method == "POST" else None, vote=vote)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "budgeting/desk/paper_list.html", told | {"form": form}, status=status)
    try:
        found = entitle_person(**form.arguments())
        told["replaced"] = box.hand_out(vote.pk, tag=found.tag, idem=uuid.uuid4().hex) > 1
    except (NotEntitled, Refused) as fault:
        form.add_error(None, sentence_of(fault.why))
        return render(request, "budgeting/desk/paper_list.html", told | {"form": form}, status=409)
    except NoKey:
        form.add_error(None, sentence_of("key"))
        return render(request, "budgeting/desk/paper_list.html", told | {"form": form}, status=503)
    people.audit(request.user, "voter_served", kind="round", reference=vote.round.code, result="paper")
    told |= {"given": True, "form": RegisterForm(vote=vote)}
    return render(request, "budgeting/desk/paper_list.html", told)
