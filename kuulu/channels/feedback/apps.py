"""The room as a Django app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kuulu.channels.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Programs are told sorry in the API's own format."""
        from kuulu.foundation.views import MACHINES

        from .open311.door import speak

        MACHINES["/open311/"] = speak
        MACHINES["/discovery."] = speak
