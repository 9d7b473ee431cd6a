"""Pages of the room for residents."""

from .held import copy, copy_file, copy_page, erase, held, held_link
from .identify import came_back, identify
from .open import second_factor, unsubscribe
from .own import feed, mail_again, new_feed, notices, notices_read, settings
from .sign_in import provider_sign_in

__all__ = [
    "came_back",
    "copy",
    "copy_file",
    "copy_page",
    "erase",
    "feed",
    "held",
    "held_link",
    "identify",
    "mail_again",
    "new_feed",
    "notices",
    "notices_read",
    "provider_sign_in",
    "second_factor",
    "settings",
    "unsubscribe",
]
