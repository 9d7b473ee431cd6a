"""Addresses of the budgeting desk, below /<language>/desk/budjetti/."""

from django.urls import path

from . import proposal, rounds

app_name = "budgeting_desk"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("kierros/<slug:code>/", rounds.one_round, name="round"),
    path("kierros/<slug:code>/<slug:verb>/", rounds.act, name="round_act"),
    path("<slug:reference>/", proposal.proposal, name="proposal"),
    path("<slug:reference>/<slug:verb>/", proposal.act, name="act"),
]
