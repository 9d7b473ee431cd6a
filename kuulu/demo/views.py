"""The demo's own pages: who to enter as, and the letters sent."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kuulu.channels.budgeting.models import Round
from kuulu.channels.budgeting.vocabulary import PhaseKind, VoteState
from kuulu.commons.people.models import Person

from . import mail
from .roles import CAST, cast
from .seeds.voting import codes_to_try


@never_cache
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Everybody one can be in the demo."""
    groups: dict[str, list[object]] = {}
    for who in CAST:
        groups.setdefault(str(who.duty.label) if who.duty else "", []).append(who)
    voting = Round.objects.shown().in_phase(PhaseKind.BALLOT).filter(vote__state=VoteState.OPEN).first()
    codes = codes_to_try() if voting else []
    return render(request, "demo/enter.html", {"groups": groups.items(), "voting": voting, "codes": codes})


@require_POST
def enter_as(request: HttpRequest, code: str) -> HttpResponse:
    """Become one of the invented people, without a password."""
    who = cast(code)
    if who is None:
        raise Http404
    person = get_object_or_404(Person, email=who.email)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(who.start)


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every letter the house has sent, newest first."""
    return render(request, "demo/mail.html", {"letters": mail.letters(to=request.GET.get("to", ""))})


@never_cache
@require_safe
def one_letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter as its reader got it, links made clickable."""
    found = mail.letter(name)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})
