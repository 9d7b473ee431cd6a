"""Who may what in this room: a table to be read by people."""

import pytest

from kuulu.commons.people import policy
from kuulu.commons.people.models import Person, Role
from kuulu.commons.people.vocabulary import STAFF_DUTIES, Duty

pytestmark = pytest.mark.django_db

#: verb -> the duties that may
TABLE = {
    "may_administer": {Duty.ADMINISTRATOR},
    "may_read_audit": {Duty.ADMINISTRATOR, Duty.AUDITOR},
    "may_see_house": {Duty.ADMINISTRATOR, Duty.AUDITOR},
    "may_tend_outbox": {Duty.ADMINISTRATOR},
    "is_staff": set(STAFF_DUTIES),
    "works_here": set(STAFF_DUTIES),
}


def holder(duty, **more):
    person = Person.objects.create_user(f"{duty}@example.org")
    Role.objects.create(person=person, duty=duty, **more)
    return person


@pytest.mark.parametrize("duty", Duty)
@pytest.mark.parametrize("verb", TABLE)
def test_each_duty_may_what_the_table_says(verb, duty):
    assert getattr(policy, verb)(holder(duty)) == (duty in TABLE[verb])


@pytest.mark.parametrize("duty", Duty)
def test_who_verifies_others_by_a_document(duty, resident):
    assert policy.may_verify(holder(duty), resident) == (duty in {Duty.CLERK, Duty.ADMINISTRATOR})


@pytest.mark.parametrize("verb", TABLE)
def test_a_stranger_and_a_closed_account_may_nothing(verb):
    from django.contrib.auth.models import AnonymousUser

    closed = holder(Duty.ADMINISTRATOR)
    closed.is_active = False
    assert not [who for who in (None, AnonymousUser(), closed) if getattr(policy, verb)(who)]


@pytest.mark.parametrize("verb", TABLE)
def test_a_duty_of_the_past_or_the_future_counts_for_nothing(verb):
    import datetime as dt

    from kuulu.foundation import clock

    day = dt.timedelta(days=1)
    past = holder(Duty.ADMINISTRATOR, starts_on=clock.today() - 9 * day, ends_on=clock.today() - day)
    future = holder(Duty.AUDITOR, starts_on=clock.today() + day)
    assert not [who for who in (past, future) if getattr(policy, verb)(who)]
