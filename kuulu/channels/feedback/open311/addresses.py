"""Where the API and the page about it answer."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from . import pages
from .door import open311

bare: list[URLPattern | URLResolver] = [
    path("discovery", pages.about, name="open311_about"),
    re_path(r"^(?P<rest>discovery\.[a-z]+/?)$", open311, name="open311_discovery"),
    path("open311/v2/<path:rest>", open311, name="open311"),
    path("open311/test/v2/<path:rest>", open311, {"is_test": True}, name="open311_test"),
    re_path(r"^open311/(?P<rest>.*)$", open311, name="open311_nothing"),
]
beside: list[URLPattern | URLResolver] = [
    path(
        "rajapinnat/",
        include(([path("", pages.about, name="page"), path("avain/", pages.ask_key, name="ask_key")], "open311")),
    ),
]
