"""How one votes: the right is found by a door, the ballot is marked and looked at once more, and a promise is given."""

from __future__ import annotations

import base64
import binascii
import uuid
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.foundation.limits import visit_over_limit

from .. import slips
from ..actions.cast import NotAllowed, cast_choices, cast_sealed
from ..ballot_box.admission import Refused
from ..forms.ballot import Marked, lines_of, places_of, read_marks
from ..keyfiles import NoKey
from ..models import Proposal, Vote
from ..queries import vote_page
from ..sealing.codes import new_code, tidy_code
from ..slips import Receipt, Slip
from .vote_doors import refusal, voted_on

CAST_AN_HOUR: Final = 600  #: ballots from one network; a school and a library sit behind one
ENDED: Final = {"paper": "paper", "void": "voided"}  #: how a mark ended -> why it cannot vote any more
LONGEST_BOX: Final = 2000  #: letters of an envelope as it is posted


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, code: str) -> HttpResponse:
    """Mark, look once more, cast. Without a slip one begins at the door."""
    one, vote = voted_on(code)
    slip = slips.read(request, vote)
    if slip is None or not vote_page.takes_ballots(vote):
        return redirect("budgeting:vote", code)
    if ended := ENDED.get(vote_page.channel_of(vote, slip.tag)):
        return refusal(request, vote, ended)
    if request.method != "POST":
        return _ballot(request, vote, slip, None)
    if visit_over_limit(request, "cast", limit=CAST_AN_HOUR, seconds=3600):
        return _ballot(request, vote, slip, None, status=429, fault=_("Very much has been sent from your network just now. Try again in an hour."))  # fmt: skip
    return _send(request, vote, slip)


@sensitive_variables()
def _send(request: HttpRequest, vote: Vote, slip: Slip) -> HttpResponse:
    if request.POST.get("box"):
        return _cast(request, vote, slip, None)
    marked = read_marks(vote_page.rules_of(vote), request.POST)
    if marked.faults or request.POST.get("change"):
        return _ballot(request, vote, slip, marked)
    return _cast(request, vote, slip, marked) if request.POST.get("sure") else _check(request, vote, slip, marked)


def _words(vote: Vote, slip: Slip, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "round": vote.round, "vote": vote, "slip": slip, "told": told, "budget": (told["budget"] or 0) // told["unit"],
        "has_voted": vote_page.channel_of(vote, slip.tag) == "web",
    }  # fmt: skip


@sensitive_variables()
def _ballot(
    request: HttpRequest, vote: Vote, slip: Slip, marked: Marked | None, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    told = vote_page.rules_of(vote)
    shown = vote_page.shuffled(vote.round, slip.seed)
    context = _words(vote, slip, told) | {
        "lines": lines_of(shown, marked),
        "places": places_of(told, marked) if told["kind"] == "ranking" else [],
        "faults": [fault] if fault else marked.faults if marked else [],
        "word": request.POST.get("word", "")[:40],
        "seal": {"key": vote.public_key, "vote": vote.code, "kind": told["kind"]},
        "words": _script_words(shown),
    }
    return render(request, "budgeting/vote/ballot.html", context, status=status)


def _script_words(shown: list[Proposal]) -> dict[str, Any]:
    """What the page's script says when it looks at the marks itself."""
    return {
        "title": _("Something needs your attention"),
        "none": _("Choose at least one proposal."),
        "many": _("Choose at most %s. You chose %s."),
        "twice": _("The same proposal stands in two places. Choose another for one of them."),
        "over": _("Your choices cost %s euros more than there is. Leave something out."),
        "whole": _("Points are whole numbers, 0 or more."),
        "points": _("You have %s points and gave %s."),
        "names": {str(one.number): f"{one.number}. {one.matter.title}" for one in shown},
    }


@sensitive_variables()
def _check(request: HttpRequest, vote: Vote, slip: Slip, marked: Marked) -> HttpResponse:
    """What was marked, in plain words, with the code and the key that belong to these very choices."""
    told = vote_page.rules_of(vote)
    by_number = {str(one.number): one for one in vote_page.shuffled(vote.round, slip.seed)}
    points = marked.choices if isinstance(marked.choices, dict) else {}
    context = _words(vote, slip, told) | {
        "chosen": [(by_number[name], points.get(name)) for name in marked.names],
        "hidden": list(marked.hidden()),
        "cost": sum(told["cost"][name] for name in marked.names) // told["unit"],
        "code": new_code(request.POST.get("word", "")[:40]),
        "idem": uuid.uuid4().hex,
    }
    return render(request, "budgeting/vote/check.html", context)


@sensitive_variables()
def _cast(request: HttpRequest, vote: Vote, slip: Slip, marked: Marked | None) -> HttpResponse:
    """Into the box, and to the receipt; whatever is wrong, the choices stay on the page."""
    idem = request.POST.get("idem", "")[:64] or uuid.uuid4().hex
    try:
        if marked is None:
            receipt = cast_sealed(vote, slip, box=_box(request.POST.get("box", "")), idem=idem)
        else:
            receipt = cast_choices(
                vote, slip, choices=marked.choices, idem=idem, code=_code(request.POST.get("code", "")),
                keeps_code=not request.POST.get("no_code"),
            )  # fmt: skip
    except Refused as why:
        return refusal(request, vote, ENDED.get(why.why, why.why))
    except NotAllowed:
        return _ballot(request, vote, slip, marked, fault=_("The rules of this vote do not allow these choices."))
    except NoKey:
        return refusal(request, vote, "key", status=503)
    return _promised(vote, slip, receipt)


def _box(text: str) -> bytes:
    """The envelope that the browser sealed; nothing for what is none, which the box then refuses."""
    try:
        return base64.b64decode(text[:LONGEST_BOX], validate=True)
    except (binascii.Error, ValueError):
        return b""


def _code(text: str) -> str:
    try:
        return tidy_code(text)
    except ValueError:
        return new_code()


def _promised(vote: Vote, slip: Slip, receipt: Receipt) -> HttpResponse:
    response = redirect("budgeting:vote_receipt", vote.round.code)
    slips.give_receipt(response, receipt)
    return response


@never_cache
@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What was promised; the choices and the code as far as the server sealed them, and else from the voter's browser."""
    one, vote = voted_on(code)
    told = slips.read_receipt(request, vote)
    if told is None:
        return redirect("budgeting:vote", code)
    from ..sealing.codes import show_hash

    rules = vote_page.rules_of(vote)
    by_number = {str(candidate.number): candidate for candidate in vote_page.shuffled(one, 0)}
    points = told.choices if isinstance(told.choices, dict) else {}
    find = request.build_absolute_uri(reverse("budgeting:vote_find", args=[code]))
    context = {
        "round": one, "vote": vote, "receipt": told, "envelope": show_hash(told.box), "told": rules,
        "chosen": [(by_number[name], points.get(name)) for name in told.choices or () if name in by_number],
        "names": {number: candidate.matter.title for number, candidate in by_number.items()},
        "address": f"{find}?kuori={told.box}", "takes_ballots": vote_page.takes_ballots(vote),
    }  # fmt: skip
    return render(request, "budgeting/vote/receipt.html", context)


@never_cache
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing of the vote stays in this browser: at a kiosk, at school, on somebody else's phone."""
    one, vote = voted_on(code)
    slip = slips.read(request, vote)
    at_kiosk = (slip is not None and slip.kiosk) or bool(request.POST.get("kiosk"))
    response = redirect("budgeting:vote_kiosk" if at_kiosk else "budgeting:vote", code)
    slips.forget(response)
    return response
