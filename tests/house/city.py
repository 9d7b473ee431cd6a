"""A small city: two units, a person of each duty, and feedback of each visibility."""

from __future__ import annotations

from types import SimpleNamespace

from kuulu.channels.feedback.actions import Draft, submit
from kuulu.channels.feedback.models import Category, CategoryGroup, Feedback
from kuulu.commons.matters.actions import publish
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import STAFF_DUTIES, Duty
from kuulu.commons.places.models import Area


def words(text: str) -> dict[str, str]:
    """The same words in every language."""
    return dict.fromkeys(("fi", "fi-simple", "sv", "en"), text)


def person(duty: Duty | None, unit: Unit | None, name: str) -> Person:
    """An account with one duty."""
    who = Person.objects.create_user(f"{name}@example.org", name=name, is_staff=duty in STAFF_DUTIES)
    if duty:
        Role.objects.create(
            person=who, duty=duty, unit=unit if duty not in (Duty.ADMINISTRATOR, Duty.AUDITOR) else None
        )
    return who


def feedback(
    category: Category, *, public: bool, text: str, by: Person | None = None, checked_by: Person | None = None
) -> Feedback:
    """A feedback; public only when wished and checked."""
    made = submit(
        Draft(
            kind="fault",
            category=category,
            text=text,
            wishes_public=public,
            sender_email="sender@example.org",
            sender_name="Planted Name",
        ),
        by=by,
    )
    if checked_by:
        made.check_state = "approved"
        made.save(update_fields=["check_state"])
        publish(made.matter, by=checked_by)
    return made


def small_city() -> SimpleNamespace:
    """Units "streets" and "parks"; roles in streets, one handler in parks; objects of each sort in streets, one in parks."""
    streets = Unit.objects.create(code="streets", names=words("Streets"))
    parks = Unit.objects.create(code="parks", names=words("Parks"))
    Area.objects.get_or_create(code="ristiina", defaults={"names": words("Ristiina")})
    group = CategoryGroup.objects.create(code="outdoors", names=words("Outdoors"))
    lamp = Category.objects.create(code="lamp", names=words("Lamp"), group=group, unit=streets)
    tree = Category.objects.create(code="tree", names=words("Tree"), group=group, unit=parks)
    people = {"resident": person(None, None, "resident")}
    for duty in Duty:
        if duty != Duty.RESIDENT:
            people[duty.value] = person(duty, streets, duty.value)
    people["handler_elsewhere"] = person(Duty.HANDLER, parks, "handler_elsewhere")
    chief = Person.objects.create_superuser("chief@example.org", name="chief")
    objects = {
        "public": feedback(lamp, public=True, text="Lamp is dark", checked_by=chief),
        "waiting": feedback(lamp, public=True, text="Lamp waits for a check"),
        "private": feedback(lamp, public=False, text="Lamp is a private matter"),
        "own": feedback(lamp, public=False, text="Lamp of the resident", by=people["resident"]),
        "elsewhere": feedback(tree, public=False, text="Tree of another unit"),
    }
    return SimpleNamespace(
        streets=streets, parks=parks, lamp=lamp, tree=tree, people=people, chief=chief, objects=objects
    )
