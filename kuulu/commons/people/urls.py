"""Addresses of the room."""

from django.urls import include, path

from . import views

bare = [
    path("", include(([path("lopeta/<str:token>/", views.unsubscribe, name="unsubscribe")], "people"))),
]
