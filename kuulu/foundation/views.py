"""Pages of the foundation: apologies in the visitor's language, health, and a form gone stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import constant_time_compare

from .context import city_words
from .i18n import language_of_path, preferred

#: first part of an address -> who says sorry there in the words of a program; rooms put theirs in when they start
MACHINES: dict[str, Callable[[HttpRequest, int], HttpResponse]] = {}


def sorry(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """An apology that needs no database: what happened, what to do now. Nothing of the request is echoed."""
    for start, speak in MACHINES.items():
        if request.path_info.startswith(start):
            return speak(request, status)
    code = language_of_path(request.path_info) or preferred(request)
    with translation.override(code):
        page = render_to_string("layouts/sorry.html", {"status": status, **city_words(), **context})
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sorry(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sorry(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sorry(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return sorry(request, 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection has run out: the typed text is given back so that nothing is lost."""
    return sorry(request, 403, stale=True, typed=typed_in(request))


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What was written into a form, (name, text), to give back; nothing of what cannot be read."""
    try:
        sent = list(request.POST.items())
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
    hidden = {"csrfmiddlewaretoken", "password"}
    return [(name, str(text)) for name, text in sent if name not in hidden and text and len(text) < 20_000][:60]


def live(request: HttpRequest) -> HttpResponse:
    """Whether the process answers at all."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """Whether the house can serve: the database answers and its tables are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM foundation_generation LIMIT 1")
    return JsonResponse({"status": "ready"})


def details(request: HttpRequest) -> HttpResponse:
    """Figures behind the pages, for staff and for monitoring that shows its token; 503 when somebody should look."""
    from .health import look

    token = settings.KUULU.get("HEALTH_TOKEN", "")
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    is_monitor = bool(token) and constant_time_compare(shown, token)
    user = getattr(request, "user", None)
    if not is_monitor and not (user is not None and user.is_active and user.is_staff):
        return sorry(request, 403)
    told = look().told()
    return JsonResponse(told, status=503 if told["worries"] else 200, headers={"Cache-Control": "no-store"})
