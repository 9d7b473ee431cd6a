"""What the room holds of a person, how it is handed out, forgotten, and kept no longer than told."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kuulu.foundation import clock
from kuulu.foundation.languages import say
from kuulu.foundation.personal import Holding, Item, Subject, each

from .actions.forget import drop_contact, make_nameless
from .models import Proposal, Reach

CONTACT_MONTHS = 24  #: after the matter has ended, when name and address go

HOLDS = [
    Holding(
        "budgeting.Proposal",
        ("proposer_name", "proposer_email", "proposer_phone"),
        _("to send the receipt, and to tell what becomes of the proposal"),
        _("24 months after the proposal was carried out or otherwise ended"),
    ),
    Holding(
        "budgeting.Proposal",
        ("text", "group_name"),
        _("to weigh, choose and carry out what was proposed"),
        _("as long as the matter is kept in the city's record; what is public stays without a name"),
    ),
    Holding(
        "budgeting.Proposal",
        ("entered_by",),
        _("to know which clerk wrote it down for a resident"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.Weighed",
        ("by",),
        _("to know who said whether it can be carried out, without an interest of their own"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.Progress",
        ("by",),
        _("to know who told how the work goes on"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.Verdict",
        ("by",),
        _("to know who wrote the decision down"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.Reach",
        ("way", "line"),
        _("to reach a child or young person who proposed, through the adult they chose"),
        _("24 months after the proposal was carried out or otherwise ended"),
    ),
    Holding(
        "budgeting.OfficeDecision",
        ("by",),
        _("to know who wrote the office holder's decision down"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.CodeBatch",
        ("printed_by",),
        _("to know who printed codes for a vote"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.FourEyes",
        ("asked_by", "approved_by"),
        _("to know which two people did something in a vote that nobody may do alone"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.PaperBallot",
        ("first_by", "second_by", "settled_by", "approved_by"),
        _("to know which two people entered a paper ballot"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "budgeting.CountSession",
        ("person_1", "person_2", "observers", "minutes"),
        _("to tell in the minutes who counted a vote and who looked on"),
        _("as long as the minutes are kept in the city's record"),
    ),
]


def _of(subject: Subject) -> QuerySet[Proposal]:
    mine = subject.owns(account="matter__opened_by", email="proposer_email")
    rows = Proposal.objects.filter(mine, made_nameless_at__isnull=True)
    return rows.select_related("matter", "round", "reach").order_by("pk")


def _told_through(subject: Subject) -> list[Reach]:
    """Where a proposer gave this person's address as the adult's; the proposal is not theirs."""
    named = Q(pk__in=[])
    for address in subject.emails:
        named |= Q(line__iexact=address) if address else Q(pk__in=[])
    return list(Reach.objects.filter(named).exclude(proposal__in=_of(subject)).select_related("proposal__matter"))


def gather(subject: Subject) -> list[Item]:
    """Each proposal with its text, contact details and pictures; and where one is the adult through whom to reach."""
    named = [
        Item(kind="reach", reference=one.proposal.matter.reference, content={"reach": one.way, "reach_line": one.line})
        for one in _told_through(subject)
    ]
    return [*(_item(proposal) for proposal in _of(subject)), *named]


def _item(proposal: Proposal) -> Item:
    matter = proposal.matter
    content: dict[str, Any] = {
        "title": matter.title,
        "text": proposal.text,
        "round": say(proposal.round.names),
        "address": matter.address,
        "point": [matter.lat, matter.lon] if matter.has_point else None,
        "sent": matter.opened_at.isoformat(),
        "stage": matter.stage,
        "public": matter.is_public,
        "name": proposal.proposer_name,
        "email": proposal.proposer_email,
        "phone": proposal.proposer_phone,
        "group_name": proposal.group_name,
        "wished_euros": proposal.wished_euros,
    }
    if reach := getattr(proposal, "reach", None):
        content |= {"reach": reach.way, "reach_line": reach.line}
    files = tuple(str(paper.file.name) for paper in matter.papers.filter(by_staff=False))
    return Item(kind="proposal", reference=matter.reference, content=content, files=files)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Ended ones become nameless; open ones lose the contact details and go on without them."""
    words = []
    for proposal in _of(subject):
        reference = proposal.matter.reference
        if proposal.matter.is_open:
            drop_contact(proposal)
            words.append(
                gettext("%(reference)s is still open: the city handles the text without your name and contact details.")
                % {"reference": reference}
            )
        else:
            make_nameless(proposal)
            words.append(gettext("%(reference)s no longer tells who you are.") % {"reference": reference})
    for one in _told_through(subject):
        known = {"reference": one.proposal.matter.reference}
        one.delete()
        words.append(gettext("%(reference)s no longer has your address as the adult's.") % known)
    return words


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many."""
    limit = clock.now() - CONTACT_MONTHS * clock.MONTH
    known = ~Q(proposer_name="") | ~Q(proposer_email="") | ~Q(proposer_phone="") | Q(reach__isnull=False)
    rows = Proposal.objects.filter(known, matter__ended_at__lt=limit).select_related("matter")
    return {"budgeting.contact": each(rows, make_nameless, dry_run=dry_run)}
