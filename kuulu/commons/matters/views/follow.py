"""Following one matter: by account at once, by address after the link in a message; stopped by one button."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.commons.people.actions import use_secret_link
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_person
from kuulu.commons.people.queries import open_secret_link
from kuulu.foundation.limits import over_limit, visit_over_limit
from kuulu.foundation.views import sorry

from ..actions import confirm_following, follow_by_email, unfollow
from ..actions import follow as begin_following
from ..actions.tell import STOP_SALT
from ..forms import EmailForm
from ..models import Following, Matter
from ..queries import page_of
from ..vocabulary import FOLLOW_PURPOSE, Follower


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin or stop following a public matter, or one's own."""
    matter = Matter.objects.select_related("area", "unit").filter(reference=reference).first()
    if matter is None or not (matter.is_public or _is_own(request, matter)):
        raise Http404
    if is_person(request.user):
        return _by_account(request, request.user, matter)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_many_letters(request, form.cleaned_data["email"]):
            return sorry(request, 429)
        follow_by_email(matter, email=form.cleaned_data["email"])
        return render(request, "matters/look_in_mail.html", {"page": page_of(matter)})
    return render(request, "matters/follow.html", {"matter": matter, "form": form, "page": page_of(matter)})


def _is_own(request: HttpRequest, matter: Matter) -> bool:
    return is_person(request.user) and matter.opened_by_id == request.user.pk


def too_many_letters(request: HttpRequest, email: str) -> bool:
    """Whether this visitor, or this address, has been sent enough confirmations for now."""
    wide = settings.KUULU["RATE"]["submit_per_hour"]
    by_visitor = visit_over_limit(request, "confirm_letter", limit=wide, seconds=3600)
    return bool(by_visitor or over_limit("confirm_letter_to", email.strip().lower(), limit=10, seconds=3600))


def _by_account(request: HttpRequest, person: Person, matter: Matter) -> HttpResponse:
    if request.method == "POST":
        if request.POST.get("verb") == "stop":
            unfollow(matter, person=person)
        else:
            begin_following(
                matter, person=person, why=Follower.OPENER if _is_own(request, matter) else Follower.FOLLOWER
            )
        return redirect("matters:follow", matter.reference)
    follows = matter.followings.filter(person=person).exists()
    return render(request, "matters/follow.html", {"matter": matter, "follows": follows, "page": page_of(matter)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, since mail scanners open links; POST proves the address once."""
    link = open_secret_link(token, purpose=FOLLOW_PURPOSE)
    following = Following.objects.select_related("matter").filter(pk=link.subject).first() if link else None
    if link is None or following is None:
        return sorry(request, 404)
    page = page_of(following.matter) if following.matter.is_public else ""
    if request.method == "POST" and use_secret_link(link):
        confirm_following(following)
        return render(request, "matters/follow_begun.html", {"matter": following.matter, "page": page})
    return render(request, "matters/follow_confirm.html", {"matter": following.matter, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button that ends a following, from a link that works for ever; a second press finds it ended."""
    try:
        following_id = int(signing.loads(token, salt=STOP_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    following = Following.objects.select_related("matter", "person").filter(pk=following_id).first()
    if following and request.method == "POST":
        unfollow(following.matter, person=following.person, email=following.email)
        following = None
    return render(request, "matters/stop.html", {"following": following})
