"""Addresses of the house's own desk, under /desk/talo/."""

from django.urls import path

from . import house, staff

app_name = "house"
urlpatterns = [
    path("", house.start, name="start"),
    path("loki/", house.trail, name="trail"),
    path("tyot/", house.work, name="work"),
    path("tyot/<int:number>/<slug:verb>/", house.work_verb, name="work_verb"),
    path("posti/", house.outbox, name="outbox"),
    path("posti/<uuid:number>/<slug:verb>/", house.outbox_verb, name="outbox_verb"),
    path("ihmiset/", staff.people, name="people"),
    path("ihmiset/uusi/", staff.add, name="add"),
    path("ihmiset/<uuid:number>/", staff.person, name="person"),
    path("ihmiset/<uuid:number>/tila/<slug:verb>/", staff.person_verb, name="person_verb"),
    path("ihmiset/<uuid:number>/tehtava/<int:role_id>/", staff.end, name="end_role"),
]
