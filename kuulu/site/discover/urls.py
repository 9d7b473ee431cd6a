"""Addresses of finding; the interface stands without a language, its answers carry all of them."""

from django.urls import include, path

from . import views
from .api import api

app_name = "discover"

patterns = [
    path("asiat/", views.matters, name="matters"),
    path("haku/", views.matters, name="search"),
    path("oma/", views.mine, name="mine"),
]
urlpatterns = [path("", include((patterns, "discover")))]
bare = [path("api/v1/", api.urls)]
