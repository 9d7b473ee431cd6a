"""Atom feeds: the newest public matters, and the thread of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.languages import current, html_lang, say

from ..models import Matter
from ..queries import newest_public, page_of, thread
from .concern import public_matter

LENGTH = 50  #: entries in a feed
FILTERS = ("kind", "topic", "area", "unit", "stage", "words")


def _asked_again_cheaply(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 304 when the reader has the same feed already; the tag is made from what is sent, all of it public."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response = HttpResponse(response.content, headers=dict(response.items()))
            set_response_etag(response)
            return get_conditional_response(request, etag=response["ETag"], response=response)  # type: ignore[return-value]
        return response

    return answered


def _whole(path: str) -> str:
    return settings.KUULU["BASE_URL"].rstrip("/") + path


@require_safe
@_asked_again_cheaply
@fresh_page
def newest(request: HttpRequest) -> HttpResponse:
    """The newest public matters, filtered by kind, topic, area, unit, stage or words as the address says."""
    wanted = {name: request.GET[name][:80] for name in FILTERS if request.GET.get(name)}
    feed = _feed(_("Matters in %(city)s") % {"city": say(settings.KUULU["CITY"])}, "/", request.get_full_path())
    for matter in newest_public(limit=LENGTH, **wanted):
        _add_matter(feed, matter)
    return _answer(feed)


@require_safe
@_asked_again_cheaply
@fresh_page
def of_matter(request: HttpRequest, reference: str) -> HttpResponse:
    """The thread of one public matter, newest first."""
    matter = public_matter(reference)
    page = page_of(matter) or reverse("matters:follow", args=[matter.reference])
    feed = _feed(f"{matter.title} ({matter.reference})", page, request.get_full_path())
    steps = [step for step in thread(matter) if not step.is_coming]
    for number, step in reversed(list(enumerate(steps))):
        assert isinstance(step.at, dt.datetime)  # noqa: S101 - what has happened has a moment
        feed.add_item(
            title=step.title,
            link=_whole(page),
            description=step.text or step.title,
            pubdate=step.at,
            updateddate=step.at,
            unique_id=f"urn:uuid:{matter.uuid}#{number}",
            author_name=step.by or None,
        )
    return _answer(feed)


def _feed(title: str, page: str, own: str) -> Atom1Feed:
    return Atom1Feed(
        title=title, link=_whole(page), description=None, language=html_lang(current()), feed_url=_whole(own)
    )


def _add_matter(feed: Atom1Feed, matter: Matter) -> None:
    page = page_of(matter) or reverse("matters:follow", args=[matter.reference])
    feed.add_item(
        title=matter.title,
        link=_whole(page),
        description=matter.summary,
        pubdate=matter.published_at,
        updateddate=matter.changed_at,
        unique_id=f"urn:uuid:{matter.uuid}",
        categories=(matter.kind, matter.stage),
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
