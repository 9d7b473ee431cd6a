"""Takes a report that a program posts: once, however often a slow line sends it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from kuulu.commons.matters import papers
from kuulu.foundation import uploads
from kuulu.foundation.languages import say

from ..actions.outside import receive
from ..actions.submit import sent_with
from ..models import Feedback
from ..vocabulary import NoticeLevel
from . import trial
from .asked import Asked
from .faults import Fault, usual
from .keys import key_to_write
from .marks import marks_of
from .reading import Report, read_report
from .telling import service_notice
from .wire import Reply


def post(asked: Asked) -> Reply:
    """P1-P12: write a report down and answer with its number."""
    key = key_to_write(asked)
    report = read_report(asked, key)
    if wait := uploads.too_many(asked.request):
        raise usual(429, Retry_After=str(wait))
    if asked.is_test:
        _develop(report)
        return trial.receive(report, key)
    feedback = _sent_before(report) or _write(report, _develop(report))
    return answer(feedback.matter.reference, notice_of(feedback), report.draft.account_id)


def answer(reference: str, notice: str, account_id: str) -> Reply:
    """P5: a list of one, with the number at once."""
    row = {"service_request_id": reference, "service_notice": notice, "account_id": account_id}
    return Reply(root="service_requests", body=[row], is_private=True)


def notice_of(feedback: Feedback) -> str:
    """What the sender is told at once: the service's own notice, and when an answer comes."""
    category = feedback.category
    notice = say(category.notice) if category.notice_level != NoticeLevel.NONE else ""
    return f"{notice} {service_notice(feedback.matter)}".strip()


def _develop(report: Report) -> list[Any]:
    """The pictures made clean before anything is written. Raises Fault 400 for what is no picture that we take."""
    try:
        pictures = [picture for file in report.files for picture in papers.develop_all(file)]
    except papers.Refused as refused:
        raise Fault(400, refused.message) from None
    if len(pictures) > settings.KUULU["UPLOADS"]["count"]:
        raise Fault(400, papers.refusal("count").message)
    return pictures


def _sent_before(report: Report) -> Feedback | None:
    """The feedback already written down when the same was posted a moment ago."""
    earlier, now = marks_of(report)
    return sent_with(earlier) or sent_with(now)


def _write(report: Report, pictures: list[Any]) -> Feedback:
    try:
        key = marks_of(report)[1]
        return receive(report.draft, photos=pictures, key=key, service_object=report.service_object)
    except ValidationError as fault:
        raise Fault(400, *fault.messages) from None
