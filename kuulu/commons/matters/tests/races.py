"""Makes many do one thing at the same moment, on a database that lets them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

SHARED_ONLY = "SQLite in memory is one connection: threads do not share it, and writers of a file wait in a row anyway"


def at_once(do: Callable[[int], Any], times: int = 20) -> list[Any]:
    """What each of them returned, or the exception it met, in no order; skips where a race cannot happen."""
    if connection.vendor != "postgresql":
        pytest.skip(SHARED_ONLY)
    gate, results = threading.Barrier(times), []

    def one(number: int) -> None:
        gate.wait(timeout=30)
        try:
            results.append(do(number))
        except Exception as fault:
            results.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
