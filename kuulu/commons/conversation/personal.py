"""What the room holds of a person, how it hands that out, forgets it, and keeps it no longer than told."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kuulu.foundation import clock
from kuulu.foundation.personal import Holding, Item, Subject, drop, each

from .actions.say import empty
from .models import Appeal, Comment, Flag
from .vocabulary import CommentState

KNOWN_FOR = 24 * clock.MONTH  #: how long a visitor is known again as the writer
HIDDEN_FOR = 12 * clock.MONTH  #: how long the words of a hidden comment are kept for an appeal or the police

HOLDS = [
    Holding(
        "conversation.Comment",
        ("text", "writer", "writer_name", "writer_digest", "hidden_by", "paper"),
        _("to show what people say about a matter"),
        _("shown ones with the matter; a visitor is known again for 24 months; a hidden one's words 12 months"),
    ),
    Holding(
        "conversation.Flag",
        ("digest", "note"),
        _("to look at what a reader reported, each reader once"),
        _("24 months"),
    ),
    Holding(
        "conversation.Appeal",
        ("text", "answer", "answered_by"),
        _("to look again at what was hidden"),
        _("with the hidden comment's words"),
    ),
]


def _mine(subject: Subject) -> QuerySet[Comment]:
    return (
        Comment.objects.filter(subject.owns(account="writer"))
        .select_related("matter", "appeal", "paper")
        .order_by("id")
    )


def gather(subject: Subject) -> list[Item]:
    """Each comment written by account, its fate and its appeal."""
    return [_item(comment) for comment in _mine(subject)]


def _item(comment: Comment) -> Item:
    content: dict[str, Any] = {
        "text": comment.text,
        "name": comment.writer_name,
        "state": comment.state,
        "written": comment.made_at.isoformat(),
        "hidden_because": comment.hidden_because,
        "hidden_note": comment.hidden_note,
    }
    if hasattr(comment, "appeal"):
        content["appeal"] = [comment.appeal.text, comment.appeal.state, comment.appeal.answer]
    files = (str(comment.paper.file.name),) if comment.paper else ()
    return Item(kind="comment", reference=comment.matter.reference, content=content, files=files)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """The words, name and picture of each comment go; what stays is that something was said, and answers to it."""
    comments = list(_mine(subject))
    for comment in comments:
        _empty(comment)
    if subject.person_id:
        Comment.objects.filter(hidden_by_id=subject.person_id).update(hidden_by=None)
        Appeal.objects.filter(answered_by_id=subject.person_id).update(answered_by=None)
    said = ngettext(
        "Your %(count)s comment no longer has words or a name. That something was said stays.",
        "Your %(count)s comments no longer have words or a name. That something was said stays.",
        len(comments),
    )
    return [said % {"count": len(comments)}] if comments else []


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many."""
    now = clock.now()
    known = Comment.objects.exclude(writer_digest="").filter(made_at__lt=now - KNOWN_FOR)
    flags = Flag.objects.filter(made_at__lt=now - KNOWN_FOR)
    hidden = Comment.objects.filter(state=CommentState.HIDDEN, changed_at__lt=now - HIDDEN_FOR).exclude(text="")
    hidden = hidden.exclude(appeal__state="open")
    return {
        "conversation.digests": known.count() if dry_run else known.update(writer_digest=""),
        "conversation.reports": drop(flags, dry_run=dry_run),
        "conversation.hidden": each(hidden.select_related("paper"), _empty, dry_run=dry_run),
    }


def _empty(comment: Comment) -> None:
    Appeal.objects.filter(comment=comment).delete()
    empty(comment)
