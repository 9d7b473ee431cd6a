"""Times as Open311 writes them: ISO 8601 in whole seconds, always with a time zone."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

FORM: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:([Zz])|([+\- ])(\d\d):?(\d\d))"
)
EARLIEST: Final = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
LATEST: Final = dt.datetime(2900, 1, 1, tzinfo=dt.UTC)


def told(moment: dt.datetime) -> str:
    """The moment as every client tried could read it: whole seconds, UTC, `Z`."""
    return f"{moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def read(text: str) -> dt.datetime:
    """The moment that a parameter names, in whole seconds. Raises ValueError for one without a time zone.

    A plus sign that a client forgot to escape arrives as a blank; it is read as the plus that was meant.
    """
    found = FORM.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second, zulu, sign, zone_hours, zone_minutes = found.groups()
    offset = dt.timedelta()
    if not zulu:
        offset = dt.timedelta(hours=int(zone_hours), minutes=int(zone_minutes)) * (-1 if sign == "-" else 1)
    zone = dt.timezone(offset)
    try:
        moment = dt.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=zone)
        moment = moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(text) from None
    if not EARLIEST <= moment <= LATEST:
        raise ValueError(text)
    return moment
