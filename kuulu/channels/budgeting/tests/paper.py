"""A vote with paper: given at the desk, brought back in a box, entered by two clerks."""

from __future__ import annotations

import html
import re
import uuid
from contextlib import contextmanager
from typing import Any

from django.test import Client
from django.utils import translation

from kuulu.channels.budgeting.actions import paper as actions
from kuulu.channels.budgeting.ballot_box import paper as box
from kuulu.channels.budgeting.eligibility.entitle import entitle_person
from kuulu.channels.budgeting.models import Electorate, PaperBallot, PaperBatch, Vote
from kuulu.channels.budgeting.vocabulary import Door
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty

from .factories import make_staff, make_unit
from .voting import open_vote

DESK = "/en/desk/budjetti/kierros/small-2027/"
PAPER = f"{DESK}paperi/"


def make_clerk() -> Person:
    return make_staff(duty=Duty.CLERK)


def make_runner() -> Person:
    return make_staff(make_unit())


def desk(person: Person) -> Client:
    """Somebody at the own desk."""
    client = Client()
    client.force_login(person)
    return client


def paper_vote(**fields: Any) -> Vote:
    """An open vote, with doors that lead to paper."""
    made = open_vote(**{"doors": [Door.DESK.value, Door.REGISTER.value], **fields})
    return Vote.objects.select_related("round__unit").get(pk=made.pk)


def give_paper(vote: Vote, *names: str) -> list[str]:
    """A clerk gives a paper ballot to each of these people; their marks."""
    electorate = Electorate.objects.get(vote=vote)
    found = [entitle_person(electorate, f"hetu:{name}", door=Door.DESK).tag for name in names]
    for tag in found:
        box.hand_out(vote.pk, tag=tag, idem=uuid.uuid4().hex)
    return found


def returned(
    vote: Vote, ballots: int, *, issued: int | None = None, unused: int = 0, place: str = "Library"
) -> PaperBatch:
    """A box with so many ballots came back from a place."""
    runner = make_runner()
    batch = actions.open_batch(vote, by=runner, place=place, issued=issued or ballots + unused)
    return actions.give_back(batch, by=runner, unused=unused, exchanged=0, returned=ballots)


def ballot(batch: PaperBatch, row: int) -> PaperBallot:
    return PaperBallot.objects.select_related("batch__vote__round__unit").get(batch=batch, row=row)


def words(reply: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", reply.content.decode())).split())


def text_of(pdf: bytes) -> str:
    """What a PDF says, in the order in which it is read."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


@contextmanager
def keys_in(settings: Any, folder: Any) -> Any:
    """Keys of the test's own, and no second factor."""
    from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in

    keep_keys_in(settings, folder)
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    with translation.override("en"):
        yield
