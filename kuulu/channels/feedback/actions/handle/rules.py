"""What every verb of the desk asks first: may this person, can it be done now, has nobody been faster."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kuulu.commons.matters.models import Matter, Step
from kuulu.commons.people.models import Person
from kuulu.foundation.languages import PREFIXES
from kuulu.foundation.text import clean

from ...models import Feedback
from ...policy import VERBS


class NotNow(ValueError):
    """It cannot be done as things stand; the message says why, in words for an official."""


class ChangedMeanwhile(NotNow):
    """Somebody was faster: the matter has steps that the writer had not seen."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__(_("Somebody else worked on this meanwhile. See what happened, then send yours again."))
        self.steps = steps


def ask(verb: str, feedback: Feedback, by: Person | None, *, seen: int | None = None) -> None:
    """Lock the matter, then ask for duty, stage and freshness. Raises PermissionDenied, NotNow, ChangedMeanwhile.

    `seen` is the id of the last step that the person had on screen; None asks nothing of freshness.
    """
    feedback.matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    by_duty, stages = VERBS[verb]
    if not by_duty(by, feedback):
        raise PermissionDenied
    if feedback.matter.stage not in stages:
        raise NotNow(
            _("This cannot be done while the matter is “{stage}”.").format(stage=feedback.matter.get_stage_display())
        )
    if seen is not None:
        newer = list(feedback.matter.steps.filter(id__gt=seen).select_related("note", "by_unit"))
        if newer:
            raise ChangedMeanwhile(newer)


def words(texts: dict[str, str], *, feedback: Feedback) -> dict[str, str]:
    """The typed texts by language, cleaned. Raises NotNow unless the sender can read one of them."""
    kept = {code: clean(texts.get(code) or "") for code in PREFIXES}
    kept = {code: text for code, text in kept.items() if text}
    if not kept:
        raise NotNow(_("Write the answer first."))
    if not (kept.get(feedback.matter.language) or kept.get("fi")):
        raise NotNow(_("Write the answer in the sender's language, or at least in Finnish."))
    return kept


def reason(text: str) -> str:
    """A reason, cleaned. Raises NotNow when there is none: nothing is closed without a word."""
    kept = clean(text)
    if not kept:
        raise NotNow(_("Say why, in a sentence the sender can read."))
    return kept


def together(feedback: Feedback) -> list[Feedback]:
    """The feedback and those joined to it, so that every sender hears the same."""
    return [feedback, *feedback.joined.select_related("matter", "matter__unit", "category").order_by("pk")]
