"""The doors to a vote: a printed code, identification, the desk's number, or none at all in an open poll."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from kuulu.foundation import clock
from kuulu.foundation.channel import Proved
from kuulu.foundation.limits import over_limit, visit_over_limit

from .. import queries, slips
from ..eligibility import kiosk as passes
from ..eligibility.entitle import Found, NotEntitled, entitle_anybody, entitle_code, entitle_proved
from ..keyfiles import NoKey
from ..models import Round, Vote
from ..queries import vote_page
from ..vocabulary import Door, VoteLevel

PURPOSE: Final = "budgeting-"  #: of an identification for a vote, before the code of its round
#: codes that led nowhere, from one network in ten minutes: at 2^60 codes nobody finds one by trying
WRONG_CODES: Final = 60
NUMBERS_TRIED: Final = 10  #: the same for numbers of six digits, at one kiosk
TRIED_SECONDS: Final = 600
BEGUN_AN_HOUR: Final = 300  #: ballots of an open poll begun from one network


def voted_on(code: str) -> tuple[Round, Vote]:
    """The round and its opened vote. Raises Http404."""
    one = queries.round_named(code)
    vote = vote_page.vote_of(one) if one else None
    if one is None or vote is None:
        raise Http404
    return one, vote


def sentence_of(why: str) -> str:
    """Why somebody cannot vote, in words."""
    sentences: dict[str, Any] = {
        "mistyped": _("There is a mistake in the code. Check each letter."),
        "unknown": _("This code opens no ballot of this vote. Check that it is on the sheet of this vote."),
        "void": _("This code has been cancelled. Ask whoever gave it to you for another."),
        "age": _("This vote is for people of another age."),
        "birthday": _("Your identification did not tell how old you are, which this vote asks for."),
        "home": _("This vote is for people who live in the municipality. If you have a holiday home here, ask the service desk."),
        "door": _("One cannot vote in this way."),
        "level": _("One cannot vote in this way."),
        "state": _("The vote is not open."),
        "often": _("There have been many tries. Wait ten minutes."),
        "number": _("This number opens nothing any more. Ask the clerk for a new one."),
        "paper": _("You took a paper ballot. It is the one that counts."),
        "voided": _("Your ballot was voided, since no right to vote was found. Ask the service desk."),
        "closed": _("The vote has closed. What was promised before is counted; this ballot was not taken."),
        "early": _("The vote has not begun."),
        "clock": _("Our clocks disagree just now. Your ballot was not taken. Try again in a few minutes."),
        "copy": _("This envelope stands in the box already. Your ballot was not taken. Vote again."),
        "key": _("Your ballot was not taken, for a fault of ours. Try again in a while."),
    }  # fmt: skip
    return str(sentences.get(why) or _("Your ballot was not taken. Vote again."))


def refusal(request: HttpRequest, vote: Vote, why: str, *, status: int = 409) -> HttpResponse:
    """A page that says why the ballot was not taken, and what one can do."""
    context = {"round": vote.round, "vote": vote, "sentence": sentence_of(why), "why": why}
    return render(request, "budgeting/vote/refused.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Who may vote, what is promised, who decides, and the doors."""
    _one, vote = voted_on(code)
    if request.method != "POST" or not vote_page.takes_ballots(vote):
        return _start(request, vote)
    try:
        found = _by_nothing(request, vote) if request.POST.get("begin") else _by_code(request, vote)
    except NotEntitled as fault:
        return _start(request, vote, fault=sentence_of(fault.why), status=429 if fault.why == "often" else 422)
    except NoKey:
        return refusal(request, vote, "key", status=503)
    return let_in(vote, found)


@sensitive_variables()
def _by_code(request: HttpRequest, vote: Vote) -> Found:
    """Only codes that lead nowhere are counted, so that a whole school can vote from one network."""
    if visit_over_limit(request, f"wrong-code:{vote.pk}", limit=WRONG_CODES, seconds=TRIED_SECONDS, times=0):
        raise NotEntitled("often")
    try:
        return entitle_code(vote.pk, request.POST.get("code", "")[:40])
    except NotEntitled as fault:
        if fault.why == "unknown":
            visit_over_limit(request, f"wrong-code:{vote.pk}", limit=WRONG_CODES, seconds=TRIED_SECONDS)
        raise


def _by_nothing(request: HttpRequest, vote: Vote) -> Found:
    if visit_over_limit(request, f"poll:{vote.pk}", limit=BEGUN_AN_HOUR, seconds=3600):
        raise NotEntitled("often")
    electorate = next((one for one in vote_page.electorates_of(vote) if Door.OPEN in one.doors), None)
    if electorate is None:
        raise NotEntitled("door")
    return entitle_anybody(electorate)


def _start(request: HttpRequest, vote: Vote, *, fault: str = "", status: int = 200) -> HttpResponse:
    electorates = vote_page.electorates_of(vote)
    doors = {door for one in electorates for door in one.doors}
    slip = slips.read(request, vote)
    identify = reverse("people:identify", args=[f"{PURPOSE}{vote.round.code}"])
    context = {
        "round": vote.round, "vote": vote, "electorates": electorates, "fault": fault,
        "takes_ballots": vote_page.takes_ballots(vote), "is_coming": vote.opens_at > clock.now(),
        "may_code": bool(doors & {Door.CODE, Door.LETTER}), "may_desk": Door.DESK in doors, "may_list": Door.REGISTER in doors,
        "may_begin": vote.level == VoteLevel.POLL and slip is None,
        "identify": f"{identify}?next={request.path}" if Door.IDENTIFICATION in doors else "",
        "has_slip": slip is not None, "exposures": vote_page.exposures(electorates), "typed": request.POST.get("code", "")[:40],
    }  # fmt: skip
    return render(request, "budgeting/vote/start.html", context, status=status)


def let_in(vote: Vote, found: Found, *, kiosk: bool = False) -> HttpResponse:
    """To the ballot, with a slip that says for which mark, and what was found before."""
    before = "" if found.is_new else f"{Door(found.source).label} {date_format(found.day, 'j.n.Y')}"
    seconds = slips.KIOSK_SECONDS if kiosk else slips.SLIP_SECONDS
    if vote.level == VoteLevel.POLL:
        left = int((vote.closes_at - clock.now()).total_seconds())
        seconds = max(1, min(left, slips.POLL_SECONDS))
    response = redirect("budgeting:ballot", vote.round.code)
    slips.give(response, slips.new_slip(vote, found.tag, found.electorate, seconds=seconds, before=before, kiosk=kiosk))
    return response


@sensitive_variables()
def take_proof(request: HttpRequest, purpose: str, proved: Proved) -> HttpResponse:
    """Back from identification: the person becomes a mark, and nothing of the person is kept."""
    one = queries.round_named(purpose.removeprefix(PURPOSE))
    vote = vote_page.vote_of(one) if one else None
    if vote is None or not vote_page.takes_ballots(vote):
        return redirect("budgeting:rounds")
    try:
        return let_in(vote, entitle_proved(vote.pk, proved))
    except NotEntitled as fault:
        return refusal(request, vote, fault.why, status=403)
    except NoKey:
        return refusal(request, vote, "key", status=503)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """At the library, on a device that a clerk made a kiosk: the number that the clerk gave opens the ballot, once."""
    _one, vote = voted_on(code)
    device = slips.kiosk_of(request, vote)
    is_open = bool(device) and vote_page.takes_ballots(vote)
    context: dict[str, Any] = {"round": vote.round, "vote": vote, "is_open": is_open, "is_kiosk": bool(device)}
    if request.method != "POST" or not is_open:
        return render(request, "budgeting/vote/kiosk.html", context, status=200 if device else 403)
    if over_limit("desk-number", device, limit=NUMBERS_TRIED, seconds=TRIED_SECONDS, times=0):
        return render(request, "budgeting/vote/kiosk.html", context | {"fault": sentence_of("often")}, status=429)
    try:
        found = passes.take_number(vote, request.POST.get("number", "")[:20])
    except NoKey:
        return refusal(request, vote, "key", status=503)
    if found is None:
        over_limit("desk-number", device, limit=NUMBERS_TRIED, seconds=TRIED_SECONDS)
        return render(request, "budgeting/vote/kiosk.html", context | {"fault": sentence_of("number")}, status=422)
    tag, electorate = found
    return let_in(vote, Found(tag, electorate, Door.DESK, clock.today(), True), kiosk=True)
