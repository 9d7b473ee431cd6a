"""Addresses of the feedback desk, below /<language>/desk/palaute/."""

from django.urls import path, re_path

from . import enter, keys, lists, matter, reports

app_name = "feedback_desk"
urlpatterns = [
    path("", lists.listing, name="list"),
    path("joukko/", lists.bulk, name="bulk"),
    path("lajittelu/", lists.triage, name="triage"),
    path("luvut/", reports.figures, name="figures"),
    path("estot/", reports.blocked, name="blocked"),
    path("avaimet/", keys.keys, name="keys"),
    path("avaimet/<int:pk>/", keys.key, name="key"),
    path("koosteet/", reports.summaries, name="summaries"),
    path("koosteet/<slug:unit>/<slug:month>/", reports.summary, name="summary"),
    path("koosteet/<slug:unit>/<slug:month>/kooste.pdf", reports.summary_as_pdf, name="summary_pdf"),
    path("koosteet/<slug:unit>/<slug:month>/vaikutus/", reports.effect, name="effect"),
    re_path(r"^vienti\.(?P<form>csv|xlsx)$", reports.export, name="export"),
    path("kirjaa/", enter.enter, name="enter"),
    path("kirjattu/<slug:reference>/", enter.entered, name="entered"),
    path("<slug:reference>/", matter.matter, name="matter"),
    path("<slug:reference>/<slug:verb>/", matter.act, name="act"),
]
