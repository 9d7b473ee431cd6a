"""Addresses of the work list, below /<language>/desk/."""

from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.work, name="work"),
    path("joukko/", views.bulk, name="bulk"),
]
