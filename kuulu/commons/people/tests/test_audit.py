"""The audit trail: append-only, chained, whole under many writers, and free of names."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from kuulu.commons.people.actions import audit
from kuulu.commons.people.models import AuditEntry, Person, Role
from kuulu.commons.people.queries import check_chain
from kuulu.foundation.appendonly import seal, unseal


@pytest.fixture
def trail(db):
    return [audit(None, "read", kind="matter", reference=f"MLI-2026-0000{i}") for i in range(4)]


@pytest.fixture
def unsealed(trail):
    unseal(connection, "people_auditentry")
    yield trail
    seal(connection, "people_auditentry")


def test_an_entry_names_the_person_by_uuid_and_duty_only(db):
    clerk = Person.objects.create_user("clerk@example.org", name="Kaisa Kirjaaja")
    Role.objects.create(person=clerk, duty="clerk")
    entry = audit(clerk, "read", kind="matter", reference="MLI-2026-00000")
    assert (entry.person_uuid, entry.duty) == (clerk.uuid, "clerk")
    assert "Kaisa" not in str(AuditEntry.objects.values().get())


def test_an_address_is_refused_as_a_reference(db):
    with pytest.raises(ValueError):
        audit(None, "read", kind="person", reference="reader@example.org")


def test_an_untouched_trail_is_whole(trail):
    assert check_chain() == []


@pytest.mark.parametrize("field,value", [("verb", "forget"), ("reference", "x"), ("previous", "0" * 64), ("duty", "x")])
def test_a_changed_entry_is_found(unsealed, field, value):
    AuditEntry.objects.filter(pk=unsealed[2].pk).update(**{field: value})
    assert unsealed[2].pk in {found.entry_id for found in check_chain()}


def test_a_changed_time_is_found(unsealed):
    AuditEntry.objects.filter(pk=unsealed[1].pk).update(at=unsealed[0].at.replace(year=2020))
    assert [found.entry_id for found in check_chain()] == [unsealed[1].pk]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_missing_entry_is_found(unsealed, gone):
    AuditEntry.objects.filter(pk=unsealed[gone].pk).delete()
    assert [found.entry_id for found in check_chain()] == [unsealed[gone + 1].pk]


@pytest.mark.parametrize("change", [lambda rows: rows.update(verb="x"), lambda rows: rows._raw_delete("default")])
def test_the_database_refuses_to_change_or_delete_an_entry(trail, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(AuditEntry.objects.all())


def test_the_command_tells_whether_the_trail_is_whole(unsealed, capsys):
    call_command("check_audit")
    assert "whole" in capsys.readouterr().out
    AuditEntry.objects.filter(pk=unsealed[2].pk).update(verb="forget")
    with pytest.raises(CommandError):
        call_command("check_audit")


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_at_once_make_one_whole_trail():
    def write(writer):
        try:
            for number in range(5):
                audit(None, "read", kind="matter", reference=f"{writer}-{number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    assert AuditEntry.objects.count() == 80 and check_chain() == []
