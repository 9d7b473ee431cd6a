"""Sheets of one-time codes to print and cut: each with how to vote, the code in large letters and a QR of the same."""

from __future__ import annotations

import datetime as dt
import io
import json
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

from ..models import CodeBatch

SHEET: Final = Path(__file__).resolve().parents[1] / "templates/budgeting/desk/code_sheets.typ"
LANGUAGES: Final = ("fi", "sv", "en")  #: on every slip: whoever draws it may read any of them


def code_sheets(batch: CodeBatch, codes: Sequence[str]) -> bytes:
    """An accessible PDF (PDF/UA-1) with eight slips a page. Raises typst.TypstError only when the sheet is broken."""
    import typst  # heavy: loaded by the first who asks

    return typst.compile(
        SHEET.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(_told(batch, codes), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=dt.datetime.combine(clock.today(), dt.time(), tzinfo=dt.UTC),
    )


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
        "slips": [{"code": code, "qr": _qr(f"{address}#{code}")} for code in codes],
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


def _qr(text: str) -> str:
    """A QR code as SVG. The code of the vote stands after #, which browsers send to no server."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
