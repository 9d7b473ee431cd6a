"""Tells the readers of a matter what happened: one notice each, in their language, with a link they may open."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.people.actions import notify
from kuulu.foundation import clock, registry
from kuulu.foundation.channel import Kind
from kuulu.foundation.work import work

from .. import sentences
from ..hearers import hearers_of_verb
from ..models import Matter, Step
from ..queries.hearers import Reader, hearers_of
from ..vocabulary import Follower

#: older news (a paper letter entered later, an import, a demo's past) is kept in the thread and mailed to nobody
NEWS_FOR = dt.timedelta(days=2)
STOP_SALT = "matters.stop"


def tell_later(step: Step, *, actor_id: int = 0) -> None:
    """Ask for the telling of a step in the transaction that wrote it."""
    if hearers_of_verb(step.verb) and step.at > clock.now() - NEWS_FOR:
        tell.enqueue(step.pk, actor_id)


@work()
def tell(step_id: int, actor_id: int = 0) -> None:
    """Write one notice for each reader of a step; run again, it writes none twice."""
    related = ("matter__unit", "matter__area", "matter__handler", "by_unit", "note")
    step = Step.objects.select_related(*related).filter(pk=step_id).first()
    if step is None or _says_the_same_again(step):
        return
    for reader in hearers_of(step, actor_id=actor_id):
        _tell_one(step, reader)


def _says_the_same_again(step: Step) -> bool:
    """Whether a matter was closed in the same breath as it was answered: the answer has been told."""
    if step.verb != "closed" or getattr(step, "note", None):
        return False
    before = step.matter.steps.filter(pk__lt=step.pk).order_by("-pk").first()
    return before is not None and before.verb == "answered" and step.at - before.at < dt.timedelta(minutes=1)


def _tell_one(step: Step, reader: Reader) -> None:
    matter = step.matter
    with translation.override(reader.language):
        said = sentences.sentence(step.verb, step.values, by=str(step.by_unit) if step.by_unit else "")
        notify(
            kind="step",
            key=f"step:{step.pk}:{reader.key}",
            subject=f"{matter.reference}: {said}",
            text=_letter(step, reader, said),
            link=address_for(matter, reader),
            person=reader.person,
            email="" if reader.person else reader.email,
            language=reader.language,
            matter_reference=matter.reference,
        )


def _letter(step: Step, reader: Reader, said: str) -> str:
    parts = [f"{step.matter.title} ({step.matter.reference})", said]
    note = getattr(step, "note", None)
    may_read_note = reader.why == Follower.OPENER or (step.by_staff and sentences.are_for_all(step.verb))
    if note and note.text and may_read_note and not reader.is_staff:
        parts.append(note.text)
    if step.verb != "late" and step.matter.is_open and step.matter.due_at and not reader.is_staff:
        unit = str(step.matter.unit) if step.matter.unit else ""
        if step.matter.due_at > clock.now():
            parts.append(sentences.promise(step.matter.due_at, unit))
    if reader.following_id:
        parts.append(_("To hear no more of this: %(address)s") % {"address": stop_address(reader.following_id)})
    return "\n\n".join(parts)


def address_for(matter: Matter, reader: Reader) -> str:
    """The page this reader may open: the desk's, the public one, or the opener's own by a secret link."""
    kind = registry.kinds().get(matter.kind)
    if kind is None:
        return ""
    try:
        return _address(kind, matter, reader)
    except (NoReverseMatch, ObjectDoesNotExist):  # the channel has no such page, or no part of this matter
        return ""


def _address(kind: Kind, matter: Matter, reader: Reader) -> str:
    if reader.is_staff:
        return kind.desk_address(matter) if kind.desk_address else ""
    if reader.why == Follower.OPENER and reader.person is None and kind.own_address:
        return kind.own_address(matter, reader.email)
    is_readable = matter.is_public or (reader.person is not None and reader.person.pk == matter.opened_by_id)
    return kind.address(matter) if kind.address and is_readable else ""


def stop_address(following_id: int) -> str:
    """The whole address of a page with one button that ends a following; works without an account, for ever."""
    token = signing.dumps(following_id, salt=STOP_SALT)
    return settings.KUULU["BASE_URL"].rstrip("/") + reverse("matters:stop", args=[token])
