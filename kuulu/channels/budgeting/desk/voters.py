"""The service desk in a vote: a clerk looks at a document, and the voter votes at the kiosk or takes paper.

The clerk sees "given" and "done", never a ballot; clerks cannot cast.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from kuulu.commons.people import actions as people
from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation.limits import over_limit

from .. import queries, slips
from ..ballot_box import paper
from ..ballot_box.admission import Refused
from ..eligibility import kiosk
from ..eligibility.entitle import Found, NotEntitled, entitle_person
from ..keyfiles import NoKey
from ..models import Vote
from ..policy import may_serve_voters
from ..queries import vote_page
from ..views.vote_doors import sentence_of
from ..vocabulary import Door, VoteLevel
from .vote_forms import VoterForm

SERVED_AN_HOUR = 240  #: people whom one clerk lets in


def _vote(code: str) -> Vote:
    """The vote that takes ballots now and has a desk. Raises Http404."""
    one = queries.round_named(code)
    vote = vote_page.vote_of(one) if one else None
    if vote is None or vote.level != VoteLevel.PERSONS:
        raise Http404
    return vote


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(who=may_serve_voters)
@sensitive_post_parameters()
def voters(request: DeskRequest, code: str) -> HttpResponse:
    """Find a voter entitled, and give a number for the kiosk or a paper ballot."""
    vote = _vote(code)
    if request.method != "POST":
        return _page(request, vote, VoterForm(vote=vote))
    form = VoterForm(request.POST, vote=vote)
    if not form.is_valid():
        return _page(request, vote, form, status=422)
    if over_limit("voters-served", str(request.user.pk), limit=SERVED_AN_HOUR, seconds=3600):
        form.add_error(None, _("There have been very many. Wait a while."))
        return _page(request, vote, form, status=429)
    return _serve(request, vote, form)


@sensitive_variables()
def _serve(request: DeskRequest, vote: Vote, form: VoterForm) -> HttpResponse:
    """Both sides of the wall are asked one after the other: eligibility for the mark, the box whether paper was given."""
    try:
        found = entitle_person(**form.arguments())
        given = _given(request, vote, found)
    except NotEntitled as fault:
        form.add_error(None, sentence_of(fault.why))
        return _page(request, vote, form, status=422)
    except Refused as fault:
        form.add_error(None, sentence_of(fault.why))
        return _page(request, vote, form, status=409)
    except NoKey:
        form.add_error(None, sentence_of("key"))
        return _page(request, vote, form, status=503)
    result = "paper" if "paper" in given else "kiosk"
    people.audit(request.user, "voter_served", kind="round", reference=vote.round.code, result=result)
    return _page(request, vote, VoterForm(vote=vote), found=found, door=Door(found.source).label, **given)


def _given(request: DeskRequest, vote: Vote, found: Found) -> dict[str, Any]:
    if (channel := vote_page.channel_of(vote, found.tag)) in ("paper", "void"):
        raise Refused("paper" if channel == "paper" else "voided")
    if request.POST.get("paper"):
        version = paper.hand_out(vote.pk, tag=found.tag, idem=uuid.uuid4().hex)
        return {"paper": True, "replaced": version > 1}
    return {"number": kiosk.give_number(vote, found)}


def _page(request: DeskRequest, vote: Vote, form: VoterForm, *, status: int = 200, **told: Any) -> HttpResponse:
    context = {
        "round": vote.round, "vote": vote, "form": form, "takes_ballots": vote_page.takes_ballots(vote),
        "is_kiosk": bool(slips.kiosk_of(request, vote)), **told,
    }  # fmt: skip
    return render(request, "budgeting/desk/voters.html", context, status=status)


@require_POST
@desk_page(who=may_serve_voters)
def make_kiosk(request: DeskRequest, code: str) -> HttpResponse:
    """Make this very device a kiosk until the evening, and sign the clerk out of it."""
    from django.contrib.auth import logout

    vote = _vote(code)
    people.audit(request.user, "kiosk_made", kind="round", reference=vote.round.code)
    logout(request)
    response = redirect("budgeting:vote_kiosk", code)
    slips.make_kiosk(response, vote)
    return response
