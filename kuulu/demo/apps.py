"""The demo as a Django app, which refuses to stand in anything but a demo."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


class DemoConfig(AppConfig):
    name = "kuulu.demo"
    label = "demo"

    def ready(self) -> None:
        """Anybody may enter here as anybody: so the settings must say it is a demo, on this machine only."""
        if not getattr(settings, "KUULU_DEMO", False):
            raise ImproperlyConfigured("kuulu.demo lets anybody in as anybody. Take it out of INSTALLED_APPS.")
        if not set(settings.ALLOWED_HOSTS) <= LOOPBACK | set(getattr(settings, "KUULU_DEMO_HOSTS", ())):
            raise ImproperlyConfigured("The demo answers at loopback addresses only; see ALLOWED_HOSTS.")
