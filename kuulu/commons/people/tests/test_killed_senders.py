"""Senders that are killed while they send: no reader gets a mail twice, and none is lost without a person knowing."""

import collections
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from kuulu.commons.people.actions.notices import note_uncertain, send
from kuulu.commons.people.models import Notice

#: a longer run: KUULU_KILLS=20
HOW_MANY, KILLS = 60, int(os.environ.get("KUULU_KILLS", "2"))


def start(port, numbers):
    """A sender of its own on the test's database."""
    kept = {name: str(connection.settings_dict[name]) for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    told = json.dumps({"database": kept, "port": port, "notices": numbers})
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.Popen([sys.executable, "-m", "kuulu.commons.people.tests.sender", told], env=env)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_no_mail_goes_twice_however_often_the_sender_is_killed(postbox, settings):
    dice = random.Random(7)
    numbers = [
        Notice.objects.create(email=f"r{i}@example.org", kind="step", key=str(i), subject=str(i), text="T").id
        for i in range(HOW_MANY)
    ]
    for _ in range(KILLS):
        before = len(postbox.mails)
        sender = start(settings.EMAIL_PORT, numbers)
        wanted = before + dice.randint(2, 8)
        wait_for(lambda wanted=wanted: len(postbox.mails) >= wanted)
        time.sleep(dice.random() * 0.01)
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait()
    assert len(postbox.mails) >= KILLS
    Notice.objects.filter(state="sending").update(tried_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    note_uncertain()
    for number in numbers:
        send(number)
    got = collections.Counter(mail["To"] for mail in postbox.mails)
    states = collections.Counter(Notice.objects.values_list("state", flat=True))
    assert max(got.values()) == 1
    assert set(states) <= {"sent", "failed"} and states["failed"] <= KILLS
    unreached = set(Notice.objects.exclude(email__in=got).values_list("state", flat=True))
    assert unreached <= {"failed"}


@pytest.mark.django_db(transaction=True)
def test_two_senders_of_the_same_mail_send_it_once(postbox, settings):
    numbers = [
        Notice.objects.create(email=f"r{i}@example.org", kind="step", key=str(i), subject=str(i), text="T").id
        for i in range(30)
    ]
    senders = [start(settings.EMAIL_PORT, numbers) for _ in range(2)]
    assert [sender.wait(120) for sender in senders] == [0, 0]
    assert sorted(mail["To"] for mail in postbox.mails) == sorted(f"r{i}@example.org" for i in range(30))
