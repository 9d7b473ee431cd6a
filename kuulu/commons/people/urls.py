"""Addresses of the room."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.channel import DeskDoor

from . import views
from .policy import may_see_house

bare = [
    path("lopeta/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("tunnistettu/<slug:provider_id>/", views.came_back, name="identified"),
]
own = [
    path("oma/asetukset/", views.settings, name="settings"),
    path("oma/asetukset/posti/", views.mail_again, name="mail_again"),
    path("oma/ilmoitukset/", views.notices, name="notices"),
    path("oma/ilmoitukset/luettu/", views.notices_read, name="notices_read"),
    path("oma/syote/", views.new_feed, name="new_feed"),
    path("oma/syote/<str:token>/", views.feed, name="feed"),
    path("oma/tiedot/", views.held, name="data"),
    path("oma/tiedot/kopio/", views.copy, name="copy"),
    path("oma/tiedot/kopio/<uuid:number>/", views.copy_page, name="copy_page"),
    path("oma/tiedot/kopio/<uuid:number>/tiedosto/", views.copy_file, name="copy_file"),
    path("oma/tiedot/poista/", views.erase, name="erase"),
    path("oma/tiedot/linkki/<str:token>/", views.held_link, name="data_link"),
    path("oma/toinen-tunniste/", views.second_factor, name="second_factor"),
    path("tunnistaudu/<slug:purpose>/", views.identify, name="identify"),
    path("kirjaudu/<slug:provider_id>/", views.provider_sign_in, name="provider_sign_in"),
]
urlpatterns = [
    path("", include((own, "people"))),
    path("desk/talo/", include("kuulu.commons.people.desk.urls")),
]
DESK_DOORS = [DeskDoor(start="house:start", name=_("The house"), may=may_see_house)]
