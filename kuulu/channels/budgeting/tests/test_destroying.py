"""A published vote ends by four eyes: nothing that could tell who voted how stays, and what was published still verifies."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as house
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection

from kuulu.channels.budgeting.ballot_box import paper
from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.eligibility import tags
from kuulu.channels.budgeting.models import Entitlement, Envelope, FourEyes, LogRow, Mark, PublishedFile, Vote
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import DAY, make_staff, make_unit
from .published import PUBLICATION, held
from .voting import BASE

pytestmark = pytest.mark.django_db
DESTROY = "/en/desk/budjetti/kierros/small-2027/aanestys/havita/"
AFTER = 91 * DAY


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


@pytest.fixture
def two():
    return make_staff(make_unit()), make_staff(make_unit())


def ask(client, person, **fields):
    client.force_login(person)
    return client.post(DESTROY, fields, follow=True).content.decode()


def agreed(client, two):
    ask(client, two[0], reason="The decision is final.")
    ask(client, two[1], approve="1")


def destroyed(client, two):
    with time_machine.travel(clock.now() + AFTER):
        agreed(client, two)
        call_command("destroy_vote", "small-2027", stdout=io.StringIO())


def test_one_asks_another_approves_and_the_command_does_it(client, tmp_path, two, capsys):
    held(tmp_path, voters=12).published()
    with time_machine.travel(clock.now() + AFTER):
        assert "It is asked" in ask(client, two[0], reason="The decision is final.")
        assert "Somebody else approves it." in client.get(PUBLICATION).content.decode()
        assert "kuulu destroy_vote small-2027" in ask(client, two[1], approve="1")
        call_command("destroy_vote", "small-2027")
    told = json.loads(capsys.readouterr().out)
    assert told["deleted"]["envelopes"] == 14 and told["keys_destroyed"] == {"log": True, "tags": True}
    assert (told["asked_by"], told["approved_by"], told["reason"]) == ("preparer", "preparer", "The decision is final.")
    assert Vote.objects.get().state == "destroyed" and FourEyes.objects.get(action="destroy").done_at
    page = client.get(f"{BASE}aanestys/tulos/").content.decode()
    assert "Envelopes and keys are destroyed" in page
    assert json.loads(client.get(f"{BASE}aanestys/julkaisu/destroyed.json").content) == told
    assert AuditEntry.objects.filter(verb="vote_destroyed").count() == 1


def test_nobody_destroys_alone_or_without_the_duty(client, tmp_path, two):
    held(tmp_path, voters=6).published()
    with time_machine.travel(clock.now() + AFTER):
        ask(client, two[0], reason="The decision is final.")
        assert client.post(DESTROY, {"approve": "1"}).status_code == 403
        for other in (make_staff(None, Duty.AUDITOR), make_staff(make_unit("elsewhere"))):
            client.force_login(other)
            assert client.post(DESTROY, {"approve": "1"}).status_code == 403
        with pytest.raises(CommandError):
            call_command("destroy_vote", "small-2027")
    assert Envelope.objects.exists() and tags.read_key(Vote.objects.get())


def test_nothing_is_destroyed_before_its_day_or_before_the_publication(client, tmp_path, two):
    made = held(tmp_path, voters=6)
    assert "Only a published vote" in ask(client, two[0], reason="Now.")
    made.published()
    with time_machine.travel(clock.now() + 89 * DAY):
        assert "It can be destroyed from" in ask(client, two[0], reason="Now.")
    assert not FourEyes.objects.exists()
    with pytest.raises(CommandError):
        call_command("destroy_vote", "small-2027")
    with pytest.raises(CommandError, match="There is no vote"):
        call_command("destroy_vote", "another")


def test_a_reason_is_needed_and_the_days_are_a_setting(client, tmp_path, two, settings):
    held(tmp_path, voters=6).published()
    settings.KUULU = {**settings.KUULU, "VOTE_KEPT_DAYS": 0}
    client.force_login(two[0])
    assert client.post(DESTROY, {"reason": " "}).status_code == 422
    assert "It is asked" in ask(client, two[0], reason="Short.")


def everything():
    """Every value of every table of the house but the log and what was published, as text."""
    kept = (LogRow._meta.db_table, PublishedFile._meta.db_table)
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in apps.get_models(include_auto_created=True)):
            if table in kept or table not in connection.introspection.table_names():
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from (
                    value.hex() if isinstance(value, bytes | memoryview) else str(value) for value in map(plain, row)
                )


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def files_of(*folders):
    for folder in map(Path, folders):
        yield from (file.read_bytes().hex() for file in folder.rglob("*") if file.is_file())


def kept_in_caches():
    return [repr(caches[name]._cache) for name in house.CACHES if hasattr(caches[name], "_cache")]


def test_v_destroy_nothing_stays_that_tells_whose_a_ballot_was(client, tmp_path, two, settings):
    """V-DESTROY: no envelope, key, tag or K_vote in database, key folder, media and cache."""
    made = held(tmp_path, voters=12, papers=3)
    box = bytes(Envelope.objects.filter(kind="cast").first().box).hex()
    keys = [tags.read_key(made.vote).hex(), *files_of(tmp_path / "keys")]
    asked = FourEyes.objects.create(action=paper.VOID, vote=made.vote, tag=made.tags[0], asked_by=two[0], reason="x")
    made.published()
    secrets = [box, *keys, *made.tags]
    before = list(everything())
    assert all(any(secret in text for text in before) for secret in (box, *made.tags))  # the look finds what is there
    client.get(f"{BASE}aanestys/tulos/")
    destroyed(client, two)
    assert not any(model.objects.exists() for model in (Envelope, Mark, Entitlement))
    assert list(files_of(tmp_path / "keys")) == [] and FourEyes.objects.get(pk=asked.pk).tag == ""
    found = [*everything(), *files_of(settings.MEDIA_ROOT), *kept_in_caches()]
    assert [secret for secret in secrets if any(secret in text for text in found)] == []


def test_after_it_the_log_still_verifies_and_an_own_ballot_is_found(client, tmp_path, two):
    made = held(tmp_path, voters=12).published()
    before = client.get(f"{BASE}aanestys/tulos/").content.decode().count("<code")
    destroyed(client, two)
    for name, content in made.files().items():
        assert client.get(f"{BASE}aanestys/julkaisu/{name}").content == content
    code = next(iter(made.meant))
    words = [sys.executable, "-I", "verify_ballots.py", ".", "--language", "en", "--code", code]
    done = subprocess.run(words, cwd=made.out, env={}, capture_output=True, text=True)
    assert done.returncode == 0 and "All that can be checked is right." in done.stdout
    assert code in client.get(f"{BASE}aanestys/oma/?alku={code[:2]}").content.decode()
    assert client.get(f"{BASE}aanestys/tulos/").content.decode().count("<code") > before
    assert client.get(f"{BASE}tulos/").status_code == 200


def test_a_command_that_is_stopped_on_the_way_is_given_again(client, tmp_path, two, monkeypatch):
    held(tmp_path, voters=6).published()
    with time_machine.travel(clock.now() + AFTER):
        agreed(client, two)
        with monkeypatch.context() as stopped:
            stopped.setattr("kuulu.channels.budgeting.actions.destroy_vote.keep_file", lambda *a, **k: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                call_command("destroy_vote", "small-2027")
        assert Vote.objects.get().state == "published" and Envelope.objects.exists()
        call_command("destroy_vote", "small-2027")
    told = json.loads(bytes(PublishedFile.objects.get(file_name="destroyed.json").content))
    assert told["keys_destroyed"] == {"log": True, "tags": True}
    assert Vote.objects.get().state == "destroyed" and not Envelope.objects.exists()


def test_the_tables_that_are_written_anew_are_those_that_forget():
    from kuulu.channels.budgeting.ballot_box import ending as box
    from kuulu.channels.budgeting.eligibility import ending as eligible
    from kuulu.channels.budgeting.models import Code, DeskPass

    told = f"{box.TABLES} {eligible.TABLES}"
    assert all(model._meta.db_table in told for model in (Envelope, Mark, FourEyes, Entitlement, Code, DeskPass))


def test_it_is_destroyed_once(client, tmp_path, two):
    held(tmp_path, voters=6).published()
    destroyed(client, two)
    with time_machine.travel(clock.now() + AFTER), pytest.raises(CommandError):
        call_command("destroy_vote", "small-2027")
    assert PublishedFile.objects.filter(file_name="destroyed.json").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_databases_own_pages_hold_no_envelope_any_more(client, tmp_path, two):
    """Deleted rows would else lie in the file until something is written over them."""
    held(tmp_path, voters=6).published()
    boxes = [bytes(one.box) for one in Envelope.objects.filter(kind="cast")]
    assert all(box in pages() for box in boxes)
    destroyed(client, two)
    assert not any(box[:400] in pages() for box in boxes)


def pages():
    """What lies in the database's file, of the table of envelopes at least."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('budgeting_envelope'))")
        return bytes(cursor.fetchone()[0])


def test_the_desks_page_of_a_destroyed_vote_tells_no_numbers_of_what_is_gone(client, tmp_path, two):
    held(tmp_path, voters=6).published()
    address = "/en/desk/budjetti/kierros/small-2027/aanestys/"
    client.force_login(two[0])
    assert "Ballots sent" in client.get(address).content.decode()
    destroyed(client, two)
    page = client.get(address).content.decode()
    assert "envelopes and keys are destroyed" in page and "Ballots sent" not in page
