"""The room as a Django app."""

from django.apps import AppConfig


class DiscoverConfig(AppConfig):
    name = "kuulu.site.discover"
    label = "discover"
    default_auto_field = "django.db.models.BigAutoField"
