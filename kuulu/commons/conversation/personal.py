"""What the room holds of a person, how it hands that out, forgets it, and keeps it no longer than told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from kuulu.foundation import clock
from kuulu.foundation.personal import Holding, Item, Subject

from .actions.say import empty
from .models import Appeal, Comment, Flag
from .vocabulary import CommentState

MONTH = dt.timedelta(days=365.25 / 12)
KNOWN_FOR = 24 * MONTH  #: how long a visitor is known again as the writer
HIDDEN_FOR = 12 * MONTH  #: how long the words of a hidden comment are kept for an appeal or the police
AT_ONCE = 500  #: comments of one round; the next round takes more

HOLDS = [
    Holding(
        model="conversation.Comment",
        fields=("text", "writer", "writer_name", "writer_digest", "hidden_by", "paper"),
        purpose=gettext_lazy("to show what people say about a matter"),
        kept=gettext_lazy(
            "shown ones with the matter; a visitor is known again for 24 months; a hidden one's words 12 months"
        ),
    ),
    Holding(
        model="conversation.Flag",
        fields=("digest", "note"),
        purpose=gettext_lazy("to look at what a reader reported, each reader once"),
        kept=gettext_lazy("24 months"),
    ),
    Holding(
        model="conversation.Appeal",
        fields=("text", "answer", "answered_by"),
        purpose=gettext_lazy("to look again at what was hidden"),
        kept=gettext_lazy("with the hidden comment's words"),
    ),
]


def _mine(subject: Subject) -> QuerySet[Comment]:
    mine = Q(writer_id=subject.person_id) if subject.person_id else Q(pk__in=[])
    return Comment.objects.filter(mine).select_related("matter", "appeal", "paper").order_by("id")


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
        Appeal.objects.filter(comment=comment).delete()
        empty(comment)
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
    if dry_run:
        counts = (known.count(), flags.count(), hidden.count())
    else:
        counts = (known.update(writer_digest=""), flags.delete()[0], _empty_hidden(hidden))
    return dict(zip(("conversation.digests", "conversation.reports", "conversation.hidden"), counts, strict=True))


def _empty_hidden(hidden: QuerySet[Comment]) -> int:
    chosen = list(hidden.select_related("paper")[:AT_ONCE])
    for comment in chosen:
        Appeal.objects.filter(comment=comment).delete()
        empty(comment)
    return len(chosen)
