"""Who may what with comments: a table that a lawyer could check."""

import pytest
from django.contrib.auth.models import AnonymousUser

from kuulu.commons.conversation import policy
from kuulu.commons.conversation.actions import hide, say
from kuulu.commons.conversation.models import Comment
from kuulu.commons.matters.tests.factories import make_chief, make_matter, make_person, make_unit
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty

pytestmark = pytest.mark.django_db

#: who: (moderates this comment, speaks for the city, settles the appeal, sees it in the queue)
TABLE = {
    "nobody": (False, False, False, False),
    "resident": (False, False, False, False),
    "writer": (False, False, False, False),
    "body_member": (False, False, False, False),
    "handler": (False, True, False, False),
    "supervisor": (False, True, False, False),
    "preparer": (False, True, False, False),
    "decider": (False, True, False, False),
    "clerk": (False, False, False, False),
    "translator": (False, False, False, False),
    "auditor": (False, False, False, False),
    "moderator": (True, True, True, True),
    "communications": (True, True, True, True),
    "administrator": (True, True, True, True),
    "moderator_elsewhere": (False, False, False, False),
    "handler_elsewhere": (False, False, False, False),
    "moderator_everywhere": (True, True, True, True),
    "who_hid_it": (True, True, False, True),
    "dismissed_moderator": (False, False, False, False),
}


@pytest.fixture
def comment():
    matter = make_matter(public=True, unit=make_unit())
    made = say(matter, text="x", writer=make_person("writer"))
    hide(made, reason="spam", by=make_person("who_hid_it", duty=Duty.MODERATOR))
    return made


def person_of(who):
    if who == "nobody":
        return AnonymousUser()
    existing = {"writer": "writer@example.org", "who_hid_it": "who_hid_it@example.org"}.get(who)
    if existing:
        return Person.objects.get(email=existing)
    if who == "resident":
        return make_person(who)
    duty = Duty(who.removesuffix("_elsewhere").removesuffix("_everywhere").removeprefix("dismissed_"))
    unit = None if who.endswith("_everywhere") else make_unit("parks" if who.endswith("_elsewhere") else "streets")
    return make_person(who, duty=duty, unit=unit, is_active=not who.startswith("dismissed_"))


def test_every_duty_stands_in_the_table():
    assert {duty.value for duty in Duty} <= TABLE.keys()


@pytest.mark.parametrize("who", TABLE)
def test_who_may_what(comment, who):
    person = person_of(who)
    assert (
        policy.may_moderate(person, comment),
        policy.may_speak_for_city(person, comment.matter),
        policy.may_settle_appeal(person, comment),
        policy.seen_by_moderator(person).filter(pk=comment.pk).exists(),
    ) == TABLE[who]


@pytest.mark.parametrize(
    "state, digest, by_writer, may",
    [
        ("hidden", "", True, True),
        ("hidden", "v" * 64, False, True),
        ("hidden", "x" * 64, False, False),
        ("hidden", "", False, False),
        ("waiting", "", True, False),
        ("shown", "v" * 64, False, False),
        ("removed", "v" * 64, False, False),
    ],
)
def test_who_may_appeal(comment, state, digest, by_writer, may):
    Comment.objects.filter(pk=comment.pk).update(state=state, writer_digest="v" * 64, hidden_because="spam")
    comment = Comment.objects.get(pk=comment.pk)
    who = comment.writer if by_writer else AnonymousUser()
    assert policy.may_appeal(who, comment, digest=digest) is may


def test_an_empty_digest_is_nobody(comment):
    Comment.objects.filter(pk=comment.pk).update(writer=None, writer_digest="")
    assert not policy.is_writer(None, Comment.objects.get(pk=comment.pk), digest="")
    assert not policy.is_writer(make_chief(), Comment.objects.get(pk=comment.pk))
