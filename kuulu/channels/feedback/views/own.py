"""The sender's side: the receipt, and the own page where one follows, adds, answers, withdraws and opens again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.matters import own_doors
from kuulu.commons.matters.actions import NotFromHere
from kuulu.commons.matters.queries import carry_token, photos, thread
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people import link_doors
from kuulu.commons.people.actions import use_secret_link
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_person
from kuulu.commons.people.queries import open_secret_link
from kuulu.foundation import uploads
from kuulu.foundation.limits import visit_over_limit

from .. import actions, queries
from ..actions.receipt import own_address
from ..forms import AddForm, NotFixedForm, PublicForm
from ..models import Feedback
from ..policy import is_sender
from ..vocabulary import LINK_PURPOSE, RECEIPT_COOKIE

PER_PAGE = 50
ADDED_AN_HOUR = 60  #: messages from one network
Deed = Callable[[HttpRequest, Feedback], HttpResponse | None]


def own_feedback(request: HttpRequest, reference: str) -> Feedback:
    """The feedback of that number when this visitor sent it. Raises Http404, telling nothing else."""
    feedback = queries.by_reference(reference)
    if feedback is None or not own_doors.is_own(request, feedback.matter):
        raise Http404
    return feedback


def _person(request: HttpRequest) -> Person | None:
    return request.user if is_person(request.user) else None


def _own_page(feedback: Feedback) -> str:
    return own_doors.page_for(reverse("feedback:own"), feedback.matter)


@never_cache
@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """Number, what happens and by when, who answers, how to follow."""
    feedback = own_feedback(request, request.GET.get("numero", ""))
    token = own_doors.token_of_receipt(request, feedback.matter, cookie=RECEIPT_COOKIE)
    link = own_address(token) if token else ""
    return render(request, "feedback/receipt.html", {"feedback": feedback, "matter": feedback.matter, "link": link})


@never_cache
@require_GET
def own_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The secret link: the token leaves the address at once; a link made for an address proves it."""
    link = open_secret_link(token, purpose=LINK_PURPOSE)
    feedback = queries.by_reference(link.subject) if link else None
    if link is None or feedback is None:
        return render(request, "feedback/link_over.html", status=410)
    use_secret_link(link)
    actions.prove_address(feedback, email=link.email)
    link_doors.open_door(request, link)
    return redirect(_own_page(feedback))


@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """One own feedback, or the list of them."""
    if reference := request.GET.get("numero", ""):
        return _show(request, own_feedback(request, reference))
    by_link = [queries.by_reference(number) for number in link_doors.opened(request)[-20:]]
    person = _person(request)
    pages = Paginator(queries.feedback_of(person) if person else Feedback.objects.none(), PER_PAGE)
    page = pages.get_page(request.GET.get("sivu", "1")[:6])
    others = [one for one in by_link if one and (person is None or one.matter.opened_by_id != person.pk)]
    rows = [*page, *(others if page.number == 1 else [])]
    return render(request, "feedback/own_list.html", {"rows": rows, "page": page})


def _show(request: HttpRequest, feedback: Feedback, *, status: int = 200, **forms: Any) -> HttpResponse:
    matter = feedback.matter
    link_doors.note_seen(request, matter.reference)
    context = {
        "feedback": feedback,
        "matter": matter,
        "steps": thread(matter, for_opener=True),
        "talk": queries.own_messages(feedback),
        "pictures": [] if matter.stage == Stage.WITHDRAWN else photos(matter, for_opener=True),
        "answers": feedback.city_answers.select_related("unit"),
        "outcomes": matter.outcomes.all(),
        "asked": queries.waits_for_reply(feedback),
        "may_reopen_until": queries.may_reopen_until(matter),
        "may_withdraw": queries.may_withdraw(matter),
        "other_ways": queries.other_ways(),
        "carried": urlencode({"carried": carry_token(matter)}),
        "by_link": not is_sender(request.user, feedback),
        "add_form": AddForm(),
        "not_fixed_form": NotFixedForm(),
        "public_form": PublicForm(initial=_wish(feedback)),
        **forms,
    }
    return render(request, "feedback/own.html", context, status=status)


def _wish(feedback: Feedback) -> dict[str, Any]:
    return {"public": "yes" if feedback.wishes_public else "no", "shows_name": feedback.shows_name}


def _deed(do: Deed) -> Callable[[HttpRequest], HttpResponse]:
    """A verb of the own page: only its sender, only by POST, back to the page with a word about it."""

    @never_cache
    @require_POST
    def view(request: HttpRequest) -> HttpResponse:
        feedback = own_feedback(request, request.POST.get("numero", ""))
        try:
            answer = do(request, feedback)
        except NotFromHere:
            messages.error(request, _("That can no longer be done. The page shows how things stand now."))
            answer = None
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            answer = None
        return answer or redirect(_own_page(feedback))

    return view


def _add(request: HttpRequest, feedback: Feedback) -> HttpResponse | None:
    many = uploads.too_many(request)
    form = AddForm(request.POST, {} if many else request.FILES)
    if many:
        form.add_error("photos", str(uploads.TOO_MANY))
    if visit_over_limit(request, "feedback_add", limit=ADDED_AN_HOUR, seconds=3600):
        form.add_error("text", _("Very much has been sent from your network just now. Try again in an hour."))
    if not form.is_valid():
        return _show(request, feedback, add_form=form)
    said = form.cleaned_data
    actions.add_message(feedback, text=said["text"], photos=said["photos"], by=_person(request))
    messages.success(request, _("Thank you. Your message reached the city."))
    return None


def _withdraw(request: HttpRequest, feedback: Feedback) -> HttpResponse | None:
    if not request.POST.get("sure"):
        return render(request, "feedback/withdraw.html", {"feedback": feedback, "matter": feedback.matter})
    actions.withdraw(feedback, by=_person(request))
    messages.success(request, _("You have taken your feedback back."))
    return None


def _wish_public(request: HttpRequest, feedback: Feedback) -> HttpResponse | None:
    form = PublicForm(request.POST)
    if not form.is_valid():
        return _show(request, feedback, public_form=form)
    if form.cleaned_data["public"] == "yes":
        actions.wish_public(feedback, shows_name=form.cleaned_data["shows_name"], by=_person(request))
        messages.success(request, _("Others can read it after the city has checked it."))
    else:
        actions.wish_private(feedback, by=_person(request))
        messages.success(request, _("From now on only you and the city read it."))
    return None


def _fixed(request: HttpRequest, feedback: Feedback) -> HttpResponse | None:
    actions.say_fixed(feedback, by=_person(request))
    messages.success(request, _("Thank you for telling."))
    return None


def _not_fixed(request: HttpRequest, feedback: Feedback) -> HttpResponse | None:
    form = NotFixedForm(request.POST)
    if not form.is_valid():
        return _show(request, feedback, not_fixed_form=form)
    actions.say_not_fixed(feedback, text=form.cleaned_data["text"], by=_person(request))
    messages.success(request, _("It is open again, and the unit has been told."))
    return None


add, withdraw, wish_public, fixed, not_fixed = map(_deed, (_add, _withdraw, _wish_public, _fixed, _not_fixed))
