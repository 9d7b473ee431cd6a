"""A backup holds one moment of the whole house, and a restored house is that house, less who was erased since."""

import shutil
import tarfile
import threading
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from kuulu.commons.matters.actions import open_matter
from kuulu.commons.matters.models import Matter, Step
from kuulu.commons.people.actions.rights import erase_own
from kuulu.commons.people.models import Person
from kuulu.commons.people.queries.own import subject_of
from kuulu.foundation.archive import Broken, look_into, pack, restore, take

from .test_production import read, start

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
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.update(verb="changed")


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


@pytest.mark.parametrize(
    "name, kind",
    [
        ("../out.txt", tarfile.REGTYPE),
        ("/out.txt", tarfile.REGTYPE),
        ("a", tarfile.SYMTYPE),
        ("b", tarfile.LNKTYPE),
        ("c", tarfile.CHRTYPE),
    ],
)
def test_an_archive_that_reaches_out_of_its_folder_is_refused(tmp_path, name, kind):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.size = kind, "/etc/passwd", 0
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as tar:
        tar.addfile(entry)
    with pytest.raises(Broken):
        look_into(tmp_path / "bad.tar.gz", tmp_path / "in" / "deep")
    assert not (tmp_path / "in" / "out.txt").exists()


def test_a_file_changed_inside_is_found(tmp_path):
    default_storage.save("papers/a.jpg", ContentFile(b"picture"))
    take(tmp_path / "a.tar.gz")
    shutil.unpack_archive(tmp_path / "a.tar.gz", tmp_path / "in")
    (tmp_path / "in" / "papers" / "papers" / "a.jpg").write_bytes(b"another")
    with tarfile.open(tmp_path / "c.tar.gz", "w:gz") as tar:
        for file in (tmp_path / "in").rglob("*"):
            tar.add(file, file.relative_to(tmp_path / "in"), recursive=False)
    with pytest.raises(Broken, match=r"papers/papers/a\.jpg"):
        look_into(tmp_path / "c.tar.gz", tmp_path / "out")


def test_photos_in_a_bucket_are_in_the_backup_and_come_back_into_the_bucket(tmp_path, bucket):
    lost = default_storage.save("papers/2026/11/lost.jpg", ContentFile(b"lost"))
    changed = default_storage.save("papers/2026/11/changed.jpg", ContentFile(b"as it was"))
    matters(2)
    manifest = take(tmp_path / "a.tar.gz")
    assert {f"papers/{name}" for name in (lost, changed)} == {n for n in manifest["files"] if n.startswith("papers/")}
    default_storage.delete(lost)
    bucket.client.put_object(Bucket=bucket.name, Key=changed, Body=b"another")
    matters(1)
    restore(tmp_path / "a.tar.gz")
    assert bucket.names() == [changed, lost] and Matter.objects.count() == 2
    assert (bucket.read(lost), bucket.read(changed)) == (b"lost", b"as it was")


def test_photos_may_be_left_to_the_buckets_own_backup_and_the_restore_says_so(tmp_path, bucket, settings):
    settings.KUULU = {**settings.KUULU, "BACKUP_BUCKET": False}
    name = default_storage.save("papers/a.jpg", ContentFile(b"picture"))
    assert not [n for n in take(tmp_path / "a.tar.gz")["files"] if n.startswith("papers/")]
    out = StringIO()
    call_command("restore", tmp_path / "a.tar.gz", yes=True, stdout=out)
    assert "The photos are not in the archive" in out.getvalue() and bucket.names() == [name]


@pytest.fixture
def keys(settings):
    """Encrypts backups; (public, secret) as the command prints them."""
    out = StringIO()
    call_command("new_secret", backup=True, stdout=out)
    public, secret = (line.split("=")[1] for line in out.getvalue().splitlines())
    settings.KUULU = {**settings.KUULU, "BACKUP_RECIPIENTS": [public]}
    return public, secret


def opened_with(settings, secret):
    settings.KUULU = {**settings.KUULU, "BACKUP_SECRET_KEY": secret}


def test_an_encrypted_backup_comes_back_with_its_files_and_tells_nothing_before(tmp_path, keys, settings):
    matters(2)
    name = default_storage.save("papers/a.jpg", ContentFile(b"picture" * 50_000))
    call_command("backup", tmp_path / "one.tar.gz", stdout=StringIO())
    archive = tmp_path / "one.tar.gz.age"
    assert list(tmp_path.glob("*.gz*")) == [archive] and archive.stat().st_mode & 0o777 == 0o600
    assert archive.read_bytes().startswith(b"age-encryption.org/v1\n") and not tarfile.is_tarfile(archive)
    matters(3)
    default_storage.delete(name)
    opened_with(settings, keys[1])
    restore(archive)
    assert Matter.objects.count() == 2 and default_storage.open(name).read() == b"picture" * 50_000


def test_a_backup_encrypted_for_another_key_says_so_and_changes_nothing(tmp_path, keys, settings):
    take(tmp_path / "a.tar.gz.age")
    matters(1)
    another = StringIO()
    call_command("new_secret", backup=True, stdout=another)
    for secret, words in [
        ("", "a.tar.gz.age is encrypted. Set KUULU_BACKUP_SECRET_KEY"),
        ("AGE-SECRET-KEY-1NOTONE", "KUULU_BACKUP_SECRET_KEY is not a secret key of age"),
        (another.getvalue().split("=")[2].strip(), "encrypted for another key than that of KUULU_BACKUP_SECRET_KEY"),
    ]:
        opened_with(settings, secret)
        with pytest.raises(CommandError, match=words):
            call_command("restore", tmp_path / "a.tar.gz.age", yes=True)
    assert Matter.objects.count() == 1


def test_an_encrypted_backup_that_was_cut_or_changed_is_found(tmp_path, keys, settings):
    matters(1)
    take(tmp_path / "a.tar.gz.age")
    opened_with(settings, keys[1])
    whole = (tmp_path / "a.tar.gz.age").read_bytes()
    middle = len(whole) // 2
    for broken in (
        whole[:middle],
        whole[:-20],
        whole[:60],
        whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
    ):
        (tmp_path / "b.tar.gz.age").write_bytes(broken)
        with pytest.raises(Broken, match="damaged"):
            restore(tmp_path / "b.tar.gz.age")
    assert Matter.objects.count() == 1


def test_old_encrypted_archives_are_dropped_too(tmp_path, keys, settings):
    settings.KUULU = {**settings.KUULU, "BACKUP": str(tmp_path)}
    for name in ("kuulu-20200101-010101.tar.gz", "kuulu-20200101-010101.tar.gz.age", "another.age"):
        (tmp_path / name).touch()
    call_command("backup", keep=35, stdout=StringIO())
    left = sorted(file.name for file in tmp_path.glob("*.*"))
    assert len(left) == 3 and left[0] == "another.age" and left[2].endswith(".tar.gz.age")


def test_production_takes_the_keys_from_the_environment_and_refuses_what_is_no_key(keys):
    assert read("KUULU", KUULU_BACKUP_RECIPIENTS=keys[0])["BACKUP_RECIPIENTS"] == [keys[0]]
    refused = start("manage.py", "check", KUULU_BACKUP_RECIPIENTS="age1wrong")
    assert refused.returncode and "KUULU_BACKUP_RECIPIENTS: age1wrong" in refused.stderr


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
