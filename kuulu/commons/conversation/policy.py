"""Who may say, see, check, hide and appeal."""

from __future__ import annotations

from django.db.models import Q

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.policy import covers, may_work_on, scopes
from kuulu.commons.people.policy import Someone, has_duty, is_person
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import registry

from .models import Comment, CommentQuerySet
from .vocabulary import CommentState

MODERATORS = (Duty.MODERATOR, Duty.COMMUNICATIONS, Duty.ADMINISTRATOR)


def may_comment(matter: Matter) -> bool:
    """Anybody on a public matter whose kind is talked about; no account is asked for."""
    kind = registry.kinds().get(matter.kind)
    return kind is not None and kind.comments and matter.is_public


def may_speak_for_city(who: Someone, matter: Matter) -> bool:
    """Those who work on the matter, or moderate it, may answer in a unit's name."""
    return may_work_on(who, matter) or covers(who, matter, *MODERATORS)


def may_moderate(who: Someone, comment: Comment) -> bool:
    """Whether a member of staff may show or hide this comment."""
    return covers(who, comment.matter, *MODERATORS)


def moderates(who: Someone) -> bool:
    """Whether the person has a duty to look at comments anywhere."""
    return has_duty(who, *MODERATORS)


def may_settle_appeal(who: Someone, comment: Comment) -> bool:
    """Another moderator than the one who hid it."""
    return is_person(who) and may_moderate(who, comment) and comment.hidden_by_id != who.pk


def is_writer(who: Someone, comment: Comment, *, digest: str = "") -> bool:
    """Whether this account or visitor wrote it."""
    if is_person(who) and comment.writer_id == who.pk:
        return True
    return bool(digest) and comment.writer_digest == digest


def may_appeal(who: Someone, comment: Comment, *, digest: str = "") -> bool:
    """The writer of a hidden comment, once."""
    is_hidden = comment.state == CommentState.HIDDEN
    return is_hidden and is_writer(who, comment, digest=digest) and not hasattr(comment, "appeal")


def seen_by_moderator(who: Someone) -> CommentQuerySet:
    """Every comment a moderator may look at: by unit and area of its matter."""
    reach = scopes(who, *MODERATORS)
    if (None, "") in reach:
        return Comment.objects.all()
    wanted = Q(pk__in=[])
    for units, area in reach:
        here = Q(matter__unit_id__in=units) | Q(matter__unit__isnull=True) if units is not None else Q()
        there = Q(matter__area__code=area) | Q(matter__area__isnull=True) if area else Q()
        wanted |= here & there
    return Comment.objects.filter(wanted)
