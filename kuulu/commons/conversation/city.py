"""Where an official reads what is said about a matter and answers as the city; at the desk, behind its door."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.queries import desk_page_of
from kuulu.commons.people.actions import audit
from kuulu.commons.people.doors import acting, desk_page

from .actions import NotHere, say
from .forms import CityForm
from .models import Comment
from .policy import may_comment, may_speak_for_city
from .queries.talk import page_of_talk, talk
from .views import answered


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """The conversation with a form to answer in the unit's name; 404 for those who do not answer for the matter."""
    matter = Matter.objects.public().select_related("unit", "area").filter(reference=reference[:20]).first()
    if matter is None or not (may_comment(matter) and may_speak_for_city(request.user, matter)):
        raise Http404
    parent, form = answered(request, matter), CityForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _said(request, matter, parent, form):
        return redirect("conversation_desk:answer", matter.reference)
    return _page(request, matter, parent, form)


def _said(request: HttpRequest, matter: Matter, parent: Comment | None, form: CityForm) -> bool:
    sent, by = form.cleaned_data, acting(request)
    try:
        say(matter, text=sent["text"], writer=by, parent=parent, key=sent["idempotency_key"], for_city=True)
    except NotHere:
        form.add_error(None, _("The comment you answer is no longer there."))
        return False
    audit(by, "answered", kind="comment", reference=matter.reference)
    messages.success(request, _("Everybody can read the answer now."))
    return True


def _page(request: HttpRequest, matter: Matter, parent: Comment | None, form: CityForm) -> HttpResponse:
    page = page_of_talk(matter, request.GET.get("page", "1"))
    context = {
        "matter": matter,
        "back": desk_page_of(matter),
        "talk": talk(matter, comments=page.object_list),
        "page": page,
        "form": form,
        "parent": parent,
        "at_desk": True,
    }
    return render(request, "conversation/desk/answer.html", context, status=422 if form.errors else 200)
