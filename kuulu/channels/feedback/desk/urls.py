"""Addresses of the feedback desk, below /<language>/desk/palaute/."""

from django.urls import URLPattern

app_name = "feedback_desk"
urlpatterns: list[URLPattern] = []
