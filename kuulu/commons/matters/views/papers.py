"""Pictures as they are read, asked to be taken down, and looked at by staff."""

from __future__ import annotations

import uuid as uuids

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kuulu.commons.people import link_doors
from kuulu.commons.people.actions import audit
from kuulu.commons.people.middleware import StaffDoor
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_person, works_here
from kuulu.foundation import visitor
from kuulu.foundation.limits import visit_over_limit
from kuulu.foundation.views import sorry

from ..actions import ask_to_take_down, blur_paper, describe_paper, hide_paper, show_paper
from ..forms import BlurForm, DescribeForm, TakeDownForm
from ..models import Paper
from ..papers import Refused
from ..policy import may_check, may_read_at_desk
from ..queries import desk_page_of, paper_address
from ..vocabulary import PaperState, Stage

SIZES = {"large": ("file", "image/jpeg", "jpg"), "small": ("thumbnail", "image/webp", "webp")}
POLICY = "default-src 'none'; sandbox"


@require_safe
def paper(request: HttpRequest, uuid: uuids.UUID, size: str) -> HttpResponseBase:
    """One picture: for all when it is public, else for its opener and for staff of its unit; 404 for anybody else.

    Who may not read it learns nothing, not by a conditional request either (GHSA-92hv-j533-69wc).
    """
    if size not in SIZES:
        raise Http404
    found = get_object_or_404(Paper.objects.select_related("matter", "matter__area"), uuid=uuid)
    if _is_public(found):
        return _public_answer(request, found, size)
    if not _may_see(request, found, size):
        raise Http404
    response = _picture(found, size)
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _is_public(paper: Paper) -> bool:
    return paper.state == PaperState.PUBLIC and paper.matter.is_public


def _may_see(request: HttpRequest, paper: Paper, size: str) -> bool:
    matter = paper.matter
    is_opener = is_person(request.user) and matter.opened_by_id == request.user.pk
    by_link = matter.stage != Stage.WITHDRAWN and link_doors.has_opened(request, matter.reference, file=True)
    if paper.state != PaperState.HIDDEN and (is_opener or by_link):
        return True
    if not (works_here(request.user) and (may_read_at_desk(request.user, matter) or may_check(request.user, matter))):
        return False
    if StaffDoor.stop(request) is not None:  # no second factor in this session
        return False
    if size == "large":
        audit(request.user, "read", kind="paper", reference=matter.reference)
    return True


def _public_answer(request: HttpRequest, paper: Paper, size: str) -> HttpResponseBase:
    """Kept by browsers but asked after each time, so that a hidden picture is gone at once."""
    stored = getattr(paper, SIZES[size][0]).name
    etag = f'"{visitor.keyed_digest("paper", f"{paper.uuid}:{size}:{stored}")[:32]}"'
    response = get_conditional_response(request, etag=etag) or _picture(paper, size)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _picture(paper: Paper, size: str) -> HttpResponseBase:
    """The file from whichever storage, with its own strict policy and a name that tells only the reference."""
    field, media_type, ending = SIZES[size]
    try:
        stored = getattr(paper, field).open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(stored, content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{paper.matter.reference}-{paper.order + 1}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Anybody asks, without account, that a public picture be taken down."""
    found = get_object_or_404(Paper.objects.select_related("matter"), uuid=uuid)
    if not _is_public(found):
        raise Http404
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if visit_over_limit(request, "take_down", limit=30, seconds=3600):
            return sorry(request, 429)
        ask_to_take_down(found, reason=form.cleaned_data["reason"])
        return render(request, "matters/take_down_done.html", {"matter": found.matter})
    return render(
        request, "matters/take_down.html", {"form": form, "paper": found, "src": paper_address(found, "small")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def at_desk(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """One picture at the desk: show, hide, describe, make areas of it unrecognisable."""
    found = get_object_or_404(Paper.objects.select_related("matter", "matter__area"), uuid=uuid)
    if not (works_here(request.user) and may_check(request.user, found.matter)):
        raise Http404
    if request.method == "POST" and is_person(request.user):
        return _act_at_desk(request, request.user, found)
    audit(request.user, "read", kind="paper", reference=found.matter.reference)
    return _desk_page(request, found, BlurForm(), DescribeForm(initial={"alt": found.alt}))


def _act_at_desk(request: HttpRequest, by: Person, paper: Paper) -> HttpResponse:
    verb = request.POST.get("verb")
    blur, describe = BlurForm(), DescribeForm(initial={"alt": paper.alt})
    if verb in ("show", "hide"):
        (show_paper if verb == "show" else hide_paper)(paper, by=by)
        return redirect("matters:paper_at_desk", paper.uuid)
    if verb == "describe" and (describe := DescribeForm(request.POST)).is_valid():
        describe_paper(paper, alt=describe.cleaned_data["alt"], by=by)
        return redirect("matters:paper_at_desk", paper.uuid)
    if verb == "blur" and (blur := BlurForm(request.POST)).is_valid():
        try:
            blur_paper(paper, areas=[blur.area()], by=by)
            return redirect("matters:paper_at_desk", paper.uuid)
        except Refused as refused:
            blur.add_error(None, refused.message)
    return _desk_page(request, paper, blur, describe)


def _desk_page(request: HttpRequest, paper: Paper, blur: BlurForm, describe: DescribeForm) -> HttpResponse:
    context = {
        "paper": paper,
        "matter": paper.matter,
        "back": desk_page_of(paper.matter),
        "src": paper_address(paper),
        "blur": blur,
        "describe": describe,
        "heading": _("Picture of %(reference)s") % {"reference": paper.matter.reference},
    }
    return render(request, "matters/paper_at_desk.html", context)
