"""How the house stands, its trail, and what a person decides about work and mail that failed."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kuulu.foundation.models import DeadLetter

from ..actions import tending
from ..actions.audit import audit
from ..doors import acting, desk_page
from ..forms import TrailFilter
from ..models import Notice
from ..policy import may_read_audit, may_see_house, may_tend_outbox
from ..queries import house
from ..queries.mail import mail_figures
from ..vocabulary import NoticeState


@desk_page(who=may_see_house)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The figures of work and mail, and when each job last ran."""
    words = {"work": house.work_figures(), "mail": mail_figures(), "jobs": house.jobs_that_ran()}
    return render(request, "people/desk/start.html", words)


@desk_page(who=may_read_audit)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The audit trail, filtered; looking at it leaves an entry too."""
    form = TrailFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(house.trail(**asked), 50).get_page(request.GET.get("page"))
    page.object_list = house.with_names(list(page.object_list))
    words = {"form": form, "page_obj": page}
    if any(asked.values()):
        audit(request.user, "read", kind="audit", reference=asked.get("reference", "").replace("@", " at "))
    return render(request, "people/desk/trail.html", words)


@desk_page(who=may_see_house)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Work that failed every time it was tried."""
    page = Paginator(house.dead_letters(), 50).get_page(request.GET.get("page"))
    words = {"page_obj": page, "figures": house.work_figures(), "may": may_tend_outbox(request.user)}
    return render(request, "people/desk/work.html", words)


@desk_page(who=may_tend_outbox)
@require_POST
def work_verb(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Try failed work again, or settle it."""
    act = {"uudelleen": tending.try_again, "hoidettu": tending.settle}.get(verb)
    if act is None:
        raise Http404
    try:
        act(get_object_or_404(DeadLetter, pk=number), by=acting(request))
        messages.success(request, _("Done."))
    except tending.NoSuchWork:
        messages.error(request, _("This work was settled already, or is no longer part of Kuulu."))
    return redirect("house:work")


@desk_page(who=may_see_house)
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Mail that failed, and mail of which nobody knows whether it went."""
    rows = Notice.objects.filter(state=NoticeState.FAILED, letter__isnull=True).order_by("-made_at")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    words = {"page_obj": page, "figures": mail_figures(), "may": may_tend_outbox(request.user)}
    return render(request, "people/desk/outbox.html", words)


@desk_page(who=may_tend_outbox)
@require_POST
def outbox_verb(request: HttpRequest, number: uuid.UUID, verb: str) -> HttpResponse:
    """Send a failed mail again, or leave it."""
    act = {"uudelleen": tending.send_again, "hoidettu": tending.give_up}.get(verb)
    if act is None:
        raise Http404
    if act(get_object_or_404(Notice, uuid=number), by=acting(request)):
        messages.success(request, _("Done."))
    else:
        messages.error(request, _("This message can no longer be sent."))
    return redirect("house:outbox")
