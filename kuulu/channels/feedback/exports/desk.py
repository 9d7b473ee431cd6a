"""The desk's list as CSV and XLSX: only what the person may see, row by row, and no cell a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from kuulu.commons.matters.models import Matter, MatterQuerySet
from kuulu.commons.matters.policy import WORKERS, covers
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation.clock import HELSINKI
from kuulu.foundation.languages import say

MOST_ROWS: Final = 20_000  #: of one workbook, which is made before it is sent; a CSV has no limit
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
AT_ONCE: Final = 500


def columns(*, personal: bool) -> list[str]:
    """The heads of the columns in the active language."""
    heads = [
        _("Number"),
        _("Sent"),
        _("Kind"),
        _("Category"),
        _("Title"),
        _("Text"),
        _("Area"),
        _("Address"),
        _("Latitude"),
        _("Longitude"),
        _("Unit"),
        _("Handler"),
        _("Stage"),
        _("Answer due"),
        _("Answered"),
        _("Ended"),
        _("Public"),
        _("Came by"),
        _("Priority"),
        _("Concerns"),
        _("Joined to"),
        _("Answer"),
    ]
    return [*heads, _("Sender"), _("E-mail"), _("Telephone")] if personal else heads


def rows(matters: MatterQuerySet, *, by: Person, personal: bool) -> Iterator[list[Any]]:
    """One row a feedback, read in portions; who sent it only where this person may see it."""
    related = matters.select_related(
        "feedback", "feedback__category", "feedback__joined_to__matter", "unit", "handler", "area"
    ).prefetch_related("feedback__city_answers")
    for matter in related.iterator(chunk_size=AT_ONCE):
        yield [*_common(matter), *(_sender(matter, by) if personal else [])]


def _common(matter: Matter) -> list[Any]:
    feedback = matter.feedback
    answers = list(feedback.city_answers.all())
    return [
        matter.reference,
        _day(matter.opened_at),
        str(feedback.get_kind_display()),
        say(feedback.category.names),
        matter.title,
        feedback.text,
        say(matter.area.names) if matter.area else "",
        matter.address,
        matter.lat,
        matter.lon,
        say(matter.unit.names) if matter.unit else "",
        str(matter.handler or ""),
        str(matter.get_stage_display()),
        _day(matter.due_at),
        _day(matter.answered_at),
        _day(matter.ended_at),
        _("yes") if matter.is_public else _("no"),
        str(feedback.get_source_display()),
        str(feedback.get_priority_display()),
        matter.concerns_count,
        feedback.joined_to.matter.reference if feedback.joined_to else "",
        say(answers[-1].texts, matter.language) if answers else "",
    ]


def _sender(matter: Matter, by: Person) -> list[str]:
    if not covers(by, matter, *WORKERS, Duty.CLERK):
        return ["", "", ""]
    feedback = matter.feedback
    return [feedback.sender_name, feedback.sender_email, feedback.sender_phone]


def _day(moment: dt.datetime | None) -> str:
    return moment.astimezone(HELSINKI).strftime("%Y-%m-%d %H:%M") if moment else ""


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return "" if cell is None else cell
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def csv_lines(heads: list[str], told: Iterable[list[Any]]) -> Iterator[bytes]:
    """CSV as a Finnish spreadsheet opens it: UTF-8 with a mark, semicolons, one line at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    yield b"\xef\xbb\xbf"
    for row in _with_heads(heads, told):
        writer.writerow([safe(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def cut_words() -> str:
    """What a workbook that is not whole says of itself."""
    return _("Not the whole list: only its first {number} rows. The CSV file has all of them.").format(number=MOST_ROWS)


def _with_heads(heads: list[str], told: Iterable[list[Any]]) -> Iterator[list[Any]]:
    yield list(heads)
    yield from told


def workbook(heads: list[str], told: Iterable[list[Any]], *, is_cut: bool = False) -> IO[bytes]:
    """An XLSX file, written row by row to disk; the caller closes it.

    `is_cut` says that there are more than MOST_ROWS: the first row of the sheet then tells that the rest is missing.
    """
    from openpyxl import Workbook  # heavy: loaded by the first who asks

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Feedback")[:31])
    if is_cut:
        sheet.append([cut_words()])
    for row in _with_heads(heads, islice(told, MOST_ROWS)):
        sheet.append([safe(cell) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book.save(file)
    file.seek(0)
    return file
