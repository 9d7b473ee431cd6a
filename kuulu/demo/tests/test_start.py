"""How the demo starts and ends: a free door, contents told once for each version, children that live and die together."""

import json
import os
import socket
import sys
import time

import pytest

from kuulu.demo import __main__ as demo_command
from kuulu.demo import start
from kuulu.demo.server import Tree

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def busy_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


@pytest.fixture
def place(tmp_path, monkeypatch):
    for name, value in {"VAR": tmp_path, "DATABASE": tmp_path / "demo.sqlite3", "MARK": tmp_path / "mark.json"}.items():
        monkeypatch.setattr(start, name, value)
    return tmp_path


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_port_in_use_is_answered_with_another_to_try(busy_port, capsys, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.test")
    monkeypatch.setenv("PORT", "")
    assert demo_command.main(["--port", str(busy_port)]) == 1
    assert f"PORT={busy_port + 1}" in capsys.readouterr().out


def test_contents_are_told_again_only_for_another_version(place, monkeypatch):
    assert not start.is_told()
    start.DATABASE.touch()
    start.MARK.write_text(json.dumps({"version": start.version(), "told_at": time.time()}))
    assert start.is_told() and start.days_old() == 0
    monkeypatch.setattr(start, "version", lambda: "another")
    assert not start.is_told()


def test_a_lost_database_or_a_broken_mark_is_told_anew(place):
    start.MARK.write_text(json.dumps({"version": start.version(), "told_at": 0}))
    assert not start.is_told() and start.days_old() > 1000
    start.DATABASE.touch()
    start.MARK.write_text("{")
    assert not start.is_told()


def test_an_old_demo_that_cannot_be_brought_up_to_date_is_answered_kindly(place, capsys, monkeypatch):
    def broken():
        raise ValueError("no such table")

    monkeypatch.setattr(start, "prepare", broken)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.test")
    monkeypatch.setenv("PORT", "1")
    start.DATABASE.touch()
    assert demo_command.main(["--prepare-only"]) == 1
    assert "make demo FRESH=1" in capsys.readouterr().out


def test_clearing_leaves_nothing_of_the_demo(place):
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "mark.json"):
        (place / name).touch()
    (place / "demo-mail").mkdir()
    (place / "other").touch()
    start.clear()
    assert [file.name for file in place.iterdir()] == ["other"]


def test_a_child_that_dies_is_noticed_and_the_others_end():
    tree = Tree(port=1)
    tree.begin("long", SLEEP, ".")
    tree.begin("short", [sys.executable, "-c", ""], ".")
    assert tree.watch() == 1 and tree.dead() == "short"
    tree.end()
    assert is_gone(tree.children["long"].pid) or tree.children["long"].poll() is not None


def test_a_stubborn_child_is_ended_all_the_same(monkeypatch):
    monkeypatch.setattr("kuulu.demo.server.GRACE", 0.5)
    tree = Tree(port=1)
    tree.begin("stubborn", STUBBORN, ".")
    time.sleep(0.5)
    tree.end()
    assert tree.children["stubborn"].wait(timeout=5) != 0
