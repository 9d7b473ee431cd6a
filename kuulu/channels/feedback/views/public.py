"""What anybody may read: the list of feedback, one of them with its answer, and thanks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kuulu.commons.matters.policy import may_read_at_desk
from kuulu.commons.matters.queries import ThreadStep, photos, thread
from kuulu.foundation.freshness import fresh_page

from .. import queries
from ..forms import FilterForm
from ..models import Feedback
from ..policy import is_sender
from ..vocabulary import KIND, FeedbackKind


@require_safe
@fresh_page
def listing(request: HttpRequest) -> HttpResponse:
    """Public feedback with filters."""
    form = FilterForm(request.GET)
    return _leaf(request, "feedback/list.html", form, form.wish(request.GET.get("sivu", "1")))


@require_safe
@fresh_page
def thanks(request: HttpRequest) -> HttpResponse:
    """Public thanks."""
    form = FilterForm({**request.GET.dict(), "laji": FeedbackKind.THANKS})
    return _leaf(request, "feedback/thanks.html", form, form.wish(request.GET.get("sivu", "1")))


def _leaf(request: HttpRequest, template: str, form: FilterForm, wish: queries.Wish) -> HttpResponse:
    leaf = queries.leaf_of(wish)
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    narrowed = {"kind": KIND, "topic": wish.category, "area": wish.area, "stage": wish.stage, "words": wish.words}
    context = {
        "form": form,
        "leaf": leaf,
        "asked": urlencode(asked),
        "is_narrowed": bool(asked),
        "narrowed": urlencode({name: value for name, value in (narrowed | {"q": wish.words}).items() if value}),
        "words": wish.words,
        "looked_through": queries.LOOKED_THROUGH,
    }
    return render(request, template, context)


@require_safe
@fresh_page
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One public feedback at its lasting address, with the answer and what came of it."""
    feedback = queries.by_reference(reference)
    if feedback is None:
        raise Http404
    if not feedback.matter.is_public:
        return _elsewhere(request, feedback)
    main = feedback.joined_to
    if main is not None and main.matter.is_public:
        return redirect(reverse("feedback:detail", args=[main.matter.reference]))
    return render(request, "feedback/detail.html", _told(feedback))


def _told(feedback: Feedback) -> dict[str, Any]:
    matter = feedback.matter
    return {
        "feedback": feedback,
        "matter": matter,
        "point": (matter.lat, matter.lon),
        "steps": _without_answers(thread(matter)),
        "answers": list(feedback.city_answers.select_related("unit")),
        "outcomes": list(matter.outcomes.all()),
        "pictures": photos(matter),
        "public_answers": queries.public_answers(feedback),
    }


def _without_answers(steps: list[ThreadStep]) -> list[ThreadStep]:
    """The thread without the words of the answers, which stand above it on the same page."""
    return [replace(step, text="") if step.verb == "answered" else step for step in steps]


def _elsewhere(request: HttpRequest, feedback: Feedback) -> HttpResponse:
    """Its sender to the own page, staff to the desk; to others it was public once, or never was."""
    if is_sender(request.user, feedback):
        return redirect(f"{reverse('feedback:own')}?{urlencode({'numero': feedback.matter.reference})}")
    if may_read_at_desk(request.user, feedback.matter):
        return redirect(reverse("feedback_desk:matter", args=[feedback.matter.reference]))
    if queries.is_gone(feedback):
        return render(request, "feedback/gone.html", status=410)
    raise Http404
