"""Background work: a task that is tried again, later each time, and ends as a dead letter that a person sees."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django_tasks import task

from . import clock
from .models import DeadLetter

log = logging.getLogger("kuulu.work")

TRIES = 6
WAITS = (10, 60, 300, 1800, 7200)  #: seconds before the second try, the third ...


def work(*, tries: int = TRIES, queue: str = "default") -> Callable[[Callable[..., None]], Any]:
    """Make a function a background task; call it by `.enqueue(id)` inside the transaction that makes it needed.

    Arguments are ids and short words only, never content: they lie in the database in clear.
    """

    def decorate(function: Callable[..., None]) -> Any:
        @wraps(function)
        def attempt(*args: Any, attempt: int = 1, **kwargs: Any) -> None:
            try:
                function(*args, **kwargs)
            except Exception as fault:
                _again_or_dead(made, attempt, tries, args, kwargs, fault)

        made = task(queue_name=queue)(attempt)
        return made

    return decorate


def _again_or_dead(made: Any, attempt: int, tries: int, args: tuple, kwargs: dict, fault: Exception) -> None:
    log.warning("%s failed, try %s of %s: %s", made.module_path, attempt, tries, type(fault).__name__)
    if attempt < tries:
        later = clock.now() + dt.timedelta(seconds=WAITS[min(attempt, len(WAITS)) - 1])
        made.using(run_after=later).enqueue(*args, attempt=attempt + 1, **kwargs)
        return
    DeadLetter.objects.create(
        task=made.module_path,
        arguments={"args": list(args), "kwargs": kwargs},
        error=f"{type(fault).__name__}: {fault}"[:2000],
        failed_at=clock.now(),
    )
