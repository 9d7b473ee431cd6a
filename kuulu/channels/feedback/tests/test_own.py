"""What a sender does on the own page, and what the house does by itself for the sender."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from kuulu.channels.feedback import personal, schedule
from kuulu.channels.feedback.models import Authority, Feedback
from kuulu.commons.matters.actions import move
from kuulu.commons.matters.tests.factories import make_paper
from kuulu.commons.people.models import Notice, Person
from kuulu.foundation import clock
from kuulu.foundation.personal import Subject

from .factories import make_category, make_feedback, make_public, make_staff, make_unit
from .test_pages import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client):
    """A feedback whose receipt was seen in this browser."""
    tell(client, make_category())
    return Feedback.objects.get()


def do(client, feedback, verb, **fields):
    return client.post(reverse(f"feedback:own_{verb}"), {"numero": feedback.matter.reference, **fields}, follow=True)


def closed(feedback, days=0):
    chief = Person.objects.create_superuser(f"chief{feedback.pk}@example.org")
    move(feedback.matter, "closed", verb="closed", by=chief, at=clock.now() - dt.timedelta(days=days))
    return feedback


def test_the_sender_adds_a_message_that_its_handlers_hear_of(client, mine):
    handler = make_staff(make_unit())
    do(client, mine, "add", text="Kuoppa on nyt syvempi")
    assert mine.messages.get().text == "Kuoppa on nyt syvempi"
    assert Notice.objects.filter(person=handler, kind="step").count() == 1


def test_an_empty_message_is_told_of_and_nothing_is_written(client, mine):
    page = do(client, mine, "add", text=" ")
    assert b"k-errors" in page.content and not mine.messages.exists()


def test_taking_back_is_asked_once_and_then_final(client, mine):
    assert do(client, mine, "withdraw").status_code == 200
    mine.matter.refresh_from_db()
    assert mine.matter.stage == "received"
    do(client, mine, "withdraw", sure="1")
    mine.matter.refresh_from_db()
    assert mine.matter.stage == "withdrawn"
    assert client.get(reverse("feedback:detail", args=[mine.matter.reference])).status_code == 404


def test_what_was_public_and_is_taken_back_says_that_it_is_gone(client, mine):
    make_public(mine)
    do(client, mine, "withdraw", sure="1")
    client.cookies.clear()
    assert client.get(reverse("feedback:detail", args=[mine.matter.reference])).status_code == 410


def test_the_sender_chooses_who_reads_it(client, mine):
    do(client, mine, "public", public="yes")
    mine.refresh_from_db()
    assert (mine.check_state, mine.matter.visibility) == ("waiting", "waiting")
    do(client, mine, "public", public="no")
    mine = Feedback.objects.get()
    assert (mine.check_state, mine.matter.visibility) == ("not_wished", "private")


def test_what_was_not_put_right_opens_again_and_is_seen_in_its_history(client, mine):
    closed(mine)
    do(client, mine, "not_fixed", text="Kuoppa on yhä siinä")
    mine = Feedback.objects.get()
    assert mine.matter.stage == "in_hand" and mine.reopened_count == 1 and mine.is_fixed is False
    assert [step.verb for step in mine.matter.steps.filter(is_public=True)][-2:] == ["not_fixed", "reopened"]


def test_after_the_time_to_reopen_it_stays_closed(client, mine):
    closed(mine, days=31)
    do(client, mine, "not_fixed", text="Yhä rikki")
    mine.matter.refresh_from_db()
    assert mine.matter.stage == "closed" and not mine.messages.exists()


def test_the_senders_word_that_it_is_fixed_stands_beside_the_citys(client, mine):
    closed(mine)
    do(client, mine, "fixed")
    mine.refresh_from_db()
    assert mine.is_fixed is True and mine.matter.steps.filter(verb="fixed").exists()


@pytest.mark.parametrize("verb", ["add", "withdraw", "public", "fixed", "not_fixed"])
def test_a_stranger_does_nothing_to_it(client, verb):
    feedback = make_feedback()
    assert do(client, feedback, verb, text="x", sure="1", public="yes").status_code == 404


def test_the_link_in_the_mail_proves_the_address_and_only_then_it_is_checked(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tell(client, make_category(), wishes_public="on", contact="yes", sender_email="me@example.org")
    feedback = Feedback.objects.get()
    assert feedback.check_state == "unproved" and feedback.matter.visibility == "private"
    link = re.search(r"http://testserver(/\S+/oma/\S+/)", mail.outbox[-1].body)[1]
    client.get(link)
    feedback = Feedback.objects.get()
    assert feedback.check_state == "waiting" and feedback.matter.visibility == "waiting"


def test_the_link_of_the_receipt_page_proves_no_address(client):
    page = tell(client, make_category(), follow=True, wishes_public="on", contact="yes", sender_email="me@example.org")
    client.get(re.search(rb'href="http://testserver(/[^"]+/oma/[^"]+/)"', page.content)[1].decode())
    assert Feedback.objects.get().check_state == "unproved"


def test_who_has_not_proved_the_address_cannot_go_round_it_on_the_own_page(client):
    tell(client, make_category(), contact="yes", sender_email="me@example.org")
    do(client, Feedback.objects.get(), "public", public="yes")
    feedback = Feedback.objects.get()
    assert (feedback.check_state, feedback.matter.visibility) == ("unproved", "private")


def test_a_name_wished_shown_afterwards_is_checked_before_it_is_shown(client, mine):
    Feedback.objects.filter(pk=mine.pk).update(sender_name="Maija")
    make_public(Feedback.objects.get())
    do(client, mine, "public", public="yes", shows_name="on")
    feedback = Feedback.objects.get()
    assert (feedback.check_state, feedback.matter.is_public, feedback.shows_name) == ("waiting", False, True)


@pytest.mark.parametrize("verb", ["add", "public", "fixed", "not_fixed"])
def test_nothing_is_done_to_what_was_taken_back(client, mine, verb):
    do(client, mine, "withdraw", sure="1")
    do(client, mine, verb, text="vielä", public="yes")
    feedback = Feedback.objects.get()
    assert feedback.matter.stage == "withdrawn" and not feedback.messages.exists() and not feedback.wishes_public


@pytest.mark.parametrize("token", ["short", "x" * 32, "ä" * 40, "a" * 500])
def test_a_link_that_opens_nothing_says_so_kindly(client, token):
    assert client.get(reverse("feedback:own_by_link", args=[token])).status_code == 410


@pytest.mark.parametrize("days, asked", [(13, 0), (15, 1), (40, 0)])
def test_the_sender_is_asked_once_whether_it_was_put_right(days, asked):
    closed(make_feedback(sender_email="me@example.org"), days=days)
    schedule.ask_senders()
    schedule.ask_senders()
    assert Notice.objects.filter(kind="asked_if_fixed").count() == asked


def test_what_is_not_the_citys_is_handed_over_with_a_trace(client):
    state = Authority.objects.create(code="ely", names={"fi": "ELY", "en": "State roads"}, email="ely@example.org")
    category = make_category(authority=state, unit=None)
    tell(client, category, hands_over="on", contact="yes", sender_email="me@example.org", sender_name="Maija")
    feedback = Feedback.objects.get()
    letter = Notice.objects.get(kind="forwarding")
    assert feedback.matter.stage == "closed" and feedback.matter.steps.filter(verb="forwarded").exists()
    assert letter.email == "ely@example.org" and "me@example.org" not in letter.text


def test_thanks_reach_the_units_people(client):
    people = [make_staff(make_unit()), make_staff(make_unit(), duty="supervisor")]
    make_staff(make_unit("muu"))
    tell(client, make_category(), kind="thanks", text="Kiitos auraajille", thanked="Auraajat")
    assert set(Notice.objects.filter(kind="thanks").values_list("person", flat=True)) == {p.pk for p in people}


def test_a_person_gets_all_that_was_told_and_nothing_of_the_staffs_notes():
    feedback = make_feedback(sender_email="me@example.org", sender_name="Maija", text="Lamppu pimeänä")
    feedback.messages.create(direction="internal", text="salainen huomio")
    (item,) = personal.gather(Subject(emails=frozenset({"me@example.org"})))
    assert item.content["text"] == "Lamppu pimeänä" and "salainen" not in str(item.content)


def test_nobodys_address_brings_nobodys_feedback():
    make_feedback(sender_email="", text="Lamppu pimeänä")
    assert personal.gather(Subject(emails=frozenset({""}))) == []
    assert personal.forget(Subject(emails=frozenset({""})), reason="asked") == []


def test_forgetting_takes_the_sender_away_and_leaves_the_open_matter_to_be_handled():
    kept, ended = (make_feedback(sender_email="me@example.org", sender_phone="040 123 4567") for _ in range(2))
    closed(ended)
    personal.forget(Subject(emails=frozenset({"me@example.org"})), reason="asked")
    kept, ended = Feedback.objects.get(pk=kept.pk), Feedback.objects.get(pk=ended.pk)
    assert (kept.sender_email, kept.sender_phone, kept.text != "") == ("", "", True)
    assert (ended.sender_email, ended.text, ended.matter.title) == ("", "", str(ended.category))
    assert not kept.matter.followings.exists()


def test_contact_details_go_a_year_after_closing_and_the_text_by_its_category():
    old = closed(make_feedback(sender_email="me@example.org"), days=400)
    older = closed(make_feedback(category=make_category("b", retain_months=6)), days=200)
    due = {"feedback.contact": 1, "feedback.nameless": 1}
    assert due.items() <= personal.retain(dry_run=True).items()
    personal.retain()
    old, older = Feedback.objects.get(pk=old.pk), Feedback.objects.get(pk=older.pk)
    assert (old.sender_email, old.text != "", older.text) == ("", True, "")
    assert not any(personal.retain(dry_run=True).values())


def test_what_is_public_stays_as_it_was_read_without_its_sender():
    feedback = make_feedback(public=True, sender_name="Maija", shows_name=True, text="Keinu rikki, t. Maija")
    Feedback.objects.filter(pk=feedback.pk).update(public_text="Keinu rikki")
    closed(Feedback.objects.get(pk=feedback.pk), days=800)
    personal.retain()
    feedback = Feedback.objects.get(pk=feedback.pk)
    assert (feedback.text, feedback.sender_name, feedback.shows_name) == ("Keinu rikki", "", False)


def own_page(client, feedback):
    return client.get(reverse("feedback:own"), {"numero": feedback.matter.reference})


def test_the_own_page_is_closed_on_this_device_and_the_link_opens_it_again(client, mine):
    kept = client.cookies["kuulu_receipt"].value
    assert do(client, mine, "leave").status_code == 200
    assert own_page(client, mine).status_code == 404 and not client.cookies["kuulu_receipt"].value
    token = kept.split(" ")[1].split(":")[0]
    assert client.get(reverse("feedback:own_by_link", args=[token]), follow=True).status_code == 200


@pytest.mark.advisory("C-LINK")
def test_a_sender_whose_link_got_loose_stops_all_links_and_is_mailed_a_new_one(client, mailoutbox):
    tell(client, make_category(), contact="yes", sender_email="maija@example.org")
    feedback = Feedback.objects.get()
    link = re.search(r"http://testserver(/\S+/oma/\S+/)", mailoutbox[0].body)[1]
    thief = Client()
    assert thief.get(link, follow=True).status_code == 200
    with translation.override("fi"):
        said = gettext("The links work no more. We sent you a new one by e-mail.")
    assert said in do(client, feedback, "leave", links="1").content.decode()
    assert own_page(thief, feedback).status_code == own_page(client, feedback).status_code == 404
    assert thief.get(link).status_code == 410
    fresh = re.search(r"http://testserver(/\S+/oma/\S+/)", mailoutbox[-1].body)[1]
    assert fresh != link and client.get(fresh, follow=True).status_code == 200


def test_a_stranger_stops_no_links(client, mine):
    assert (
        Client().post(reverse("feedback:own_leave"), {"numero": mine.matter.reference, "links": "1"}).status_code == 404
    )
    assert own_page(client, mine).status_code == 200


@pytest.mark.advisory("C-LINK")
def test_who_is_erased_is_no_longer_let_in_by_an_earlier_link_or_session(client, mailoutbox):
    tell(client, make_category(), contact="yes", sender_email="maija@example.org")
    feedback = Feedback.objects.get()
    token = client.cookies["kuulu_receipt"].value.split(" ")[1].split(":")[0]
    assert own_page(client, feedback).status_code == 200
    personal.forget(Subject(emails=frozenset({"maija@example.org"})), reason="own wish")
    assert own_page(client, feedback).status_code == 404
    assert Client().get(reverse("feedback:own_by_link", args=[token])).status_code == 410


def test_the_session_of_a_link_lasts_twelve_hours_and_its_pictures_a_quarter_after_the_page(client, mine, time_machine):
    paper = make_paper(mine.matter)
    time_machine.move_to(clock.now(), tick=False)
    shown = reverse("paper", args=[paper.uuid, "small"])
    for minutes, page, picture in ((20, 200, 200), (600, 200, 200), (200, 404, 404)):
        time_machine.shift(minutes * 60)
        assert client.get(shown).status_code == 404
        assert (own_page(client, mine).status_code, client.get(shown).status_code) == (page, picture)
