"""Delivery reports (RFC 3464) read from mail that came back: which of our messages did not reach whom, for good."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message


@dataclass(frozen=True)
class Failure:
    """One recipient whom one of our messages did not reach, for good."""

    email: str
    message_id: str  #: ours, without brackets and host


def failures_in(raw: bytes) -> list[Failure]:
    """What a mail says did not arrive; nothing when it is no delivery report or the failure may pass (4.x.x)."""
    mail = message_from_bytes(raw, policy=policy.compat32)
    if mail.get_content_type() != "multipart/report":
        return []
    identity = _message_id(mail)
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    recipients = [block for part in reports for block in _blocks(part)]
    return [Failure(_address(block), identity) for block in recipients if _failed_for_good(block) and identity]


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _failed_for_good(block: Message) -> bool:
    action, status = str(block.get("Action", "")).strip().lower(), str(block.get("Status", "")).strip()
    return action == "failed" and status.startswith("5") and bool(_address(block))


def _address(block: Message) -> str:
    told = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    return told.rpartition(";")[2].strip().strip("<>").lower()


def _message_id(mail: Message) -> str:
    """The Message-ID of the returned message, which stands in the report's last part."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            found = inner.get("Message-ID") if isinstance(inner, Message) else None
        elif kind == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            found = message_from_bytes(body).get("Message-ID") if isinstance(body, bytes) else None
        else:
            continue
        if found:
            return str(found).strip().strip("<>").partition("@")[0]
    return ""
