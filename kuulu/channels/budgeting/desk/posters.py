"""Posters of a round, made of its own settings, print-ready with one look and a QR code (S217)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation import clock
from kuulu.foundation.languages import html_lang, say
from kuulu.foundation.sheets import qr_svg, set_pdf

from .. import queries
from ..models import Phase, Round
from ..queries.description import euros
from ..vocabulary import PhaseKind, RoundKind

SHEET: Final = Path(__file__).resolve().parents[1] / "templates/budgeting/desk/poster.typ"
#: width and height in millimetres; a bus has a sheet behind the driver, a street board is a city light
SIZES: Final = {"a4": (210, 297), "a3": (297, 420), "bus": (594, 420), "street": (1185, 1750)}


@require_GET
@desk_page
def poster(request: DeskRequest, code: str, size: str) -> HttpResponse:
    """The poster of what one can do in the round now, or next, in the language of the page."""
    one = queries.round_named(code)
    if one is None or size not in SIZES:
        raise Http404
    response = HttpResponse(poster_pdf(one, size), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="juliste-{one.code}-{size}-{get_language()}.pdf"'
    return response


def poster_pdf(one: Round, size: str) -> bytes:
    """An accessible PDF (PDF/UA-1) of the size. Raises typst.TypstError only when the sheet is broken."""
    return set_pdf(SHEET, _told(one, size), clock.today())


def _told(one: Round, size: str) -> dict[str, Any]:
    phase = _to_take_part(one)
    is_vote = phase is not None and phase.kind == PhaseKind.BALLOT
    page = reverse("budgeting:vote" if is_vote else "budgeting:round", args=[one.code])
    address = f"{settings.KUULU['BASE_URL']}{page}"
    width, height = SIZES[size]
    return {
        "lang": html_lang(str(get_language())),
        "width": width,
        "height": height,
        "call": _("Vote") if is_vote else _("Tell your idea"),
        "name": say(one.names),
        "invitation": say(one.invitations),
        "sum": _sum(one),
        "when": _when(phase),
        "who": say(one.voters if is_vote else one.proposers),
        "decides": _("Decides: %(body)s") % {"body": say(one.decides.names)},
        "address": address.split("//", 1)[-1],
        "city": say(settings.KUULU["CITY"]),
        "qr": qr_svg(address, error="q", dark="#06364d", light="#fff"),
        "alt": address,
    }


def _sum(one: Round) -> str:
    if one.yearly_cap:
        return _("At most %(sum)s euros a year.") % {"sum": euros(one.yearly_cap)}
    return _("%(sum)s euros.") % {"sum": euros(one.euros)}


def _to_take_part(one: Round) -> Phase | None:
    """The phase in which people take part: the one that is open, else the next to come."""
    asked = [phase for phase in one.phases.all() if phase.kind in (PhaseKind.IDEAS, PhaseKind.BALLOT)]
    coming = [phase for phase in asked if not phase.is_over]
    return coming[0] if coming else None


def _when(phase: Phase | None) -> str:
    if phase is None:
        return _("At any time")
    begins, ends = (date_format(at.astimezone(clock.HELSINKI), "j.n.Y") for at in (phase.opens_at, phase.closes_at))
    return f"{begins} – {ends}"


def sizes_of(one: Round) -> list[str]:
    """The sizes in which a poster makes sense: none for a round in which nobody can take part any more."""
    return list(SIZES) if one.opened_at and (one.kind == RoundKind.ROLLING or _to_take_part(one)) else []
