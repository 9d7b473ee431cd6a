"""Background work is done though workers die: what a dead one held is given back, and one that kills is put aside."""

import datetime as dt
import os
import socket
import subprocess
import sys

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from kuulu.foundation import clock, health, schedule, upkeep
from kuulu.foundation.models import DeadLetter, JobRun, WorkerPulse
from kuulu.foundation.work import TRIES
from kuulu.foundation.worker import beat, give_back, new_worker_id

pytestmark = pytest.mark.django_db


def running(*workers):
    return DBTaskResult.objects.create(
        task_path="kuulu.commons.people.actions.notices.deliver", status="RUNNING", args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default", run_after=clock.now(), worker_ids=list(workers), started_at=clock.now(),
    )  # fmt: skip


def dead_process():
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return f"{socket.gethostname()[:30]}/{child.pid}/abc"


def test_work_of_a_dead_process_is_ready_again_at_once():
    worker = dead_process()
    beat(worker)
    row = running(worker)
    assert give_back() == 1
    row.refresh_from_db()
    assert row.status == "READY"


def test_work_of_a_living_worker_is_left_to_it():
    worker = new_worker_id()
    beat(worker)
    running(worker)
    assert give_back() == 0


def test_work_of_another_machine_is_given_back_when_its_pulse_stops():
    WorkerPulse.objects.create(worker_id="elsewhere/1/x", seen_at=clock.now() - dt.timedelta(seconds=50))
    running("elsewhere/1/x")
    assert give_back() == 0
    WorkerPulse.objects.update(seen_at=clock.now() - dt.timedelta(seconds=61))
    assert give_back() == 1


def test_work_that_outlives_many_workers_becomes_a_dead_letter():
    row = running(*[dead_process() for _ in range(TRIES)])
    give_back()
    row.refresh_from_db()
    assert row.status == "FAILED" and DeadLetter.objects.get().arguments == {"args": [1], "kwargs": {}}


def test_a_job_that_fails_does_not_keep_others_from_running(monkeypatch):
    def broken():
        raise RuntimeError

    every = dt.timedelta(minutes=1)
    jobs = [schedule.Job(name="a", every=every, run=broken), schedule.Job(name="b", every=every, run=lambda: "done")]
    monkeypatch.setattr(schedule, "jobs", lambda: jobs)
    assert schedule.run_due() == {"b": "done"}
    assert JobRun.objects.get(name="a").report == "failed: RuntimeError"
    assert schedule.run_due() == {}


def test_a_clock_that_ran_ahead_and_was_set_right_holds_no_job_back_and_runs_none_twice(monkeypatch, time_machine):
    runs = []
    job = schedule.Job(name="a", every=dt.timedelta(days=1), run=lambda: str(runs.append(clock.now())))
    monkeypatch.setattr(schedule, "jobs", lambda: [job])
    right = dt.datetime(2026, 11, 24, 12, tzinfo=clock.HELSINKI)
    year, minute = dt.timedelta(days=366), dt.timedelta(minutes=1)
    for moment in (right, right + minute, right + year, right + 2 * minute, right + 3 * minute, right - 6 * year):
        time_machine.move_to(moment, tick=False)
        schedule.run_due(), schedule.run_due()
    time_machine.move_to(right + 4 * minute, tick=False)
    schedule.run_due(), schedule.run_due()
    assert runs == [right, right + year, right + 2 * minute, right - 6 * year, right + 4 * minute]


def test_health_tells_what_to_look_at():
    assert "no worker is seen" in " ".join(health.look().worries())
    beat(f"{socket.gethostname()}/{os.getpid()}/x")
    JobRun.objects.create(name="a", started_at=clock.now())
    assert health.look().worries() == []
    DeadLetter.objects.create(task="t", error="e", failed_at=clock.now())
    assert "1 dead letters" in health.look().worries()[0]


def test_old_waiting_work_is_a_worry():
    row = running("x")
    DBTaskResult.objects.filter(pk=row.pk).update(
        status="READY", enqueued_at=clock.now() - dt.timedelta(hours=1), run_after=clock.now() - dt.timedelta(hours=1)
    )
    assert health.look().oldest_waiting >= 3600
    assert any("has waited" in worry for worry in health.look().worries())


def test_details_are_for_staff_and_for_who_has_the_token(client, django_user_model, settings):
    address = reverse("health_details")
    assert client.get(address).status_code == 403
    settings.KUULU = {**settings.KUULU, "HEALTH_TOKEN": "t" * 20}
    assert client.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 403
    assert client.get(address, headers={"Authorization": f"Bearer {'t' * 20}"}).json()["status"] == "worry"
    client.force_login(django_user_model.objects.create_user("staff@example.fi", is_staff=True))
    assert client.get(address).status_code == 503


def test_own_jobs_run_on_an_empty_house(settings):
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kuulu_cache"},
    }
    for job in schedule.own_jobs():
        assert isinstance(job.run(), str)
    assert upkeep.drop_cache_rows() == "0 cache rows dropped"
