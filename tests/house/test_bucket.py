"""Photos in an S3 bucket, through production's own settings and a server that is spoken to over HTTP."""

import io

import pytest
from botocore.exceptions import ClientError
from django.core.files.storage import default_storage
from PIL import Image

from kuulu.channels.feedback.models import Feedback
from kuulu.channels.feedback.tests.factories import make_category
from kuulu.channels.feedback.tests.test_hostile import picture
from kuulu.channels.feedback.tests.test_pages import tell
from kuulu.commons.matters.actions import publish, show_paper, sweep
from kuulu.commons.matters.models import Matter, Paper
from kuulu.commons.people.actions.rights import erase_own
from kuulu.commons.people.models import Person
from kuulu.foundation.personal import Subject

from .test_production import read

pytestmark = pytest.mark.django_db(transaction=True)


def sent_with_a_picture(client, **fields):
    tell(client, make_category(), photos=[picture()], contact="yes", sender_email="sender@example.org", **fields)
    return Feedback.objects.get()


def test_a_picture_sent_by_the_form_lies_in_the_bucket_with_its_small_one_and_nobody_reads_it_there(client, bucket):
    paper = sent_with_a_picture(client).matter.papers.get()
    assert bucket.names() == sorted([paper.file.name, paper.thumbnail.name])
    assert Image.open(io.BytesIO(bucket.read(paper.file.name))).format == "JPEG"
    small = Image.open(io.BytesIO(bucket.read(paper.thumbnail.name)))
    assert small.format == "WEBP" and max(small.size) <= 480
    for name in bucket.names():
        assert bucket.status_for_a_stranger(name) == 403
    assert bucket.status_for_a_stranger("", params={"list-type": "2"}) >= 400


def test_a_picture_in_the_bucket_is_served_by_the_house_to_those_who_may(client, bucket):
    paper = sent_with_a_picture(client).matter.papers.get()
    stranger = client.__class__()
    addresses = [f"/papers/{paper.uuid}/{size}" for size in ("large", "small")]
    assert [stranger.get(address).status_code for address in addresses] == [404, 404]
    chief = Person.objects.create_superuser("chief@example.org")
    publish(paper.matter, by=chief)
    show_paper(paper, by=chief)
    for address, name in zip(addresses, (paper.file.name, paper.thumbnail.name), strict=True):
        answer = stranger.get(address)
        body = b"".join(answer.streaming_content)
        assert answer.status_code == 200 and body == bucket.read(name) and answer["Content-Length"] == str(len(body))


def test_what_an_erasure_takes_away_is_gone_from_the_bucket(client, bucket):
    feedback = sent_with_a_picture(client)
    assert len(bucket.names()) == 2
    Matter.objects.filter(pk=feedback.matter_id).update(stage="closed", ended_at=feedback.matter.opened_at)
    erase_own(Subject(emails=frozenset({"sender@example.org"})))
    assert bucket.names() == [] and not Paper.objects.exists()


def test_a_picture_that_a_killed_process_left_is_swept_from_the_bucket(client, bucket, monkeypatch):
    sent_with_a_picture(client)
    kept = bucket.names()
    folder = kept[0].rsplit("/", 1)[0]
    bucket.client.put_object(Bucket=bucket.name, Key=f"{folder}/left.jpg", Body=b"left")
    assert sweep.sweep_files() == 0, "younger than a day"
    monkeypatch.setattr(sweep, "AGE", -sweep.AGE)
    assert sweep.sweep_files() == 1 and bucket.names() == kept


def test_a_picture_gone_from_the_bucket_is_not_found_and_no_fault(client, bucket):
    paper = sent_with_a_picture(client).matter.papers.get()
    bucket.client.delete_object(Bucket=bucket.name, Key=paper.file.name)
    assert client.get(f"/papers/{paper.uuid}/large").status_code == 404


def test_a_wrong_secret_opens_nothing(client, bucket, bucket_server, settings):
    wrong = {**bucket.environment(), "KUULU_S3_SECRET": "wrong"}
    settings.STORAGES = {**settings.STORAGES, "default": read("STORAGES", **wrong)["default"]}
    with pytest.raises(ClientError, match="403"):
        default_storage.exists("papers/a.jpg")
