"""Hearing of new matters: of an area, a kind, with some words; by account or by an address that is proved."""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.commons.people.actions import use_secret_link
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_person
from kuulu.commons.people.queries import open_secret_link
from kuulu.foundation.views import sorry

from ..actions import confirm_subscription, subscribe, subscribe_by_email
from ..actions import unsubscribe as end_subscription
from ..actions.subscribe import STOP_SALT
from ..forms import SubscribeByEmailForm, SubscribeForm
from ..models import Subscription
from ..vocabulary import SUBSCRIBE_PURPOSE
from .follow import too_many_letters

ASKED = ("area", "kind", "topic", "words", "cadence")
MOST = 50  #: subscriptions of one account


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: HttpRequest) -> HttpResponse:
    """A form of what to hear of; an account also sees and ends what it hears of."""
    if is_person(request.user):
        return _by_account(request, request.user)
    form = SubscribeByEmailForm(request.POST or None, initial=_asked_in_address(request))
    if request.method == "POST" and form.is_valid():
        if too_many_letters(request, form.cleaned_data["email"]):
            return sorry(request, 429)
        wanted = {name: form.cleaned_data[name] for name in ASKED}
        subscribe_by_email(email=form.cleaned_data["email"], **wanted)
        return render(request, "matters/look_in_mail.html", {})
    return render(request, "matters/subscriptions.html", {"form": form})


def _asked_in_address(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:80] for name in ("kind", "topic", "words") if name in request.GET}


def _by_account(request: HttpRequest, person: Person) -> HttpResponse:
    mine = Subscription.objects.filter(person=person).select_related("area").order_by("id")
    form = SubscribeForm(request.POST or None, initial=_asked_in_address(request))
    if request.method == "POST" and request.POST.get("end", "").isdecimal():
        ended = mine.filter(pk=int(request.POST["end"][:18])).first()
        if ended:
            end_subscription(ended)
        return redirect("matters:subscriptions")
    if request.method == "POST" and form.is_valid():
        if mine.count() >= MOST:
            return sorry(request, 429)
        subscribe(person=person, **{name: form.cleaned_data[name] for name in ASKED})
        return redirect("matters:subscriptions")
    return render(request, "matters/subscriptions.html", {"form": form, "mine": list(mine[:MOST])})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button; POST proves the address once."""
    link = open_secret_link(token, purpose=SUBSCRIBE_PURPOSE)
    found = Subscription.objects.filter(pk=link.subject).first() if link else None
    if link is None or found is None:
        return sorry(request, 404)
    if request.method == "POST" and use_secret_link(link):
        confirm_subscription(found)
        return render(request, "matters/follow_begun.html", {})
    return render(request, "matters/follow_confirm.html", {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One button that ends a subscription, from a link that works for ever."""
    try:
        found = Subscription.objects.filter(pk=int(signing.loads(token, salt=STOP_SALT))).first()
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if found and request.method == "POST":
        end_subscription(found)
        found = None
    return render(request, "matters/stop.html", {"following": found})
