"""How a reader reports a comment, without an account, and how reports are settled."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.people.actions import audit
from kuulu.commons.people.models import Person
from kuulu.foundation import clock
from kuulu.foundation.text import clean

from ..models import Comment, Flag
from ..policy import may_moderate
from ..vocabulary import HideReason
from .notices import tell_moderators


@transaction.atomic
def flag(comment: Comment, *, reason: HideReason | str, digest: str, note: str = "") -> bool:
    """Report a shown comment once per reader; whether this report was new. Raises PermissionDenied, ValueError.

    A report hides nothing by itself: many reporters are not many reasons. A person looks.
    """
    if not (comment.is_shown and comment.matter.is_public):
        raise PermissionDenied
    told = {"reason": HideReason(reason), "note": clean(note)[:400]}
    _row, made = Flag.objects.get_or_create(comment=comment, digest=digest, defaults=told)
    if made:
        tell_moderators(comment)
    return made


def settle_flags(comment: Comment) -> int:
    """A moderator has looked: the open reports are done with."""
    return comment.flags.filter(settled_at__isnull=True).update(settled_at=clock.now())


@transaction.atomic
def keep(comment: Comment, *, by: Person) -> bool:
    """A moderator looked at the reports and lets the comment stay; False when none was open. Raises PermissionDenied."""
    if not may_moderate(by, comment):
        raise PermissionDenied
    settled = settle_flags(comment)
    if settled:
        audit(by, "reports_settled", kind="comment", reference=str(comment.uuid))
    return bool(settled)
