"""Addresses of the feedback desk, below /<language>/desk/palaute/."""

from django.urls import path

from . import lists, matter

app_name = "feedback_desk"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("joukko/", lists.bulk, name="bulk"),
    path("lajittelu/", lists.triage, name="triage"),
    path("<slug:reference>/", matter.matter, name="matter"),
    path("<slug:reference>/<slug:verb>/", matter.act, name="act"),
]
