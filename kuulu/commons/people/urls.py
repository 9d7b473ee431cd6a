"""Addresses of the room."""

from django.urls import include, path

from . import views

bare = [
    path("lopeta/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("tunnistettu/<slug:provider_id>/", views.came_back, name="identified"),
]
own = [
    path("oma/toinen-tunniste/", views.second_factor, name="second_factor"),
    path("tunnistaudu/<slug:purpose>/", views.identify, name="identify"),
]
urlpatterns = [path("", include((own, "people")))]
