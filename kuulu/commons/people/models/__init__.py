"""What the room keeps: people, proofs of identity, secret links, notices, and the audit trail."""

from .accounts import Person, Role, Unit
from .mail import MailAddress, Notice
from .proofs import Identification, SchoolCode, SecretLink
from .trail import AuditEntry, Copy, Erasure

__all__ = [
    "AuditEntry",
    "Copy",
    "Erasure",
    "Identification",
    "MailAddress",
    "Notice",
    "Person",
    "Role",
    "SchoolCode",
    "SecretLink",
    "Unit",
]
