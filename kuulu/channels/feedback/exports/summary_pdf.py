"""A month's summary as a PDF that a screen reader reads (PDF/UA-1), set by Typst from data, never from typed markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kuulu.foundation import clock
from kuulu.foundation.languages import current, html_lang, say
from kuulu.foundation.sheets import set_pdf

from ..queries.summary import Counted, Summary

SHEET: Final = Path(__file__).resolve().parents[1] / "templates/feedback/desk/summary.typ"


def summary_pdf(summary: Summary) -> bytes:
    """The summary in the active language. Raises typst.TypstError only when the sheet itself is broken."""
    return set_pdf(SHEET, _told(summary), summary.month)


def _told(summary: Summary) -> dict[str, Any]:
    unit, month = say(summary.unit.names), date_format(summary.month, "F Y")
    return {
        "lang": html_lang(current()),
        "city": say(settings.KUULU["CITY"]),
        "title": _("Feedback of {month}: {unit}").format(month=month, unit=unit),
        "made": _("Made {day} from the city's own record.").format(day=date_format(clock.today(), "j.n.Y")),
        "facts": [list(fact) for fact in facts(summary)],
        "tables": [
            _table(_("By kind"), summary.kinds),
            _table(_("By category"), summary.categories),
            _table(_("By area"), summary.areas),
        ],
        "count": pgettext("how many", "Number"),
        "outcomes": {"title": _("What came of it"), "items": summary.outcomes, "none": _("Nothing was recorded.")},
        "samples": {"title": _("What residents said"), "answered": _("Answer"), "items": _samples(summary)},
    }


def facts(summary: Summary) -> list[tuple[str, str]]:
    """The month in a few numbers, as page and PDF tell them."""
    share = summary.share_in_time
    return [
        (_("Received"), str(summary.received)),
        (_("Received in the month before"), str(summary.before)),
        (_("Answered"), str(summary.answered)),
        (_("Answered in time"), f"{share} %" if share is not None else "–"),
        (_("Late at the end of the month"), str(summary.late)),
        (_("Opened again"), str(summary.reopened)),
    ]


def _table(title: str, rows: list[Counted]) -> dict[str, Any]:
    return {"title": title, "rows": [[row.name, row.shown] for row in rows]}


def _samples(summary: Summary) -> list[dict[str, str]]:
    return [
        {"title": one.title, "text": one.text, "answer": one.answer, "reference": one.reference}
        for one in summary.samples
    ]
