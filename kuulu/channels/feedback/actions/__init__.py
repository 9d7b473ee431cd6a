"""The verbs of feedback, one idea a file."""

from .ask import ask_if_fixed
from .draft import Draft, faults_of
from .own import (
    add_message,
    prove_address,
    say_fixed,
    say_not_fixed,
    wish_private,
    wish_public,
    withdraw,
)
from .receipt import stop_links
from .submit import submit

__all__ = [
    "Draft",
    "add_message",
    "ask_if_fixed",
    "faults_of",
    "prove_address",
    "say_fixed",
    "say_not_fixed",
    "stop_links",
    "submit",
    "wish_private",
    "wish_public",
    "withdraw",
]
