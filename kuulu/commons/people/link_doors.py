"""What a session may open because a secret link was shown in it: for a time, and only while that link lives.

The session keeps the link's number, not its token. Whoever takes the link away (the sender, an erasure, its age)
thereby closes every door that it opened, on every device.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kuulu.foundation import clock

from .models import SecretLink

KEY = "opened_by_link"  #: of the session: subject -> what is known of its door
MOST = 50  #: doors that one session keeps
OPEN_SECONDS = 12 * 3600  #: that a door stays open after the link was last shown
FILE_SECONDS = 15 * 60  #: that files behind it may be fetched after the page was last shown (CVE-2026-45377)


def open_door(request: HttpRequest, link: SecretLink) -> None:
    """Note that this visitor showed a secret link; called at every use of the link."""
    now = _now()
    doors = {**_doors(request), link.subject: {"link": link.pk, "opened": now, "seen": now}}
    request.session[KEY] = dict(sorted(doors.items(), key=lambda door: door[1]["opened"])[-MOST:])


def note_seen(request: HttpRequest, subject: str) -> None:
    """The page behind the door was shown, so its files may be fetched for a while; written at most once a minute."""
    doors = _doors(request)
    door = doors.get(subject)
    if door and _now() - door["seen"] >= 60:
        request.session[KEY] = {**doors, subject: {**door, "seen": _now()}}


def has_opened(request: HttpRequest, subject: str, *, file: bool = False) -> bool:
    """Whether this session came in by a secret link of a thing that still lives; for a `file`, a short while ago."""
    door = _doors(request).get(subject)
    if door is None or not 0 <= _now() - door["opened"] < OPEN_SECONDS:
        return False
    if file and not 0 <= _now() - door["seen"] < FILE_SECONDS:
        return False
    return SecretLink.objects.filter(pk=door["link"], subject=subject, expires_at__gt=clock.now()).exists()


def opened(request: HttpRequest) -> list[str]:
    """The subjects whose doors this session has open, the oldest first."""
    return [subject for subject in _doors(request) if has_opened(request, subject)]


def close_door(request: HttpRequest, subject: str) -> None:
    """Forget that the secret link was shown."""
    doors = _doors(request)
    if doors.pop(subject, None):
        request.session[KEY] = doors


def _now() -> int:
    return int(clock.now().timestamp())


def _doors(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """The doors of the session; none, and no session begun, for who never showed a link."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    kept = request.session.get(KEY, {})
    return {subject: door for subject, door in kept.items() if isinstance(door, dict)}
