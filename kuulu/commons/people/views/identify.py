"""Proving who one is for one purpose: out to an identity provider and back, with nothing kept but a digest."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from kuulu.foundation import clock
from kuulu.foundation.languages import current, html_lang
from kuulu.foundation.limits import visit_over_limit

from .. import identity
from ..actions.identify import AnotherAccount, TooWeak
from ..actions.identify import identify as keep_proof
from ..adapters import oidc
from ..models import Identification
from ..policy import is_person
from ..queries.identity import PROOFS

log = logging.getLogger("kuulu.people")
#: session key of errands under way: state -> errand
ERRANDS = "people.errands"
ERRAND_SECONDS = 15 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identify(request: HttpRequest, purpose: str) -> HttpResponse:
    """GET tells what is asked and kept; POST goes to the chosen provider."""
    ways = [found for found in identity.providers() if found.identifies]
    if not ways:
        raise Http404
    then = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    words: dict[str, Any] = {"providers": ways, "then": then, "purpose": purpose}
    if request.method != "POST":
        return render(request, "people/identify.html", words)
    chosen = next((way for way in ways if way.id == request.POST.get("provider")), None)
    if chosen is None:
        return render(request, "people/identify.html", {**words, "fault": "choose"}, status=400)
    if visit_over_limit(request, "identify", limit=600, seconds=600):
        return render(request, "people/identify.html", {**words, "fault": "often"}, status=429)
    errand = oidc.new_errand(chosen, purpose=purpose, then=then, made_at=int(clock.now().timestamp()))
    try:
        address = oidc.way_out(chosen, errand, back=_back(chosen), language=html_lang(current()))
    except (oidc.Away, oidc.NotProved) as fault:
        log.warning("identification: %s away, %s", chosen.id, fault)
        return render(request, "people/identify.html", {**words, "fault": "away"}, status=503)
    waiting = dict(list(request.session.get(ERRANDS, {}).items())[-4:])
    request.session[ERRANDS] = {**waiting, errand.state: errand.kept()}
    return HttpResponse(status=303, headers={"Location": address})


@never_cache
@require_GET
@sensitive_variables()
def came_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the visitor: the errand is taken out of the session, so a second visit finds none."""
    errand = _take_errand(request, provider_id)
    provider = identity.provider(provider_id)
    if errand is None or provider is None:
        return render(request, "people/identify_failed.html", {"fault": "stale"}, status=400)
    code = request.GET.get("code", "")
    if request.GET.get("error") or not code:
        return _failed(request, errand, "cancelled", 200)
    person = request.user if is_person(request.user) else None
    try:
        claims = oidc.claims_for(provider, errand, code=code[:4000], back=_back(provider))
        proof = keep_proof(purpose=errand.purpose, provider=provider, claims=claims, person=person)
    except oidc.Away:
        return _failed(request, errand, "away", 503)
    except TooWeak:
        return _failed(request, errand, "weak", 403)
    except AnotherAccount:
        return _failed(request, errand, "another", 403)
    except (oidc.NotProved, ValueError) as fault:
        log.warning("identification: %s did not hold, %s", provider.id, type(fault).__name__)
        return _failed(request, errand, "false", 403)
    _remember(request, proof)
    return redirect(errand.then)


def _take_errand(request: HttpRequest, provider_id: str) -> oidc.Errand | None:
    waiting = request.session.get(ERRANDS, {})
    kept = waiting.pop(request.GET.get("state", ""), None)
    if kept is None:
        return None
    request.session[ERRANDS] = waiting
    errand = oidc.Errand(**kept)
    fresh = clock.now().timestamp() - errand.made_at <= ERRAND_SECONDS
    return errand if fresh and errand.provider == provider_id else None


def _remember(request: HttpRequest, proof: Identification) -> None:
    request.session.cycle_key()
    proofs = request.session.get(PROOFS, {})
    request.session[PROOFS] = {**proofs, proof.purpose: [proof.pk, int(clock.now().timestamp())]}


def _failed(request: HttpRequest, errand: oidc.Errand, fault: str, status: int) -> HttpResponse:
    again = reverse("people:identify", args=[errand.purpose])
    words = {"fault": fault, "again": again, "then": errand.then}
    return render(request, "people/identify_failed.html", words, status=status)


def _back(provider: identity.Provider) -> str:
    """The address registered with the provider: one without a language, from the settings, not from the request."""
    return settings.KUULU["BASE_URL"].rstrip("/") + reverse("identified", args=[provider.id])


def _safe(request: HttpRequest, address: str) -> str:
    """Only a path of this house."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return f"/{request.path.split('/')[1]}/"
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
