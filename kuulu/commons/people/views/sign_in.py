"""Signing in with an identity provider: the same checked errand as for identification; allauth opens the account."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.foundation.limits import visit_over_limit
from kuulu.foundation.views import sorry

from .. import identity
from ..adapters import oidc
from . import errands

log = logging.getLogger("kuulu.people")
PROCESSES = ("login", "connect")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """GET asks once more; POST goes to the provider, to sign in or to connect it with the account one is signed in to."""
    provider = identity.sign_in_provider(provider_id)
    if provider is None:
        raise Http404
    asked = request.POST.get("process") or request.GET.get("process", "")
    process = "connect" if asked == "connect" and request.user.is_authenticated else "login"
    if request.method != "POST":
        words = {"provider": get_adapter().get_provider(request, provider_id), "process": process}
        return render(request, "socialaccount/login.html", words)
    if visit_over_limit(request, "identify", limit=600, seconds=600):
        return sorry(request, 429)
    then = errands.own_path(request, request.POST.get("next") or request.GET.get("next", ""))
    try:
        return errands.set_out(request, provider, purpose="", then=then, process=process)
    except (oidc.Away, oidc.NotProved) as fault:
        log.warning("sign-in: %s away, %s", provider.id, fault)
        return render(request, "people/identify_failed.html", {"fault": "away"}, status=503)


def signed_in(request: HttpRequest, errand: oidc.Errand, claims: dict[str, Any]) -> HttpResponse:
    """The claims hold: sign in, ask what a new account needs, or connect the provider."""
    if errand.process == "connect" and not request.user.is_authenticated:
        return errands.failed(request, errand, "stale", 400)
    found = get_adapter().get_provider(request, errand.provider).sociallogin_from_response(request, claims)
    found.state = {"process": errand.process, **({"next": errand.then} if errand.then else {})}
    return complete_social_login(request, found)
