"""Addresses of feedback for residents, below /<language>/palaute/."""

from django.urls import path

from .open311 import addresses as open311
from .views import figures, leave, new, own, photo_first, public

app_name = "feedback"
urlpatterns = [
    path("", public.listing, name="list"),
    path("uusi/", new.new, name="new"),
    path("uusi/kuva/", photo_first.photo_first, name="photo_first"),
    path("kuitti/", own.receipt, name="receipt"),
    path("oma/", own.own, name="own"),
    path("oma/lisaa/", own.add, name="own_add"),
    path("oma/sulje/", leave.leave, name="own_leave"),
    path("oma/peru/", own.withdraw, name="own_withdraw"),
    path("oma/julkisuus/", own.wish_public, name="own_public"),
    path("oma/kunnossa/", own.fixed, name="own_fixed"),
    path("oma/ei-kunnossa/", own.not_fixed, name="own_not_fixed"),
    path("oma/<str:token>/", own.own_by_link, name="own_by_link"),
    path("kiitokset/", public.thanks, name="thanks"),
    path("luvut/", figures.figures, name="figures"),
    path("<str:reference>/", public.detail, name="detail"),
]

#: the API's addresses, without a language
bare = open311.bare
#: pages about the API, beside the channel's own
beside = open311.beside
