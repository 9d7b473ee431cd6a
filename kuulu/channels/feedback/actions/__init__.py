"""The verbs of feedback, one idea a file."""

from .draft import Draft, faults_of
from .own import (
    add_message,
    note_asked,
    prove_address,
    say_fixed,
    say_not_fixed,
    wish_private,
    wish_public,
    withdraw,
)
from .submit import submit

__all__ = [
    "Draft",
    "add_message",
    "faults_of",
    "note_asked",
    "prove_address",
    "say_fixed",
    "say_not_fixed",
    "submit",
    "wish_private",
    "wish_public",
    "withdraw",
]
