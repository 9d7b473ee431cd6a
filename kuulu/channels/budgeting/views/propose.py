"""How a proposal is made: one form, a look at what is like it, and it is sent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters import own_doors
from kuulu.commons.matters.held import let_go
from kuulu.commons.matters.queries import carried
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_person
from kuulu.foundation import clock, uploads
from kuulu.foundation.limits import visit_over_limit

from .. import actions, queries
from ..forms import ProposeForm
from ..models import Proposal, Round
from ..queries.batches import next_batch
from ..vocabulary import LINK_PURPOSE, RECEIPT_COOKIE, RoundKind

PROPOSED_AN_HOUR = 60  #: proposals from one network; a school may sit behind one


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a round that takes ideas; at other times the page says when it does."""
    one = queries.round_named(code)
    if one is None:
        raise Http404
    if not queries.may_propose_now(one):
        return render(request, "budgeting/not_now.html", {"round": one, "timeline": queries.timeline(one)})
    if request.method != "POST":
        return _form(request, one, ProposeForm(initial=_carried(request), **_made_for(request, one)))
    return _send(request, one)


def _person(request: HttpRequest) -> Person | None:
    return request.user if is_person(request.user) else None


def _made_for(request: HttpRequest, one: Round) -> dict[str, Any]:
    return {"round": one, "person": _person(request), "earlier": _earlier(request)}


def _earlier(request: HttpRequest) -> Proposal | None:
    """A public proposal of an earlier round that this one takes up again."""
    found = queries.by_reference(request.GET.get("uudestaan", "")[:20])
    return found if found and found.matter.is_public else None


def _carried(request: HttpRequest) -> dict[str, Any]:
    """What comes along from another channel by its sender's wish, or from an earlier proposal."""
    if earlier := _earlier(request):
        matter = earlier.matter
        return {"title": matter.title, "text": earlier.text, "where": matter.address, "lat": matter.lat,
                "lon": matter.lon, "wished_euros": earlier.euros or earlier.wished_euros}  # fmt: skip
    begun = carried(request.GET.get("carried", ""))
    if begun is None:
        return {}
    return {"title": begun.title[:120], "text": begun.text, "where": begun.address, "lat": begun.lat, "lon": begun.lon}


def _form(request: HttpRequest, one: Round, form: ProposeForm, **more: Any) -> HttpResponse:
    context = {
        "round": one,
        "form": form,
        "coming": next_batch(one) if one.kind == RoundKind.ROLLING else None,
        "answer_by": clock.add_working_days(clock.now(), one.promise_days),
        "held": form.pictures.hold(),
        "carried": request.GET.get("carried", "")[:400],
        **more,
    }
    return render(request, "budgeting/propose.html", context)


def _send(request: HttpRequest, one: Round) -> HttpResponse:
    many = uploads.too_many(request)
    form = ProposeForm(request.POST, {} if many else request.FILES, **_made_for(request, one))
    if many:
        form.add_error("photos", str(uploads.TOO_MANY))
    if not form.is_valid():
        return _form(request, one, form)
    if visit_over_limit(request, "propose", limit=PROPOSED_AN_HOUR, seconds=3600):
        form.add_error(None, _("Very much has been sent from your network just now. Try again in an hour."))
        return _form(request, one, form)
    if not request.POST.get("looked"):
        like = queries.similar_to(form.cleaned_data["title"], form.cleaned_data["text"])
        if like:
            return _form(request, one, form, like=like, looks=True)
    key = form.cleaned_data.get("idempotency_key") or ""
    try:
        proposal = actions.propose(
            form.draft(), by=_person(request), photos=form.pictures.all(),
            key=f"web:{key}" if len(key) >= 16 else None,
        )  # fmt: skip
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return _form(request, one, form)
    let_go(form.pictures.held)
    if token := request.GET.get("carried", ""):
        matters.carry_on(proposal.matter, token=token)
    return _sent(request, proposal)


def _sent(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """To the receipt; this browser may open the own page."""
    token = actions.make_own_link(proposal)
    own_doors.let_in(request, token, purpose=LINK_PURPOSE)
    return own_doors.to_receipt(reverse("budgeting:receipt"), proposal.matter, token, cookie=RECEIPT_COOKIE)
