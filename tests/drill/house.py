"""A whole house in processes of its own, which may be killed; and clients that write down what was promised to them."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Post:
    """A real mail server that keeps what it is handed."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        self.letters.append((envelope.rcpt_tos[0], envelope.content.decode(errors="replace")))
        return "250 OK"


class House:
    """Web and worker as subprocesses over one database."""

    def __init__(self, folder: Path, post: Post, database: str = "") -> None:
        self.port, self.children, self.kills = free_port(), {}, 0
        self.env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
            "KUULU_DRILL_FOLDER": str(folder),
            "KUULU_DRILL_SMTP": str(post.controller.port),
            "KUULU_DRILL_DATABASE": database,
        }
        self.log = (folder / "log").open("ab")
        self.key = self.run("-m", "tests.drill.prepare").strip()
        self.commands = {
            "web": ["-m", "granian", "--interface=wsgi", "--host=127.0.0.1", f"--port={self.port}", "--workers=2", "--blocking-threads=4", "--respawn-failed-workers", "--respawn-interval=0.2", "--log-level=warning", "config.wsgi:application"],
            "worker": ["manage.py", "work", "--interval=0.1"],
        }  # fmt: skip

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str) -> str:
        return subprocess.run([sys.executable, *command], cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout  # fmt: skip

    def begin(self, *names: str) -> None:
        for name in names or self.commands:
            self.children[name] = subprocess.Popen(
                [sys.executable, *self.commands[name]], cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log, start_new_session=True
            )  # fmt: skip

    def wait_until(self, status: int, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.address}/health/ready", timeout=5).status_code == status:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        raise AssertionError(f"no {status} from /health/ready within {seconds} s")

    def kill(self, name: str) -> None:
        """SIGKILL the whole of a child, as a machine out of memory does, and begin it anew."""
        os.killpg(self.children[name].pid, signal.SIGKILL)
        self.children[name].wait()
        self.kills += 1
        self.begin(name)

    def kill_a_part_of_web(self, dice: random.Random) -> None:
        """SIGKILL one of the server's own worker processes; the server makes another."""
        main = self.children["web"].pid
        parts = [int(pid) for pid in Path(f"/proc/{main}/task/{main}/children").read_text().split()]
        workers = [pid for pid in parts if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if workers:
            os.kill(dice.choice(workers), signal.SIGKILL)
            self.kills += 1

    def end(self) -> None:
        for child in self.children.values():
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            child.wait()


class Client(threading.Thread):
    """Posts reports one after another; each is repeated until it is promised, and the promise is written down."""

    def __init__(self, number: int, house: House, folder: Path, count: int) -> None:
        super().__init__(daemon=True)
        self.number, self.house, self.count = number, house, count
        self.promises = folder / f"promises-{number}"
        self.last_word = ""

    def run(self) -> None:
        with self.promises.open("a") as book:
            for turn in range(self.count):
                reference = self._until_promised(turn)
                book.write(json.dumps({"reference": reference, "email": self.email(turn)}) + "\n")
                book.flush()

    def email(self, turn: int) -> str:
        return f"sender{self.number}.{turn}@example.org"

    def _until_promised(self, turn: int) -> str:
        form = {
            "api_key": self.house.key, "service_code": "kuopat", "email": self.email(turn), "address_string": "Porrassalmenkatu 1",
            "description": f"Kuoppa numero {turn} asiakkaalta {self.number}.",
        }  # fmt: skip
        while True:
            try:
                answer = httpx.post(f"{self.house.address}/open311/v2/requests.json", data=form, timeout=40)
                if answer.status_code in (200, 201):
                    return answer.json()[0]["service_request_id"]
                self.last_word = f"{answer.status_code} {answer.text[:200]}"
                assert answer.status_code >= 500, self.last_word
            except httpx.HTTPError as fault:
                self.last_word = type(fault).__name__
            time.sleep(0.2)


def promised(folder: Path) -> list[dict[str, str]]:
    """Everything that clients were promised."""
    return [json.loads(line) for book in sorted(folder.glob("promises-*")) for line in book.read_text().splitlines()]
