"""Addresses of the room."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.channel import DeskDoor

from . import city, desk, views
from .policy import moderates

patterns = [
    path("keskustelu/kommentti/<uuid:uuid>/", views.own, name="own"),
    path("keskustelu/ilmoita/<uuid:uuid>/", views.report, name="report"),
    path("keskustelu/<str:reference>/", views.conversation, name="matter"),
]
desk_patterns = [
    path("", desk.queue, name="queue"),
    path("toimi/", desk.act, name="act"),
    path("vastaa/<str:reference>/", city.answer, name="answer"),
    path("valitus/<uuid:uuid>/", desk.settle, name="settle"),
]
urlpatterns = [
    path("", include((patterns, "conversation"))),
    path("desk/keskustelu/", include((desk_patterns, "conversation_desk"))),
]
DESK_DOORS = [DeskDoor(start="conversation_desk:queue", name=_("Comments"), may=moderates)]
