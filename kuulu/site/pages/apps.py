"""The room as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "kuulu.site.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
