"""The room as a Django app."""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "kuulu.commons.conversation"
    label = "conversation"
    default_auto_field = "django.db.models.BigAutoField"
