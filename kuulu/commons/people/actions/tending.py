"""What a person decides about work and mail that a machine could not finish."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

from kuulu.foundation import clock
from kuulu.foundation.models import DeadLetter

from ..models import Notice, Person
from ..policy import may_tend_outbox
from ..vocabulary import NoticeState
from .audit import audit
from .notices import deliver


class NoSuchWork(LookupError):
    """The task that failed is no longer part of the house."""


@transaction.atomic
def try_again(letter: DeadLetter, *, by: Person) -> None:
    """Put failed work back in the queue, once. Raises PermissionDenied, NoSuchWork."""
    _settle(letter, "tried_again", by)
    _task(letter.task).enqueue(*letter.arguments.get("args", []), **letter.arguments.get("kwargs", {}))
    audit(by, "try_again", kind="work", reference=str(letter.pk))


@transaction.atomic
def settle(letter: DeadLetter, *, by: Person) -> None:
    """Failed work was seen to in another way. Raises PermissionDenied."""
    _settle(letter, "settled", by)
    audit(by, "settle", kind="work", reference=str(letter.pk))


def _settle(letter: DeadLetter, how: str, by: Person) -> None:
    if not may_tend_outbox(by):
        raise PermissionDenied
    open_ones = DeadLetter.objects.filter(pk=letter.pk, settled_at__isnull=True)
    if not open_ones.update(settled_at=clock.now(), settled_how=how):
        raise NoSuchWork("already settled")


def _task(path: str) -> Task:
    """The task of that path, of this house only."""
    try:
        found = import_string(path) if path.startswith("kuulu.") else None
    except ImportError:
        found = None
    if not isinstance(found, Task):
        raise NoSuchWork(path)
    return found


@transaction.atomic
def send_again(notice: Notice, *, by: Person) -> bool:
    """A person takes it on that a failed mail may come twice. False when it is no longer failed."""
    if not may_tend_outbox(by):
        raise PermissionDenied
    failed = Notice.objects.filter(pk=notice.pk, state=NoticeState.FAILED, letter__isnull=True)
    if not failed.exclude(text="").update(state=NoticeState.WAITING, note="", tried_at=clock.now()):
        return False
    audit(by, "try_again", kind="notice", reference=str(notice.uuid))
    deliver.enqueue(notice.id)
    return True


@transaction.atomic
def give_up(notice: Notice, *, by: Person) -> bool:
    """A failed mail is left unsent. False when it is no longer failed."""
    if not may_tend_outbox(by):
        raise PermissionDenied
    failed = Notice.objects.filter(pk=notice.pk, state=NoticeState.FAILED)
    if not failed.update(state=NoticeState.DROPPED, note="settled"):
        return False
    audit(by, "settle", kind="notice", reference=str(notice.uuid))
    return True
