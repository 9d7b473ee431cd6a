"""What is kept no longer than told."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from kuulu.commons.people.actions import audit, make_secret_link
from kuulu.commons.people.actions.retain import RULES
from kuulu.commons.people.models import AuditEntry, Notice, Person, Role, SecretLink
from kuulu.commons.people.queries import check_chain
from kuulu.foundation import clock

pytestmark = pytest.mark.django_db


def ago(days):
    return clock.now() - dt.timedelta(days=days)


def notice(days, **more):
    words = {
        "kind": "step",
        "key": f"{days}{more}",
        "subject": "S",
        "text": "planted",
        "state": "sent",
        "email": "a@b.fi",
    }
    return Notice.objects.create(**{**words, "made_at": ago(days), "sent_at": ago(days), **more})


def run(name):
    """What the rule would drop, and what it does drop: they must be the same."""
    counted, done = RULES[name](dry_run=True), RULES[name](dry_run=False)
    assert counted == done
    return done


def test_words_of_a_notice_go_a_week_after_delivery():
    old, new = notice(8), notice(6)
    assert run("notice_texts") == 1
    assert [Notice.objects.get(pk=one.pk).text for one in (old, new)] == ["", "planted"]


def test_words_that_still_wait_to_be_sent_stay():
    notice(30, state="waiting", sent_at=None)
    assert run("notice_texts") == 0


def test_notices_go_after_two_years():
    notice(731), notice(700)
    assert run("notices") == 1


def test_links_go_a_month_after_they_ran_out():
    for days in (-31, -29, 7):
        make_secret_link(purpose="x", subject="x", days=days)
    assert run("links") == 1 and SecretLink.objects.count() == 2


def person(days, email="old@example.org"):
    made = Person.objects.create_user(email, language="en")
    Person.objects.filter(pk=made.pk).update(last_login=ago(days), joined_at=ago(days))
    return made


def test_who_has_not_been_here_for_23_months_is_told_once(mailoutbox):
    person(23 * 31), person(600, "new@example.org")
    assert run("idle_warned") == 1 and run("idle_warned") == 0
    assert [mail.to for mail in mailoutbox] == [["old@example.org"]]


def test_an_account_is_closed_after_24_months_when_its_owner_was_told():
    idle = person(24 * 31)
    assert run("idle_closed") == 0
    notice(22, person=idle, kind="idle")
    assert run("idle_closed") == 1
    assert Person.objects.get(pk=idle.pk).closed_at


def test_staff_are_not_closed_by_idleness():
    idle = person(24 * 31)
    Role.objects.create(person=idle, duty="handler")
    notice(22, person=idle, kind="idle")
    assert run("idle_closed") == 0


def test_the_trail_is_cut_after_five_years_and_stays_whole():
    for year in (2020, 2021, 2026):
        with time_machine.travel(dt.datetime(year, 1, 1, tzinfo=dt.UTC), tick=False):
            audit(None, "read", kind="matter", reference=str(year))
    with time_machine.travel(dt.datetime(2026, 6, 1, tzinfo=dt.UTC), tick=False):
        assert run("trail") == 2
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["read", "drop"]
    assert check_chain() == []


def test_a_dry_run_changes_nothing(capsys):
    notice(731)
    call_command("retain", "--dry-run")
    assert "people.notices: 1" in capsys.readouterr().out and Notice.objects.exists()
