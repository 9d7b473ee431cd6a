"""A counted vote that was published: what and why, its files to the byte, an own ballot in it, and the report of the round."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.languages import say

from .. import queries
from ..models import PublishedFile, Round, Vote
from ..queries import lookup
from ..queries.explained import reasons_of
from ..queries.published import CERTIFICATE, TURNOUT, Published, content_of, published_of
from ..queries.report import report_of
from ..queries.result import CENTS, cents, has_result
from ..queries.turnout import Sheet, sheet_of
from ..queries.vote_rules import candidates

KINDS: Final = {"json": "application/json", "csv": "text/csv", "html": "text/plain"}
FILE_DAY: Final = (1980, 1, 1, 0, 0, 0)  #: of every file in the zip, so that the same files make the same zip


def _found(code: str) -> tuple[Round, Published]:
    """The round and what was published of its vote. Raises Http404."""
    one = queries.round_named(code)
    found = published_of(one) if one else None
    if one is None or found is None:
        raise Http404
    return one, found


@require_safe
@fresh_page
def published(request: HttpRequest, code: str) -> HttpResponse:
    """What is published of the vote and why so much, in numbers, with every file and how to check it oneself."""
    one, found = _found(code)
    turnout = found.told(TURNOUT)
    names = {str(proposal.number): proposal for proposal in candidates(one)}
    winners = [names[name] for name in found.result["winners"] if name in names]
    context = {
        "round": one, "vote": found.vote, "published": found, "result": found.result, "turnout": _sheets(turnout),
        "winners": winners, "spent": found.result["spent"] // CENTS,
        "certificate": found.told(CERTIFICATE), "has_lines": has_result(one),
        "least": turnout.get("least"),
    }  # fmt: skip
    return render(request, "budgeting/published/page.html", context)


def _sheets(turnout: dict[str, Any]) -> list[Sheet]:
    return [sheet_of(name, turnout[name]) for name in ("voted", "came") if name in turnout]


def paid_of(one: Round) -> dict[str, Any]:
    """For the page of the result: who paid what under Equal Shares, as rows and bars; nothing by other rules."""
    found = published_of(one)
    if found is None:
        return {}
    names = {str(proposal.number): proposal for proposal in candidates(one)}
    reasons = reasons_of(found)
    rows: list[dict[str, Any]] = [
        {
            "proposal": names[paid.number], "cost": cents(paid.cost), "supporters": paid.supporters, "full": paid.full,
            "least": cents(paid.least), "most": cents(paid.most), "short": paid.short, "short_sum": cents(paid.short_sum),
            "each": paid.most / CENTS if paid.most % CENTS else paid.most // CENTS,
        }
        for paid in (reasons.paid if reasons else [])
        if paid.number in names
    ]  # fmt: skip
    bars = [(f"{row['proposal'].number}. {row['proposal'].matter.title}", row["each"]) for row in rows]
    return {"published": found, "paid": rows, "bars": bars}


@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One published file, to the byte."""
    _one, found = _found(code)
    told = next((kept for kept in found.files if kept.file_name == name), None)
    if told is None:
        raise Http404
    if request.headers.get("If-None-Match") == f'"{told.sha256}"':
        return HttpResponseNotModified()
    kind = KINDS.get(name.rpartition(".")[2], "text/plain")
    return _sent(content_of(found.vote, name), f"{kind}; charset=utf-8", told.sha256)


def _sent(content: bytes, kind: str, tag: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """All files as one zip; the same files make the same bytes."""
    _one, found = _found(code)
    tag = f"{found.manifest_sha256}-{len(found.files)}"
    if request.headers.get("If-None-Match") == f'"{tag}"':
        return HttpResponseNotModified()
    response = _sent(_packed(found.vote), "application/zip", tag)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.vote.code}.zip"'
    return response


def _packed(vote: Vote) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in PublishedFile.objects.filter(vote=vote).values_list("file_name", "content"):
            packed.writestr(zipfile.ZipInfo(name, FILE_DAY), bytes(content), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@never_cache
@require_GET
def own(request: HttpRequest, code: str) -> HttpResponse:
    """An own ballot among the published: the page's script looks here and sends nothing; without it two letters are enough."""
    one, found = _found(code)
    letters = lookup.beginning(request.GET.get("alku", ""))
    is_whole = found.mode == "full"
    context = {
        "round": one, "vote": found.vote, "published": found, "letters": letters,
        "rows": lookup.ballots_beginning(found, letters) if is_whole and letters else None,
        "source": reverse("budgeting:vote_file", args=[code, "ballots.csv"]),
        "names": {str(proposal.number): proposal.matter.title for proposal in candidates(one)},
    }  # fmt: skip
    return render(request, "budgeting/published/own.html", context)


@require_safe
@fresh_page
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The final report of a decided round: sum, proposals, turnout, what was chosen, what it cost, what is built, what is late."""
    one = queries.round_named(code)
    told = report_of(one) if one else None
    if one is None or told is None:
        raise Http404
    found = published_of(one)
    context = {
        "round": one, "report": told, "published": found, "verdict": one.verdict, "decides": say(one.decides.names),
        "turnout": _sheets(found.told(TURNOUT)) if found else [],
    }  # fmt: skip
    return render(request, "budgeting/published/report.html", context)
