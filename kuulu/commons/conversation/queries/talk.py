"""What is said about a matter, as anybody may read it, and as its writer sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import PaperState
from kuulu.commons.people.models import Person
from kuulu.foundation.languages import html_lang

from ..models import Comment, CommentQuerySet
from ..vocabulary import CommentState

ON_MATTER = 20  #: top-level comments on a matter's own page
PER_PAGE = 50
MOST_REPLIES = 200  #: answers read for one page


@dataclass(frozen=True, kw_only=True)
class Said:
    """One comment as a page shows it."""

    comment: Comment
    name: str
    text: str
    lang: str
    gone: str = ""  #: instead of the text, when it has been hidden or taken back but was answered
    photo: str = ""
    photo_large: str = ""
    photo_alt: str = ""
    replies: list[Said] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What is said about a matter, and how much more there is."""

    said: list[Said]
    total: int

    @property
    def has_more(self) -> bool:
        return len(self.said) + sum(len(one.replies) for one in self.said) < self.total


def top_level(matter: Matter) -> CommentQuerySet:
    """Comments that begin a talk: the shown ones, and those gone but answered."""
    answers = Comment.objects.shown().filter(parent=OuterRef("pk"))
    return Comment.objects.filter(matter=matter, parent__isnull=True).filter(
        Q(state=CommentState.SHOWN) | Exists(answers)
    )


def talk(matter: Matter, *, comments: Iterable[Comment] | None = None) -> Talk:
    """The shown comments of a matter with their answers, oldest first. Three queries; two when `comments` are given."""
    chosen = list(
        comments if comments is not None else top_level(matter).select_related("paper", "matter__unit")[:ON_MATTER]
    )
    replies = Comment.objects.shown().filter(parent__in=chosen).select_related("paper", "matter__unit").order_by("id")
    by_parent: dict[int | None, list[Said]] = defaultdict(list)
    for reply in replies[:MOST_REPLIES]:
        by_parent[reply.parent_id].append(_said(reply, []))
    return Talk(said=[_said(one, by_parent[one.pk]) for one in chosen], total=count_shown(matter))


def page_of_talk(matter: Matter, number: str) -> Page[Comment]:
    """One page of the comments that begin a talk; a number beyond the last gives the last."""
    rows = top_level(matter).select_related("paper", "matter__unit")
    return Paginator(rows, PER_PAGE).get_page(number[:6])


def count_shown(matter: Matter) -> int:
    """How many comments anybody may read."""
    return Comment.objects.shown().filter(matter=matter).count()


def name_of_writer(comment: Comment) -> str:
    """The name the writer chose; "A resident" when none, the unit when the city speaks."""
    if comment.by_staff:
        return str(comment.matter.unit) if comment.matter.unit else _("The city")
    return comment.writer_name or _("A resident")


def _said(comment: Comment, replies: list[Said]) -> Said:
    paper = comment.paper if comment.is_shown and comment.paper and comment.paper.state == PaperState.PUBLIC else None
    return Said(
        comment=comment,
        name=name_of_writer(comment) if comment.is_shown else "",
        text=comment.words,
        lang=html_lang(comment.language),
        gone=_gone(comment),
        photo=paper.thumbnail.url if paper else "",
        photo_large=paper.file.url if paper else "",
        photo_alt=paper.alt if paper else "",
        replies=replies,
    )


def _gone(comment: Comment) -> str:
    if comment.state == CommentState.HIDDEN:
        return _("The city hid this comment: %(reason)s") % {"reason": comment.get_hidden_because_display().lower()}
    if comment.state == CommentState.REMOVED:
        return _("The writer took this comment back.")
    return "" if comment.is_shown else _("This comment waits for a check.")


def own_of(matter: Matter, *, writer: Person | None, digest: str) -> list[Comment]:
    """The writer's own comments that others do not see: waiting or hidden. One query."""
    mine = Q(writer=writer) if writer else Q(pk__in=[])
    if digest:
        mine |= Q(writer_digest=digest)
    unseen = Comment.objects.filter(mine, matter=matter, state__in=(CommentState.WAITING, CommentState.HIDDEN))
    return list(unseen.select_related("appeal").order_by("id")[:50])
