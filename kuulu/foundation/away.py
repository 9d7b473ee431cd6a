"""A database that is away, full or open for reading alone: nobody's fault in the code, and soon over."""

from __future__ import annotations

from typing import Final

from django.db import InterfaceError, OperationalError

READ_ONLY: Final = (
    "25006"  #: PostgreSQL's word for a write where only reading is allowed; SQLite has an OperationalError
)


def is_away(fault: BaseException) -> bool:
    """Whether waiting helps."""
    refused = getattr(fault.__cause__, "sqlstate", "") == READ_ONLY
    return refused or isinstance(fault, OperationalError | InterfaceError)
