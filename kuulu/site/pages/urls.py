"""Addresses of the front page and the pages about the service."""

from django.urls import include, path
from django.views.generic import RedirectView

from . import book, views, wellknown

app_name = "pages"

patterns = [
    path("", views.front, name="front"),
    path("lahella/", views.near, name="near"),
    path("osallistu/", views.ways, name="ways"),
    path("osallistu/<slug:code>/", views.way, name="way"),
    path("tietoa/", views.about, name="about"),
    path("saavutettavuus/", views.accessibility, name="accessibility"),
    path("tietosuoja/", views.privacy, name="privacy"),
]
urlpatterns = [path("", include((patterns, "pages")))]
bare = [
    path("", views.door, name="door"),
    path("design/", book.contents, name="pattern_book"),
    path("design/<slug:name>/", book.component, name="pattern_book_component"),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security_txt"),
    path("security.txt", RedirectView.as_view(url="/.well-known/security.txt")),
    path("manifest.webmanifest", wellknown.manifest, name="manifest"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
]
