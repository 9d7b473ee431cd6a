"""The opener's way to the own matter in any channel: by account, by secret link, and right after it was sent."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kuulu.commons.people import link_doors
from kuulu.commons.people.policy import is_person
from kuulu.commons.people.queries import open_secret_link
from kuulu.foundation import cookies

from .models import Matter

RECEIPT_SECONDS = 3600  #: that the browser which has just sent something can show its secret link


def is_own(request: HttpRequest, matter: Matter) -> bool:
    """Whether this visitor opened the matter: by the account, or by a secret link shown in this session."""
    is_mine = is_person(request.user) and matter.opened_by_id == request.user.pk
    return is_mine or link_doors.has_opened(request, matter.reference)


def page_for(address: str, matter: Matter) -> str:
    """An own page's address for one matter."""
    return f"{address}?{urlencode({'numero': matter.reference})}"


def let_in(request: HttpRequest, token: str, *, purpose: str) -> None:
    """The browser that has just sent something may open its own page."""
    if link := open_secret_link(token, purpose=purpose):
        link_doors.open_door(request, link)


def to_receipt(address: str, matter: Matter, token: str, *, cookie: str) -> HttpResponse:
    """To the receipt, which can show the secret link for an hour."""
    response = redirect(page_for(address, matter))
    cookies.give(response, cookie, f"{matter.reference} {token}", seconds=RECEIPT_SECONDS)
    return response


def token_of_receipt(request: HttpRequest, matter: Matter, *, cookie: str) -> str:
    """The secret of what this browser has just sent; "" when it is not known here."""
    reference, _space, token = cookies.read(request, cookie, seconds=RECEIPT_SECONDS).partition(" ")
    return token if reference == matter.reference else ""
