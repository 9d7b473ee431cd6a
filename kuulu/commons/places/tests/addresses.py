"""The house's addresses and two pages that hold nothing but a map, for tests in a browser."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config import urls as house

PAGE = """{% extends "layouts/base.html" %}{% load places %}{% block title %}Test{% endblock %}{% block main %}
<h1>Test</h1><form method="get" class="k-form"><div>{% map_picker form drawing=True %}</div>
<button class="k-button k-button--primary">Send</button></form>{% endblock %}"""


class PlaceForm(forms.Form):
    """The fields that a picker fills."""

    where = forms.CharField(label="Where?", required=False)
    spot = forms.ChoiceField(label="Which?", required=False, widget=forms.RadioSelect, choices=[])
    lat = forms.CharField(widget=forms.HiddenInput, required=False)
    lon = forms.CharField(widget=forms.HiddenInput, required=False)
    shape = forms.CharField(widget=forms.HiddenInput, required=False)


def picker(request: HttpRequest) -> HttpResponse:
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": PlaceForm(request.GET or None)}, request))


handler404 = house.handler404
urlpatterns = [path("en/test-picker/", picker), *house.urlpatterns]
