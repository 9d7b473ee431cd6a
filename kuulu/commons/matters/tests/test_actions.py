"""What the spine does: matters are opened, moved and never lose a step."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from kuulu.commons.matters.actions import NotFromHere, move, open_matter
from kuulu.commons.matters.models import Matter, Step, Subscription
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.models import Person, Role
from kuulu.commons.people.vocabulary import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return open_matter(kind="feedback", title="Kuoppa Savilahdenkadulla")


@pytest.fixture
def chief():
    return Person.objects.create_superuser("chief@example.org")


def test_the_database_keeps_one_role_and_one_wish_to_hear_where_parts_of_them_are_empty(chief):
    wish = {"email": "r@example.org", "cadence": "daily"}
    Role.objects.create(person=chief, duty=Duty.ADMINISTRATOR)
    Subscription.objects.create(**wish)
    for again in (lambda: Role.objects.create(person=chief, duty=Duty.ADMINISTRATOR), lambda: Subscription.objects.create(**wish)):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


@pytest.mark.parametrize("stage", Stage)
def test_the_database_says_which_matters_wait_for_the_city(matter, stage):
    Matter.objects.filter(pk=matter.pk).update(stage=stage)
    assert Matter.objects.unanswered().exists() == (stage in ("received", "in_hand")) == Matter.objects.get().is_open


def test_a_new_matter_has_a_reference_a_due_date_and_a_first_step(matter):
    assert matter.reference.startswith("MLI-") and matter.due_at > matter.opened_at
    assert [step.verb for step in matter.steps.all()] == ["received"]


def test_a_move_leaves_a_step(matter, chief):
    move(matter, "in_hand", verb="taken", by=chief)
    assert list(matter.steps.values_list("verb", "stage")) == [
        ("received", "received"),
        ("taken", "in_hand"),
    ]


def test_a_stranger_moves_nothing(matter):
    with pytest.raises(PermissionDenied):
        move(matter, "in_hand", verb="taken", by=Person.objects.create_user("x@example.org"))


def test_a_withdrawn_matter_stays_withdrawn(matter, chief):
    move(matter, "withdrawn", verb="withdrawn", by=None, by_staff=False)
    with pytest.raises(NotFromHere):
        move(matter, "in_hand", verb="taken", by=chief)


@pytest.mark.parametrize("change", [lambda steps: steps.update(verb="x"), lambda steps: steps._raw_delete("default")])
def test_the_database_refuses_to_change_or_delete_a_step(matter, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(Step.objects.filter(matter=matter))
