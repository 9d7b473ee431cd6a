"""A small city: two units, a person of each duty, and feedback of each visibility."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from kuulu.channels.budgeting import actions as budgeting
from kuulu.channels.budgeting.actions.draft import Draft as Proposed
from kuulu.channels.budgeting.models import Phase, Round
from kuulu.channels.feedback.actions import Draft, submit
from kuulu.channels.feedback.models import Category, CategoryGroup, Feedback
from kuulu.commons.matters.actions import publish
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import STAFF_DUTIES, Duty
from kuulu.commons.places.models import Area
from kuulu.foundation import clock
from tests.house.votes import open_vote


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


def add_proposals(streets: Unit, parks: Unit, objects: dict, people: dict, chief: Person) -> None:
    """A round that takes ideas, a decided one, and beside each feedback its `twin`: a proposal as open or closed as it is."""
    small, decided = (budget_round(code, streets, chief) for code in ("small", "decided"))
    for sort, one in objects.items():
        by = people["resident"] if sort == "own" else None
        email = "sender@example.org" if sort != "own" else ""
        draft = Proposed(
            round=small,
            title=f"{sort} swing",
            text=f"Proposal {sort}: a swing",
            proposer_email=email,
            proposer_name="Planted Name",
        )
        one.twin = budgeting.propose(draft, by=by)
        if sort == "public":
            budgeting.publish(one.twin, by=chief)
        elif sort == "elsewhere":
            budgeting.move_to_unit(one.twin, unit=parks, by=chief)
        if sort not in ("public", "waiting"):
            type(one.matter).objects.filter(pk=one.twin.matter_id).update(visibility="private")
            one.twin.matter.refresh_from_db()
    budget_decided(decided, chief)
    voting = budget_round("voting", streets, chief, ballot=-1)
    candidate(voting, chief)
    open_vote(voting, chief)
    budget_rolling(streets, chief)


def budget_round(code: str, unit: Unit, chief: Person, *, ballot: int = 10) -> Round:
    """An opened round that takes ideas now; one votes from the day `ballot` on."""
    body, _made = Unit.objects.get_or_create(code="committee", defaults={"names": words("Committee"), "kind": "body"})
    made = Round.objects.create(
        code=code, names=words(f"Round {code}"), purposes=words("Things outdoors"), proposers=words("Anybody"),
        voters=words("Residents"), unit=unit, decides=body, euros=50_000, most_cost=20_000,
    )  # fmt: skip
    now = clock.now()
    for kind, begins, ends in (("ideas", -1, 9), ("ballot", ballot, 20)):
        Phase.objects.create(
            round=made, kind=kind, opens_at=now + dt.timedelta(days=begins), closes_at=now + dt.timedelta(days=ends)
        )
    budgeting.open_round(made, by=chief)
    return Round.objects.prefetch_related("phases").get(pk=made.pk)


def candidate(one: Round, chief: Person) -> Any:
    """A public proposal that can be carried out."""
    made = budgeting.propose(Proposed(round=one, title="Penkki rantaan", text="Penkki, jolta näkee järvelle."))
    budgeting.publish(made, by=chief)
    budgeting.weigh(
        made, look="substance", is_passed=True, reasons=words("Fits"), euros=4_000, by=chief, has_no_interest=True
    )
    return made


def budget_rolling(unit: Unit, chief: Person) -> None:
    """A round that runs all the time, with a batch that gathered one idea."""
    made = Round.objects.create(
        code="rolling", kind="rolling", ballot="none", names=words("Round rolling"), purposes=words("Own ideas"), names_hidden=True,
        proposers=words("Children"), unit=unit, decides=Unit.objects.get(code="committee"), euros=50_000, yearly_cap=9_000,
    )  # fmt: skip
    budgeting.open_round(made, by=chief)
    candidate(made, chief)
    day = clock.today()
    council = Unit.objects.create(code="council", names=words("Youth council"), kind="body")
    batch = budgeting.open_batch(made, closes_on=day, meeting_on=day, council=council, by=chief)
    budgeting.gather(batch, by=chief)


def budget_decided(one: Round, chief: Person) -> None:
    """The round decided, with a proposal that is being carried out."""
    chosen = candidate(one, chief)
    budgeting.number_ballot(one, by=chief)
    type(chosen).objects.filter(pk=chosen.pk).update(votes=12)
    budgeting.decide(
        one, chosen=[chosen.pk], by=chief, decided_on=clock.today(), section="§ 1", texts=words("Agreed"),
        differs=True, reasons=words("Snow"),
    )  # fmt: skip


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
    add_proposals(streets, parks, objects, people, chief)
    return SimpleNamespace(
        streets=streets, parks=parks, lamp=lamp, tree=tree, people=people, chief=chief, objects=objects
    )
