"""One proposal at the desk: what was proposed and happened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kuulu.commons.people import actions as people
from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation.languages import html_lang

from .. import actions, queries
from ..models import Proposal
from ..policy import allowed, may, may_see_proposer
from ..queries.description import checks_of
from . import forms


@dataclass(frozen=True)
class Verb:
    """A thing to do: its form, the action it calls, which right it needs, its words, and what is said when done."""

    form: type[forms.VerbForm]
    act: Callable[..., Any]
    needs: str
    title: Any
    submit: Any
    done: Any


_t = gettext_lazy
VERBS: Final[dict[str, Verb]] = {
    "julkaise": Verb(
        forms.TakeForm, actions.publish, "publish", _t("Let everybody read it"), _t("Publish"), _t("It is public now.")
    ),
    "hyvaksy": Verb(
        forms.LookForm, actions.weigh, "pass", _t("Does it belong to this round?"), _t("Write down"),
        _t("It is written down, and the proposer told."),
    ),
    "arvioi": Verb(
        forms.SubstanceForm, actions.weigh, "weigh", _t("Can it be carried out?"), _t("Write down"),
        _t("It is written down, and the proposer told."),
    ),
    "siirra": Verb(
        forms.MoveForm, actions.move_to_unit, "move", _t("Move to another unit"), _t("Move"), _t("It was moved.")
    ),
    "liita": Verb(
        forms.JoinForm, actions.join, "join", _t("Join to another proposal"), _t("Join"),
        _t("It was joined: its proposer hears what becomes of the other."),
    ),
    "etenee": Verb(
        forms.ProgressForm, actions.tell_progress, "tell_progress", _t("Tell how it goes on"), _t("Tell"),
        _t("It stands on the public page."),
    ),
    "valmis": Verb(
        forms.BuildForm, actions.build, "build", _t("It is done"), _t("Write down"), _t("It is marked as carried out.")
    ),
    "piilota": Verb(
        forms.ReasonForm, actions.hide, "hide", _t("Hide from the public"), _t("Hide"), _t("It was hidden.")
    ),
}  # fmt: skip


def _found(request: DeskRequest, reference: str) -> Proposal:
    proposal = queries.by_reference(reference)
    if proposal is None or not may(request.user, "read", proposal):
        raise Http404
    return proposal


@require_GET
@desk_page
def proposal(request: DeskRequest, reference: str) -> HttpResponse:
    """Everything of one proposal; the reading is written in the audit trail."""
    found = _found(request, reference)
    people.audit(request.user, "read", kind="proposal", reference=found.matter.reference)
    return _page(request, found)


@require_http_methods(["GET", "POST"])
@desk_page
def act(request: DeskRequest, reference: str, verb: str) -> HttpResponse:
    """Do one thing; when it cannot be done, the page comes back with what was typed and why."""
    found, chosen = _found(request, reference), VERBS.get(verb)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("budgeting_desk:proposal", reference)
    form = chosen.form(request.POST, request.FILES, proposal=found, prefix=verb)
    if not form.is_valid():
        return _page(request, found, sent={verb: form}, status=422)
    try:
        chosen.act(found, by=request.user, **form.arguments())
    except actions.NotNow as why:
        form.add_error(None, str(why))
        return _page(request, found, sent={verb: form}, status=422)
    messages.success(request, str(chosen.done))
    return redirect("budgeting_desk:proposal", reference)


def _page(
    request: DeskRequest, found: Proposal, *, sent: dict[str, forms.VerbForm] | None = None, status: int = 200
) -> HttpResponse:
    rights, sent = allowed(request.user, found), sent or {}
    acts = [
        {"name": name, "verb": verb, "form": sent.get(name) or verb.form(proposal=found, prefix=name), "is_open": name in sent}
        for name, verb in VERBS.items()
        if verb.needs in rights
    ]  # fmt: skip
    context = {
        "proposal": found,
        "round": found.round,
        "matter": found.matter,
        "thread": queries.steps_of(found, for_staff=True),
        "lang": html_lang(found.matter.language),
        "acts": acts,
        "photos": list(found.matter.papers.all()),
        "weighings": [(one, checks_of(one.look, one.checks)) for one in found.weighings.select_related("unit", "by")],
        "progress": list(found.progress.all()),
        "joined": list(found.joined.select_related("matter")),
        "sees_proposer": may_see_proposer(request.user, found),
    }
    return render(request, "budgeting/desk/proposal.html", context, status=status)
