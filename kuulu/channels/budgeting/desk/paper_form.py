"""The paper ballot to print: an accessible PDF (PDF/UA-1) in one language, also in large print."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation.languages import PREFIXES, html_lang, say
from kuulu.foundation.sheets import set_pdf

from ..models import Round, Vote
from ..queries.vote_page import rules_of
from ..queries.vote_rules import candidates, told_of
from ..vocabulary import BallotKind
from .paper import found_vote
from .vote import as_file

SHEET: Final = Path(__file__).resolve().parents[1] / "templates/budgeting/desk/paper_form.typ"
LARGE: Final = 18  #: points, of large print
USUAL: Final = 12


def paper_form(vote: Vote, language: str, *, large: bool = False) -> bytes:
    """The ballot as a PDF. Raises typst.TypstError only when the sheet is broken."""
    with override(language):
        told = _told(vote, language) | {"size": LARGE if large else USUAL}
    return set_pdf(SHEET, told, vote.opens_at.date())


def _told(vote: Vote, language: str) -> dict[str, Any]:
    one = vote.round
    rules = rules_of(vote) or told_of(one)
    ranks = rules["kind"] == BallotKind.RANKING
    return {
        "lang": html_lang(language),
        "title": _("Ballot: {round}").format(round=say(one.names)),
        "how": _how(rules, one),
        "head": [_("Number"), _("Proposal"), _("Cost"), _("Points") if rules["kind"] == BallotKind.POINTS else _("Your mark")],
        "rows": [
            {
                "number": str(proposal.number), "title": proposal.matter.title, "lang": html_lang(proposal.matter.language),
                "cost": _("{sum} euros").format(sum=f"{proposal.euros or 0:,}".replace(",", "\u00a0")),
            }
            for proposal in candidates(one)
        ],
        "marks": not ranks,
        "places": [_("Place {place}: number").format(place=at) for at in range(1, rules["max"] + 1)] if ranks else [],
    }  # fmt: skip


def _how(rules: dict[str, Any], one: Round) -> list[str]:
    most, sum_ = rules["max"], f"{one.euros:,}".replace(",", "\u00a0")
    first = {
        BallotKind.APPROVAL: ngettext(
            "Mark {most} proposal with a cross.", "Mark at most {most} proposals with a cross.", most
        ),
        BallotKind.KNAPSACK: _("Mark with a cross as many proposals as {sum} euros are enough for."),
        BallotKind.POINTS: _("Share at most {points} points: write the number of points beside a proposal."),
        BallotKind.RANKING: _("Write the numbers of at most {most} proposals below, the best first."),
    }[BallotKind(rules["kind"])]
    return [
        first.format(most=most, sum=sum_, points=rules["points"]),
        _("Write nothing else on this paper, and not your name: then it cannot be told whose it is."),
        _("Fold the paper and put it into the box yourself. Did you make a mistake? Ask for another paper."),
    ]


@require_GET
@desk_page
def form(request: DeskRequest, code: str) -> HttpResponse:
    """The ballot to print, `kieli` one of the four languages, `iso` for large print."""
    vote = found_vote(request, code)
    language, large = request.GET.get("kieli", "fi"), bool(request.GET.get("iso"))
    if language not in PREFIXES:
        raise Http404
    if not candidates(vote.round):
        messages.error(request, _("Give the proposals their numbers first."))
        return redirect("budgeting_desk:paper", code)
    name = f"lippu-{vote.code}-{language}{'-iso' if large else ''}.pdf"
    return as_file(paper_form(vote, language, large=large), name, "application/pdf")
