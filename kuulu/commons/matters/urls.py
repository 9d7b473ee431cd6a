"""Addresses of the room: the desk's work list."""

from django.urls import include, path

urlpatterns = [path("desk/", include("kuulu.commons.matters.desk.urls"))]
