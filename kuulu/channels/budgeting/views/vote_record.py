"""What anybody may check while a vote runs and after: its rules, its log without marks, its signed heads, an own envelope."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from kuulu.foundation.freshness import fresh_page

from ..queries import vote_page
from ..queries.count import published_paper
from ..sealing.canonical import lines_of
from ..sealing.codes import read_hash, show_hash
from .vote_doors import voted_on


@require_safe
@fresh_page
def trust(request: HttpRequest, code: str) -> HttpResponse:
    """What the vote promises and what it does not, in plain words, before anybody votes."""
    one, vote = voted_on(code)
    return render(request, "budgeting/vote/trust.html", {"round": one, "vote": vote})


@never_cache
@require_GET
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The log as it stands: how many rows, the newest heads, and the files."""
    one, vote = voted_on(code)
    heads = vote_page.heads_of(vote)
    context = {"round": one, "vote": vote, "heads": heads[:20], "rows": vote.head_seq, "paper": published_paper(vote)}
    return render(request, "budgeting/vote/record.html", context)


@never_cache
@require_GET
def find(request: HttpRequest, code: str) -> HttpResponse:
    """Whether an envelope stands in the log, by its number on the receipt."""
    one, vote = voted_on(code)
    typed = request.GET.get("kuori", "")[:200]
    context: dict[str, Any] = {"round": one, "vote": vote, "typed": typed}
    if typed:
        try:
            digest = read_hash(typed)
            context |= {"place": vote_page.place_of(vote, digest), "shown": show_hash(digest)}
        except ValueError:
            context["fault"] = _("An envelope's number has 64 digits and letters from A to F. Check it.")
    return render(request, "budgeting/vote/find.html", context)


@never_cache
@require_safe
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """`rules.json`: the very bytes whose hash the first row of the log has."""
    return _file(voted_on(code)[1].rules.encode(), "application/json")


@never_cache
@require_safe
def heads(request: HttpRequest, code: str) -> HttpResponse:
    """`heads.jsonl`: what witnesses keep."""
    rows = vote_page.heads_of(voted_on(code)[1])
    told = [{"root": row.root, "signature": row.signature, "size": row.size} for row in reversed(rows)]
    return _file(lines_of(told), "application/jsonl")


@never_cache
@require_safe
def hashes(request: HttpRequest, code: str) -> HttpResponseBase:
    """Number, leaf and envelope of each row, without marks."""
    response = StreamingHttpResponse(vote_page.hashes_of(voted_on(code)[1]), content_type="text/plain; charset=utf-8")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _file(content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
