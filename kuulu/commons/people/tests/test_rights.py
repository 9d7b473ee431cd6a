"""What a person may ask by law: to see, to take along, to know who looked, to be erased; without an account too."""

import io
import json
import re
import time
import zipfile

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.actions import audit, notify
from kuulu.commons.people.models import Copy, Notice, Person, Role, SecretLink
from kuulu.foundation import personal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def home(client, resident):
    client.force_login(resident)
    notify(kind="step", key="1", subject="It moved", text="planted words", person=resident)
    return client


def at(name, *args):
    return reverse(f"people:{name}", args=args)


def ask(client):
    """Ask for a copy; the address of its page."""
    return client.post(at("copy"))["Location"]


def fetch(client, page):
    return client.post(f"{page}tiedosto/")


def opened(said):
    return zipfile.ZipFile(io.BytesIO(said.content))


def test_one_sees_what_is_held(home):
    assert b"planted words" in home.get(at("data")).content


def test_the_copy_holds_all_that_is_held_for_machines_and_for_people(home):
    archive = opened(fetch(home, ask(home)))
    told = json.loads(archive.read("data.json"))
    assert {"account", "notice"} <= {item["kind"] for item in told}
    assert "planted words" in archive.read("data.html").decode()


def test_the_copy_lies_sealed_until_it_is_fetched_and_is_gone_after(home):
    ask(home)
    (copy,) = Copy.objects.all()
    assert default_storage.open(copy.file).read()[:2] != b"PK"
    name = copy.file
    fetch(home, at("copy_page", copy.uuid))
    assert not default_storage.exists(name)


@pytest.mark.advisory("CVE-2026-45377")
def test_a_copy_is_fetched_once(home):
    page = ask(home)
    assert fetch(home, page).status_code == 200
    assert fetch(home, page).status_code == 404


@pytest.mark.advisory("CVE-2025-65017")
def test_nobody_else_fetches_it_nor_the_same_person_elsewhere(home, resident):
    page = ask(home)
    elsewhere, other = Client(), Client()
    elsewhere.force_login(resident)
    other.force_login(Person.objects.create_user("other@example.org"))
    assert {fetch(who, page).status_code for who in (elsewhere, other, Client())} == {404}
    assert fetch(home, page)["Cache-Control"].startswith("private, no-store")


def test_nobody_fetches_it_after_signing_out_or_a_quarter_of_an_hour(home, resident):
    page = ask(home)
    with time_machine.travel(time.time() + 16 * 60):
        assert fetch(home, page).status_code == 404
    home.logout()
    home.force_login(resident)
    assert fetch(home, page).status_code == 404


def test_copies_that_nobody_fetched_are_dropped(home):
    ask(home)
    name = Copy.objects.get().file
    with time_machine.travel(time.time() + 16 * 60):
        call_command("retain")
    assert not default_storage.exists(name) and not Copy.objects.exists()


def test_one_sees_who_looked_by_duty_and_not_by_name(home, resident):
    clerk = Person.objects.create_user("clerk@example.org", name="Kaisa Kirjaaja")
    Role.objects.create(person=clerk, duty="clerk")
    audit(clerk, "read", kind="person", reference=str(resident.uuid))
    page = home.get(at("data")).content.decode()
    assert "Clerk who enters on behalf" in page and "Kaisa" not in page


def link_in(mail):
    return re.search(r"http://testserver(/\S+/linkki/\S+)", mail.body)[1]


def enter_without_account(client, mailoutbox, email="guest@example.org"):
    client.post(at("data"), {"email": email})
    address = link_in(mailoutbox[-1])
    return address, client.post(address)


def test_without_an_account_a_link_in_the_mail_opens_ones_data(client, mailoutbox):
    notify(kind="step", key="1", subject="It moved", text="planted words", email="guest@example.org")
    _, said = enter_without_account(client, mailoutbox)
    assert said["Location"] == at("data")
    assert b"planted words" in client.get(at("data")).content
    assert fetch(client, ask(client)).status_code == 200


@pytest.mark.advisory("C-LINK")
def test_such_a_link_works_once_by_a_button_and_for_an_hour(client, mailoutbox):
    client.post(at("data"), {"email": "guest@example.org"})
    address = link_in(mailoutbox[-1])
    assert Client().get(address).status_code == 200 and SecretLink.objects.get().used_at is None
    assert client.post(address).status_code == 302
    assert Client().post(address).status_code == 404
    with time_machine.travel(time.time() + 61 * 60):
        assert b"guest@example.org" not in client.get(at("data")).content


def test_an_old_link_is_dead(client, mailoutbox):
    client.post(at("data"), {"email": "guest@example.org"})
    with time_machine.travel(time.time() + 61 * 60):
        assert client.post(link_in(mailoutbox[-1])).status_code == 404


def test_links_to_one_address_are_few(mailoutbox):
    for _ in range(6):
        Client().post(at("data"), {"email": "guest@example.org"})
    assert len(mailoutbox) == 3


def test_a_wrong_address_is_explained(client):
    assert client.post(at("data"), {"email": "no address"}).status_code == 400


def whole_database():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (f"{table}: {row}" for row in cursor.fetchall())


def test_erasing_leaves_a_stone_and_nothing_of_the_person(home, resident):
    said = home.post(at("erase"), {"understood": "on"})
    assert said.status_code == 200 and said.context["stays"]
    resident.refresh_from_db()
    assert resident.closed_at and not resident.is_active and resident.email is None
    assert not [row for row in whole_database() if "reader@example.org" in row or "Maija Malli" in row]
    assert "_auth_user_id" not in home.session


def test_erasing_is_confirmed(home, resident):
    assert home.post(at("erase"), {}).status_code == 400
    assert Person.objects.get(pk=resident.pk).email


def test_an_address_without_account_is_erased_too(client, mailoutbox):
    notify(kind="step", key="1", subject="It moved", text="t", email="guest@example.org")
    enter_without_account(client, mailoutbox)
    client.post(at("erase"), {"understood": "on"})
    assert not Notice.objects.exists()
    assert not [row for row in whole_database() if "guest@example.org" in row]


def test_staff_are_not_erased_by_themselves(client):
    person = Person.objects.create_user("handler@example.org")
    Role.objects.create(person=person, duty="handler")
    client.force_login(person)
    assert client.post(at("erase"), {"understood": "on"}).status_code == 403


def test_the_command_erases_and_a_restore_erases_again(resident, capsys, tmp_path):
    call_command("erase", resident.email)
    capsys.readouterr()
    call_command("erase", "--stones")
    stones = capsys.readouterr().out
    assert "reader@example.org" not in stones
    Person.objects.create_user("reader@example.org")  # the back-up knew the address still
    (tmp_path / "stones").write_text(stones)
    call_command("erase", "--again", str(tmp_path / "stones"))
    assert not [row for row in whole_database() if "reader@example.org" in row]


def test_the_export_command_tells_all(resident, capsys):
    call_command("export_person", resident.email)
    assert json.loads(capsys.readouterr().out)[0]["content"]["email"] == resident.email


def test_a_forgotten_person_is_not_gathered(resident):
    subject = personal.Subject(person_id=resident.id, emails=frozenset({resident.email}))
    personal.forget(subject, reason="test")
    assert "reader@example.org" not in str(personal.gather(subject))
