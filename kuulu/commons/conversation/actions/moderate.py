"""How a comment is shown after a check, or hidden with a reason that its writer is told."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.vocabulary import PaperState
from kuulu.commons.people.actions import audit
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness
from kuulu.foundation.text import clean

from ..models import Comment
from ..policy import may_moderate
from ..vocabulary import CommentState, HideReason
from .notices import tell_hidden
from .report import settle_flags


@transaction.atomic
def show(comment: Comment, *, by: Person) -> bool:
    """Show a checked comment, with its picture; False when it was not waiting. Raises PermissionDenied.

    A hidden one is shown again by an appeal only, so that the one who hid it does not judge their own judgement.
    """
    if not may_moderate(by, comment):
        raise PermissionDenied
    if not _change(comment, (CommentState.WAITING,), CommentState.SHOWN):
        return False
    _set_picture(comment, PaperState.PUBLIC)
    settle_flags(comment)
    audit(by, "comment_shown", kind="comment", reference=str(comment.uuid))
    return True


@transaction.atomic
def hide(comment: Comment, *, reason: HideReason | str, by: Person, note: str = "") -> bool:
    """Hide a comment with a reason and tell its writer; False when it is not there to hide. Raises PermissionDenied.

    The statement of reasons says what, why, by which rule, and how to appeal (Regulation (EU) 2022/2065, Article 17).
    """
    if not may_moderate(by, comment):
        raise PermissionDenied
    told = {"hidden_because": HideReason(reason), "hidden_note": clean(note, lines=False)[:400], "hidden_by": by}
    if not _change(comment, (CommentState.WAITING, CommentState.SHOWN), CommentState.HIDDEN, **told):
        return False
    _set_picture(comment, PaperState.HIDDEN)
    settle_flags(comment)
    audit(by, "comment_hidden", kind="comment", reference=str(comment.uuid))
    tell_hidden(comment)
    return True


def _change(comment: Comment, before: tuple[CommentState, ...], after: CommentState, **fields: object) -> bool:
    """Change the state if nobody else did meanwhile; two who press at once make one change."""
    fields = {"state": after, "changed_at": clock.now(), **fields}
    if not Comment.objects.filter(pk=comment.pk, state__in=before).update(**fields):
        return False
    comment.refresh_from_db()
    freshness.bump()
    return True


def _set_picture(comment: Comment, state: PaperState) -> None:
    if comment.paper_id:
        Paper.objects.filter(pk=comment.paper_id).update(state=state)
