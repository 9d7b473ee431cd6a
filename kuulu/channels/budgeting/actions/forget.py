"""How a proposal forgets its proposer; what was proposed stays as the public reads it."""

from __future__ import annotations

from django.db import transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.actions.attach import remove_paper
from kuulu.commons.people import actions as people
from kuulu.foundation import clock, freshness
from kuulu.foundation.languages import say

from ..models import Proposal, Reach
from ..vocabulary import LINK_PURPOSE

CONTACT = ("proposer_name", "proposer_email", "proposer_phone")


@transaction.atomic
def drop_contact(proposal: Proposal) -> None:
    """Remove who proposed it and how to reach them, and every link that opens it as theirs; a shown name goes too."""
    matter = proposal.matter
    people.revoke_links(purpose=LINK_PURPOSE, subject=matter.reference)
    if proposal.proposer_email:
        matters.unfollow(matter, email=proposal.proposer_email)
    if matter.opened_by_id:
        matters.unfollow(matter, person=matter.opened_by)
        matter.opened_by = None
        matter.save(update_fields=["opened_by"])
    for name in CONTACT:
        setattr(proposal, name, "")
    Reach.objects.filter(proposal=proposal).delete()
    proposal.shows_name = False
    proposal.save(update_fields=[*CONTACT, "shows_name"])
    if matter.is_public:
        freshness.bump()


@transaction.atomic
def make_nameless(proposal: Proposal) -> None:
    """Take away all that tells of its proposer. A private one keeps its number, place, dates, steps and fate only."""
    drop_contact(proposal)
    matter = proposal.matter
    matters.forget_words(matter)
    if not matter.is_public:
        for paper in matter.papers.all():
            remove_paper(paper)
        proposal.text = ""
        matter.title, matter.summary = say(proposal.round.names)[:200], ""
        matter.save(update_fields=["title", "summary"])
    proposal.group_name, proposal.made_nameless_at = "", clock.now()
    proposal.save(update_fields=["text", "group_name", "made_nameless_at"])
    matters.record(matter, "made_nameless")
