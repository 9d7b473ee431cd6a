"""A backup holds one moment of the whole house, and a restored house is that house, less who was erased since."""

import threading
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from kuulu.commons.matters.actions import open_matter
from kuulu.commons.matters.models import Matter, Step
from kuulu.commons.people.actions.rights import erase_own
from kuulu.commons.people.models import Person
from kuulu.commons.people.queries.own import subject_of
from kuulu.foundation.archive import Broken, look_into, pack, restore, take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def matters(count):
    for number in range(count):
        open_matter(kind="feedback", title=f"Asia {number}")


def test_what_was_backed_up_comes_back(tmp_path):
    matters(3)
    name = default_storage.save("papers/a.jpg", ContentFile(b"picture"))
    take(tmp_path / "one.tar.gz")
    before = list(Matter.objects.order_by("id").values_list("reference", "title"))
    matters(2)
    default_storage.delete(name)
    told = restore(tmp_path / "one.tar.gz")
    assert told["database"] == connection.vendor
    assert list(Matter.objects.order_by("id").values_list("reference", "title")) == before
    assert default_storage.open(name).read() == b"picture"
    matters(1)
    assert Matter.objects.count() == 4 and Step.objects.count() == 4


def test_a_backup_taken_while_residents_write_holds_one_moment(tmp_path):
    ended = threading.Event()

    def write():
        while not ended.is_set():
            matters(1)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for number in range(4):
        take(tmp_path / f"{number}.tar.gz")
    ended.set()
    for writer in writers:
        writer.join()
    written = Matter.objects.count()
    counts = []
    for number in range(4):
        restore(tmp_path / f"{number}.tar.gz")
        assert Matter.objects.count() == Step.objects.count() == Matter.objects.filter(steps__verb="received").count()
        counts.append(Matter.objects.count())
    assert counts == sorted(counts) and counts[-1] <= written and counts[-1] > 0


def test_who_was_erased_after_the_backup_stays_erased(tmp_path):
    person = Person.objects.create_user("erased@example.fi", name="Nimi")
    Person.objects.create_user("stays@example.fi")
    call_command("backup", tmp_path / "kuulu.tar.gz", stdout=StringIO())
    erase_own(subject_of(person))
    restore(tmp_path / "kuulu.tar.gz")
    assert not Person.objects.filter(email="erased@example.fi").exists()
    assert Person.objects.filter(email="stays@example.fi").exists()


def test_the_list_beside_the_archives_is_enough_when_the_database_is_lost(tmp_path):
    person = Person.objects.create_user("erased@example.fi")
    call_command("backup", tmp_path / "early.tar.gz", stdout=StringIO())
    erase_own(subject_of(person))
    call_command("backup", tmp_path / "late.tar.gz", stdout=StringIO())
    call_command("flush", interactive=False, verbosity=0)
    restore(tmp_path / "early.tar.gz")
    assert not Person.objects.filter(email="erased@example.fi").exists()


def test_a_damaged_archive_changes_nothing(tmp_path):
    matters(1)
    take(tmp_path / "a.tar.gz")
    whole = (tmp_path / "a.tar.gz").read_bytes()
    for broken in (whole[: len(whole) // 2], b"nothing", whole[:200] + b"\x00" * 40 + whole[240:]):
        (tmp_path / "b.tar.gz").write_bytes(broken)
        with pytest.raises(Broken):
            restore(tmp_path / "b.tar.gz")
    assert Matter.objects.count() == 1


def test_a_file_changed_inside_is_found(tmp_path):
    import tarfile

    default_storage.save("papers/a.jpg", ContentFile(b"picture"))
    take(tmp_path / "a.tar.gz")
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        tar.extractall(tmp_path / "in", filter="data")
    (tmp_path / "in" / "papers" / "papers" / "a.jpg").write_bytes(b"another")
    with tarfile.open(tmp_path / "c.tar.gz", "w:gz") as tar:
        for file in (tmp_path / "in").rglob("*"):
            tar.add(file, file.relative_to(tmp_path / "in"), recursive=False)
    with pytest.raises(Broken, match=r"papers/papers/a\.jpg"):
        look_into(tmp_path / "c.tar.gz", tmp_path / "out")


def test_commands_tell_what_they_did(tmp_path, settings):
    settings.KUULU = {**settings.KUULU, "BACKUP": str(tmp_path / "all")}
    out = StringIO()
    call_command("backup", keep=35, stdout=out)
    made = next((tmp_path / "all").glob("kuulu-*.tar.gz"))
    assert str(made) in out.getvalue() and made.stat().st_mode & 0o777 == 0o600
    call_command("restore", made, check=True, stdout=out)
    assert "is whole" in out.getvalue()
    settings.KUULU = {**settings.KUULU, "BACKUP": ""}
    with pytest.raises(CommandError):
        call_command("backup")


def test_a_backup_of_another_database_is_refused(tmp_path, monkeypatch):
    honest = pack._manifest
    monkeypatch.setattr(pack, "_manifest", lambda files: {**honest(files), "database": "another"})
    take(tmp_path / "a.tar.gz")
    with pytest.raises(Broken, match="is of another, this house stands on"):
        restore(tmp_path / "a.tar.gz")
