"""The minutes of a count as a PDF that a screen reader reads (PDF/UA-1), to be signed by those who counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kuulu.foundation import clock
from kuulu.foundation.languages import html_lang, say
from kuulu.foundation.sheets import set_pdf

from ..models import CountSession
from ..vocabulary import Door

SHEET: Final = Path(__file__).resolve().parents[1] / "templates/budgeting/desk/minutes.typ"
LANGUAGES: Final = ("fi", "sv", "en")


def minutes_pdf(session: CountSession, language: str) -> bytes:
    """The minutes in one of `LANGUAGES`. Raises typst.TypstError only when the sheet itself is broken."""
    with override(language):
        told = _told(session, language)
    return set_pdf(SHEET, told, session.at.date())


def _told(session: CountSession, language: str) -> dict[str, Any]:
    kept: Mapping[str, Any] = session.minutes
    return {
        "lang": html_lang(language),
        "city": say(settings.KUULU["CITY"]),
        "title": _("Minutes of the count: {round}").format(round=say(kept["round"])),
        "made": _("Written {day}. The result of the vote is a proposal; decides: {body}.").format(
            day=_moment(session.at), body=say(kept["decides"])
        ),
        "parts": [
            _part(_("Who counted"), _people(session)),
            _part(_("The vote"), _vote(kept)),
            _part(_("Entitled to vote, by door"), _doors(kept)),
            _part(_("What the count found"), _counted(kept["counted"])),
            _part(_("Paper ballots"), _paper(kept["paper"])),
        ],
        "places": _places(kept["paper"]),
        "hashes": {"title": _("Hashes (SHA-256)"), "rows": _hashes(session)},
        "signed": {"title": _("Signatures"), "names": kept["people"]},
    }


def _part(title: str, rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {"title": title, "rows": [list(row) for row in rows]}


def _moment(at: dt.datetime) -> str:
    return date_format(at.astimezone(clock.HELSINKI), "j.n.Y H.i")


def _people(session: CountSession) -> list[tuple[str, str]]:
    one, other = session.minutes["people"]
    return [
        (_("Opened the envelopes"), f"{one}, {other}"),
        (_("Looked on"), session.observers or _("Nobody")),
    ]


def _vote(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    head = kept["head"] or {"size": 0, "root": "–", "day": ""}
    opened, closed = (dt.datetime.fromisoformat(kept[name]) for name in ("opens_at", "closes_at"))
    return [
        (_("Code of the vote"), kept["vote"]),
        (_("Voting"), f"{_moment(opened)} – {_moment(closed)}"),
        (_("Marks that voted in this service"), str(kept["marks"].get("web", 0))),
        (_("Marks with paper"), str(kept["marks"].get("paper", 0))),
        (_("Voided by two people"), str(kept["marks"].get("void", 0))),
        (_("Envelopes taken, with those that were replaced"), str(kept["envelopes"])),
        (_("Rows in the log"), str(kept["rows"])),
        (_("Rows under the last signed head"), str(head["size"])),
    ]


def _doors(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(f"{say(names)}: {Door(door).label}", str(number)) for names, door, number in kept["doors"]]


def _counted(found: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        (_("Voters"), str(found["voters"])),
        (_("Envelopes opened"), str(found["envelopes"])),
        (_("Ballots that count"), str(found["valid"])),
        (_("Ballots against the rules"), str(found["rejected"])),
        (_("of them envelopes that could not be read"), str(found["unread"])),
    ]


def _paper(account: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [
        (_("Given, by the log"), str(account["given"])),
        (_("Ballots counted"), str(account["counted"])),
        (_("Spoiled"), str(account["spoiled"])),
        (_("Not returned"), str(account["not_returned"])),
    ]
    if account["difference"]:
        rows.append((_("Given by the places more than by the log"), str(account["difference"])))
    return rows + ([(_("Explanation"), account["explanation"])] if account["explanation"] else [])


def _places(account: Mapping[str, Any]) -> dict[str, Any]:
    columns = ("issued", "unused", "exchanged", "given", "counted", "spoiled", "not_returned")
    return {
        "title": _("Paper ballots by place"),
        "head": [
            _("Place"), _("Taken there"), _("Left blank"), _("Exchanged for another"), _("Given"), _("Ballots counted"), _("Spoiled"),
            _("Not returned"),
        ],
        "rows": [[place["place"], *(str(place[name]) for name in columns)] for place in account["places"]],
        "explained": [f"{one['place']}: {one['explanation']}" for one in account["places"] if one["explanation"]],
    }  # fmt: skip


def _hashes(session: CountSession) -> list[list[str]]:
    head = session.minutes["head"] or {"root": ""}
    return [
        [_("Program"), session.program_sha256],
        [_("Files given out, together"), session.input_sha256],
        *([name, digest] for name, digest in sorted(session.minutes["files"].items())),
        [_("Published: manifest.json"), session.output_sha256],
        [_("Root of the last head"), head["root"]],
    ]
