"""The verbs of the room: tell people, give them secret links, keep the audit trail, change roles and accounts."""

from .audit import audit
from .identify import AnotherAccount, TooWeak, identify, use_school_code, verify_by_staff
from .links import make_secret_link, revoke_links, use_secret_link
from .notices import note_bounce, notify, subscribe_again, unsubscribe
from .school import make_school_codes

__all__ = [
    "AnotherAccount",
    "TooWeak",
    "audit",
    "identify",
    "make_school_codes",
    "make_secret_link",
    "note_bounce",
    "notify",
    "revoke_links",
    "subscribe_again",
    "unsubscribe",
    "use_school_code",
    "use_secret_link",
    "verify_by_staff",
]
