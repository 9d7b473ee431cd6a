"""Addresses of the demo, without a language before them."""

from django.urls import URLPattern, URLResolver, include, path

from . import idp_views, views

provider = [
    path(".well-known/openid-configuration", idp_views.discovery, name="idp_discovery"),
    path("authorize", idp_views.authorize, name="idp_authorize"),
    path("token", idp_views.token, name="idp_token"),
    path("keys", idp_views.keys, name="idp_keys"),
    path("userinfo", idp_views.userinfo, name="idp_userinfo"),
]
patterns: list[URLPattern | URLResolver] = [
    path("", views.enter, name="enter"),
    path("enter/<slug:code>", views.enter_as, name="enter_as"),
    path("mail", views.mailbox, name="mail"),
    path("mail/<slug:name>", views.one_letter, name="letter"),
    path("idp/", include(provider)),
]
bare = [path("demo/", include((patterns, "demo")))]
