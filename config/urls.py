"""The only place that knows every room: who answers at which address."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from kuulu.foundation import views
from kuulu.foundation.i18n import in_every_language
from kuulu.foundation.registry import plates

handler400 = "kuulu.foundation.views.bad_request"
handler403 = "kuulu.foundation.views.forbidden"
handler404 = "kuulu.foundation.views.not_found"
handler500 = "kuulu.foundation.views.broken"


def _of_rooms(name: str) -> list[URLPattern | URLResolver]:
    """The patterns of that name in every installed room's `urls`, in INSTALLED_APPS order.

    A channel's `urlpatterns` stand below its plate's prefix; what it has beside that is called `beside`.
    """
    found: list[URLPattern | URLResolver] = []
    below_prefix = {plate.urls for plate in plates()} if name == "urlpatterns" else set()
    for config in apps.get_app_configs():
        if config.name.startswith(("kuulu.", "tests.")) and find_spec(f"{config.name}.urls"):
            if f"{config.name}.urls" in below_prefix:
                continue
            found += getattr(import_module(f"{config.name}.urls"), name, [])
    return found


channels = [path(f"{plate.prefix}/", include(plate.urls)) for plate in plates()]
desks = [path(f"desk/{plate.prefix}/", include(plate.desk_urls)) for plate in plates() if plate.desk_urls]

urlpatterns = [
    path("health/live", views.live, name="health_live"),
    path("health/ready", views.ready, name="health_ready"),
    path("health/details", views.details, name="health_details"),
    path("cms/", include(wagtailadmin_urls)),
    path("asiakirjat/", include(wagtaildocs_urls)),
    *_of_rooms("bare"),  # addresses without a language: API, feeds, papers, desk set-up
    *in_every_language(
        path("tili/", include("allauth.urls")), *channels, *desks, *_of_rooms("beside"), *_of_rooms("urlpatterns")
    ),
]
