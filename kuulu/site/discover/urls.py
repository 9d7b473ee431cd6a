"""Addresses of finding; the interface stands without a language, its answers carry all of them."""

from django.urls import include, path

from . import map as maps
from . import views
from .api import api

app_name = "discover"

patterns = [
    path("asiat/", views.matters, name="matters"),
    path("haku/", views.matters, name="search"),
    path("oma/", views.mine, name="mine"),
    path("kartta/", maps.matters_map, name="map"),
    path("kartta/pisteet", maps.points, name="points"),
    path("kartta/alueet/", maps.areas, name="areas"),
]
urlpatterns = [path("", include((patterns, "discover")))]
bare = [path("api/v1/", api.urls)]
