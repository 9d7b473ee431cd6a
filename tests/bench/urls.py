"""The house's addresses and one trivial page beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as house


def trivial(request: HttpRequest) -> HttpResponse:
    """The least a page can do behind the house's middleware."""
    return HttpResponse("<!doctype html><title>.</title><p>kuulu</p>")


urlpatterns = [path("bench/trivial", trivial), *house]
