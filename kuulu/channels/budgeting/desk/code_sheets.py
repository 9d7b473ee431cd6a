"""Sheets of one-time codes to print and cut: each with how to vote, the code in large letters and a QR of the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kuulu.foundation import clock
from kuulu.foundation.languages import html_lang, say
from kuulu.foundation.sheets import qr_svg, set_pdf

from ..models import CodeBatch

SHEET: Final = Path(__file__).resolve().parents[1] / "templates/budgeting/desk/code_sheets.typ"
LANGUAGES: Final = ("fi", "sv", "en")  #: on every slip: whoever draws it may read any of them


def code_sheets(batch: CodeBatch, codes: Sequence[str]) -> bytes:
    """An accessible PDF (PDF/UA-1) with eight slips a page. Raises typst.TypstError only when the sheet is broken."""
    return set_pdf(SHEET, _told(batch, codes), clock.today())


def _told(batch: CodeBatch, codes: Sequence[str]) -> dict[str, Any]:
    one = batch.vote.round
    with override("fi"):
        address = f"{settings.KUULU['BASE_URL']}{reverse('budgeting:vote', args=[one.code])}"
        title = f"{say(one.names)}: {say(batch.electorate.names)}"
    return {
        "title": title,
        "address": address.split("//", 1)[-1],
        "number": str(batch.pk),
        "words": [_words(batch, language) for language in LANGUAGES],
        "slips": [{"code": code, "qr": qr_svg(f"{address}#{code}")} for code in codes],
    }


def _words(batch: CodeBatch, language: str) -> dict[str, str]:
    with override(language):
        until = date_format(batch.vote.closes_at.astimezone(clock.HELSINKI), "j.n.Y H.i")
        return {
            "lang": html_lang(language),
            "name": say(batch.vote.round.names),
            "how": _("Open the address or the picture and type the code. You can vote until {day}.").format(day=until),
            "keep": _("The code belongs to whoever draws it. One code, one ballot."),
        }
