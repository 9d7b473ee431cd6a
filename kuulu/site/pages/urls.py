"""Addresses of the front page and the pages about the service."""

from django.urls import include, path

from . import views

app_name = "pages"

patterns = [
    path("", views.front, name="front"),
]
urlpatterns = [path("", include((patterns, "pages")))]
bare = [path("", views.door, name="door")]
