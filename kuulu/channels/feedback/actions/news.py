"""What the people who handle a feedback are told when its sender does something."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from ..models import Feedback


def thank_the_unit(feedback: Feedback) -> None:
    """Bring thanks to the people who earned them: the unit's handlers and supervisors."""
    for person in workers_of(feedback.matter.unit, Duty.HANDLER, Duty.SUPERVISOR):
        with translation.override(person.language):
            people.notify(
                kind="thanks",
                key=f"thanks:{feedback.matter.reference}:{person.pk}",
                subject=_("Somebody thanks you"),
                text=f"{feedback.thanked}\n\n{feedback.text}".strip(),
                link=desk_address(feedback),
                person=person,
                language=person.language,
                matter_reference=feedback.matter.reference,
            )


def workers_of(unit: Unit | None, *duties: Duty) -> list[Person]:
    """The people with one of the duties in just this unit, each once, at most fifty."""
    if unit is None:
        return []
    return list(Person.objects.filter(pk__in=_ids(unit, duties), is_active=True).order_by("pk")[:50])


def _ids(unit: Unit, duties: tuple[Duty, ...]) -> list[int]:
    today = clock.today()
    in_force = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return list(Role.objects.filter(in_force, unit=unit, duty__in=duties).values_list("person_id", flat=True))


def desk_address(feedback: Feedback) -> str:
    """The full address of a feedback's page at the desk, in the active language."""
    try:
        return settings.KUULU["BASE_URL"] + reverse("feedback_desk:matter", args=[feedback.matter.reference])
    except NoReverseMatch:  # a house without a desk
        return ""
