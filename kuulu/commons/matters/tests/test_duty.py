"""Whoever owes an answer is reminded, never twice; the one above them hears when it is late, and so does the opener."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.commons.matters.actions import change_due, duty, follow, move, reopen, warn_of_due
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.queries import punctuality, share_used, thread
from kuulu.commons.people.models import Notice
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_chief, make_matter, make_person, make_unit

pytestmark = pytest.mark.django_db
#: Monday morning; five working days promised, so the answer is due on the next Monday at 16
MONDAY = dt.datetime(2026, 10, 5, 9, 0, tzinfo=clock.HELSINKI)


@pytest.fixture
def matter(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    unit = make_unit()
    make_person("handler", duty=Duty.HANDLER, unit=unit)
    make_person("chief_of_unit", duty=Duty.SUPERVISOR, unit=unit)
    make_person("chief_elsewhere", duty=Duty.SUPERVISOR, unit=make_unit("parks"))
    made = make_matter(unit=unit, promise_days=5)
    follow(made, email="opener@example.org", why="opener", confirmed=True)
    return made


def told():
    """(kind, reader) of each notice since the last time asked."""
    rows = sorted(f"{kind} {email.split('@')[0]}" for kind, email in Notice.objects.values_list("kind", "email"))
    Notice.objects.all().delete()
    return rows


def test_warnings_come_at_each_share_of_the_promised_time_and_never_twice(matter, time_machine):
    assert warn_of_due() == {50: 0, 80: 0, 100: 0, 200: 0}
    for days, mark, readers in [
        (3, 50, ["duty handler"]),
        (4.3, 80, ["duty handler"]),
        (7.4, 100, ["duty chief_of_unit", "duty handler", "step opener"]),
        (15, 200, ["duty chief_of_unit", "duty handler"]),
    ]:
        time_machine.move_to(MONDAY + dt.timedelta(days=days), tick=False)
        assert warn_of_due()[mark] == 1, mark
        assert warn_of_due() == {50: 0, 80: 0, 100: 0, 200: 0}
        assert told() == readers
    assert Matter.objects.get().warned_at_share == 200


def test_time_runs_in_office_hours_only(matter, time_machine):
    time_machine.move_to(MONDAY + dt.timedelta(days=4, hours=9), tick=False)
    friday = share_used(matter)
    time_machine.move_to(MONDAY + dt.timedelta(days=6, hours=12), tick=False)
    assert share_used(matter) == friday and 80 < friday < 90
    time_machine.move_to(MONDAY + dt.timedelta(days=7, hours=8), tick=False)
    assert share_used(matter) == 100


def test_a_house_that_was_closed_warns_once_of_the_last_mark(matter, time_machine):
    time_machine.move_to(MONDAY + dt.timedelta(days=30), tick=False)
    assert warn_of_due() == {50: 0, 80: 0, 100: 1, 200: 0}


def test_the_opener_is_told_a_new_day_that_the_thread_then_promises(matter, time_machine):
    time_machine.move_to(MONDAY + dt.timedelta(days=8), tick=False)
    warn_of_due()
    late, coming = thread(matter)[-2:]
    assert late.verb == "late" and "20.10.2026" in late.title and coming.at == dt.date(2026, 10, 20)
    time_machine.move_to(MONDAY + dt.timedelta(days=20), tick=False)
    assert "20.10.2026" not in thread(matter)[-1].title


def test_a_clock_that_steps_back_and_forth_warns_of_nothing_twice(matter, time_machine):
    late = MONDAY + dt.timedelta(days=7, hours=9)
    for moment in (late, late - dt.timedelta(days=6 * 365), late, late + dt.timedelta(minutes=1)):
        time_machine.move_to(moment, tick=False)
        warn_of_due()
    assert told() == ["duty chief_of_unit", "duty handler", "step opener"]


def test_what_is_answered_is_not_warned_of(matter, time_machine):
    move(matter, "answered", verb="answered", by=make_chief())
    time_machine.move_to(MONDAY + dt.timedelta(days=30), tick=False)
    assert not any(warn_of_due().values())


def test_a_matter_answered_between_reading_and_warning_is_left_alone(matter, time_machine, monkeypatch):
    time_machine.move_to(MONDAY + dt.timedelta(days=8), tick=False)
    stale = Matter.objects.get()
    move(matter, "answered", verb="answered", by=make_chief())
    monkeypatch.setattr(duty, "due_for_warning", lambda **_: iter([stale]))
    told()
    assert not any(warn_of_due().values()) and told() == []


def test_a_handler_hears_instead_of_the_whole_unit(matter, time_machine):
    Matter.objects.update(handler=make_person("taker", duty=Duty.HANDLER, unit=make_unit()))
    time_machine.move_to(MONDAY + dt.timedelta(days=3), tick=False)
    warn_of_due()
    assert told() == ["duty taker"]


def test_a_new_promise_begins_the_warnings_anew_and_is_told(matter, time_machine):
    time_machine.move_to(MONDAY + dt.timedelta(days=3), tick=False)
    warn_of_due(), told()
    change_due(matter, due=MONDAY + dt.timedelta(days=28), by=make_chief(), note="Odotamme pakkasta.")
    assert told() == ["step opener"] and not any(warn_of_due().values())
    time_machine.move_to(MONDAY + dt.timedelta(days=20), tick=False)
    assert warn_of_due()[50] == 1


def test_only_those_who_work_on_it_change_a_promise_and_only_to_a_later_day(matter):
    with pytest.raises(PermissionDenied):
        change_due(matter, due=MONDAY + dt.timedelta(days=9), by=make_person())
    with pytest.raises(ValueError):
        change_due(matter, due=MONDAY - dt.timedelta(days=1), by=make_chief())


def test_a_reopened_matter_is_promised_and_warned_of_again(matter, time_machine):
    move(matter, "answered", verb="answered", by=make_chief())
    time_machine.move_to(MONDAY + dt.timedelta(days=20), tick=False)
    reopen(matter, by=None)
    matter.refresh_from_db()
    assert matter.due_at > clock.now() and matter.warned_at_share == 0


def answered(days, *, unit):
    """A matter opened on that Monday and answered so many days later."""
    made = make_matter(unit=unit, opened_at=MONDAY)
    moment = MONDAY + dt.timedelta(days=days)
    move(made, "answered", verb="answered", by=make_chief(), at=moment)
    return made


def test_punctuality_counts_answers_in_time_late_ones_and_the_median(time_machine):
    time_machine.move_to(MONDAY + dt.timedelta(days=40), tick=False)
    streets, parks = make_unit(), make_unit("parks")
    for days in (1, 2, 4, 20):
        answered(days, unit=streets)
    answered(3, unit=parks)
    make_matter(unit=parks, opened_at=MONDAY)
    make_matter(unit=parks)
    rows = {row.name: row for row in punctuality(MONDAY.date())}
    first, second = rows[str(streets)], rows[str(parks)]
    assert (first.answered, first.in_time, first.late_open, first.median_days) == (4, 3, 0, 3.0)
    assert (second.answered, second.in_time, second.late_open, second.median_days) == (1, 1, 1, 3.0)
    assert (first.share_in_time, second.share_in_time) == (75, 100)
    assert punctuality(dt.date(2027, 1, 1))[0].answered == 0


def test_moving_a_missed_promise_does_not_make_it_kept(matter, time_machine):
    time_machine.move_to(MONDAY + dt.timedelta(days=8), tick=False)
    warn_of_due()
    change_due(matter, due=MONDAY + dt.timedelta(days=28), by=make_chief())
    move(matter, "answered", verb="answered", by=make_chief())
    (row,) = punctuality(MONDAY.date())
    assert (row.answered, row.in_time) == (1, 0)


@pytest.mark.parametrize("by", ["unit", "kind", "area"])
def test_punctuality_costs_the_same_for_many_units_as_for_one(django_assert_max_num_queries, by):
    for number in range(12):
        answered(number, unit=make_unit(f"unit{number % 6}"))
    with django_assert_max_num_queries(4):
        assert sum(row.answered for row in punctuality(MONDAY.date(), by=by)) == 12


def test_until_is_included():
    answered(1, unit=make_unit())
    day = MONDAY.date() + dt.timedelta(days=1)
    assert punctuality(day, until=day)[0].answered == 1
    assert not any(row.answered for row in punctuality(MONDAY.date(), until=MONDAY.date()))
