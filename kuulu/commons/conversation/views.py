"""Pages for everybody: what is said about a matter, one's own comment, reporting one."""

from __future__ import annotations

import uuid as uuids

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.papers import Refused
from kuulu.commons.matters.queries import page_of
from kuulu.commons.people.policy import is_person
from kuulu.foundation import uploads, visitor
from kuulu.foundation.limits import over_limit, visit_over_limit
from kuulu.foundation.views import sorry

from .actions import NotHere, appeal, flag, say, take_back
from .forms import AppealForm, CommentForm, FlagForm
from .models import Comment
from .policy import is_writer, may_appeal, may_comment, may_speak_for_city
from .queries import own_of, talk
from .queries.talk import page_of_talk
from .vocabulary import PURPOSE

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    """All that is said about a public matter, and the form to say more; never cached, since it knows its visitor."""
    matter = Matter.objects.public().select_related("unit", "area").filter(reference=reference).first()
    if matter is None or not may_comment(matter):
        raise Http404
    parent = answered(request, matter)
    many = uploads.too_many(request)
    form = CommentForm(request.POST or None, None if many else request.FILES or None)
    if many and form.is_bound:
        form.add_error("photo", str(uploads.TOO_MANY))
    if request.method == "POST" and form.is_valid():
        said = _say(request, matter, parent, form)
        if said is not None:
            return said
    return _page(request, matter, parent, form)


def answered(request: HttpRequest, matter: Matter) -> Comment | None:
    """The comment that is being answered, when the address names one."""
    try:
        asked = uuids.UUID(request.GET.get("vastaa", "")[:36])
    except ValueError:
        return None
    return Comment.objects.shown().filter(matter=matter, parent__isnull=True, uuid=asked).first()


def _say(request: HttpRequest, matter: Matter, parent: Comment | None, form: CommentForm) -> HttpResponse | None:
    """Say it; None when the form must be shown again."""
    sent, writer = form.cleaned_data, request.user if is_person(request.user) else None
    digest = "" if writer else visitor.visitor_digest(request, PURPOSE)
    rate = settings.KUULU["RATE"]
    if visit_over_limit(request, "comment", limit=rate["submit_per_hour"], seconds=3600) or over_limit(
        "comment_by", digest or f"account:{request.user.pk}", limit=rate["submit_per_session_hour"], seconds=3600
    ):
        return sorry(request, 429)
    try:
        made = say(
            matter,
            text=sent["text"],
            writer=writer,
            name=sent["name"],
            digest=digest,
            parent=parent,
            photo=sent["photo"],
            key=sent["idempotency_key"],
        )
    except Refused as refused:
        form.add_error("photo", refused.message)
        return None
    except NotHere:
        return redirect("conversation:matter", matter.reference)
    away = f"{reverse('conversation:matter', args=[matter.reference])}#c-{made.uuid}"
    return visitor.remember(request, HttpResponse(status=303, headers={"Location": away}))


def _page(request: HttpRequest, matter: Matter, parent: Comment | None, form: CommentForm) -> HttpResponse:
    page = page_of_talk(matter, request.GET.get("page", "1"))
    writer = request.user if is_person(request.user) else None
    context = {
        "matter": matter,
        "back": page_of(matter),
        "talk": talk(matter, comments=page.object_list),
        "page": page,
        "own": own_of(matter, writer=writer, digest=visitor.known_digest(request, PURPOSE)),
        "form": form,
        "parent": parent,
        "speaks_for_city": writer is not None and may_speak_for_city(writer, matter),
        "checks_before": settings.KUULU["COMMENTS_MODERATION"] != "after",
    }
    return render(request, "conversation/matter.html", context)


@never_cache
@require_http_methods(METHODS)
def own(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """A writer's own comment: its state, why it was hidden, an appeal, taking it back; 404 for anybody else."""
    comment = Comment.objects.select_related("matter", "appeal").filter(uuid=uuid).first()
    digest = visitor.known_digest(request, PURPOSE)
    writer = request.user if is_person(request.user) else None
    if comment is None or not is_writer(writer, comment, digest=digest):
        raise Http404
    form = AppealForm(request.POST if request.POST.get("verb") == "appeal" else None)
    if request.method == "POST" and request.POST.get("verb") == "take_back":
        take_back(comment, by=writer, digest=digest)
        return render(request, "conversation/taken_back.html", {"matter": comment.matter})
    if form.is_valid() and may_appeal(writer, comment, digest=digest):
        appeal(comment, text=form.cleaned_data["text"], by=writer, digest=digest)
        return redirect("conversation:own", comment.uuid)
    may = may_appeal(writer, comment, digest=digest)
    return render(request, "conversation/own.html", {"comment": comment, "form": form, "may_appeal": may})


@never_cache
@require_http_methods(METHODS)
def report(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Report a comment, without an account."""
    comment = Comment.objects.shown().select_related("matter", "matter__unit", "matter__area").filter(uuid=uuid).first()
    if comment is None or not comment.matter.is_public:
        raise Http404
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if visit_over_limit(request, "report", limit=60, seconds=3600):
            return sorry(request, 429)
        digest = visitor.visitor_digest(request, "flag")
        flag(comment, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"], digest=digest)
        return visitor.remember(request, render(request, "conversation/reported.html", {"matter": comment.matter}))
    return render(request, "conversation/report.html", {"comment": comment, "form": form})
