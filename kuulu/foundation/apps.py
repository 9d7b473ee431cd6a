"""The foundation as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "kuulu.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
