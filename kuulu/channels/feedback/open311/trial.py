"""The test endpoint: takes and shows reports as the real one does, and no clerk ever sees one of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from kuulu.foundation import clock
from kuulu.foundation.languages import say

from ..actions.trial import keep_trial
from ..models import ApiKey, Category, TestRequest
from .asked import Asked
from .faults import Fault
from .keys import key_of
from .marks import marks_of
from .reading import Report
from .telling import ALL_EXTENSIONS, extensions_asked
from .times import told
from .wanted import Span, Wanted, read_wanted
from .wire import Reply


def receive(report: Report, key: ApiKey) -> Reply:
    """Keep a test report, without who sent it, and answer as the real endpoint does."""
    draft = report.draft
    fields = {
        "service_code": draft.category.code,
        "description": draft.text,
        "title": draft.title,
        "address": draft.address,
        "address_id": str(draft.place.pk) if draft.place else "",
        "zipcode": draft.place.postcode if draft.place else "",
        "lat": draft.lat if draft.place is None else draft.place.lat,
        "long": draft.lon if draft.place is None else draft.place.lon,
        "service_object_id": report.service_object[0],
        "service_object_type": report.service_object[1],
    }
    kept = keep_trial(key=key, fields=fields, marks=marks_of(report))
    row = {
        "service_request_id": kept.reference,
        "service_notice": _("This is a test: nobody at the city sees it, and it is thrown away after a week."),
        "account_id": draft.account_id,
    }
    return Reply(root="service_requests", body=[row], is_private=True)


def several(asked: Asked) -> Reply:
    """The test reports of the last week that are asked for; with a key, what it sent is told in full."""
    key = key_of(asked)
    wanted = read_wanted(asked, by_update=bool(key and key.polls_by_update))
    rows = [row for row in TestRequest.objects.order_by("-made_at", "-id") if _fits(row, wanted)]
    first = (wanted.page - 1) * wanted.size
    names = _names()
    body = [_tell(row, key, names, asked) for row in rows[first : first + wanted.size]]
    headers = {"X-Result-Count": str(len(rows)), "X-Page-Size": str(wanted.size)}
    headers["X-Page-Count"] = str(max(1, -(-len(rows) // wanted.size)))
    return Reply(root="service_requests", body=body, headers=headers, is_private=True)


def one(asked: Asked, code: str) -> Reply:
    """One test report by its number."""
    row = find(code)
    return Reply(root="service_requests", body=[_tell(row, key_of(asked), _names(), asked)], is_private=True)


def find(reference: str) -> TestRequest:
    """The test report of that number. Raises Fault 404."""
    row = TestRequest.objects.filter(reference=reference.upper()[:20]).first()
    if row is None:
        raise Fault(404, _("There is no service request “%(code)s”.") % {"code": reference[:30]})
    return row


def _names() -> dict[str, Any]:
    return dict(Category.objects.values_list("code", "names"))


def _fits(row: TestRequest, wanted: Wanted) -> bool:
    if wanted.ids:
        return row.reference in wanted.ids
    fields = row.fields
    if wanted.codes and fields["service_code"] not in wanted.codes:
        return False
    if wanted.statuses and "open" not in wanted.statuses:
        return False
    if wanted.box and not _in_box(fields, wanted.box):
        return False
    return _in_span(row.made_at, wanted.requested) and _in_span(row.made_at, wanted.updated)


def _in_span(moment: dt.datetime, span: Span) -> bool:
    return not (span.start and moment < span.start) and not (span.after_end and moment >= span.after_end)


def _in_box(fields: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    lat, lon = fields["lat"], fields["long"]
    return lat is not None and south <= lat <= north and west <= lon <= east


def _tell(row: TestRequest, key: ApiKey | None, names: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """A test report with every field a real one has; free text is told to the key that sent it only."""
    fields, in_full = row.fields, key is not None and row.api_key_id == key.pk
    code = fields["service_code"]
    moment = told(row.made_at)
    body: dict[str, Any] = {
        "service_request_id": row.reference,
        "status": "open",
        "status_notes": _("This is a test."),
        "service_name": say(names.get(code)) or code,
        "service_code": code,
        "description": fields["description"] if in_full else "",
        "agency_responsible": "",
        "service_notice": "",
        "requested_datetime": moment,
        "updated_datetime": moment,
        "expected_datetime": told(clock.add_working_days(row.made_at, 5)),
        "address": fields["address"] if in_full else "",
        "address_id": fields["address_id"],
        "zipcode": fields["zipcode"],
        "lat": fields["lat"],
        "long": fields["long"],
        "media_url": None,
    }
    extended = extensions_asked(asked.listed("extensions"))
    if extended is not None:
        body["extended_attributes"] = _extended(fields, extended, moment, in_full=in_full)
    return body


def _extended(fields: dict[str, Any], names: frozenset[str], moment: str, *, in_full: bool) -> dict[str, Any]:
    known = {
        "title": fields["title"] if in_full else "",
        "detailed_status": "RECEIVED",
        "media_urls": [],
        "service_object_id": fields["service_object_id"],
        "service_object_type": fields["service_object_type"],
        "log": [{"time": moment, "status": "received", "note": "", "handler": "", "attachment_url": None}],
        "notes": [{"datetime": moment, "description": "", "type": "received"}],
        "attributes": [],
    }
    return {name: known[name] for name in ALL_EXTENSIONS if name in names}
