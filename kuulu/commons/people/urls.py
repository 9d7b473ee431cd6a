"""Addresses of the room."""

from django.urls import include, path

from . import views

bare = [
    path("lopeta/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
own = [
    path("oma/toinen-tunniste/", views.second_factor, name="second_factor"),
]
urlpatterns = [path("", include((own, "people")))]
