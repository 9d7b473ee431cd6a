"""The demo's one process tree: a production server and a worker, begun together and ended together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from types import FrameType

PATIENCE = 120  #: seconds to become ready
GRACE = 10  #: seconds to end by itself


def _die_with_parent() -> None:
    """On Linux a child is ended by the kernel when its parent is gone, however that came about."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def web_command(port: int) -> list[str]:
    """Granian with one worker process and four threads."""
    options = {"interface": "wsgi", "host": "127.0.0.1", "workers": 1, "blocking-threads": 4, "port": port}
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "granian", *flags, "--log-level=warning", "config.wsgi:application"]


def worker_command() -> list[str]:
    """The background worker, which also runs the scheduled jobs."""
    return [sys.executable, "manage.py", "work", "--ticks"]


@dataclass
class Tree:
    """Children that live and die together. `run` returns the exit code of the whole."""

    port: int
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    is_ending: bool = False

    def begin(self, name: str, command: list[str], folder: str) -> None:
        self.children[name] = subprocess.Popen(  # noqa: S603  our own commands
            command,
            cwd=folder,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        )

    def heed_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_end)

    def _asked_to_end(self, number: int, frame: FrameType | None) -> None:
        self.is_ending = True

    def dead(self) -> str:
        """The name of a child that ended although nobody asked it to; "" while all live."""
        return next((name for name, child in self.children.items() if child.poll() is not None), "")

    def is_ready(self) -> bool:
        """Whether the house answers that it can serve."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:  # noqa: S310
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def wait_until_ready(self) -> bool:
        end = time.monotonic() + PATIENCE
        while not self.is_ending and not self.dead() and time.monotonic() < end:
            if self.is_ready():
                return True
            time.sleep(0.2)
        return False

    def watch(self) -> int:
        """Stay until asked to end (0) or until a child dies (1)."""
        while not self.is_ending and not self.dead():
            time.sleep(0.3)
        return 0 if self.is_ending else 1

    def end(self) -> None:
        """Ask every child to end, wait, and make those end that do not."""
        self._tell_all(signal.SIGTERM)
        until = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue
        self._tell_all(signal.SIGKILL)

    def _tell_all(self, number: signal.Signals) -> None:
        for child in self.children.values():
            try:
                os.killpg(child.pid, number)
            except ProcessLookupError:
                continue
