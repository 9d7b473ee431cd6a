"""Errands to an identity provider: set out with fresh secrets kept in the session, and taken out of it once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kuulu.foundation import clock
from kuulu.foundation.languages import current, html_lang

from .. import identity
from ..adapters import oidc

#: session key of errands under way: state -> errand
ERRANDS = "people.errands"
ERRAND_SECONDS = 15 * 60


def set_out(request: HttpRequest, provider: identity.Provider, **errand: Any) -> HttpResponse:
    """Send the visitor to the provider; what must come back unchanged lies in the session. Raises oidc.Away, NotProved."""
    made = oidc.new_errand(provider, made_at=int(clock.now().timestamp()), language=current(), **errand)
    address = oidc.way_out(provider, made, back=back_to(provider), language=html_lang(current()))
    waiting = dict(list(request.session.get(ERRANDS, {}).items())[-4:])
    request.session[ERRANDS] = {**waiting, made.state: made.kept()}
    return HttpResponse(status=303, headers={"Location": address})


def take_errand(request: HttpRequest, provider_id: str) -> oidc.Errand | None:
    """The errand that this answer belongs to, so that a second visit finds none; None for a stranger's or an old one."""
    waiting = request.session.get(ERRANDS, {})
    kept = waiting.pop(request.GET.get("state", ""), None)
    if kept is None:
        return None
    request.session[ERRANDS] = waiting
    errand = oidc.Errand(**kept)
    fresh = clock.now().timestamp() - errand.made_at <= ERRAND_SECONDS
    return errand if fresh and errand.provider == provider_id else None


def back_to(provider: identity.Provider) -> str:
    """The address registered with the provider: one without a language, from the settings, not from the request."""
    return settings.KUULU["BASE_URL"].rstrip("/") + reverse("identified", args=[provider.id])


def failed(request: HttpRequest, errand: oidc.Errand, fault: str, status: int) -> HttpResponse:
    """What went wrong, how to try again, and the way back."""
    again = reverse("people:identify", args=[errand.purpose]) if errand.is_proof else reverse("account_login")
    words = {"fault": fault, "again": again, "then": errand.then or "/"}
    return render(request, "people/identify_failed.html", words, status=status)


def own_path(request: HttpRequest, address: str) -> str:
    """The path of an address of this house, or nothing."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
