"""The verbs of the room: tell people, give them secret links, keep the audit trail, change roles and accounts."""

from .audit import audit
from .links import make_secret_link, use_secret_link
from .notices import note_bounce, notify, subscribe_again, unsubscribe

__all__ = [
    "audit",
    "make_secret_link",
    "note_bounce",
    "notify",
    "subscribe_again",
    "unsubscribe",
    "use_secret_link",
]
