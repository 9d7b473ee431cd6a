"""The demo's mailbox: every letter the house sends is kept as a file and shown at /demo/mail."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kuulu.foundation import clock

KEPT = 2000  #: letters; the oldest go first


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as it left the house."""

    name: str
    sent_at: str  #: ISO 8601
    to: list[str]
    subject: str
    text: str
    headers: dict[str, str]

    @property
    def when(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.sent_at)


def box() -> Path:
    """The folder the letters lie in."""
    folder = Path(getattr(settings, "KUULU_DEMO_MAIL"))  # noqa: B009  set in the demo only
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Mailbox(BaseEmailBackend):
    """An e-mail backend that delivers into the demo's own box; a letter is either whole in it or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _put(message)
        return len(email_messages)


def _put(message: EmailMessage) -> None:
    moment = clock.now()
    name = f"{moment:%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}"
    letter = {
        "sent_at": moment.isoformat(),
        "to": message.recipients(),
        "subject": str(message.subject),
        "text": str(message.body),
        "headers": {str(key): str(value) for key, value in message.extra_headers.items()},
    }
    unfinished = box() / f".{name}"
    unfinished.write_text(json.dumps(letter, ensure_ascii=False))
    os.replace(unfinished, box() / f"{name}.json")
    for old in sorted(box().glob("*.json"), reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)


def _read(file: Path) -> Letter:
    kept: dict[str, Any] = json.loads(file.read_text())
    return Letter(name=file.stem, **kept)


def letters(*, to: str = "", limit: int = 100) -> list[Letter]:
    """The newest letters first; with `to`, those of one reader."""
    found: list[Letter] = []
    for file in sorted(box().glob("*.json"), reverse=True):
        letter = _read(file)
        if not to or to in letter.to:
            found.append(letter)
        if len(found) == limit:
            break
    return found


def letter(name: str) -> Letter | None:
    """One letter by its name, or None."""
    file = box() / f"{name}.json"
    return _read(file) if file.is_file() and file.parent == box() else None
