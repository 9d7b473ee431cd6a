"""Updates in the dialect of FixMyStreet: what happened to public requests, and what outside workers tell of theirs."""

from __future__ import annotations

import re
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from kuulu.commons.matters.models import Step
from kuulu.commons.matters.vocabulary import ENDED_STAGES, Stage
from kuulu.commons.people.keys import digest
from kuulu.foundation import freshness

from ..actions.outside import MEANINGS, Told, take_update
from ..models import Answer, ApiKey, Feedback, OutsideUpdate
from . import trial
from .asked import Asked
from .faults import Fault
from .finding import public_requests
from .history import ABOUT_SHOWING, Past, words_of
from .keys import key_to_write
from .reading import is_web_address
from .times import read, told
from .wanted import Wanted, read_wanted
from .wire import Reply

LONGEST_TEXT: Final = 4000  #: characters
LENGTHS: Final = {"update_id": 120, "external_status_code": 60, "customer_reference": 120, "media_url": 500}
STATUSES: Final[dict[str, str]] = {
    Stage.RECEIVED: "OPEN",
    Stage.IN_HAND: "IN_PROGRESS",
    Stage.ANSWERED: "CLOSED",
    Stage.CARRIED_OUT: "FIXED",
    Stage.CLOSED: "CLOSED",
    Stage.DECLINED: "NO_FURTHER_ACTION",
}
BY_VERB: Final = {
    "joined": "DUPLICATE",
    "forwarded": "NOT_COUNCILS_RESPONSIBILITY",
    "moved": "INTERNAL_REFERRAL",
    "reopened": "REOPEN",
}


def update_id(step_id: int) -> str:
    """The public number of a step, which tells nothing of how many steps there are."""
    return digest("feedback.update", str(step_id))[:16]


def updates(asked: Asked) -> Reply:
    """U1: public steps of public requests by the time they could first be read, the oldest first."""
    changed, wanted = freshness.last_change(), read_wanted(asked, by_update=True)
    if asked.is_test:
        return Reply(root="service_request_updates", body=[], is_private=True)
    first = (wanted.page - 1) * wanted.size
    steps = list(_steps(wanted)[first : first + wanted.size])
    answers = _answers(steps)
    body = [_tell(step, answers.get(step.matter_id, [])) for step in steps]
    return Reply(root="service_request_updates", body=body, changed=changed)


def _steps(wanted: Wanted) -> QuerySet[Step]:
    steps = Step.objects.filter(matter__in=public_requests(), is_public=True)
    steps = steps.exclude(verb__in=[*ABOUT_SHOWING, "received"])
    steps = steps.annotate(told_at=Greatest("at", "matter__published_at"))
    if wanted.ids:
        steps = steps.filter(matter__reference__in=wanted.ids)
    if wanted.updated.start:
        steps = steps.filter(matter__changed_at__gte=wanted.updated.start, told_at__gte=wanted.updated.start)
    if wanted.updated.after_end:
        steps = steps.filter(told_at__lt=wanted.updated.after_end)
    steps = steps.select_related("matter", "by_unit", "note", "outside_update")
    return steps.order_by("told_at", "id")


def _answers(steps: list[Step]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = {}
    answered = {step.matter_id for step in steps if step.verb == "answered"}
    for answer in Answer.objects.filter(feedback_id__in=answered).order_by("id"):
        found.setdefault(answer.feedback_id, []).append(answer)
    return found


def _tell(step: Step, answers: list[Answer]) -> dict[str, Any]:
    answer = next((one for one in reversed(answers) if one.made_at <= step.at), answers[0] if answers else None)
    outside: OutsideUpdate | None = getattr(step, "outside_update", None)
    return {
        "update_id": update_id(step.pk),
        "service_request_id": step.matter.reference,
        "status": outside.status if outside else BY_VERB.get(step.verb, STATUSES.get(step.stage, "OPEN")),
        "description": words_of(_past(step), answer.texts if answer and step.verb == "answered" else None),
        "updated_datetime": told(step.told_at),  # type: ignore[attr-defined]
        "media_url": None,
        "external_status_code": outside.outside_status_code if outside else step.stage,
        "customer_reference": outside.customer_reference if outside else "",
    }


def _past(step: Step) -> Past:
    note = getattr(step, "note", None)
    unit = step.by_unit.names if step.by_unit else {}
    return Past(step.verb, step.stage, step.by_staff, step.values, step.at, unit, note.text if note else "")


def post_update(asked: Asked) -> Reply:
    """U2 and U3: an outside worker tells how a request goes on, or passes on what its sender adds."""
    key = key_to_write(asked)
    reference, update = _read(asked)
    number = digest("feedback.update", repr(update))[:16] if asked.is_test else _take(reference, update, key)
    if asked.is_test:
        trial.find(reference)
    return Reply(root="service_request_updates", body=[{"update_id": number}], is_private=True)


def _take(reference: str, update: Told, key: ApiKey) -> str:
    feedback = Feedback.objects.select_related("matter").filter(matter__reference=reference.upper()[:20]).first()
    if feedback is None or feedback.matter.stage == Stage.WITHDRAWN:
        raise _unknown(reference)
    try:
        taken = take_update(feedback, told=update, key=key)
    except PermissionDenied:
        if feedback.matter.is_public:
            raise Fault(403, _("This key may not tell of this request: it is not of its unit.")) from None
        raise _unknown(reference) from None
    return update_id(taken.step_id) if taken.step_id else digest("feedback.word", str(taken.pk))[:16]


def _unknown(reference: str) -> Fault:
    return Fault(404, _("There is no service request “%(code)s”.") % {"code": reference[:30]})


def _read(asked: Asked) -> tuple[str, Told]:
    """The posted update and the number of its request. Raises Fault 400 with every fault."""
    faults: list[str] = []
    reference = asked.value("service_request_id")
    if not reference:
        faults.append(_("service_request_id is missing."))
    status = re.sub(r"[\s-]+", "_", asked.value("status").upper())
    if status.startswith("FIXED"):  # "FIXED - COUNCIL", "FIXED - USER"
        status = "FIXED"
    if status not in MEANINGS:
        faults.append(_("status must be one of: %(names)s.") % {"names": ", ".join(MEANINGS)})
    text = asked.value("description", lines=True)
    if len(text) > LONGEST_TEXT:
        faults.append(_("description may be %(limit)s characters at most.") % {"limit": LONGEST_TEXT})
    if not text and MEANINGS.get(status, (None, ""))[0] in ENDED_STAGES:
        faults.append(_("description is missing: tell the resident why it is closed."))
    fields = {name: asked.value(name) for name in LENGTHS}
    too_long = _("%(name)s may be %(limit)s characters at most.")
    faults += [too_long % {"name": n, "limit": LENGTHS[n]} for n, value in fields.items() if len(value) > LENGTHS[n]]
    moment = _moment(asked, faults)
    if fields["media_url"] and not is_web_address(fields["media_url"]):
        faults.append(_("media_url must be a web address of at most 500 characters."))
    if faults:
        raise Fault(400, *faults)
    return reference, Told(
        outside_id=fields["update_id"] or digest("feedback.same-update", repr((status, text, moment)))[:40],
        status=status,
        description=text,
        media_url=fields["media_url"],
        outside_status_code=fields["external_status_code"],
        customer_reference=fields["customer_reference"],
        at=moment,
    )


def _moment(asked: Asked, faults: list[str]) -> Any:
    text = asked.value("updated_datetime")
    try:
        return read(text) if text else None
    except ValueError:
        words = _("%(name)s must be a time with a time zone, such as 2026-01-31T12:00:00Z.")
        faults.append(words % {"name": "updated_datetime"})
        return None
