"""Fetches the pictures that a report names by their addresses, when the city has switched that on."""

from __future__ import annotations

import io
import logging

from django.db import transaction

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
def fetch_pictures(feedback_id: int) -> None:
    """Add the pictures at `media_urls` to the feedback; what is refused or no picture is left a mere address."""
    feedback = Feedback.objects.select_related("matter").get(pk=feedback_id)
    if feedback.matter.papers.exists():
        return
    fetched = [Fetched(content) for address in feedback.media_urls if (content := _content_of(address))]
    with transaction.atomic():  # all or none, so that a second try does not add them again
        for picture in fetched:
            _attach(feedback, picture)


def _content_of(address: str) -> bytes:
    try:
        return outgoing.fetch(address)
    except outgoing.Refused as refused:
        log.info("A picture named by a report was not fetched: %s", type(refused).__name__)
        return b""


def _attach(feedback: Feedback, picture: Fetched) -> None:
    try:
        matters.attach(feedback.matter, picture)
    except Refused as refused:
        log.info("A picture named by a report was not taken: %s", type(refused).__name__)
