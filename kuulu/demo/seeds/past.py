"""Tells what happened on an earlier day as if it were that day: in the demo alone, which production refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def on(moment: dt.datetime) -> Iterator[None]:
    """The house's clock shows that moment within."""
    with patch("django.utils.timezone.now", return_value=moment.astimezone(dt.UTC)):
        yield
