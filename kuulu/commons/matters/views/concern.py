"""The page of "this concerns me too": one button, no account, known again by a cookie set only here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.foundation import visitor
from kuulu.foundation.limits import visit_over_limit
from kuulu.foundation.views import sorry

from ..actions import concern as add_concern
from ..actions import take_back_concern
from ..models import Matter
from ..queries import page_of

PURPOSE = "concern"


def public_matter(reference: str) -> Matter:
    """The public matter of that reference. Raises Http404, telling nothing of private ones."""
    matter = Matter.objects.public().select_related("unit", "area").filter(reference=reference).first()
    if matter is None:
        raise Http404
    return matter


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that a matter concerns one too, or take it back."""
    matter = public_matter(reference)
    if request.method == "POST":
        if visit_over_limit(request, "concern", limit=300, seconds=3600):
            return sorry(request, 429)
        verb = take_back_concern if request.POST.get("verb") == "take_back" else add_concern
        verb(matter, digest=visitor.visitor_digest(request, PURPOSE))
    digest = visitor.known_digest(request, PURPOSE) or (
        visitor.visitor_digest(request, PURPOSE) if request.method == "POST" else ""
    )
    is_mine = bool(digest) and matter.concerns.filter(digest=digest).exists()
    context = {"matter": matter, "page": page_of(matter), "is_mine": is_mine, "others": matter.concerns_count - is_mine}
    return visitor.remember(request, render(request, "matters/concern.html", context))
