"""A notice as e-mail: composed in its reader's language, handed to the mail server, and what the server said."""

from __future__ import annotations

import contextlib
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kuulu.foundation.languages import html_lang

from ..keys import seal, unseal
from ..models import Notice


class NotSent(Exception):
    """The mail server surely did not take it and may later: it is safe to try again."""


class Refused(Exception):
    """The mail server said no for good; `of_address` when it was the reader's address that it refused."""

    def __init__(self, words: str, *, of_address: bool) -> None:
        super().__init__(words)
        self.of_address = of_address


def whole_address(link: str) -> str:
    """A path of the house as an address that opens from a mail."""
    return settings.KUULU["BASE_URL"].rstrip("/") + link if link.startswith("/") else link


def unsubscribe_token(email: str) -> str:
    """A word for an address' unsubscribe link that tells nobody the address."""
    return seal(email).removeprefix("sealed:")


def email_of(token: str) -> str:
    """The address of an unsubscribe link, or nothing when the link was not made here."""
    return unseal(f"sealed:{token}")


def compose(notice: Notice) -> EmailMultiAlternatives:
    """The message: plain text and simple HTML, with one-click unsubscription (RFC 8058)."""
    leave = whole_address(reverse("unsubscribe", args=[unsubscribe_token(notice.email)]))
    host = urlsplit(settings.KUULU["BASE_URL"]).hostname or "localhost"
    with translation.override(notice.language):
        words = {
            "notice": notice,
            "link": whole_address(notice.link),
            "leave": leave,
            "html_lang": html_lang(notice.language),
            "paragraphs": notice.text.split("\n\n"),
        }
        plain = render_to_string("people/mail/notice.txt", words)
        html = render_to_string("people/mail/notice.html", words)
    message = EmailMultiAlternatives(
        notice.subject,
        plain,
        to=[notice.email],
        headers={
            "Message-ID": f"<{notice.uuid}@{host}>",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Content-Language": html_lang(notice.language),
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def send(notice: Notice) -> None:
    """Hand a notice to the mail server. Raises NotSent, Refused; any other fault means that nobody knows."""
    message = compose(notice)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as fault:
        raise NotSent(type(fault).__name__) from fault
    try:
        message.connection = connection
        message.send()
    except smtplib.SMTPRecipientsRefused as fault:
        code, words = next(iter(fault.recipients.values()))
        _answer_of(code, words, of_address=True)
    except smtplib.SMTPResponseException as fault:
        _answer_of(fault.smtp_code, fault.smtp_error, of_address=False)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.close()


def _answer_of(code: int, words: bytes | str, *, of_address: bool) -> None:
    """Codes from 500 are for good, the rest may pass (RFC 5321 4.2.1)."""
    said = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code >= 500:
        raise Refused(said, of_address=of_address)
    raise NotSent(said)
