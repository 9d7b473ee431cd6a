"""Addresses of feedback for residents, below /<language>/palaute/."""

from django.urls import URLPattern

app_name = "feedback"
urlpatterns: list[URLPattern] = []
