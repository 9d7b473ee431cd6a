"""The clock counts Finnish working days."""

import datetime as dt

from kuulu.foundation import clock


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.HELSINKI)


def test_a_promise_made_on_friday_falls_due_a_week_later():
    assert clock.add_working_days(at("2026-11-20T12:00"), 5) == at("2026-11-27T16:00")


def test_independence_day_and_christmas_eve_are_not_working_days():
    assert not clock.is_working_day(dt.date(2027, 12, 6))
    assert not clock.is_working_day(dt.date(2026, 12, 24))
    assert clock.is_working_day(dt.date(2026, 12, 7))


def test_nothing_lies_between_a_moment_and_an_earlier_one():
    assert clock.working_days_between(at("2026-11-24T12:00"), at("2026-11-20T12:00")) == 0
