"""Production starts only when it is safe, and what it reads from the environment is written down."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse
from django.views.debug import ExceptionReporter

from kuulu.channels.feedback.tests.factories import make_category, make_feedback
from kuulu.channels.feedback.tests.test_pages import tell
from kuulu.foundation.reports import JsonLines, without_secrets

ROOT = Path(__file__).resolve().parents[2]
SECRET = "q7Yw2Zr9Kc4Vb1Nm8Xs5Lt3Pj6Hg0Fd-Qe_UiOaWyRzTkMnBvCx1234"
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "KUULU_SECRET_KEY": SECRET,
    "KUULU_DIGEST_KEY": SECRET[::-1],
    "KUULU_HOSTS": "kuulu.example.fi",
    "DATABASE_URL": "postgres://kuulu:pw@%2Fvar%2Frun%2Fpostgresql/kuulu",
    "KUULU_TRUSTED_PROXIES": "1",
    "KUULU_BACKUP": "/var/backups/kuulu",
    "KUULU_CONTACT_EMAIL": "osallisuus@example.fi",
}


def start(*command, **changes):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KUULU_", "DATABASE_URL", "DJANGO_"))}
    env = {**clean, **GOOD, **changes, "PYTHONPATH": str(ROOT)}
    env = {k: v for k, v in env.items() if v is not None}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def read(name, **changes):
    show = f"import json; from django.conf import settings; print(json.dumps(settings.{name}, default=str))"
    answer = start("-c", show, **changes)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_the_deployment_check_finds_nothing_to_say():
    answer = start("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert answer.returncode == 0, answer.stderr + answer.stdout


@pytest.mark.parametrize(
    "fault, changes",
    [
        ("debug", {"KUULU_DEBUG": "true"}),
        ("secret", {"KUULU_SECRET_KEY": None}),
        ("secret", {"KUULU_SECRET_KEY": "short"}),
        ("secret", {"KUULU_SECRET_KEY": "a" * 60}),
        ("hosts", {"KUULU_HOSTS": "*"}),
        ("hosts", {"KUULU_HOSTS": ".example.fi"}),
        ("hosts", {"KUULU_HOSTS": None}),
        ("address", {"KUULU_ADDRESS": "http://kuulu.example.fi"}),
        ("database", {"DATABASE_URL": None}),
        ("sqlite", {"DATABASE_URL": "sqlite:///kuulu.sqlite3"}),
        ("proxies", {"KUULU_TRUSTED_PROXIES": None}),
        ("backup", {"KUULU_BACKUP": None}),
    ],
)
def test_it_does_not_start_unsafely(fault, changes):
    answer = start("-c", "from django.conf import settings; settings.DEBUG", **changes)
    assert answer.returncode != 0 and f"  {fault}:" in answer.stderr


def test_a_fault_that_may_be_accepted_is_accepted_by_its_name_only():
    lacking = {"KUULU_BACKUP": None, "KUULU_TRUSTED_PROXIES": None}
    assert start("-c", "from django.conf import settings; settings.DEBUG", KUULU_ACCEPT="backup", **lacking).returncode
    assert read("DEBUG", KUULU_ACCEPT="backup,proxies", **lacking) is False
    accepted = start("-c", "from django.conf import settings; settings.DEBUG", KUULU_HOSTS="*", KUULU_ACCEPT="hosts")
    assert accepted.returncode != 0


def test_the_demo_cannot_be_slipped_in():
    code = "import config.settings.base as b; b.INSTALLED_APPS.append('kuulu.demo'); from django.conf import settings; settings.DEBUG"
    answer = start("-c", code)
    assert answer.returncode != 0 and "lets anybody in" in answer.stderr


def test_a_socket_folder_is_understood_and_slow_questions_end():
    database = read("DATABASES")["default"]
    assert database["HOST"] == "/var/run/postgresql"
    assert (
        "statement_timeout=10s" in database["OPTIONS"]["options"]
        and "lock_timeout=2s" in database["OPTIONS"]["options"]
    )
    assert "statement_timeout=60s" in read("DATABASES", KUULU_STATEMENT_SECONDS="60")["default"]["OPTIONS"]["options"]


def test_forwarded_protocol_is_believed_only_behind_a_proxy_of_our_own():
    assert read("SECURE_PROXY_SSL_HEADER")
    assert read("SECURE_PROXY_SSL_HEADER", KUULU_TRUSTED_PROXIES="0") is None


def test_the_shared_cache_is_redis_or_else_the_database():
    assert read("CACHES", KUULU_REDIS_URL="redis://127.0.0.1:6379/1")["default"]["BACKEND"].endswith("RedisCache")
    assert read("CACHES")["default"]["LOCATION"] == "kuulu_cache"


def test_cookies_are_bound_to_their_host():
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"):
        assert read(name).startswith("__Host-")


@pytest.mark.django_db
def test_cookies_of_our_own_are_bound_to_their_host_too_and_no_script_reads_them(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    sent = tell(client, make_category())
    answer = client.post(reverse("matters:concern", args=[make_feedback(public=True).matter.reference]))
    told = {**sent.cookies, **answer.cookies}
    assert {"__Host-kuulu_receipt", "__Host-kuulu_visitor"} <= told.keys()
    for name in ("__Host-kuulu_receipt", "__Host-kuulu_visitor"):
        cookie = told[name]
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"]
        assert cookie["samesite"] == "Lax"


def test_an_error_report_tells_where_and_nothing_of_whom(rf, settings):
    planted = "".join(["PLAN", "TED"])  # so that the lines of code in the report do not hold it
    words = dict.fromkeys(("text", "sender_email"), planted)
    request = rf.post("/fi/palaute/uusi/", words)
    settings.DEBUG = False
    try:
        words["text"] = words["text"] + 1
    except TypeError:
        report = ExceptionReporter(request, *sys.exc_info())
        told = report.get_traceback_text() + report.get_traceback_html()
    assert "TypeError" in told and "test_an_error_report_tells" in told and "sender_email" in told
    assert planted not in told


@pytest.mark.once
def test_static_files_gathered_by_one_user_are_read_by_another(tmp_path):
    gathered = start("manage.py", "collectstatic", "--no-input", "--verbosity", "0", KUULU_VAR=str(tmp_path))
    assert gathered.returncode == 0, gathered.stderr
    files = [file for file in (tmp_path / "static").rglob("*") if file.is_file()]
    assert files and not [file for file in files if file.stat().st_mode & 0o777 != 0o644]


def test_papers_go_to_the_bucket_when_there_is_one():
    kept = read("STORAGES", KUULU_S3_BUCKET="papers", KUULU_S3_ADDRESS="https://s3.example.fi")["default"]
    assert kept["OPTIONS"]["bucket_name"] == "papers" and kept["OPTIONS"]["querystring_auth"] is True


def variables():
    found = set()
    for file in ("base.py", "production.py"):
        text = (ROOT / "config" / "settings" / file).read_text()
        found |= set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', text))
    return sorted(found)


@pytest.mark.parametrize("name", variables())
def test_every_variable_is_described(name):
    assert f"`{name}`" in (ROOT / "docs" / "operate" / "settings.md").read_text()


def test_no_described_variable_is_unknown():
    told = set(re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs" / "operate" / "settings.md").read_text(), re.M))
    assert told == set(variables())


def test_a_log_line_tells_nothing_personal():
    try:
        raise ValueError("secret@example.fi")
    except ValueError:
        fault = sys.exc_info()
    text = "Not Found: /fi/palaute/oma/%s?x=1 for a.b@example.fi, 131052-308T, 040 123 4567"
    record = logging.LogRecord("django.request", logging.ERROR, "f", 1, text, ("A1b2" * 8,), fault)
    line = json.loads(JsonLines().format(record))
    for secret in ("A1b2", "example.fi", "131052", "4567", "x=1"):
        assert secret not in json.dumps(line)
    assert line["fault"] == "ValueError" and line["where"]


def test_a_reference_stays_readable_in_a_log_line():
    assert without_secrets("MLI-2026-7K3QF moved to /fi/palaute/") == "MLI-2026-7K3QF moved to /fi/palaute/"
