"""Addresses of participatory budgeting for residents, below /<language>/budjetti/."""

from django.urls import path

from .views import own, propose, public

app_name = "budgeting"
urlpatterns = [
    path("", public.rounds, name="rounds"),
    path("kuitti/", own.receipt, name="receipt"),
    path("oma/", own.own, name="own"),
    path("oma/peru/", own.withdraw, name="own_withdraw"),
    path("oma/<str:token>/", own.own_by_link, name="own_by_link"),
    path("ehdotus/<str:reference>/", public.proposal, name="proposal"),
    path("kierros/<slug:code>/", public.one_round, name="round"),
    path("kierros/<slug:code>/saannot.json", public.rules, name="rules"),
    path("kierros/<slug:code>/tulos/", public.result, name="result"),
    path("kierros/<slug:code>/ehdota/", propose.propose, name="propose"),
]
