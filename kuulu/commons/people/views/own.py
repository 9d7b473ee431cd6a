"""One's own settings, notices and feed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kuulu.foundation.limits import visit_over_limit

from ..actions.links import make_feed_link
from ..actions.notices import read_all, subscribe_again
from ..forms import SettingsForm
from ..models import Person
from ..policy import is_person
from ..queries.links import open_secret_link
from ..queries.mail import is_suppressed
from ..queries.own import own_notices


def _me(request: HttpRequest) -> Person:
    if not is_person(request.user):
        raise Http404
    return request.user


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Name, language and how often messages come; and where to change the rest."""
    me = _me(request)
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=Person.objects.get(pk=me.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings were saved."))
        return redirect("people:settings")
    words = {"form": form, "silent": bool(me.email) and is_suppressed(me.email or "")}
    return render(request, "people/settings.html", words, status=400 if form.errors else 200)


@login_required
@require_POST
def mail_again(request: HttpRequest) -> HttpResponse:
    """The address had said no, or had come back, and its owner wants mail."""
    subscribe_again(_me(request).email or "")
    messages.success(request, _("Messages come to your e-mail again."))
    return redirect("people:settings")


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What was told to me, newest first."""
    page = Paginator(own_notices(_me(request)), 20).get_page(request.GET.get("page"))
    return render(request, "people/notices.html", {"page_obj": page})


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """I have seen them all."""
    read_all(_me(request))
    return redirect("people:notices")


@login_required
@require_POST
def new_feed(request: HttpRequest) -> HttpResponse:
    """A new secret address of my feed; the old one stops."""
    token = make_feed_link(_me(request))
    address = request.build_absolute_uri(reverse("people:feed", args=[token]))
    return render(request, "people/feed.html", {"address": address})


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """My notices as Atom, for whoever has the secret address: subjects and where to read, no more."""
    if visit_over_limit(request, "feed", limit=600, seconds=3600):
        return HttpResponse(status=429)
    link = open_secret_link(token, purpose="feed")
    person = Person.objects.filter(uuid=link.subject, is_active=True).first() if link else None
    if person is None:
        raise Http404
    with translation.override(person.language):
        page = request.build_absolute_uri(reverse("people:notices"))
        atom = Atom1Feed(title=_("My notices"), link=page, description="", language=person.language)
        for notice in own_notices(person)[:50]:
            atom.add_item(
                title=notice.subject,
                link=page,
                description="",
                unique_id=f"urn:uuid:{notice.uuid}",
                pubdate=notice.made_at,
                updateddate=notice.made_at,
            )
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response
