"""Levels below strong: a code from school, and a member of staff who saw a document."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.commons.people.actions import make_school_codes, use_school_code, verify_by_staff
from kuulu.commons.people.models import AuditEntry, Person, Role, SchoolCode
from kuulu.commons.people.queries import level_of
from kuulu.commons.people.vocabulary import Document, Level
from kuulu.foundation import clock

pytestmark = pytest.mark.django_db


def staff(duty):
    person = Person.objects.create_user(f"{duty}@example.org")
    Role.objects.create(person=person, duty=duty)
    return person


@pytest.fixture
def codes(db):
    until = clock.now() + dt.timedelta(days=7)
    return make_school_codes(purpose="young", group="5A", count=3, until=until, by=staff("administrator"))


def test_codes_differ_and_only_their_digests_are_kept(codes):
    assert len(set(codes)) == 3
    assert not [code for code in codes if code in str(list(SchoolCode.objects.values()))]


def test_a_code_is_used_once_however_it_is_written(codes, resident):
    assert use_school_code(codes[0].lower().replace("-", " "), purpose="young", person=resident)
    assert use_school_code(codes[0], purpose="young") is None
    assert level_of("young", person=resident) == Level.SCHOOL


def test_a_code_opens_no_other_purpose(codes):
    assert use_school_code(codes[0], purpose="vote") is None


def test_a_code_runs_out(codes):
    SchoolCode.objects.update(expires_at=clock.now())
    assert use_school_code(codes[0], purpose="young") is None


def test_only_an_administrator_makes_codes():
    with pytest.raises(PermissionDenied):
        make_school_codes(purpose="young", group="5A", count=1, until=clock.now(), by=staff("handler"))


def test_a_clerk_who_saw_a_passport_raises_the_level_and_it_is_written_down(resident):
    clerk = staff("clerk")
    verify_by_staff(resident, purpose="vote", by=clerk, document=Document.PASSPORT)
    assert level_of("vote", person=resident) == Level.STAFF
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.reference, entry.result) == ("verify", str(resident.uuid), "passport")


def test_nobody_verifies_themselves():
    clerk = staff("clerk")
    with pytest.raises(PermissionDenied):
        verify_by_staff(clerk, purpose="vote", by=clerk, document=Document.PASSPORT)


def test_an_account_stands_for_a_proved_address_and_a_visitor_for_nothing(resident):
    assert level_of("vote", person=resident) == Level.EMAIL
    assert level_of("vote") == Level.NONE
