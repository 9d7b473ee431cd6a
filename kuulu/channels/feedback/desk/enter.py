"""Writing down on a resident's behalf, and the receipt that is printed for the resident with the same number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kuulu.commons.matters.held import let_go
from kuulu.commons.people import actions as people
from kuulu.commons.people.doors import acting, desk_page
from kuulu.commons.people.models import Person
from kuulu.foundation import cookies

from ..actions import submit
from ..actions.receipt import make_own_link, own_address
from ..forms.on_behalf import BeginForm, OnBehalfForm
from ..models import Category, Feedback
from ..policy import may_enter_on_behalf
from ..queries import by_reference, category_named
from ..vocabulary import FeedbackKind

COOKIE = "entered"


@desk_page(who=may_enter_on_behalf)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """First how it came, kind and subject; then what the resident says."""
    said = request.POST if request.method == "POST" else request.GET
    kind, category = said.get("laji", ""), category_named(said.get("aihe", ""))
    if category is None or kind not in FeedbackKind.values:
        form = BeginForm(request.GET or None)
        return render(request, "feedback/desk/enter_begin.html", {"form": form})
    return _enter(request, kind, category)


def _enter(request: HttpRequest, kind: str, category: Category) -> HttpResponse:
    made: dict[str, Any] = {"kind": kind, "category": category, "clerk": acting(request)}
    if request.method != "POST":
        form = OnBehalfForm(initial={"source": request.GET.get("source", "")}, **made)
        return _show(request, form)
    form = OnBehalfForm(request.POST, request.FILES, **made)
    if form.is_valid() and (feedback := _submitted(form)) is not None:
        return _entered(request, feedback, form.clerk)
    return _show(request, form)


def _submitted(form: OnBehalfForm) -> Feedback | None:
    key = form.cleaned_data.get("idempotency_key") or ""
    try:
        feedback = submit(form.draft(), photos=form.pictures.all(), key=f"desk:{key}" if len(key) >= 16 else None)
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return None
    let_go(form.pictures.held)
    return feedback


def _show(request: HttpRequest, form: OnBehalfForm) -> HttpResponse:
    held = form.pictures.hold() if form.is_bound else []
    context = {"form": form, "held": held, "category": form.category, "kind": form.kind}
    return render(request, "feedback/desk/enter.html", context)


def _entered(request: HttpRequest, feedback: Feedback, clerk: Person) -> HttpResponse:
    reference = feedback.matter.reference
    people.audit(clerk, "entered", kind="feedback", reference=reference)
    response = redirect(reverse("feedback_desk:entered", args=[reference]))
    kept = f"{reference} {make_own_link(feedback)}"
    cookies.give(response, COOKIE, kept, seconds=900)
    return response


@desk_page(who=may_enter_on_behalf)
@require_GET
def entered(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt on paper: number, promise, who answers, and the resident's own link while it is at hand."""
    feedback = by_reference(reference)
    if feedback is None or feedback.entered_by_id != acting(request).pk:
        raise Http404
    known, _space, token = cookies.read(request, COOKIE, seconds=900).partition(" ")
    link = own_address(token) if token and known == feedback.matter.reference else ""
    return render(
        request, "feedback/desk/entered.html", {"feedback": feedback, "matter": feedback.matter, "link": link}
    )
