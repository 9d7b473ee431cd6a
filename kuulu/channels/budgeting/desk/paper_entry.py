"""Clerks enter paper ballots, each by itself and not seeing the other's; what differs they settle together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page

from ..actions import paper as actions
from ..actions.weigh import NotNow
from ..forms.ballot import lines_of, places_of
from ..forms.paper import Entry, read_entry
from ..models import PaperBallot, Vote
from ..policy import may_enter_paper, may_read_vote
from ..queries import paper as queries
from ..queries import vote_page
from ..queries.vote_rules import candidates
from .paper import found_batch, found_vote


def _found(vote: Vote, number: int, row: int) -> PaperBallot:
    batch = found_batch(vote, number)
    ballot = batch.ballots.filter(row=row).first() if row < 1_000_000 else None
    if ballot is None:
        raise Http404
    ballot.batch = batch
    return ballot


def _marking(request: DeskRequest, vote: Vote, entry: Entry | None) -> dict[str, Any]:
    """What the ballot's own form needs, the candidates by number."""
    told, marked = vote_page.rules_of(vote), entry.marked if entry and not entry.typed else None
    return {
        "reads": may_read_vote(request.user, vote.round), "told": told, "entry": entry, "typed": entry.typed if entry else "",
        "lines": lines_of(candidates(vote.round), marked), "places": places_of(told, marked) if told["kind"] == "ranking" else [],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(who=may_enter_paper)
def enter(request: DeskRequest, code: str, number: int, row: int) -> HttpResponse:
    """One ballot: what is marked on it, then the next. Nothing is shown of what another entered."""
    vote = found_vote(request, code)
    ballot, entry = _found(vote, number, row), None
    if request.method == "POST":
        entry = read_entry(vote_page.rules_of(vote), request.POST)
        if entry.is_whole:
            return _entered(request, ballot, entry)
    elif not queries.entries_open_to(request.user, ballot.batch).filter(row=row).exists():
        messages.info(request, _("You have entered this ballot, or two people have."))
        return redirect("budgeting_desk:paper_batch", code, number)
    context = {
        "round": vote.round, "vote": vote, "batch": ballot.batch, "row": row,
        "after": queries.next_entry(request.user, ballot.batch, row), **_marking(request, vote, entry),
    }  # fmt: skip
    return render(request, "budgeting/desk/paper_entry.html", context, status=422 if entry else 200)


def _entered(request: DeskRequest, ballot: PaperBallot, entry: Entry) -> HttpResponse:
    code, number = ballot.batch.vote.round.code, ballot.batch.number
    try:
        actions.enter(ballot, by=request.user, choices=entry.choices)
        messages.success(request, _("Ballot %(row)s is entered.") % {"row": ballot.row})
    except NotNow as why:
        messages.error(request, str(why))
    after = queries.next_entry(request.user, ballot.batch, ballot.row)
    if after is None:
        messages.info(request, _("You have entered all that you can here."))
        return redirect("budgeting_desk:paper_batch", code, number)
    return redirect("budgeting_desk:paper_enter", code, number, after)


# --- what differs --------------------------------------------------------------------------------------------------


@require_GET
@desk_page
def differing(request: DeskRequest, code: str) -> HttpResponse:
    """Ballots that two people read differently. What they read is shown to those who settle it."""
    vote = found_vote(request, code)
    rows = [
        {"ballot": one, "may": actions.may_settle(request.user, one, vote.round)} for one in queries.differing(vote)
    ]
    return render(
        request,
        "budgeting/desk/paper_differing.html",
        {"round": vote.round, "vote": vote, "rows": rows, "reads": may_read_vote(request.user, vote.round)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def settle(request: DeskRequest, code: str, number: int, row: int) -> HttpResponse:
    """Look at the paper together: one enters what it says, the other approves."""
    vote = found_vote(request, code)
    ballot, entry = _found(vote, number, row), None
    if not actions.may_settle(request.user, ballot, vote.round):
        raise PermissionDenied
    if not ballot.differs:
        return redirect("budgeting_desk:paper_differing", code)
    if request.method == "POST":
        entry = read_entry(vote_page.rules_of(vote), request.POST)
        if entry.is_whole:
            try:
                actions.settle(ballot, by=request.user, choices=entry.choices)
                messages.success(request, _("Entered. It counts when the other has approved it."))
            except NotNow as why:
                messages.error(request, str(why))
            return redirect("budgeting_desk:paper_settle", code, number, row)
    return _settle_page(request, ballot, entry)


def _settle_page(request: DeskRequest, ballot: PaperBallot, entry: Entry | None) -> HttpResponse:
    vote = ballot.batch.vote
    titles = {str(one.number): one.matter.title for one in candidates(vote.round)}
    context = {
        "round": vote.round, "vote": vote, "batch": ballot.batch, "row": ballot.row, "ballot": ballot,
        "readings": [(ballot.first_by, _said(ballot.first, titles)), (ballot.second_by, _said(ballot.second, titles))],
        "settled": _said(ballot.settled, titles) if ballot.settled else "",
        "may_approve": bool(ballot.settled) and ballot.settled_by_id not in (None, request.user.pk),
        **_marking(request, vote, entry),
    }  # fmt: skip
    return render(request, "budgeting/desk/paper_settle.html", context, status=422 if entry else 200)


def _said(entry: str, titles: dict[str, str]) -> list[str]:
    """An entry in lines of words."""
    choices = actions.choices_in(entry)
    if choices is None:
        return [_("Spoiled: it cannot be read")]
    if isinstance(choices, dict):
        return [f"{name}. {titles.get(name, '')}: {points}" for name, points in choices.items()] or [
            _("Nothing marked")
        ]
    return [f"{name}. {titles.get(name, '')}" for name in choices] or [_("Nothing marked")]


@require_POST
@desk_page
def approve(request: DeskRequest, code: str, number: int, row: int) -> HttpResponse:
    """The other approves what was settled."""
    ballot = _found(found_vote(request, code), number, row)
    try:
        actions.approve(ballot, by=request.user, seen=request.POST.get("seen", "")[:20_000])
        messages.success(request, _("Agreed."))
    except NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:paper_differing", code)
