"""Checks at start: every door plate keeps its duties, and production is not run with the demo's settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from .archive import sealed
from .registry import plates


@register()
def plates_keep_their_duties(**kwargs: Any) -> list[Error]:
    """One error for each thing missing on a door plate."""
    return [Error(fault, obj=plate.code, id="kuulu.E001") for plate in plates() for fault in plate.faults()]


@register()
def backups_can_be_encrypted(**kwargs: Any) -> list[Error]:
    """An error when a key that backups are to be encrypted for is none."""
    try:
        sealed.recipients()
    except sealed.Locked as fault:
        return [Error(str(fault), id="kuulu.E002")]
    return []
