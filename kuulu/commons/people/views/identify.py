"""Proving who one is for one purpose: out to an identity provider and back, with nothing kept but a digest."""

from __future__ import annotations

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from kuulu.foundation import clock
from kuulu.foundation.languages import current
from kuulu.foundation.limits import visit_over_limit
from kuulu.foundation.registry import taker_of_proof

from .. import identity
from ..actions.identify import AnotherAccount, TooWeak, prove
from ..actions.identify import identify as keep_proof
from ..adapters import oidc
from ..models import Identification
from ..policy import is_person
from ..queries.identity import PROOFS
from . import errands
from .sign_in import signed_in

log = logging.getLogger("kuulu.people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identify(request: HttpRequest, purpose: str) -> HttpResponse:
    """GET tells what is asked and kept; POST goes to the chosen provider."""
    ways = [found for found in identity.providers() if found.identifies]
    if not ways:
        raise Http404
    asked = request.POST.get("next") or request.GET.get("next", "")
    then = errands.own_path(request, asked) or f"/{request.path.split('/')[1]}/"
    at_once = taker_of_proof(purpose) is not None
    words: dict[str, Any] = {"providers": ways, "then": then, "purpose": purpose, "is_used_at_once": at_once}
    if request.method != "POST":
        return render(request, "people/identify.html", words)
    chosen = next((way for way in ways if way.id == request.POST.get("provider")), None)
    if chosen is None:
        return render(request, "people/identify.html", {**words, "fault": "choose"}, status=400)
    if visit_over_limit(request, "identify", limit=600, seconds=600):
        return render(request, "people/identify.html", {**words, "fault": "often"}, status=429)
    try:
        return errands.set_out(request, chosen, purpose=purpose, then=then)
    except (oidc.Away, oidc.NotProved) as fault:
        log.warning("identification: %s away, %s", chosen.id, fault)
        return render(request, "people/identify.html", {**words, "fault": "away"}, status=503)


@never_cache
@require_GET
@sensitive_variables()
def came_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where every provider sends the visitor: the answer is checked before anything is made of it."""
    errand = errands.take_errand(request, provider_id)
    if errand is None:
        return render(request, "people/identify_failed.html", {"fault": "stale"}, status=400)
    with translation.override(errand.language or current()):
        return _hear(request, errand)


def _hear(request: HttpRequest, errand: oidc.Errand) -> HttpResponse:
    provider = (identity.provider if errand.is_proof else identity.sign_in_provider)(errand.provider)
    code = request.GET.get("code", "")
    if provider is None:
        return errands.failed(request, errand, "stale", 400)
    if request.GET.get("error") or not code:
        return errands.failed(request, errand, "cancelled", 200)
    try:
        claims = oidc.claims_for(provider, errand, code=code[:4000], back=errands.back_to(provider))
        return _proved(request, errand, provider, claims) if errand.is_proof else signed_in(request, errand, claims)
    except oidc.Away:
        return errands.failed(request, errand, "away", 503)
    except (oidc.NotProved, ValueError) as fault:
        log.warning("%s: %s did not hold, %s", errand.process, provider.id, type(fault).__name__)
        return errands.failed(request, errand, "false", 403)


def _proved(
    request: HttpRequest, errand: oidc.Errand, provider: identity.Provider, claims: dict[str, Any]
) -> HttpResponse:
    person = request.user if is_person(request.user) else None
    try:
        if take := taker_of_proof(errand.purpose):
            return take(request, errand.purpose, prove(provider=provider, claims=claims))
        proof = keep_proof(purpose=errand.purpose, provider=provider, claims=claims, person=person)
    except TooWeak:
        return errands.failed(request, errand, "weak", 403)
    except AnotherAccount:
        return errands.failed(request, errand, "another", 403)
    _remember(request, proof)
    return redirect(errand.then)


def _remember(request: HttpRequest, proof: Identification) -> None:
    request.session.cycle_key()
    proofs = request.session.get(PROOFS, {})
    request.session[PROOFS] = {**proofs, proof.purpose: [proof.pk, int(clock.now().timestamp())]}
