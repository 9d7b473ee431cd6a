"""Letters by which heads and auditors watch over rights and looks at personal data, sent by the clock."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from kuulu.commons.people.actions import audit, unsubscribe
from kuulu.commons.people.models import AuditEntry, Person, Role, Unit
from kuulu.foundation import clock, received
from kuulu.foundation.models import JobRun
from kuulu.foundation.schedule import jobs

pytestmark = pytest.mark.django_db
FIRST_OF_QUARTER = "2026-10-05T09:00:00+03:00"


def unit(code, **more):
    return Unit.objects.create(code=code, names={"fi": f"{code} fi", "sv": f"{code} sv", "en": code.title()}, **more)


def staff(name, duty, where=None, language="en", **more):
    person = Person.objects.create_user(f"{name.lower()}@example.org", name=name, language=language)
    Role.objects.create(person=person, duty=duty, unit=where, starts_on=dt.date(2026, 1, 1), **more)
    return person


def tick():
    """The time of the two jobs has come, and of no other."""
    for job in jobs():
        age = job.every if job.name in ("people.watch", "people.flood") else dt.timedelta()
        JobRun.objects.update_or_create(name=job.name, defaults={"started_at": clock.now() - age})
    call_command("tick")


@pytest.fixture
def streets(db):
    streets = unit("streets")
    staff("Chief", "administrator")
    staff("Head", "supervisor", streets)
    staff("Helga", "handler", streets, ends_on=dt.date(2026, 12, 31))
    staff("Gone", "handler", streets, ends_on=dt.date(2026, 9, 30))
    return streets


def letters(mailoutbox, kind):
    return {mail.to[0]: mail for mail in mailoutbox if kind in mail.subject}


def test_at_the_start_of_a_quarter_heads_are_told_who_may_what_in_their_unit_once(streets, mailoutbox):
    with time_machine.travel(FIRST_OF_QUARTER):
        tick()
        tick()
    told = letters(mailoutbox, "Who may do what")
    assert set(told) == {"head@example.org", "chief@example.org"} and len(mailoutbox) == 2
    words = told["head@example.org"].body
    assert "Helga: Handler, until" in words and "never here" in words and "Look whether" in words
    assert "Gone" not in words and "Chief: Administrator" not in words
    assert "Chief: Administrator, without an end" in told["chief@example.org"].body


@pytest.mark.parametrize("day", ["2026-10-20T09:00:00+03:00", "2026-11-05T09:00:00+02:00"])
def test_on_other_days_nobody_is_told_of_rights(streets, mailoutbox, day):
    with time_machine.travel(day):
        tick()
    assert not letters(mailoutbox, "Who may do what")


def test_a_unit_without_a_head_is_watched_by_the_one_above_or_by_the_administrators(streets, mailoutbox):
    staff("Pete", "handler", unit("paint", parent=streets))
    staff("Paula", "handler", unit("parks"))
    with time_machine.travel(FIRST_OF_QUARTER):
        tick()
    seen = {(mail.to[0], mail.subject.split(": ")[1]) for mail in mailoutbox}
    assert {("head@example.org", "Paint"), ("chief@example.org", "Parks"), ("chief@example.org", "All units")} <= seen


def test_each_reads_in_the_own_language_also_who_wants_no_news(streets, mailoutbox):
    staff("Svante", "supervisor", streets, language="sv")
    unsubscribe("svante@example.org")
    with time_machine.travel(FIRST_OF_QUARTER):
        tick()
    mail = next(mail for mail in mailoutbox if mail.to == ["svante@example.org"])
    assert mail.extra_headers["Content-Language"] == "sv" and "streets sv" in mail.subject


def look(who, reference, day="2026-09-15T10:00:00+03:00", verb="read"):
    with time_machine.travel(day):
        audit(Person.objects.get(name=who), verb, kind="feedback", reference=reference)


def test_every_month_heads_and_auditors_are_told_some_looks_of_the_month_before_once(streets, mailoutbox):
    staff("Audrey", "auditor")
    staff("Paula", "handler", unit("parks"))
    look("Helga", "MLI-2026-AAAAA")
    look("Head", "MLI-2026-BBBBB")
    look("Paula", "MLI-2026-CCCCC")
    look("Helga", "MLI-2026-DDDDD", day="2026-10-01T00:30:00+03:00")
    look("Helga", "MLI-2026-EEEEE", verb="answered")
    with time_machine.travel(FIRST_OF_QUARTER):
        tick()
        tick()
    told = letters(mailoutbox, "Who looked at what")
    seen = {to: sorted(w[9:14] for w in mail.body.split() if w.startswith("MLI-")) for to, mail in told.items()}
    assert seen == {"head@example.org": ["AAAAA"], "audrey@example.org": ["AAAAA", "BBBBB", "CCCCC"]}
    assert "Helga: Read, Feedback MLI-2026-AAAAA" in told["head@example.org"].body
    assert AuditEntry.objects.filter(verb="sample", kind="audit", result="2026-09").count() == 2


def test_of_many_looks_ten_are_told_and_how_many_there_were(streets, mailoutbox):
    for number in range(25):
        look("Helga", f"MLI-2026-{number:05}")
    with time_machine.travel(FIRST_OF_QUARTER):
        tick()
    words = letters(mailoutbox, "Who looked at what")["head@example.org"].body
    assert words.count("MLI-2026-") == 10 and "25 looks" in words


def test_a_month_without_looks_tells_nobody(streets, mailoutbox):
    with time_machine.travel("2026-11-05T09:00:00+02:00"):
        tick()
    assert mailoutbox == []


def test_more_files_than_expected_are_told_to_administrators_once_a_day(streets, mailoutbox, settings):
    settings.KUULU = {**settings.KUULU, "UPLOADS": {**settings.KUULU["UPLOADS"], "day_bytes": 1_000_000}}
    for day in ("2026-11-20", "2026-11-21"):
        with time_machine.travel(f"{day}T12:00:00+02:00"):
            received.note(files=1, size=900_000)
            tick()
            assert not [mail for mail in mailoutbox if day in str(mail.subject)]
            received.note(files=1, size=2_000_000)
            tick()
            tick()
    assert [mail.to for mail in mailoutbox] == [["chief@example.org"]] * 2
    assert "2 megabytes" in mailoutbox[0].body and "at most 1" in mailoutbox[0].body
