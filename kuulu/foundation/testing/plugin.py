"""The house's pytest plugin: a database made once and copied, sealed tables emptied between tests, a browser."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop lives in the test's thread
ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "var" / "test-db"


USING_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}  #: fixtures


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what the database can make a difference to runs: the SQLite stage ran all the rest."""
    if not os.environ.get("KUULU_TEST_DATABASE"):
        return
    kept = _few_variants([item for item in items if _may_differ(item)])
    left_out = [item for item in items if item not in kept]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item in kept]


def _may_differ(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or bool(USING_DATABASE & fixtures) or "drill" in item.path.parts


VARIANTS = 2  #: of one test with parameters that run on PostgreSQL too: they ask the database the same
WHOLE = ("drill", "ballot_box", "eligibility", "races")  #: words in the paths of tests that run there with each


def _few_variants(items: list[pytest.Item]) -> set[pytest.Item]:
    """The items with at most so many variants of each test, spread over them."""
    together: dict[str, list[pytest.Item]] = {}
    for item in items:
        together.setdefault(item.nodeid.partition("[")[0], []).append(item)
    kept = set[pytest.Item]()
    for variants in together.values():
        whole = len(variants) <= VARIANTS or any(word in str(variants[0].path) for word in WHOLE)
        step = 1 if whole else len(variants) // VARIANTS
        kept.update(variants if whole else variants[::step][:VARIANTS])
    return kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """What collecting made stays: the collector of cycles need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _schema_hash(settings: str = "") -> str:
    """Of everything that makes the tables; `settings` names the settings, else those in use."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    digest.update((settings or os.environ.get("DJANGO_SETTINGS_MODULE", "")).encode())
    for file in sorted(ROOT.glob("**/migrations/*.py")):
        if ".venv" not in file.parts and "node_modules" not in file.parts:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(name: str) -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Give each worker its own copy of a database that was migrated once for this schema."""
    from django.db import connections

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    connection = connections["default"]
    schema = _schema_hash()
    if connection.vendor == "sqlite":
        own = KEPT / f"{schema}-{worker}-{os.getpid()}.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(own)
        template = KEPT / f"{schema}.sqlite3"
        with _alone("lock"):
            for stale in KEPT.glob(f"*-{worker}-*.sqlite3*"):
                stale.unlink(missing_ok=True)
            usual = KEPT / f"{_schema_hash('config.settings.test')}.sqlite3"  # more rooms add tables to these
            if nearest := next((file for file in (template, usual) if file.exists()), None):
                shutil.copy(nearest, own)
    else:
        connection.settings_dict["TEST"]["NAME"] = f"kuulu_{schema[:8]}_{worker}"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """After the usual set-up, keep the migrated SQLite file as the template of later runs."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor != "sqlite":
        return
    template = KEPT / f"{_schema_hash()}.sqlite3"
    with _alone("lock"), django_db_blocker.unblock():
        if not template.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(template)])


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """The server of browser tests, begun after the database is a file: before, it would share one connection."""
    return live_server


@pytest.fixture(autouse=True, scope="session")
def _sealed_tables_can_be_emptied() -> None:
    """Between transactional tests Django empties every table; sealed ones refuse, so they are unsealed meanwhile."""
    from django.core.management.commands.flush import Command
    from django.db import connections

    from kuulu.foundation.appendonly import seal, sealed_tables, unseal

    plain = Command.handle

    def handle(self: Command, **options: Any) -> Any:
        connection = connections[options["database"]]
        for table in sealed_tables():
            unseal(connection, table)
        try:
            return plain(self, **options)
        finally:
            for table in sealed_tables():
                seal(connection, table)

    Command.handle = handle  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _fresh_start() -> None:
    """No cached page and no counted request of an earlier test."""
    from django.core.cache import caches

    for name in ("default", "pages"):
        caches[name].clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    where = shutil.which("chromium") or shutil.which("chromium-browser")
    if not where:
        pytest.fail("Chromium is missing: apt-get install chromium")
    ours = shutil.which("node", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if ours:  # Playwright's own needs a library that a bare Debian lacks
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", ours)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=where,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """One tab in Finnish at a phone's width."""
    context = browser.new_context(locale="fi-FI", viewport={"width": 390, "height": 844})
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    yield tab
    context.close()


@pytest.fixture
def early_in_the_hour() -> Iterator[None]:
    """An hour and a minute have just begun, so that a test of a limit stays within one of its windows."""
    import time_machine

    from kuulu.foundation import clock

    with time_machine.travel(clock.now().replace(minute=0, second=1, microsecond=0)):
        yield
