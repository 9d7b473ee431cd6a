"""The room as a Django app."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "kuulu.commons.matters"
    label = "matters"
    default_auto_field = "django.db.models.BigAutoField"
