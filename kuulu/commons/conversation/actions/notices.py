"""Notices of the room: to the writer of what became of the comment, to moderators that something waits."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.people.actions import notify
from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from ..models import Appeal, Comment
from ..queries.moderators import moderators_of


def own_page(comment: Comment) -> str:
    """Where the writer sees the comment and its fate."""
    return reverse("conversation:own", args=[comment.uuid])


def tell_hidden(comment: Comment) -> None:
    """The statement of reasons, to a writer with an account; others find it on the page they wrote from."""
    if comment.writer is None:
        return
    with translation.override(comment.writer.language):
        parts = [
            _("Your comment was hidden."),
            _("Why: %(reason)s") % {"reason": comment.get_hidden_because_display()},
            comment.hidden_note,
            _("A person decided this. It rests on the rules of discussion of this service."),
            _("You wrote:") + "\n" + comment.text,
            _("If you think this is wrong, you can appeal on the page below. Another person then looks at it."),
        ]
        _tell_writer(comment, "hidden", _("Your comment was hidden"), parts)


def tell_settled(appeal: Appeal) -> None:
    """What came of the writer's appeal."""
    comment = appeal.comment
    if comment.writer is None:
        return
    with translation.override(comment.writer.language):
        parts = [_("We looked at your appeal."), str(appeal.get_state_display()), appeal.answer]
        _tell_writer(comment, f"settled:{appeal.pk}", _("We looked at your appeal"), parts)


def _tell_writer(comment: Comment, what: str, subject: str, parts: list[str]) -> None:
    assert comment.writer is not None  # noqa: S101 - both callers asked
    notify(
        kind="comment",
        key=f"comment:{comment.pk}:{what}:{comment.changed_at:%Y%m%d%H%M%S%f}",
        subject=subject,
        text="\n\n".join(filter(None, parts)),
        link=own_page(comment),
        person=comment.writer,
        language=comment.writer.language,
        matter_reference=comment.matter.reference,
    )


def tell_moderators(comment: Comment) -> None:
    """Say once a day to each moderator that there is something in the queue."""
    for person in moderators_of(comment):
        _tell_moderator(person)


def _tell_moderator(person: Person) -> None:
    with translation.override(person.language):
        notify(
            kind="moderation",
            key=f"moderation:{clock.today():%Y%m%d}:{person.pk}",
            subject=_("Comments wait for a check"),
            text=_("There are new comments, reports or appeals in the queue."),
            link=reverse("conversation_desk:queue"),
            person=person,
            language=person.language,
        )
