"""The database of a drill."""

import os
import shutil
from urllib.parse import quote

import pytest
from django.db import connection

from kuulu.foundation.testing.plugin import KEPT, _schema_hash


@pytest.fixture
def database(tmp_path, transactional_db):
    """The address of a migrated database of the drill's own, of the kind that the suite runs on; empty for SQLite."""
    if connection.vendor == "sqlite":
        migrated = KEPT / f"{_schema_hash()}.sqlite3"  # as the suite keeps it; saves a minute of migrations
        if migrated.exists():
            shutil.copy(migrated, tmp_path / "drill.sqlite3")
        yield ""
        return
    told = connection.settings_dict
    suite, own = connection.ops.quote_name(told["NAME"]), f"drill_{os.getpid()}"
    connection.close()  # a database that somebody is connected to cannot be copied
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {own} TEMPLATE {suite}")
    secret = f":{quote(told['PASSWORD'], safe='')}" if told["PASSWORD"] else ""
    port = f":{told['PORT']}" if told["PORT"] else ""
    yield f"postgres://{told['USER']}{secret}@{quote(told['HOST'], safe='')}{port}/{own}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {own} WITH (FORCE)")
