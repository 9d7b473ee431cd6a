"""The mark of a posted report, by which a slow line that sends it again makes no second one."""

from __future__ import annotations

from typing import Final

from kuulu.commons.people.keys import digest
from kuulu.foundation import clock

from .reading import Report

SAME_WITHIN: Final = 600  #: seconds in which the same post is taken for the same report


def marks_of(report: Report) -> tuple[str, str]:
    """The marks of this report in the ten minutes before and in these; the same words and place make the same mark."""
    draft = report.draft
    said = (
        draft.api_key.pk if draft.api_key else None,
        draft.device_id,
        draft.account_id,
        draft.category.pk,
        draft.text,
        draft.title,
        draft.lat,
        draft.lon,
        draft.address,
        draft.place.pk if draft.place else None,
        sorted(draft.answers.items()),
        draft.sender_email,
        draft.sender_name,
        draft.sender_phone,
        list(draft.media_urls),
        report.service_object,
        [(file.size, file.content_type) for file in report.files],
    )
    mark = digest("feedback.same-post", repr(said))
    window = int(clock.now().timestamp()) // SAME_WITHIN
    return f"{mark}:{window - 1}", f"{mark}:{window}"
