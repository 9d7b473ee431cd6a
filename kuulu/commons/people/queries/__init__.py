"""The questions of the room."""

from .audit import Break, check_chain
from .identity import level_of, proof_of
from .links import open_secret_link
from .mail import MailFigures, is_suppressed, mail_figures

__all__ = [
    "Break",
    "MailFigures",
    "check_chain",
    "is_suppressed",
    "level_of",
    "mail_figures",
    "open_secret_link",
    "proof_of",
]
