"""Pages for everybody: leaving the mailing by one click, and why the desk asks for a second factor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..actions.notices import unsubscribe as leave_mailing
from ..adapters.mail import email_of


@csrf_exempt  # a mail program posts here without a page (RFC 8058); the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, since mail scanners follow links; POST ends the mail to the address in the token."""
    email = email_of(token)
    if not email:
        raise Http404
    if request.method == "POST":
        leave_mailing(email)
    return render(request, "people/unsubscribe.html", {"done": request.method == "POST"})


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the desk asks for a second factor, and the two ways to set one up."""
    return render(request, "people/second_factor.html")
