"""Addresses of the room: pictures without a language; the work list, following, feeds and small wishes in each."""

from django.urls import include, path

from .views import concern, feeds, follow, papers, subscriptions

patterns = [
    path("koskee/<str:reference>/", concern.concern, name="concern"),
    path("seuraa/", subscriptions.subscriptions, name="subscriptions"),
    path("seuraa/vahvista/<str:token>/", follow.confirm, name="confirm"),
    path("seuraa/lopeta/<str:token>/", follow.stop, name="stop"),
    path("seuraa/uudet/vahvista/<str:token>/", subscriptions.confirm, name="confirm_subscription"),
    path("seuraa/uudet/lopeta/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
    path("seuraa/<str:reference>/", follow.follow, name="follow"),
    path("kuva/<uuid:uuid>/", papers.take_down, name="take_down"),
    path("desk/kuva/<uuid:uuid>/", papers.at_desk, name="paper_at_desk"),
    path("syote/asiat.atom", feeds.newest, name="feed"),
    path("syote/<str:reference>.atom", feeds.of_matter, name="matter_feed"),
]
urlpatterns = [
    path("", include((patterns, "matters"))),
    path("desk/", include("kuulu.commons.matters.desk.urls")),
]
bare = [path("papers/<uuid:uuid>/<slug:size>", papers.paper, name="paper")]
