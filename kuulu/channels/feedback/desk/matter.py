"""One feedback at the desk: left what was said and happened, right what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kuulu.commons.matters.doors import back_to
from kuulu.commons.matters.queries import thread
from kuulu.commons.people import actions as people
from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation.languages import html_lang

from ..actions import handle
from ..models import Feedback
from ..policy import allowed, may
from ..queries import all_answers
from ..queries.delivery import hand_overs
from ..queries.desk import at_desk, may_repeat, ready_texts
from ..queries.suggestion import suggestions
from . import forms
from .marks import marked


@dataclass(frozen=True)
class Verb:
    """A thing to do: its form, the action it calls, which right it needs, and what is said when it is done."""

    form: type[forms.VerbForm]
    act: Callable[..., Any]
    needs: str
    done: Any


_V = Verb
_SENT = gettext_lazy("The answer is on its way to the sender.")
VERBS: Final[dict[str, Verb]] = {
    "vastaa": _V(forms.AnswerForm, handle.answer, "answer", _SENT),
    "kysy": _V(forms.AskForm, handle.ask_sender, "ask_sender", gettext_lazy("The question is on its way.")),
    "muistiinpano": _V(forms.NoteForm, handle.add_note, "add_note", gettext_lazy("The note is kept.")),
    "ota": _V(forms.TakeForm, handle.take, "take", gettext_lazy("It is now yours.")),
    "anna": _V(forms.AssignForm, handle.assign, "take", gettext_lazy("The handler was chosen.")),
    "siirra": _V(forms.MoveForm, handle.move_to_unit, "move_to_unit", gettext_lazy("It was moved.")),
    "luokka": _V(forms.CategoryForm, handle.recategorise, "recategorise", gettext_lazy("The category was changed.")),
    "liita": _V(forms.JoinForm, handle.join, "join", gettext_lazy("It was joined: its sender gets the same answer.")),
    "irrota": _V(forms.TakeForm, handle.separate, "join", gettext_lazy("It stands alone again.")),
    "ohjaa": _V(forms.ForwardForm, handle.forward, "forward", gettext_lazy("It was handed over, and the sender told.")),
    "toimitettu": _V(
        forms.DeliverForm, handle.mark_delivered, "deliver", gettext_lazy("The delivery is written down.")
    ),
    "sulje": _V(forms.CloseForm, handle.close, "close", gettext_lazy("It was closed.")),
    "tehty": _V(forms.CarryOutForm, handle.carry_out, "carry_out", gettext_lazy("It was marked as carried out.")),
    "avaa": _V(forms.ReopenForm, handle.reopen, "reopen", gettext_lazy("It is open again.")),
    "tulos": _V(forms.OutcomeForm, handle.record_outcome, "outcome", gettext_lazy("What came of it was written down.")),
    "kiireys": _V(forms.PriorityForm, handle.set_priority, "priority", gettext_lazy("The priority was set.")),
    "kiitos": _V(forms.ThanksForm, handle.acknowledge_thanks, "thank", gettext_lazy("The thanks were passed on.")),
    "julkaise": _V(forms.ApproveForm, handle.approve, "approve", gettext_lazy("It is public now.")),
    "pida": _V(forms.ReasonForm, handle.refuse_publishing, "refuse_publishing", gettext_lazy("It stays private.")),
    "piilota": _V(forms.ReasonForm, handle.hide, "hide", gettext_lazy("It was hidden.")),
    "peita": _V(forms.RedactForm, handle.redact, "redact", gettext_lazy("The public reads the new text.")),
    "kuva": _V(forms.PhotoForm, handle.show_photo, "redact", gettext_lazy("The photo was changed.")),
    "muistilista": _V(forms.TakeForm, handle.shortlist, "read", gettext_lazy("It is on your short list.")),
    "pois-listalta": _V(forms.TakeForm, handle.unlist, "read", gettext_lazy("It is off your short list.")),
}


@require_GET
@desk_page
def matter(request: DeskRequest, reference: str) -> HttpResponse:
    """Everything of one feedback; the reading is written in the audit trail."""
    feedback = _found(request, reference)
    people.audit(request.user, "read", kind="feedback", reference=feedback.matter.reference)
    return page(request, feedback)


def _found(request: DeskRequest, reference: str) -> Feedback:
    feedback = at_desk(request.user, reference)
    if feedback is None:
        raise Http404
    return feedback


@require_http_methods(["GET", "POST"])
@desk_page
def act(request: DeskRequest, reference: str, verb: str) -> HttpResponse:
    """Do one thing; when it cannot be done, the page comes back with what was typed and why."""
    feedback, chosen = _found(request, reference), VERBS.get(verb)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("feedback_desk:matter", reference)
    form = chosen.form(request.POST, feedback=feedback, by=request.user, prefix=verb)
    if verb == "vastaa" and ("valmis" in request.POST or "esikatsele" in request.POST):
        return _not_yet_sent(request, feedback, form)
    if not form.is_valid():
        return page(request, feedback, sent={verb: form}, status=422)
    try:
        chosen.act(feedback, by=request.user, **form.arguments())
    except handle.ChangedMeanwhile as changed:
        form.add_error(None, str(changed))
        return page(request, _found(request, reference), sent={verb: form}, changed=changed.steps, status=409)
    except handle.NotNow as why:
        form.add_error(None, str(why))
        return page(request, _found(request, reference), sent={verb: form}, status=422)
    messages.success(request, str(chosen.done))
    return redirect(_next_page(request, reference))


def _next_page(request: DeskRequest, reference: str) -> str:
    """Back to where the official came from; to the matter itself unless it has gone to another unit."""
    here = reverse("feedback_desk:matter", args=[reference])
    is_still_mine = at_desk(request.user, reference) is not None
    return back_to(request, here if is_still_mine else reverse("feedback_desk:list"))


def _not_yet_sent(request: DeskRequest, feedback: Feedback, form: forms.VerbForm) -> HttpResponse:
    """The answer as it would be read, or with a ready text put in; nothing is sent, nothing typed is lost."""
    typed: dict[str, Any] = {name: form.data.get(name) for name in form.data}
    ready = next((one for one in ready_texts(feedback) if str(one.id) == request.POST.get("valmis")), None)
    if ready:
        for code, text in ready.texts.items():
            name = f"vastaa-{code.replace('-', '_')}"
            typed[name] = "\n\n".join(filter(None, [typed.get(name, "").strip(), text]))
    again = forms.AnswerForm(typed, feedback=feedback, by=request.user, prefix="vastaa")
    is_whole = again.is_valid() and "esikatsele" in request.POST
    preview = {code: text for code, text in again.texts().items() if text} if is_whole else {}
    return page(request, feedback, sent={"vastaa": again}, preview=preview)


def page(
    request: DeskRequest,
    feedback: Feedback,
    *,
    sent: dict[str, forms.VerbForm] | None = None,
    changed: Any = (),
    preview: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its forms; those that were sent keep what was typed."""
    rights = allowed(request.user, feedback)
    told = thread(feedback.matter, for_staff=True)
    context = {
        "feedback": feedback,
        "matter": feedback.matter,
        "rights": rights,
        "thread": told,
        "forms": _forms(request, feedback, rights, sent or {}),
        "open_verb": next(iter(sent or {}), ""),
        "changed": changed,
        "preview": [{"lang": html_lang(code), "text": text} for code, text in (preview or {}).items()],
        "lang": html_lang(feedback.matter.language),
        "marked": marked(feedback.text) if "approve" in rights else "",
        "sees_sender": may(request.user, "see_sender", feedback),
        "is_shortlisted": feedback.shortlisted.filter(person=request.user).exists(),
        "ready": ready_texts(feedback) if "answer" in rights else [],
        "suggestions": suggestions(feedback) if "move_to_unit" in rights else [],
        "repeats": may_repeat(feedback, request.user) if "join" in rights else [],
        **_around(feedback),
    }
    return render(request, "feedback/desk/matter.html", context, status=status)


def _around(feedback: Feedback) -> dict[str, Any]:
    """What lies around a feedback: answers, messages, photos, joined ones, what outside systems told."""
    return {
        "questions": all_answers(feedback),
        "answers": list(feedback.city_answers.select_related("unit", "by")),
        "talk": list(feedback.messages.select_related("by")),
        "photos": list(feedback.matter.papers.all()),
        "joined": list(feedback.joined.select_related("matter")),
        "forwardings": hand_overs(feedback),
        "outside": list(feedback.matter.outside_updates.select_related("api_key")),
        "outcomes": list(feedback.matter.outcomes.all()),
    }


def _forms(
    request: DeskRequest, feedback: Feedback, rights: frozenset[str], sent: dict[str, forms.VerbForm]
) -> dict[str, forms.VerbForm]:
    """A form for every verb the official may do now; with the last step seen, so that nobody writes over another."""
    seen = feedback.matter.steps.order_by("-id").values_list("id", flat=True).first()
    matter = feedback.matter
    starts: dict[str, dict[str, Any]] = {
        "julkaise": {"public_text": feedback.shown_text, "title": matter.title},
        "peita": {"public_text": feedback.shown_text, "title": matter.title},
        "anna": {"to": matter.handler_id},
        "luokka": {"category": feedback.category.code},
        "kiireys": {"priority": feedback.priority},
        "ohjaa": {"authority": feedback.category.authority.code if feedback.category.authority else None},
    }
    made = {}
    for name, verb in VERBS.items():
        if verb.needs in rights and name not in sent:
            start = {"seen": seen, **starts.get(name, {})}
            made[name.replace("-", "_")] = verb.form(feedback=feedback, by=request.user, prefix=name, initial=start)
    for name, form in sent.items():
        form.see(seen)
        made[name.replace("-", "_")] = form
    return made
