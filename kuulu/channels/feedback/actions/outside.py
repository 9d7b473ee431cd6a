"""What programs do by their key: report for somebody, pass on the sender's words, tell how their own work goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter, Step
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.foundation import clock, registry

from ..models import ApiKey, Feedback, OutsideUpdate
from .draft import Draft
from .fetch import fetch_pictures
from .own import add_message
from .submit import submit

#: a word of the FixMyStreet dialect -> the stage it means and the verb of the step; None keeps the stage
MEANINGS: Final[dict[str, tuple[Stage | None, str]]] = {
    "OPEN": (None, "work_told"),
    "REOPEN": (Stage.IN_HAND, "reopened"),
    "FOR_TRIAGE": (None, "work_told"),
    "INVESTIGATING": (Stage.IN_HAND, "work_told"),
    "IN_PROGRESS": (Stage.IN_HAND, "work_told"),
    "ACTION_SCHEDULED": (Stage.IN_HAND, "work_told"),
    "INTERNAL_REFERRAL": (None, "work_told"),
    "FIXED": (Stage.CARRIED_OUT, "carried_out"),
    "CLOSED": (Stage.CLOSED, "closed"),
    "DUPLICATE": (Stage.CLOSED, "closed"),
    "NO_FURTHER_ACTION": (Stage.CLOSED, "closed"),
    "CANCELLED": (Stage.CLOSED, "closed"),
    "NOT_COUNCILS_RESPONSIBILITY": (Stage.DECLINED, "declined"),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an outside program tells of its own handling, once by its `outside_id`."""

    outside_id: str
    status: str
    description: str = ""
    media_url: str = ""
    outside_status_code: str = ""
    customer_reference: str = ""
    at: dt.datetime | None = None


@transaction.atomic
def receive(
    draft: Draft, *, photos: Iterable[Any] = (), key: str, service_object: tuple[str, str] = ("", "")
) -> Feedback:
    """Write down a report that came by a program. Raises what `submit` raises."""
    feedback = submit(draft, photos=photos, key=key)
    if any(service_object):
        feedback.service_object_id, feedback.service_object_type = service_object
        feedback.save(update_fields=["service_object_id", "service_object_type"])
    if feedback.media_urls and settings.KUULU["OPEN311"].get("fetch_media"):
        fetch_pictures.enqueue(feedback.pk)
    return feedback


def works_for(key: ApiKey, matter: Matter) -> bool:
    """Whether the key's program works for the unit that has the matter, or for the unit above it."""
    if key.unit_id is None or matter.unit is None:
        return False
    return key.unit_id in (matter.unit_id, matter.unit.parent_id)


@transaction.atomic
def take_update(feedback: Feedback, *, told: Told, key: ApiKey) -> OutsideUpdate:
    """Write down what a program told, once: a public step of the unit it works for, or the sender's own words.

    Raises PermissionDenied for a matter that is neither of its unit nor came by its key.
    """
    matter = Matter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=feedback.pk)
    is_worker = works_for(key, matter)
    if not is_worker and feedback.api_key_id != key.pk:
        raise PermissionDenied
    if earlier := OutsideUpdate.objects.filter(api_key=key, matter=matter, outside_id=told.outside_id).first():
        return earlier
    step = _step_of_work(matter, told, key) if is_worker else None
    if not is_worker and told.description:
        add_message(feedback, text=told.description)
    return OutsideUpdate.objects.create(
        matter=matter,
        api_key=key,
        step=step,
        outside_id=told.outside_id,
        status=told.status,
        description=told.description if is_worker else "",
        media_url=told.media_url,
        outside_status_code=told.outside_status_code,
        customer_reference=told.customer_reference,
        told_at=told.at or clock.now(),
    )


def _step_of_work(matter: Matter, told: Told, key: ApiKey) -> Step:
    """The step that residents read: a change of stage where the lifecycle leads there, else a word on the way."""
    stage, verb = MEANINGS[told.status]
    ways = registry.kind(matter.kind).lifecycle.get(matter.stage, ())
    if told.status == "REOPEN" and matter.stage in OPEN_STAGES:
        stage, verb = None, "work_told"
    if stage is not None and stage in ways and stage != matter.stage:
        return matters.move(matter, stage, verb=verb, by=None, note=told.description, by_program_of=key.unit)
    return matters.record(matter, "work_told", unit=key.unit, note=told.description, by_staff=True)
