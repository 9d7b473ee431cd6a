"""The room as a Django app."""

from django.apps import AppConfig


class DiscoverConfig(AppConfig):
    name = "kuulu.site.discover"
    label = "discover"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kuulu.commons.matters.news import matter_changed

        from .news import matter_was_changed

        matter_changed.connect(matter_was_changed, dispatch_uid="discover.index")
