"""The one door of the API: no cookie, no session; every answer and every fault in the asked format and language."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from typing import Final

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from kuulu.foundation import clock
from kuulu.foundation.away import is_away
from kuulu.foundation.freshness import Made, keep
from kuulu.foundation.languages import html_lang

from .asked import Asked, asked_language
from .faults import Fault, usual
from .routes import allowed, route
from .shelf import Baked, bake, is_for_all
from .wire import JSON_TYPE, XML_TYPE

log = logging.getLogger("kuulu.open311")

EXPOSED: Final = (
    "X-Result-Count, X-Page-Count, X-Page-Size, X-Next-Page-URL, X-Previous-Page-URL, ETag, Last-Modified, Retry-After"
)
READING: Final = ("GET", "HEAD", "OPTIONS")
SMALLEST_TO_PRESS: Final = 400  #: bytes below which gzip makes an answer no shorter


@csrf_exempt
def open311(request: HttpRequest, rest: str, is_test: bool = False) -> HttpResponse:
    """Answer whatever is asked below an endpoint, or of discovery at the root."""
    asked = Asked.of(request, rest, is_test=is_test)
    with translation.override(_language(asked)):
        try:
            if request.method == "OPTIONS":
                return _options(asked)
            return _answer(asked)
        except Exception as fault:  # whatever happens, a program gets an answer it can read
            return finish(asked, bake(asked, _as_fault(fault).reply()))


def speak(request: HttpRequest, status: int) -> HttpResponse:
    """The house's apologies (a broken address, a database that is away) in the API's own words and format."""
    _start, _root, rest = request.path_info.partition("/v2/")
    asked = Asked.of(request, rest or request.path_info, is_test=False)
    with translation.override(asked_language(request)):
        headers = {"Retry_After": "10"} if status == 503 else {}
        return finish(asked, bake(asked, usual(status, **headers).reply()))


def _language(asked: Asked) -> str:
    try:
        return asked.language
    except Exception:  # the body cannot be read; the answer says so in the language of the address
        return asked_language(asked.request)


def _answer(asked: Asked) -> HttpResponse:
    handler = route(asked)
    asked.check_size()
    asked.check_jurisdiction()
    if asked.method != "GET" or not is_for_all(asked):
        return finish(asked, bake(asked, handler(asked)))
    made = Made.now()
    baked = bake(asked, handler(asked))
    return finish(asked, baked) if baked.reply.is_private else keep(finish(asked, baked), made)


def _as_fault(fault: Exception) -> Fault:
    """What to tell of an exception. Of one that is our own doing the log keeps the place, never its message."""
    if isinstance(fault, Fault):
        return fault
    if isinstance(fault, SuspiciousOperation | BadRequest | MultiPartParserError | UnicodeError):
        return usual(400)
    where = "".join(traceback.format_tb(fault.__traceback__))
    log.error("%s in the API\n%s", type(fault).__name__, where)
    if is_away(fault):
        return usual(503, Retry_After="10")
    return usual(500)


def finish(asked: Asked, baked: Baked) -> HttpResponse:
    """The answer with its head: type, language, time, tag, and what browsers of other sites may read."""
    reply = baked.reply
    response = HttpResponse(status=reply.status, content_type=XML_TYPE if asked.form == "xml" else JSON_TYPE)
    for name, value in reply.headers.items():
        response.headers[name] = value
    response.headers["Content-Language"] = html_lang(translation.get_language() or "fi")
    response.headers["Vary"] = "Accept-Language, Accept-Encoding, Authorization"
    if asked.method in READING:
        _open_to_browsers(response)
    response.headers["Cache-Control"] = "private, no-store"
    if asked.method in READING and reply.status == 200 and not reply.is_private:
        response.headers["Cache-Control"] = "public, no-cache"
        if (same := _same_as_before(asked.request, response, baked)) is not None:
            return same
    return _with_body(asked, response, baked)


def _open_to_browsers(response: HttpResponse) -> None:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _same_as_before(request: HttpRequest, response: HttpResponse, baked: Baked) -> HttpResponse | None:
    """304 for a client that has this already, by its tag or else by time.

    A time in whole seconds cannot tell two changes in one second apart, so one just past is not told.
    """
    response.headers["ETag"] = baked.tag
    moment = baked.reply.changed
    changed = int(moment.timestamp()) if moment and clock.now() - moment > dt.timedelta(seconds=2) else None
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    same = get_conditional_response(request, etag=baked.tag, last_modified=changed, response=response)
    if same is None or same is response:
        return None
    for name, value in response.headers.items():
        if name not in ("Content-Type", "Content-Length"):
            same.headers.setdefault(name, value)
    return same


def _with_body(asked: Asked, response: HttpResponse, baked: Baked) -> HttpResponse:
    """The body, in gzip when the client takes it: all of it is public, so its length tells no secret."""
    takes = "gzip" in asked.request.headers.get("Accept-Encoding", "").lower()
    if takes and baked.size >= SMALLEST_TO_PRESS:
        body = baked.pressed
        response.headers["Content-Encoding"] = "gzip"
    else:
        body = baked.body
    response.headers["Content-Length"] = str(len(body))
    response.content = b"" if asked.method == "HEAD" else body
    return response


def _options(asked: Asked) -> HttpResponse:
    """What may be done at an address, and that browsers of any site may read it."""
    response = HttpResponse(status=204)
    response.headers["Allow"] = ", ".join(allowed(asked))
    response.headers["Access-Control-Allow-Methods"] = ", ".join(READING)
    response.headers["Access-Control-Max-Age"] = "86400"
    _open_to_browsers(response)
    return response
