"""How the writer of a hidden comment appeals, and how another moderator settles it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.vocabulary import PaperState
from kuulu.commons.people.actions import audit
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness
from kuulu.foundation.text import clean

from ..models import Appeal, Comment
from ..policy import is_writer, may_settle_appeal
from ..vocabulary import AppealState, CommentState
from .notices import tell_moderators, tell_settled


@transaction.atomic
def appeal(comment: Comment, *, text: str, by: Person | None = None, digest: str = "") -> Appeal:
    """The writer says why the comment should be shown; once, a second time changes nothing. Raises PermissionDenied."""
    if comment.state != CommentState.HIDDEN or not is_writer(by, comment, digest=digest):
        raise PermissionDenied
    made, is_new = Appeal.objects.get_or_create(comment=comment, defaults={"text": clean(text)[:2000]})
    if is_new:
        tell_moderators(comment)
    return made


@transaction.atomic
def settle_appeal(appeal: Appeal, *, is_right: bool, answer: str, by: Person) -> bool:
    """Another moderator shows the comment again or lets it stay hidden, and says why; False when already settled.

    Raises PermissionDenied, also for the moderator who hid it.
    """
    comment = appeal.comment
    if not may_settle_appeal(by, comment):
        raise PermissionDenied
    settled = {
        "state": AppealState.REVERSED if is_right else AppealState.UPHELD,
        "answer": clean(answer)[:2000],
        "answered_by": by,
        "answered_at": clock.now(),
    }
    if not Appeal.objects.filter(pk=appeal.pk, state=AppealState.OPEN).update(**settled):
        return False
    appeal.refresh_from_db()
    if is_right:
        _show_again(comment)
    audit(by, "appeal_reversed" if is_right else "appeal_upheld", kind="comment", reference=str(comment.uuid))
    tell_settled(appeal)
    return True


def _show_again(comment: Comment) -> None:
    fields = {"state": CommentState.SHOWN, "hidden_because": "", "hidden_note": "", "changed_at": clock.now()}
    Comment.objects.filter(pk=comment.pk, state=CommentState.HIDDEN).update(**fields)
    if comment.paper_id:
        Paper.objects.filter(pk=comment.paper_id).update(state=PaperState.PUBLIC)
    freshness.bump()
