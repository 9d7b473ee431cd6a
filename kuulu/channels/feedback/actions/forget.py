"""How a feedback forgets its sender: contact details a year after closing, the rest by its category's time."""

from __future__ import annotations

from django.db import transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.actions.attach import remove_paper
from kuulu.commons.people import actions as people
from kuulu.foundation import clock, freshness

from ..models import Feedback
from ..vocabulary import LINK_PURPOSE

CONTACT = ("sender_name", "sender_email", "sender_phone", "device_id", "account_id")


@transaction.atomic
def drop_contact(feedback: Feedback) -> None:
    """Remove who sent it and how to reach them, and every link that opens it as theirs; a shown name goes too."""
    people.revoke_links(purpose=LINK_PURPOSE, subject=feedback.matter.reference)
    if feedback.sender_email:
        matters.unfollow(feedback.matter, email=feedback.sender_email)
    for name in CONTACT:
        setattr(feedback, name, "")
    feedback.shows_name = False
    feedback.save(update_fields=[*CONTACT, "shows_name"])
    if feedback.matter.is_public:
        freshness.bump()


@transaction.atomic
def make_nameless(feedback: Feedback) -> None:
    """Take away all that tells of its sender. What is public stays as the public read it; the rest of it goes.

    A private one keeps its number, category, place, dates, steps and answers, for the figures and the city's record.
    """
    drop_contact(feedback)
    matter = feedback.matter
    if matter.opened_by_id:
        matters.unfollow(matter, person=matter.opened_by)
    matter.opened_by = None
    feedback.messages.all().delete()
    matters.forget_words(matter)
    if matter.is_public:
        feedback.text = feedback.shown_text
        matter.save(update_fields=["opened_by"])
    else:
        _empty(feedback)
    feedback.public_text, feedback.made_nameless_at = "", clock.now()
    feedback.save(update_fields=["text", "public_text", "answers", "thanked", "media_urls", "made_nameless_at"])
    matters.record(matter, "made_nameless")


def _empty(feedback: Feedback) -> None:
    matter = feedback.matter
    for paper in matter.papers.all():
        remove_paper(paper)
    feedback.text, feedback.thanked, feedback.answers, feedback.media_urls = "", "", {}, []
    matter.title, matter.summary = str(feedback.category)[:200], ""
    matter.save(update_fields=["title", "summary", "opened_by"])
