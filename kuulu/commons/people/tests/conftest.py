"""What the tests of the room share: people, and a real mail server."""

from __future__ import annotations

import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from kuulu.commons.people.models import Person


class Postbox:
    """Keeps what a mail server was given; `answers` are its words for the next mails, by default yes."""

    def __init__(self) -> None:
        self.mails, self.answers, self.to_recipient = [], [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        said = self.to_recipient.get(address)
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        said = self.answers.pop(0) if self.answers else "250 OK"
        if said.startswith("250") or said == "cut":
            self.mails.append(message_from_bytes(envelope.content))
        if said == "cut":
            server.transport.abort()
        return said


@pytest.fixture
def postbox(settings):
    """A real SMTP server in this process, which the settings name."""
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


@pytest.fixture
def resident(db):
    return Person.objects.create_user("reader@example.org", name="Maija Malli", language="en")
