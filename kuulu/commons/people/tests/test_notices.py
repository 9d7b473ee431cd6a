"""How a notice is written once, sent at most once, and left alone when nobody knows."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from kuulu.commons.people.actions import notify, unsubscribe
from kuulu.commons.people.actions.notices import deliver, note_uncertain, send, send_forgotten, write_letters
from kuulu.commons.people.adapters import mail
from kuulu.commons.people.models import MailAddress, Notice
from kuulu.commons.people.vocabulary import Cadence, NoticeState
from kuulu.foundation import clock

pytestmark = pytest.mark.django_db


def tell(key="step:1:reader", **more):
    words = {"kind": "step", "subject": "Your matter moved", "text": "It is in hand.", "email": "reader@example.org"}
    return notify(key=key, **{**words, "language": "en", **more})


def waiting(**more):
    """A notice written down while no worker runs."""
    fields = {"email": "reader@example.org", "kind": "step", "key": "w", "subject": "S", "text": "T", **more}
    return Notice.objects.create(**fields)


def state(notice):
    return Notice.objects.get(pk=notice.pk).state


def test_a_notice_reaches_a_real_mail_server(postbox):
    notice = tell(link="/en/palaute/MLI-2026-00000/")
    (letter,) = postbox.mails
    assert letter["Subject"] == "Your matter moved" and letter["To"] == "reader@example.org"
    plain, html = letter.get_payload()
    assert "It is in hand." in plain.get_payload(decode=True).decode()
    assert 'href="http://testserver/en/palaute/MLI-2026-00000/"' in html.get_payload(decode=True).decode()
    assert state(notice) == NoticeState.SENT


def test_the_same_key_tells_once(mailoutbox):
    assert tell() is not None
    assert tell(subject="Again") is None
    assert len(mailoutbox) == 1


def test_every_mail_can_be_left_by_one_click(mailoutbox, client):
    tell()
    head = mailoutbox[0].extra_headers
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = head["List-Unsubscribe"].strip("<>")
    assert "reader@example.org" not in address and address in mailoutbox[0].body
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert state(tell(key="next")) == NoticeState.DROPPED and len(mailoutbox) == 1


def test_following_the_link_alone_ends_nothing(mailoutbox, client):
    tell()
    page = client.get(mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>"))
    assert page.status_code == 200 and not MailAddress.objects.exists()


def test_a_made_up_unsubscribe_link_is_not_found(client):
    assert client.post(reverse("unsubscribe", args=["gAAAAAinvented"])).status_code == 404


def test_mail_that_was_asked_for_comes_even_after_leaving(mailoutbox):
    unsubscribe("reader@example.org")
    tell(asked=True)
    assert len(mailoutbox) == 1


def test_a_notice_speaks_its_readers_language(mailoutbox, resident):
    tell(email="", person=resident)
    assert mailoutbox[0].extra_headers["Content-Language"] == "en"
    assert mailoutbox[0].to == [resident.email]


def test_who_wants_none_by_mail_finds_it_on_the_own_page(mailoutbox, resident):
    resident.cadence = Cadence.NEVER
    notice = tell(email="", person=resident)
    assert state(notice) == NoticeState.DROPPED and resident.notices.count() == 1 and not mailoutbox


def test_a_subject_cannot_carry_another_header(mailoutbox):
    tell(subject="News\r\nBcc: everybody@example.org")
    assert mailoutbox[0].subject == "News Bcc: everybody@example.org"


def test_text_and_link_lie_sealed_in_the_database():
    from django.db import connection

    notice = tell(text="secret words", link="/en/s/token/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, link FROM people_notice")
        row = "".join(cursor.fetchone())
    assert "secret words" not in row and "token" not in row
    assert Notice.objects.get(pk=notice.pk).link == "/en/s/token/"


def test_a_refused_connection_leaves_the_notice_waiting(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    notice = waiting()
    with pytest.raises(mail.NotSent):
        send(notice.id)
    assert state(notice) == NoticeState.WAITING


def test_a_passing_refusal_is_tried_again_and_sent_once(postbox):
    notice = waiting()
    postbox.answers = ["451 Try later"]
    with pytest.raises(mail.NotSent):
        send(notice.id)
    send(notice.id)
    assert len(postbox.mails) == 1 and state(notice) == NoticeState.SENT


def test_an_address_that_the_server_does_not_know_counts_as_a_bounce(postbox):
    notice = waiting()
    postbox.to_recipient["reader@example.org"] = "550 No such user"
    send(notice.id)
    assert state(notice) == NoticeState.BOUNCED
    assert MailAddress.objects.get(email="reader@example.org").bounces == 1


def test_three_bounces_silence_an_address(postbox):
    postbox.to_recipient["reader@example.org"] = "550 No such user"
    for number in range(3):
        send(waiting(key=str(number)).id)
    postbox.to_recipient.clear()
    assert state(tell()) == NoticeState.DROPPED and not postbox.mails


def test_a_line_cut_after_the_letter_was_given_is_never_sent_again(postbox):
    postbox.answers = ["cut"]
    notice = waiting()
    send(notice.id)
    send(notice.id)
    assert len(postbox.mails) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.note) == (NoticeState.FAILED, "uncertain")


def test_a_sender_that_died_leaves_its_notice_to_a_person(postbox):
    notice = waiting(state=NoticeState.SENDING, tried_at=clock.now() - dt.timedelta(minutes=16))
    assert note_uncertain() == 1
    send(notice.id)
    assert state(notice) == NoticeState.FAILED and not postbox.mails


def test_one_that_is_being_sent_just_now_is_left_alone():
    notice = waiting(state=NoticeState.SENDING, tried_at=clock.now() - dt.timedelta(minutes=14))
    assert note_uncertain() == 0 and state(notice) == NoticeState.SENDING


def test_a_notice_whose_task_was_lost_is_sent_by_the_clock(postbox):
    waiting(made_at=clock.now() - dt.timedelta(minutes=11))
    assert send_forgotten() == 1 and send_forgotten() == 0
    assert len(postbox.mails) == 1


def test_two_tasks_of_one_notice_send_it_once(postbox):
    notice = waiting()
    deliver.enqueue(notice.id)
    deliver.enqueue(notice.id)
    assert len(postbox.mails) == 1


def test_a_daily_reader_gets_one_letter_however_often_the_clock_looks(mailoutbox, resident):
    resident.cadence = Cadence.DAILY
    with time_machine.travel("2026-11-23 10:00+02:00", tick=False):
        parts = [tell(key=str(i), subject=f"News {i}", email="", person=resident) for i in range(3)]
        assert write_letters(Cadence.DAILY) == 0 and not mailoutbox
    with time_machine.travel("2026-11-24 07:05+02:00", tick=False):
        assert write_letters(Cadence.DAILY) == 1
        assert write_letters(Cadence.DAILY) == 0
    (letter,) = mailoutbox
    assert letter.subject == "3 pieces of news for you" and all(f"News {i}" in letter.body for i in range(3))
    assert {state(part) for part in parts} == {NoticeState.SENT}


def test_a_second_letter_of_the_same_day_is_never_written(mailoutbox, resident):
    resident.cadence = Cadence.WEEKLY
    with time_machine.travel("2026-11-20 10:00+02:00", tick=False):
        tell(key="1", email="", person=resident)
    with time_machine.travel("2026-11-23 07:05+02:00", tick=False):
        assert write_letters(Cadence.WEEKLY) == 1
        waiting(key="late", cadence=Cadence.WEEKLY, made_at=clock.now() - dt.timedelta(days=1))
        assert write_letters(Cadence.WEEKLY) == 0
    assert len(mailoutbox) == 1
