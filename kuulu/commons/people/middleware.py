"""The door to the desk: staff come in with a second factor, for a working day at most, and not after an idle hour."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from kuulu.foundation import clock
from kuulu.foundation.languages import CODES

from .identity import origins, providers
from .policy import works_here
from .vocabulary import STAFF_IDLE_MINUTES, STAFF_LONGEST_MINUTES

#: pages of allauth that the house does not have: nobody signs in with a password
NOT_HERE = (
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_password_reset_code",
)
#: pages whose form ends at an identity provider, which their content policy must name
LEADING_OUT = ("account_login", "account_signup", "account_reauthenticate", "provider_sign_in", "identify")


def is_desk(path: str) -> bool:
    """Whether an address belongs to the staff: /desk/ in any language, or the content back office."""
    parts = path.lstrip("/").split("/", 2)
    return parts[0] in ("cms", "desk") or (parts[0] in CODES and len(parts) > 1 and parts[1] == "desk")


class StaffDoor:
    """Stands after authentication, before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and works_here(request.user) and _has_been_long(request):
            logout(request)
        if is_desk(request.path_info):
            stopped = self.stop(request)
            if stopped is not None:
                return stopped
        response = self.get_response(request)
        _lead_out(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: tuple, kwargs: dict) -> None:
        """Answer 404 where a password would be set or changed."""
        if request.resolver_match and request.resolver_match.url_name in NOT_HERE:
            raise Http404

    @staticmethod
    def stop(request: HttpRequest) -> HttpResponse | None:
        """Where somebody must go before the desk opens, or None when it is open."""
        if not request.user.is_authenticated:
            return _go(request, "account_login")
        if not works_here(request.user):
            raise PermissionDenied
        if not settings.KUULU.get("SECOND_FACTOR", True):
            return None
        if not _has_second_factor(request):
            return _go(request, "people:second_factor")
        return None if _proved_second_factor(request) else _go(request, "mfa_reauthenticate")


def _go(request: HttpRequest, name: str) -> HttpResponse:
    """To a page and back; a part of a page that htmx asked for turns the whole page."""
    back = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
    if request.headers.get("HX-Request"):
        back = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if name == "account_login":
        away = redirect_to_login(back or resolve_url(settings.LOGIN_REDIRECT_URL), reverse(name)).url
    else:
        away = f"{reverse(name)}?{urlencode({'next': back})}" if back else reverse(name)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": away})
    return HttpResponse(status=302 if request.method == "GET" else 303, headers={"Location": away})


def _has_second_factor(request: HttpRequest) -> bool:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=request.user, type__in=kinds).exists()


def _proved_second_factor(request: HttpRequest) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _has_been_long(request: HttpRequest) -> bool:
    """Whether the session is over; notes at most once a minute that its owner is still there."""
    now = int(clock.now().timestamp())
    since, seen = request.session.get("staff_since", now), request.session.get("staff_seen", now)
    if now - seen > STAFF_IDLE_MINUTES * 60 or now - since > STAFF_LONGEST_MINUTES * 60:
        return True
    if now - seen >= 60 or "staff_since" not in request.session:
        request.session["staff_since"], request.session["staff_seen"] = since, now
    return False


def _lead_out(request: HttpRequest, response: HttpResponse) -> None:
    """Let the form of a sign-in page end at a provider (browsers hold redirects to form-action too)."""
    match = request.resolver_match
    if match is None or match.url_name not in LEADING_OUT:
        return
    if providers():
        response._csp_update = {"form-action": origins()}  # type: ignore[attr-defined]
