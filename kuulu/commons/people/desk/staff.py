"""The people who work here: finding, adding, giving and ending duties, closing accounts."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import accounts
from ..actions.audit import audit
from ..doors import acting, desk_page
from ..forms import PeopleFilter, RoleForm, StaffForm
from ..models import Person, Role
from ..policy import may_administer, may_see_house
from ..queries.house import people_of_house


@desk_page(who=may_see_house)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a duty; looking somebody up leaves an entry."""
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = people_of_house(
        words=asked.get("q", ""), duty=asked.get("duty", ""), closed=bool(asked.get("closed", False))
    )
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    audit(request.user, "list", kind="people", result=str(len(page.object_list)))
    words = {"form": form, "page_obj": page, "may": may_administer(request.user)}
    return render(request, "people/desk/people.html", words)


@desk_page(who=may_administer)
def add(request: HttpRequest) -> HttpResponse:
    """Open an account for somebody who will work here."""
    form = StaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = accounts.add_staff(by=acting(request), **form.cleaned_data)
        return redirect("house:person", made.uuid)
    return render(request, "people/desk/add.html", {"form": form}, status=400 if form.errors else 200)


@desk_page(who=may_see_house)
def person(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """One account and its duties; a POST gives a duty."""
    found = get_object_or_404(Person, uuid=number)
    form = RoleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accounts.give_role(found, by=acting(request), **form.cleaned_data)
        messages.success(request, _("The duty was given."))
        return redirect("house:person", number)
    audit(request.user, "read", kind="person", reference=str(number))
    roles = found.roles.select_related("unit").order_by("ends_on", "duty")
    words = {"person": found, "roles": roles, "form": form, "may": may_administer(request.user)}
    return render(request, "people/desk/person.html", words, status=400 if form.errors else 200)


@desk_page(who=may_administer)
@require_POST
def person_verb(request: HttpRequest, number: uuid.UUID, verb: str) -> HttpResponse:
    """Close an account at once, or open it again."""
    act = {"sulje": accounts.disable, "avaa": accounts.enable}.get(verb)
    if act is None:
        raise Http404
    try:
        act(get_object_or_404(Person, uuid=number), by=acting(request))
        messages.success(request, _("Done."))
    except accounts.NotAllowed:
        messages.error(request, _("You cannot close your own account here, nor open one that was erased."))
    return redirect("house:person", number)


@desk_page(who=may_administer)
@require_POST
def end(request: HttpRequest, number: uuid.UUID, role_id: int) -> HttpResponse:
    """Take a duty away now."""
    try:
        accounts.end_role(get_object_or_404(Role, pk=role_id, person__uuid=number), by=acting(request))
        messages.success(request, _("The duty ended."))
    except accounts.NotAllowed:
        messages.error(request, _("The last administrator stays."))
    return redirect("house:person", number)
