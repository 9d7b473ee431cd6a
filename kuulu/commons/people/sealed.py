"""A text field that lies sealed in the database and reads as plain words in the house."""

from __future__ import annotations

from typing import Any

from django.db import models

from .keys import seal, unseal


class SealedField(models.TextField):
    """For words that may carry secret links or private matters; it cannot be searched."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value) if value else value
