"""The console command `kuulu`: the house's management commands under one name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

FLOORS = ("kuulu.channels", "kuulu.commons", "kuulu.site")


def plain_commands() -> dict[str, str]:
    """Commands that need nothing of the house: name -> module whose `main(words)` answers, from each room's `plain.py`."""
    return {name: module for room in _rooms_with_plain() for name, module in import_module(room).COMMANDS.items()}


def _rooms_with_plain() -> Iterator[str]:
    for floor in FLOORS:
        for room in iter_modules(import_module(floor).__path__, f"{floor}."):
            if room.ispkg and find_spec(f"{room.name}.plain"):
                yield f"{room.name}.plain"


def main(argv: list[str] | None = None) -> None:
    """Run a management command; settings default to those for development unless the environment says otherwise."""
    words = argv if argv is not None else sys.argv[1:]
    if words and (module := plain_commands().get(words[0])):
        sys.exit(import_module(module).main(words[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ.setdefault("KUULU_STATEMENT_SECONDS", "60" if words[:1] in (["work"], ["tick"]) else "0")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kuulu", *words])
