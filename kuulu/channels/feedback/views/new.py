"""How a feedback is told: choose the subject, tell, look once more at what is near, and it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.commons.matters import own_doors
from kuulu.commons.matters.held import let_go
from kuulu.commons.matters.pictures import Pictures
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_person
from kuulu.foundation import clock, uploads
from kuulu.foundation.middleware import client_address
from kuulu.foundation.text import clean

from ..actions import submit
from ..actions.draft import BLOCKED
from ..actions.receipt import make_own_link
from ..forms import ChooseForm, TellForm
from ..forms.questions import shown_texts
from ..models import Category, Feedback
from ..queries import category_named, similar_to, subjects
from ..queries.blocked import is_blocked
from ..vocabulary import LINK_PURPOSE, RECEIPT_COOKIE, FeedbackKind, NoticeLevel
from .plain_question import must_ask, new_question

CARRIED = ("lat", "lon", "where", "title", "text")  #: what an address may bring along from a map or another page


@dataclass(frozen=True)
class Choice:
    """What was chosen on the first page."""

    kind: str
    category: Category | None

    @property
    def address(self) -> str:
        code = self.category.code if self.category else ""
        return f"{reverse('feedback:new')}?{urlencode({'laji': self.kind, 'aihe': code})}"

    @property
    def kind_name(self) -> str:
        return str(dict(FeedbackKind.choices).get(self.kind, ""))

    @property
    def is_thanks(self) -> bool:
        return self.kind == FeedbackKind.THANKS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The first page asks for kind and subject, the second the rest; both are this address."""
    choice = _chosen(request)
    if choice.category is None or not choice.kind or "valitse" in request.GET:
        return _choose(request, choice)
    if choice.category.notice_level == NoticeLevel.STOP:
        return render(request, "feedback/stop.html", {"choice": choice})
    if request.method != "POST":
        form = TellForm(initial=_carried(request), **_made_for(request, choice))
        return _tell(request, choice, form)
    return _send(request, choice)


def _chosen(request: HttpRequest) -> Choice:
    said = request.POST if request.method == "POST" else request.GET
    kind = said.get("laji") or request.GET.get("laji", "")
    code = said.get("aihe") or request.GET.get("aihe", "")
    return Choice(kind if kind in FeedbackKind.values else "", category_named(code) if code else None)


def _choose(request: HttpRequest, choice: Choice) -> HttpResponse:
    words = clean(request.GET.get("haku", "")[:100], lines=False)
    form = ChooseForm(initial={"laji": choice.kind, "haku": words})
    carried = [(name, value) for name in (*CARRIED, "kuva") for value in request.GET.getlist(name)[:6] if value]
    context = {
        "form": form,
        "groups": subjects(words),
        "words": words,
        "carried": carried,
        "choice": choice,
        "asks_kind": "jatka" in request.GET and not choice.kind,
        "asks_subject": "jatka" in request.GET and choice.category is None,
    }
    part = "feedback/_subjects.html" if request.headers.get("HX-Target") == "subjects" else "feedback/choose.html"
    return render(request, part, context)


def _carried(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:2000] for name in CARRIED if request.GET.get(name)}


def _made_for(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    return {"kind": choice.kind, "category": choice.category, "person": _person(request)}


def _person(request: HttpRequest) -> Person | None:
    return request.user if is_person(request.user) else None


def _tell(request: HttpRequest, choice: Choice, form: TellForm, **more: Any) -> HttpResponse:
    category = choice.category
    assert category is not None
    context = {
        "form": form,
        "choice": choice,
        "category": category,
        "texts": shown_texts(category),
        "answer_by": clock.add_working_days(clock.now(), category.promise_days),
        "held": (form.pictures if form.is_bound else Pictures([], request.GET.getlist("kuva"))).hold(),
        **more,
    }
    return render(request, "feedback/tell.html", context)


def _send(request: HttpRequest, choice: Choice) -> HttpResponse:
    many = uploads.too_many(request)
    form = TellForm(request.POST, {} if many else request.FILES, **_made_for(request, choice))
    if many and "photos" in form.fields:
        form.add_error("photos", str(uploads.TOO_MANY))
    if is_blocked(network_address=client_address(request)):
        form.add_error(None, str(BLOCKED))
    if not form.is_valid():
        return _tell(request, choice, form)
    if must_ask(request, form.cleaned_data["sender_email"]):
        return _tell(request, choice, form, question=new_question())
    if not request.POST.get("looked"):
        near, hints = _look(form), form.hints()
        if near or hints:
            return _tell(request, choice, form, near=near, hints=hints, looks=True)
    try:
        feedback = submit(form.draft(), by=_person(request), photos=form.pictures.all(), key=_key(form.cleaned_data))
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return _tell(request, choice, form)
    let_go(form.pictures.held)
    return _sent(request, choice, feedback)


def _look(form: TellForm) -> list[Any]:
    where = form.where
    lat, lon = (where.lat, where.lon) if where else (None, None)
    return similar_to(form.category, form.cleaned_data["text"], lat=lat, lon=lon)


def _key(cleaned: dict[str, Any]) -> str | None:
    key = cleaned.get("idempotency_key") or ""
    return f"web:{key}" if len(key) >= 16 else None


def _sent(request: HttpRequest, choice: Choice, feedback: Feedback) -> HttpResponse:
    """To the receipt, or straight to the next one nearby; either way this browser may open the own page."""
    matter = feedback.matter
    token = make_own_link(feedback)
    own_doors.let_in(request, token, purpose=LINK_PURPOSE)
    if "another" in request.POST:
        messages.success(request, _("Sent: %(reference)s. Now the next one.") % {"reference": matter.reference})
        near = {"lat": matter.lat, "lon": matter.lon, "where": "" if matter.has_point else matter.address}
        return HttpResponseRedirect(f"{choice.address}&{urlencode({k: v for k, v in near.items() if v})}")
    return own_doors.to_receipt(reverse("feedback:receipt"), matter, token, cookie=RECEIPT_COOKIE)
