"""Who hears of what: for each verb exactly these readers, each once, in their language, with a link they may open."""

import datetime as dt

import pytest

from kuulu.commons.matters import actions
from kuulu.commons.matters.hearers import HEARERS, Hearer, hearers_of_verb
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.queries import hearers_of
from kuulu.commons.matters.sentences import SENTENCES
from kuulu.commons.matters.vocabulary import Follower, Visibility
from kuulu.commons.people.models import Notice
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock, registry

from .factories import make_chief, make_matter, make_person, make_unit

pytestmark = pytest.mark.django_db

#: address -> the group it stands for; the rest of the people below must never hear
PEOPLE = {
    "opener@example.org": Hearer.OPENER,
    "joined@example.org": Hearer.JOINED,
    "follower@example.org": Hearer.FOLLOWER,
    "neighbour@example.org": Hearer.FOLLOWER,
    "handler@example.org": Hearer.HANDLER,
    "unit@example.org": Hearer.UNIT,
}


def make_crowded_matter(*, public, handler):
    """A matter with everybody who could hear of it, and some who must not."""
    unit, other = make_unit("streets"), make_unit("parks")
    matter = make_matter(unit=unit, by=make_person("opener"), public=public)
    actions.follow(matter, email="joined@example.org", why=Follower.JOINED, confirmed=True)
    actions.follow(matter, person=make_person("follower"))
    actions.follow(matter, email="neighbour@example.org", confirmed=True)
    actions.follow(matter, email="unproved@example.org")
    make_person("unit", duty=Duty.HANDLER, unit=unit)
    make_person("elsewhere", duty=Duty.HANDLER, unit=other)
    make_person("former", duty=Duty.HANDLER, unit=unit).roles.update(
        starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 2, 1)
    )
    Matter.objects.filter(pk=matter.pk).update(handler=make_person("handler") if handler else None)
    matter.refresh_from_db()
    Notice.objects.all().delete()
    return matter


def heard(matter):
    return sorted(Notice.objects.filter(matter_reference=matter.reference).values_list("email", flat=True))


def expected(verb, *, public, handler):
    groups = set(hearers_of_verb(verb))
    if Hearer.HANDLER in groups and not handler:
        groups.add(Hearer.UNIT)
    if Hearer.HANDLER in groups and handler:
        groups.discard(Hearer.UNIT)
    if not public:
        groups.discard(Hearer.FOLLOWER)
    if not handler:
        groups.discard(Hearer.HANDLER)
    return sorted(email for email, group in PEOPLE.items() if group in groups)


def test_every_verb_stands_in_the_table():
    assert HEARERS.keys() == SENTENCES.keys()


@pytest.mark.advisory("CVE-2022-21683")
@pytest.mark.parametrize("handler", [True, False], ids=["with_handler", "without_handler"])
@pytest.mark.parametrize("public", [True, False], ids=["public", "private"])
@pytest.mark.parametrize("verb", [*HEARERS, *registry.verbs()])
def test_exactly_these_hear(verb, public, handler):
    matter = make_crowded_matter(public=public, handler=handler)
    actions.record(matter, verb, by_staff=True)
    assert heard(matter) == expected(verb, public=public, handler=handler)


#: the same as sets of words, so that a person can check the table without reading code
TABLE = {
    "answered": ["follower", "neighbour", "opener"],
    "outcome": ["follower", "joined", "neighbour", "opener"],
    "late": ["joined", "opener"],
    "hidden": ["opener"],
    "added": ["handler"],
    "routed": ["unit"],
    "note": [],
    "received": [],
}


@pytest.mark.parametrize("verb", TABLE)
def test_the_table_means_what_it_says(verb):
    assert expected(verb, public=True, handler=True) == [f"{name}@example.org" for name in TABLE[verb]]


def test_nobody_is_told_of_what_they_did_themselves():
    matter = make_crowded_matter(public=True, handler=True)
    actions.record(matter, "reopened", by=matter.opened_by)
    assert heard(matter) == ["follower@example.org", "handler@example.org", "neighbour@example.org"]


def test_a_notice_is_written_once_however_often_the_work_is_run(mailoutbox):
    matter = make_crowded_matter(public=True, handler=True)
    step = actions.record(matter, "answered", by_staff=True)
    actions.tell.call(step.pk)
    actions.tell.call(step.pk)
    assert len(heard(matter)) == 3


def test_an_address_and_an_account_of_the_same_reader_are_one():
    matter = make_matter(public=True)
    actions.follow(matter, person=make_person("twice"))
    actions.follow(matter, email="twice@example.org", confirmed=True)
    actions.record(matter, "outcome", values={"text": {"en": "Done"}}, by_staff=True)
    assert heard(matter) == ["twice@example.org"]


def test_each_hears_in_their_own_language():
    matter = make_matter(public=True)
    actions.follow(matter, person=make_person("anna", language="sv"))
    actions.follow(matter, email="ben@example.org", language="en", confirmed=True)
    actions.record(matter, "outcome", values={"text": {"fi": "Valmis", "sv": "Klart", "en": "Done"}}, by_staff=True)
    said = dict(Notice.objects.values_list("email", "subject"))
    assert "Klart" in said["anna@example.org"] and "Done" in said["ben@example.org"]
    assert set(Notice.objects.values_list("language", flat=True)) == {"sv", "en"}


def test_followers_read_the_citys_words_and_never_the_senders():
    matter = make_crowded_matter(public=True, handler=False)
    actions.record(matter, "outcome", by_staff=True, note="Korjattu eilen", values={"text": "Valmis"})
    actions.record(matter, "reopened", note="Numeroni on 0441234567")
    texts = "".join(Notice.objects.get(pk=n).text for n in _of("follower@example.org", "unit@example.org"))
    assert "Korjattu eilen" in texts and "0441234567" not in texts


def _of(*emails):
    return Notice.objects.filter(email__in=emails).values_list("pk", flat=True)


def test_a_joined_sender_reads_no_words_of_the_other_sender():
    matter = make_crowded_matter(public=False, handler=False)
    actions.record(matter, "late", note="Puhelin 0441234567")
    assert "0441234567" not in Notice.objects.get(email="joined@example.org").text
    assert "0441234567" in Notice.objects.get(email="opener@example.org").text


def test_a_unit_without_handlers_hears_at_its_shared_address():
    matter = make_matter()
    actions.hand_over(matter, unit=make_unit("pool", email="pool@example.org"), by=make_chief())
    assert heard(matter) == ["pool@example.org"]


def test_staff_who_follow_stop_hearing_of_a_private_matter_when_their_duty_ends():
    matter, person = make_matter(unit=make_unit()), make_person("clerk", duty=Duty.HANDLER, unit=make_unit())
    actions.follow(matter, person=person, why=Follower.STAFF)
    actions.record(matter, "outcome", by_staff=True)
    person.roles.all().delete()
    actions.record(matter, "outcome", by_staff=True)
    assert heard(matter) == ["clerk@example.org"]


def test_old_news_is_mailed_to_nobody():
    matter = make_crowded_matter(public=True, handler=True)
    actions.record(matter, "answered", by_staff=True, at=clock.now() - dt.timedelta(days=3))
    assert heard(matter) == []


def test_closing_with_the_answer_is_one_notice_and_closing_later_with_words_another():
    matter = make_crowded_matter(public=True, handler=True)
    actions.record(matter, "answered", by_staff=True, note="Vastaus")
    actions.record(matter, "closed", by_staff=True)
    assert len(heard(matter)) == 3
    actions.record(matter, "closed", by_staff=True, note="Tehty")
    assert len(heard(matter)) == 6


def test_a_hidden_matter_is_linked_for_nobody_but_its_opener():
    matter = make_crowded_matter(public=True, handler=False)
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.HIDDEN)
    actions.record(Matter.objects.get(pk=matter.pk), "outcome", by_staff=True)
    assert heard(matter) == ["joined@example.org", "opener@example.org"]
    assert Notice.objects.get(email="joined@example.org").link == ""


def test_the_number_of_questions_to_the_database_does_not_grow_with_unit_handlers(django_assert_max_num_queries):
    matter = make_matter(unit=make_unit())
    for number in range(5):
        make_person(f"h{number}", duty=Duty.HANDLER, unit=make_unit())
    step = actions.record(matter, "note", is_public=False)
    step.verb = "added"
    with django_assert_max_num_queries(4):
        assert len(hearers_of(step)) == 5
