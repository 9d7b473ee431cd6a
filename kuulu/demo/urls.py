"""Addresses of the demo, without a language before them."""

from django.urls import include, path

from . import views

app_name = "demo"
patterns = [
    path("", views.enter, name="enter"),
    path("enter/<slug:code>", views.enter_as, name="enter_as"),
    path("mail", views.mailbox, name="mail"),
    path("mail/<slug:name>", views.one_letter, name="letter"),
]
bare = [path("demo/", include((patterns, "demo")))]
