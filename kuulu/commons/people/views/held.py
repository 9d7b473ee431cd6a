"""My data: what the house holds, a copy of it, who looked at it, and erasing it; with or without an account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kuulu.foundation import clock, personal
from kuulu.foundation.languages import current
from kuulu.foundation.limits import over_limit, visit_over_limit

from ..actions.copies import ask_for_copy, take_copy
from ..actions.links import send_own_link, use_secret_link
from ..actions.rights import erase_own
from ..forms import AddressForm, EraseForm
from ..models import Copy, Person
from ..policy import is_person, works_here
from ..queries.links import open_secret_link
from ..queries.own import looks_at, subject_of, told
from ..vocabulary import COPY_MINUTES, OWN_DATA_MINUTES

#: session keys: [address, seconds since 1970] proved by a link; uuids of copies asked for in this session
PROVED, COPIES = "people.proved_address", "people.copies"


@dataclass(frozen=True)
class Asker:
    """Who asks for their own data in this session."""

    person: Person | None
    email: str

    @property
    def subject(self) -> personal.Subject:
        return subject_of(self.person) if self.person else personal.Subject(emails=frozenset({self.email}))


def asker(request: HttpRequest) -> Asker | None:
    """The account signed in, else the address that a link from the mail has proved within the hour."""
    if is_person(request.user):
        return Asker(request.user, request.user.email or "")
    email, at = request.session.get(PROVED, ("", 0))
    fresh = clock.now().timestamp() - at <= OWN_DATA_MINUTES * 60
    return Asker(None, email) if email and fresh else None


@never_cache
def held(request: HttpRequest) -> HttpResponse:
    """What is held of me, and what I can do about it; without an account first my address is asked."""
    who = asker(request)
    if who is None:
        return _ask_address(request)
    items = personal.gather(who.subject)
    looks = looks_at(items, who.person)[:100]
    words = {"items": told(items), "looks": looks, "who": who, "holdings": personal.holdings()}
    return render(request, "people/held.html", words)


def _ask_address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    sent = False
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        often = visit_over_limit(request, "own_data", limit=60, seconds=3600)
        if not often and not over_limit("own_data_to", email, limit=3, seconds=600):
            send_own_link(email, language=current())
        sent = True  # whether or not the house knows the address: the page says the same
    return render(request, "people/held_ask.html", {"form": form, "sent": sent}, status=400 if form.errors else 200)


@never_cache
def held_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link from the mail: GET shows a button, POST uses the link and takes the token out of the address."""
    link = open_secret_link(token, purpose="own_data")
    if link is None:
        return render(request, "people/held_stale.html", status=404)
    if request.method != "POST":
        return render(request, "people/held_enter.html")
    if not use_secret_link(link):
        return render(request, "people/held_stale.html", status=404)
    request.session.cycle_key()
    request.session[PROVED] = [link.email, int(clock.now().timestamp())]
    return redirect("people:data")


def _asked(request: HttpRequest) -> Asker:
    who = asker(request)
    if who is None:
        raise Http404
    return who


@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of all that is held."""
    who = _asked(request)
    made = ask_for_copy(person=who.person, email=who.email, language=current())
    request.session[COPIES] = [*request.session.get(COPIES, [])[-4:], str(made.uuid)]
    return redirect("people:copy_page", made.uuid)


def _own_copy(request: HttpRequest, number: uuid.UUID) -> Copy:
    """A copy that this session asked for and this person owns; anything else does not exist."""
    who = _asked(request)
    if str(number) not in request.session.get(COPIES, []):
        raise Http404
    return get_object_or_404(Copy, uuid=number, person=who.person, email="" if who.person else who.email)


@never_cache
@require_safe
def copy_page(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Whether the copy is ready."""
    words = {"copy": _own_copy(request, number), "minutes": COPY_MINUTES}
    return render(request, "people/copy_page.html", words)


@never_cache
@require_POST
def copy_file(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """The copy itself, once."""
    body = take_copy(_own_copy(request, number))
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="kuulu.zip"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """Tell what erasing means; on a confirmed POST do it and say what stays and why."""
    who = _asked(request)
    if who.person and works_here(who.person):
        return render(request, "people/erase_staff.html", status=403)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stays = erase_own(who.subject)
        logout(request)
        return render(request, "people/erased.html", {"stays": stays})
    return render(request, "people/erase.html", {"form": form, "who": who}, status=400 if form.errors else 200)
