"""Whom a step is told to: each reader once, in three queries however many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.policy import is_person
from kuulu.commons.people.vocabulary import Duty

from ..hearers import Hearer, hearers_of_verb
from ..models import Following, Matter, Step
from ..policy import may_read_at_desk
from ..vocabulary import Follower

#: which group a following belongs to; staff who follow are followers that may read private matters too
GROUPS = {
    Follower.OPENER: Hearer.OPENER,
    Follower.JOINED: Hearer.JOINED,
    Follower.FOLLOWER: Hearer.FOLLOWER,
    Follower.STAFF: Hearer.FOLLOWER,
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One who is told: an account or an address, why, and in which language."""

    why: Follower
    language: str
    person: Person | None = None
    email: str = ""
    following_id: int | None = None

    @property
    def key(self) -> str:
        """What makes two readers the same one: the address, else the account."""
        address = self.email or (self.person.email if self.person else "") or ""
        return address or f"account:{self.person.pk if self.person else 0}"

    @property
    def is_staff(self) -> bool:
        return self.why == Follower.STAFF and self.following_id is None


def hearers_of(step: Step, *, actor_id: int = 0) -> list[Reader]:
    """Everyone to be told of a step, without whoever made it; staff first, so that they get their own link."""
    groups = hearers_of_verb(step.verb)
    if not groups:
        return []
    found: dict[str, Reader] = {}
    for reader in [*_staff(step.matter, groups), *_followers(step.matter, groups)]:
        if not (reader.person and reader.person.pk == actor_id):
            found.setdefault(reader.key, reader)
    return list(found.values())


def _followers(matter: Matter, groups: frozenset[Hearer]) -> Iterator[Reader]:
    rows = matter.followings.filter(confirmed_at__isnull=False).select_related("person").order_by("id")
    for row in rows:
        if GROUPS[Follower(row.why)] in groups and _may_hear(row, matter):
            yield _reader(row)


def _may_hear(row: Following, matter: Matter) -> bool:
    """A private matter is told to those who brought it, and to staff while they may read it."""
    if row.person is not None and not is_person(row.person):
        return False
    if matter.is_public or row.why in (Follower.OPENER, Follower.JOINED):
        return True
    return row.why == Follower.STAFF and may_read_at_desk(row.person, matter)


def _reader(row: Following) -> Reader:
    language = row.person.language if row.person else row.language
    return Reader(why=Follower(row.why), language=language, person=row.person, email=row.email, following_id=row.pk)


def _staff(matter: Matter, groups: frozenset[Hearer]) -> Iterator[Reader]:
    if Hearer.HANDLER in groups and matter.handler and matter.handler.is_active:
        yield staff_reader(matter.handler)
    elif groups & {Hearer.HANDLER, Hearer.UNIT} and matter.unit:
        yield from of_unit(matter.unit, area_code=matter.area.code if matter.area else "")


def of_unit(unit: Unit, *, area_code: str = "") -> list[Reader]:
    """The handlers of a unit, of that area if they have one; else its supervisors; else its shared address."""
    people = on_duty(unit, Duty.HANDLER, area_code=area_code) or on_duty(unit, Duty.SUPERVISOR)
    if people:
        return [staff_reader(person) for person in people]
    return [Reader(why=Follower.STAFF, language="fi", email=unit.email)] if unit.email else []


def on_duty(unit: Unit, duty: Duty, *, area_code: str = "") -> list[Person]:
    """People who have a duty in a unit, or in the one above it, today."""
    here = [unit.pk, *([unit.parent_id] if unit.parent_id else [])]
    roles = Role.objects.in_force().filter(duty=duty, unit_id__in=here).select_related("person")
    fitting = [role for role in roles.order_by("id") if not (role.area_code and area_code != role.area_code)]
    nearest = [role for role in fitting if role.unit_id == unit.pk] or fitting
    return list({role.person_id: role.person for role in nearest}.values())


def staff_reader(person: Person) -> Reader:
    """A member of staff who is told because of their work."""
    return Reader(why=Follower.STAFF, language=person.language, person=person)
