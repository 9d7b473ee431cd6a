"""The house's one clock: what time it is, and how Finnish working days are counted."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

HELSINKI = ZoneInfo("Europe/Helsinki")
MONTH = dt.timedelta(days=365.25 / 12)  #: of times of keeping; a month of the calendar is never needed


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The present day in Finland."""
    return now().astimezone(HELSINKI).date()


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays

    eves = {
        day
        for day, name in holidays.country_holidays("FI", years=year, categories=("public", "workday")).items()
        if "aatto" in name
    }
    return frozenset(holidays.country_holidays("FI", years=year)) | frozenset(eves)


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open: not a weekend, a Finnish public holiday, or Midsummer or Christmas eve."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_working_days(start: dt.datetime, days: int) -> dt.datetime:
    """The end of the working day (16:00 in Finland) that lies `days` working days after `start`."""
    day = start.astimezone(HELSINKI).date()
    while days > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return dt.datetime.combine(day, dt.time(16, 0), tzinfo=HELSINKI)


def working_days_between(start: dt.datetime, end: dt.datetime) -> int:
    """How many working days begin after `start` and by `end`; 0 when `end` is not later."""
    day, last = start.astimezone(HELSINKI).date(), end.astimezone(HELSINKI).date()
    count = 0
    while day < last:
        day += dt.timedelta(days=1)
        count += is_working_day(day)
    return count


OFFICE = (8, 16)  #: hours of a working day in Finland


def working_time_between(start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """How much office time (8-16 on working days) lies between two moments; zero when `end` is not later."""
    start, end = start.astimezone(HELSINKI), end.astimezone(HELSINKI)
    total, day = dt.timedelta(), start.date()
    while day <= end.date():
        if is_working_day(day):
            opens, closes = (dt.datetime.combine(day, dt.time(hour), tzinfo=HELSINKI) for hour in OFFICE)
            total += max(dt.timedelta(), min(end, closes) - max(start, opens))
        day += dt.timedelta(days=1)
    return total
