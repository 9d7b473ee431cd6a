"""Files that machines ask for by agreed names: robots, security contact (RFC 9116), web manifest."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

from kuulu.foundation import clock
from kuulu.foundation.languages import PREFIXES, say

CLOSED = ("/cms/", "/demo/", "/open311/test/", *(f"/{prefix}/desk/" for prefix in PREFIXES.values()))
SECURITY_DAYS = 180  #: days that the security contact says it holds; RFC 9116 asks for less than a year


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: pages of staff, and pages that belong to one person."""
    own = [f"/{prefix}/{path}" for prefix in PREFIXES.values() for path in ("tili/", "oma/", "s/")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*CLOSED, *own))]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole."""
    expires = dt.datetime.combine(clock.today() + dt.timedelta(days=SECURITY_DAYS), dt.time(), tzinfo=dt.UTC)
    base = settings.KUULU["BASE_URL"]
    lines = [
        f"Contact: mailto:{settings.KUULU['CONTACT']['email']}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fi, sv, en",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """How Kuulu looks on a phone's home screen."""
    icons = [{"src": static("design/pictures/mark.svg"), "sizes": "any", "type": "image/svg+xml"}]
    icons += [
        {"src": static(f"design/pictures/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    content = {
        "name": f"Kuulu, {say(settings.KUULU['CITY'])}",
        "short_name": "Kuulu",
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": "#fbfaf6",
        "theme_color": "#06364d",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


def favicon(request: HttpRequest) -> HttpResponse:
    """The mark for those who ask by the old name."""
    return HttpResponseRedirect(static("design/pictures/mark.svg"))
