"""A channel is added by writing a room and a plate, and taken out by taking it from the list of rooms."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kuulu.foundation.registry import plates

ROOT = Path(__file__).resolve().parents[2]
CHANNELS = ("kuulu.channels.feedback", "kuulu.channels.budgeting")
WITHOUT = """
import django; django.setup()
from django.core.management import call_command
from django.test.utils import setup_test_environment
setup_test_environment()
call_command("check"); call_command("migrate", verbosity=0)
from django.test import Client
import os
pages = {"/fi/": 200, "/sv/osallistu/": 200, "/en/asiat/": 200, "/fi/kartta/": 200, "/api/v1/channels": 200}
own = {"feedback": "/fi/palaute/", "budgeting": "/fi/budjetti/"}
pages |= {page: 404 if f"kuulu.channels.{room}" == os.environ["KUULU_WITHOUT"] else 200 for room, page in own.items()}
wrong = {page: Client().get(page).status_code for page, status in pages.items() if Client().get(page).status_code != status}
assert not wrong, wrong
"""


def run(*command, **environment):
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("plate", plates(), ids=lambda plate: plate.code)
def test_every_plate_keeps_every_duty(plate):
    assert plate.faults() == []


@pytest.mark.once
def test_a_channel_of_seventy_lines_plugs_into_the_whole_house():
    room = ROOT / "tests" / "house" / "wishes"
    assert sum(len(file.read_text().splitlines()) for file in room.glob("*.py")) <= 70
    done = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/house/plugged", "--ds=tests.house.settings_with_wishes",
               DJANGO_SETTINGS_MODULE="tests.house.settings_with_wishes")  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.once
@pytest.mark.parametrize("channel", CHANNELS)
def test_the_house_stands_with_a_channel_taken_out(channel):
    done = run(
        "-c",
        WITHOUT,
        DJANGO_SETTINGS_MODULE="tests.house.settings_without",
        KUULU_WITHOUT=channel,
        KUULU_TEST_DATABASE="",
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
