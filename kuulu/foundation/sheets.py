"""Sheets to print: set by Typst from data, never from typed markup, as PDFs that a screen reader reads (PDF/UA-1)."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def set_pdf(sheet: Path, told: Mapping[str, Any], day: dt.date) -> bytes:
    """The sheet filled with data, dated that day. Raises typst.TypstError only when the sheet itself is broken."""
    import typst  # heavy: loaded by the first who asks

    return typst.compile(
        sheet.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC),
    )


def qr_svg(text: str, *, error: str = "m", **looks: str) -> str:
    """A text as a QR code (ISO/IEC 18004) in SVG, for a sheet."""
    import segno

    out = io.BytesIO()
    segno.make(text, error=error, micro=False).save(out, kind="svg", border=2, xmldecl=False, **looks)
    return out.getvalue().decode()
