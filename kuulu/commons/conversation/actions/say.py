"""How somebody says something about a matter, once however often it is sent, and takes it back."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.papers import Developed
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness
from kuulu.foundation.languages import current
from kuulu.foundation.text import clean, has_identity_code

from ..models import Comment
from ..policy import is_writer, may_comment, may_speak_for_city
from ..vocabulary import LONGEST, CommentState
from .notices import tell_moderators


class NotHere(ValueError):
    """What was answered is not there to be answered: gone, of another matter, or an answer itself."""


def say(
    matter: Matter,
    *,
    text: str,
    writer: Person | None = None,
    name: str = "",
    digest: str = "",
    parent: Comment | None = None,
    photo: Developed | None = None,
    key: str | None = None,
    for_city: bool = False,
    language: str = "",
) -> Comment:
    """Write a comment, or the one that was already sent with this key. Raises PermissionDenied, NotHere.

    `digest` is the visitor's; `photo` comes from matters.papers.develop, and waits for a check in any case.
    """
    if not may_comment(matter) or (for_city and not may_speak_for_city(writer, matter)):
        raise PermissionDenied
    if (earlier := _sent_with(key, matter, writer, digest)) is not None:
        return earlier
    comment = Comment(
        matter=matter,
        parent=_answerable(parent, matter),
        writer=writer,
        writer_name="" if for_city else clean(name, lines=False)[:80],
        writer_digest=digest,
        text=clean(text)[:LONGEST],
        language=language or current(),
        by_staff=for_city,
        idempotency_key=key or None,
    )
    comment.state = _first_state(comment, has_photo=photo is not None)
    try:
        return _write(comment, photo)
    except IntegrityError:
        if (earlier := _sent_with(key, matter, writer, digest)) is None:
            raise
        return earlier


def _sent_with(key: str | None, matter: Matter, writer: Person | None, digest: str) -> Comment | None:
    """What this same writer already sent with this key; somebody else's key opens nothing."""
    earlier = Comment.objects.filter(idempotency_key=key, matter=matter).first() if key else None
    return earlier if earlier and is_writer(writer, earlier, digest=digest) else None


def _answerable(parent: Comment | None, matter: Matter) -> Comment | None:
    if parent is not None and (parent.matter_id != matter.pk or parent.parent_id is not None or not parent.is_shown):
        raise NotHere
    return parent


def _first_state(comment: Comment, *, has_photo: bool) -> CommentState:
    """Shown at once when the city says it, or checks afterwards; never at once with a picture or an identity code."""
    if comment.by_staff:
        return CommentState.SHOWN
    checks_after = settings.KUULU["COMMENTS_MODERATION"] == "after"
    is_risky = has_photo or has_identity_code(f"{comment.writer_name} {comment.text}")
    return CommentState.SHOWN if checks_after and not is_risky else CommentState.WAITING


@transaction.atomic
def _write(comment: Comment, photo: Developed | None) -> Comment:
    if photo is not None:
        comment.paper = matters.attach(comment.matter, photo, by_staff=comment.by_staff)
    comment.save()
    if comment.is_shown:
        freshness.bump()
    if not comment.by_staff:
        tell_moderators(comment)
    return comment


@transaction.atomic
def take_back(comment: Comment, *, by: Person | None = None, digest: str = "") -> None:
    """The writer takes a comment back: its words, name and picture go, answers to it stay. Raises PermissionDenied."""
    if not is_writer(by, comment, digest=digest):
        raise PermissionDenied
    empty(comment)


def empty(comment: Comment) -> None:
    """Remove all that a comment tells; what stays is that something was said here."""
    was_shown, paper = comment.is_shown, comment.paper
    comment.text, comment.writer_name, comment.writer_digest = "", "", ""
    comment.writer, comment.paper, comment.state = None, None, CommentState.REMOVED
    comment.changed_at = clock.now()
    comment.save()
    if paper is not None:
        matters.remove_paper(paper)
    if was_shown:
        freshness.bump()
