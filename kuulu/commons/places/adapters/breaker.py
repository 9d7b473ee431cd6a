"""A fuse before another's service: after some failures in a row it is left alone for a while."""

from __future__ import annotations

from threading import Lock
from time import monotonic


class Breaker:
    """Open after `failures` in a row for `rest` seconds; then one try decides. One per process."""

    def __init__(self, *, failures: int = 3, rest: float = 30.0) -> None:
        self.limit, self.rest = failures, rest
        self.failed = 0
        self.until = 0.0
        self.lock = Lock()

    def is_open(self) -> bool:
        """Whether the service is to be left alone now; lets one caller through when the rest is over."""
        with self.lock:
            if self.failed < self.limit:
                return False
            if monotonic() < self.until:
                return True
            self.until = monotonic() + self.rest
            return False

    def worked(self) -> None:
        with self.lock:
            self.failed = 0

    def failed_once(self) -> None:
        with self.lock:
            self.failed += 1
            self.until = monotonic() + self.rest
