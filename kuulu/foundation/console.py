"""The console command `kuulu`: the house's management commands under one name."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> None:
    """Run a management command; settings default to those for development unless the environment says otherwise."""
    words = argv if argv is not None else sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ.setdefault("KUULU_STATEMENT_SECONDS", "60" if words[:1] in (["work"], ["tick"]) else "0")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kuulu", *words])
