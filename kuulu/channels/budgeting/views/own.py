"""The proposer's side: the receipt, and the own page where one follows the proposal and can take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.matters import own_doors
from kuulu.commons.matters.actions import NotFromHere
from kuulu.commons.matters.queries import photos
from kuulu.commons.people import link_doors
from kuulu.commons.people.actions import use_secret_link
from kuulu.commons.people.policy import is_person
from kuulu.commons.people.queries import open_secret_link

from .. import actions, queries
from ..actions.own import may_answer, may_withdraw
from ..forms import AnswerForm
from ..models import Proposal
from ..queries.batches import next_batch
from ..vocabulary import LINK_PURPOSE, RECEIPT_COOKIE, RoundKind


def own_proposal(request: HttpRequest, reference: str) -> Proposal:
    """The proposal of that number when this visitor proposed it. Raises Http404, telling nothing else."""
    proposal = queries.by_reference(reference)
    if proposal is None or not own_doors.is_own(request, proposal.matter):
        raise Http404
    return proposal


def _own_page(proposal: Proposal) -> str:
    return own_doors.page_for(reverse("budgeting:own"), proposal.matter)


@never_cache
@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """Number, what happens and by when, who answers, how to follow."""
    proposal = own_proposal(request, request.GET.get("numero", ""))
    token = own_doors.token_of_receipt(request, proposal.matter, cookie=RECEIPT_COOKIE)
    link = actions.own_address(token) if token else ""
    one = proposal.round
    coming = next_batch(one) if one.kind == RoundKind.ROLLING else None
    context = {"proposal": proposal, "round": one, "matter": proposal.matter, "link": link, "coming": coming}
    return render(request, "budgeting/receipt.html", context)


@never_cache
@require_GET
def own_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The secret link: the token leaves the address at once; a link made for an address proves it."""
    link = open_secret_link(token, purpose=LINK_PURPOSE)
    proposal = queries.by_reference(link.subject) if link else None
    if link is None or proposal is None:
        return render(request, "budgeting/link_over.html", status=410)
    use_secret_link(link)
    actions.prove_address(proposal, email=link.email)
    link_doors.open_door(request, link)
    return redirect(_own_page(proposal))


@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """One own proposal with everything that happened to it."""
    return _own(request, own_proposal(request, request.GET.get("numero", "")))


def _own(
    request: HttpRequest, proposal: Proposal, *, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    matter = proposal.matter
    link_doors.note_seen(request, matter.reference)
    context = {
        "proposal": proposal,
        "round": proposal.round,
        "matter": matter,
        "steps": queries.steps_of(proposal, for_opener=True),
        "pictures": photos(matter, for_opener=True),
        "outcomes": list(matter.outcomes.all()),
        "may_withdraw": may_withdraw(proposal),
        "form": form or (AnswerForm() if may_answer(proposal) else None),
        "waits_for_proof": matter.visibility == "private" and proposal.proved_at is None and proposal.proposer_email,
    }
    return render(request, "budgeting/own.html", context, status=status)


@never_cache
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Takes the proposer's one answer to a no."""
    proposal = own_proposal(request, request.POST.get("numero", ""))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _own(request, proposal, form=form, status=422)
    try:
        actions.answer(proposal, text=form.cleaned_data["text"], by=request.user if is_person(request.user) else None)
        messages.success(request, _("Your answer has gone to the unit."))
    except NotFromHere:
        messages.error(request, _("That can no longer be done. The page shows how things stand now."))
    return redirect(_own_page(proposal))


@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Takes the proposal back, after asking once whether it is meant."""
    proposal = own_proposal(request, request.POST.get("numero", ""))
    if not request.POST.get("sure"):
        context = {"proposal": proposal, "matter": proposal.matter, "round": proposal.round}
        return render(request, "budgeting/withdraw.html", context)
    try:
        actions.withdraw(proposal, by=request.user if is_person(request.user) else None)
        messages.success(request, _("You have taken your proposal back."))
    except NotFromHere:
        messages.error(request, _("That can no longer be done. The page shows how things stand now."))
    return redirect(_own_page(proposal))
