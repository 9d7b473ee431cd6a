"""The folder of the count is published at the desk: whole and right, or not at all."""

import csv
import io
import json
import zipfile

import pytest
from django.db import DatabaseError, transaction

from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.models import Proposal, PublishedFile, Vote
from kuulu.channels.budgeting.sealing.canonical import canonical, sha256
from kuulu.channels.budgeting.sealing.rules import Mode
from kuulu.commons.matters.models import Step
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

from .factories import make_staff, make_unit
from .published import PUBLICATION, held, named, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


@pytest.fixture
def official(client):
    person = make_staff(make_unit())
    client.force_login(person)
    return person


def send(client, files):
    return client.post(PUBLICATION, {"folder": files if not isinstance(files, dict) else zipped(files)})


def refused(client, files):
    """What the page says is wrong; nothing was kept."""
    answer = send(client, files)
    assert answer.status_code == 422 and not PublishedFile.objects.exists()
    assert Vote.objects.get().state == "counted" and not Proposal.objects.filter(votes__isnull=False).exists()
    return answer.content.decode()


def resealed(files, **changed):
    """The folder with other content and a manifest that fits it."""
    files = {**files, **changed}
    hashes = {name: sha256(content) for name, content in files.items() if name != "manifest.json"}
    return {**files, "manifest.json": canonical({"files": hashes, "v": 1})}


@pytest.mark.parametrize("mode", list(Mode))
def test_a_counted_vote_is_published_and_every_proposal_gets_its_votes(client, official, tmp_path, mode):
    made = held(tmp_path, mode=mode)
    page = send(client, made.files())
    assert page.status_code == 302
    told = json.loads((made.out / "result.json").read_bytes())
    assert Vote.objects.get().state == "published"
    assert {str(one.number): one.votes for one in Proposal.objects.all()} == told["votes"]
    kept = {file.file_name: bytes(file.content) for file in PublishedFile.objects.filter(made_here=False)}
    assert kept == made.files()
    assert sha256(kept["manifest.json"]) in client.get(PUBLICATION).content.decode()
    assert Step.objects.filter(verb="proposal_counted").count() == 4
    assert AuditEntry.objects.filter(verb="vote_published").count() == 1
    assert send(client, made.files()).status_code == 302 and PublishedFile.objects.count() == len(kept) + 1 + (
        mode is Mode.FULL
    )


def test_what_was_published_is_never_changed(client, official, tmp_path):
    send(client, held(tmp_path).files())
    for spoil in (
        lambda: PublishedFile.objects.filter(file_name="result.json").update(content=b"{}"),
        lambda: PublishedFile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def one_vote_more(files):
    told = json.loads(files["result.json"])
    told["votes"]["1"] += 1
    return {"result.json": canonical(told)}


def another_ballot(files):
    rows = list(csv.reader(io.StringIO(files["ballots.csv"].decode())))
    rows[1][2] = "1" if rows[1][2] != "1" else "2"
    return {"ballots.csv": "".join(",".join(row) + "\n" for row in rows).encode()}


def another_file_for_other_cities(files):
    return {"ballots.pb": files["ballots.pb"][:-2] + (b"1\n" if files["ballots.pb"][-2:] != b"1\n" else b"2\n")}


def a_shorter_log(files):
    return {"log.jsonl": b"".join(files["log.jsonl"].splitlines(keepends=True)[:-1])}


TAMPERED = {
    one_vote_more: "FAULT 5",
    another_ballot: "FAULT 5",
    another_file_for_other_cities: "ballots.pb has other ballots",
    a_shorter_log: "log.jsonl is not the one of this vote",
    lambda files: {"heads.jsonl": files["heads.jsonl"] * 2}: "heads.jsonl is not the one",
    lambda files: {"rules.json": files["rules.json"].replace(b'"max":3', b'"max":4')}: "rules.json is not the one",
    lambda files: {"opened.json": b'{"boxes":[]}'}: "FAULT 4",
    lambda files: {"verify_ballots.py": files["verify_ballots.py"] + b"#"}: "verify_ballots.py is not the one",
    lambda files: {"README.md": b"<script>"}: "README.md is not the one",
    lambda files: {"result.json": b"["}: "result.json cannot be read",
}


@pytest.mark.parametrize("tamper", list(TAMPERED))
def test_a_folder_in_which_anything_was_changed_is_refused_and_the_place_named(client, official, tmp_path, tamper):
    files = held(tmp_path).files()
    assert TAMPERED[tamper] in refused(client, resealed(files, **tamper(files)))


def test_a_hash_that_does_not_fit_or_a_file_that_is_missing_is_named(client, official, tmp_path):
    files = held(tmp_path).files()
    assert "manifest.json does not tell" in refused(client, {**files, "manifest.json": b'{"files":{},"v":1}'})
    del files["opened.json"]
    assert "opened.json is missing" in refused(client, resealed(files))


def test_more_than_the_limits_allow_is_not_published(client, official, tmp_path):
    """The count was told of one electorate of 500; the service knows that 30 voted, and the rules ask for 40."""
    from kuulu.channels.budgeting.sealing.publication import Limits, publish

    made = held(tmp_path, rules={"least_electorate": 40})
    publish(made.folder, tmp_path / "more", {"all": 500}, limits=Limits(3, 100, 0))
    made.out = tmp_path / "more"
    assert "“full” shows more than the limits allow: publish as “totals”" in refused(client, made.files())


def broken_zips(files):
    whole = zipped(files).getvalue()
    yield named(b"no zip"), "is no zip"
    yield named(whole[:-400]), "is no zip"
    yield named(whole.replace(b"rules.json", b"../es.json")), "in no folder"
    yield zipped({**files, "more.txt": b""}), "in no folder"
    yield zipped({f"out/{name}": content for name, content in files.items()}), "in no folder"
    yield zipped({"log.jsonl": bytes(70 * 1024 * 1024)}), "Unpacked the files are too large"
    yield zipped(files, zipfile.ZIP_LZMA), "in the plain way"


def test_what_is_no_plain_zip_of_known_files_is_refused(client, official, tmp_path):
    for file, said in broken_zips(held(tmp_path, voters=8).files()):
        assert said in refused(client, file)


def test_a_zip_that_is_too_large_is_refused_before_it_is_opened(client, official, tmp_path, settings):
    files = held(tmp_path, voters=8).files()
    settings.KUULU = {**settings.KUULU, "UPLOADS": {**settings.KUULU["UPLOADS"], "bytes": 5_000}}
    assert "The file is too large." in refused(client, files)


def test_a_bomb_that_lies_about_its_length_unpacks_no_more_than_it_says(client, official, tmp_path):
    held(tmp_path, voters=8)
    whole = bytearray(zipped({"log.jsonl": bytes(3_000_000)}).getvalue())
    place = whole.index(b"PK\1\2")
    for at in (22, place + 24):  # the length unpacked, at both places
        whole[at : at + 4] = (100).to_bytes(4, "little")
    assert "is no zip, or is broken" in refused(client, named(bytes(whole)))


def test_nothing_is_published_before_the_count_or_by_who_only_reads(client, tmp_path):
    made = held(tmp_path, voters=8)
    client.force_login(make_staff(None, Duty.AUDITOR))
    assert client.get(PUBLICATION).status_code == 200 and send(client, made.files()).status_code == 403
    client.force_login(make_staff(make_unit("elsewhere")))
    assert client.get(PUBLICATION).status_code == 403
    assert not PublishedFile.objects.exists()


def test_a_vote_that_is_not_counted_takes_no_folder(client, official, tmp_path):
    from .voting import open_vote

    open_vote()
    page = client.post(PUBLICATION, {"folder": zipped({"rules.json": b"{}"})}, follow=True).content.decode()
    assert "The vote is counted first" in page and not PublishedFile.objects.exists()
