"""Fetches a picture that a report names by its address, when the city has switched that on."""

from __future__ import annotations

import io
import logging

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.papers import Refused
from kuulu.foundation import outgoing
from kuulu.foundation.work import work

from ..models import Feedback

log = logging.getLogger("kuulu.feedback")


class Fetched(io.BytesIO):
    """Bytes with a size, as an uploaded file has."""

    @property
    def size(self) -> int:
        return len(self.getvalue())


@work(tries=3)
def fetch_picture(feedback_id: int) -> None:
    """Add the picture at `media_url` to the feedback; what is refused or no picture is left a mere address."""
    feedback = Feedback.objects.select_related("matter").get(pk=feedback_id)
    if feedback.matter.papers.exists() or not feedback.media_url:
        return
    try:
        matters.attach(feedback.matter, Fetched(outgoing.fetch(feedback.media_url)))
    except (outgoing.Refused, Refused) as refused:
        log.info("A picture named by a report was not taken: %s", type(refused).__name__)
