"""The room as a Django app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kuulu.channels.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"
