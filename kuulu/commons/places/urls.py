"""Addresses of the room."""

from django.urls import path

from . import views

urlpatterns = [
    path("paikat/haku", views.search, name="places_search"),
    path("paikat/kohta", views.around, name="places_around"),
]

bare = [
    path("paikat/pohja.json", views.base, name="places_base"),
]
