"""The room as a Django app."""

from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    name = "kuulu.channels.budgeting"
    label = "budgeting"
    default_auto_field = "django.db.models.BigAutoField"
