"""The clock counts Finnish working days."""

import datetime as dt

import pytest

from kuulu.foundation import clock


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.HELSINKI)


def test_a_promise_made_on_friday_falls_due_a_week_later():
    assert clock.add_working_days(at("2026-11-20T12:00"), 5) == at("2026-11-27T16:00")


@pytest.mark.parametrize(
    "sent, due",
    [
        ("2026-10-23T15:00", "2026-10-26T16:00+02:00"),  # the clocks go back on Sunday 25 October
        ("2026-10-25T03:30", "2026-10-26T16:00+02:00"),  # in the hour that comes twice
        ("2027-03-25T15:00", "2027-03-30T16:00+03:00"),  # over Easter; the clocks go forward on Sunday 28 March
        ("2027-03-28T03:30", "2027-03-30T16:00+03:00"),  # in the hour that does not come
    ],
)
def test_a_promise_over_a_change_of_clocks_ends_at_four_by_the_new_clock(sent, due):
    promised = clock.add_working_days(at(sent), 1)
    assert promised == dt.datetime.fromisoformat(due)
    day = dt.timedelta(hours=8)
    assert clock.working_time_between(at(sent), promised) in (day, day + dt.timedelta(hours=1))


def test_independence_day_and_christmas_eve_are_not_working_days():
    assert not clock.is_working_day(dt.date(2027, 12, 6))
    assert not clock.is_working_day(dt.date(2026, 12, 24))
    assert clock.is_working_day(dt.date(2026, 12, 7))


def test_nothing_lies_between_a_moment_and_an_earlier_one():
    assert clock.working_days_between(at("2026-11-24T12:00"), at("2026-11-20T12:00")) == 0
