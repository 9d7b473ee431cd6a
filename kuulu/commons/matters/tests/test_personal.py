"""What the room holds of a person is handed out and forgotten; steps stay, words go."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from kuulu.commons.matters import personal
from kuulu.commons.matters.actions import concern, follow, move, record
from kuulu.commons.matters.actions.subscribe import subscribe
from kuulu.commons.matters.actions.sweep import sweep_files
from kuulu.commons.matters.models import Concern, Following, Matter, StepNote, Subscription
from kuulu.foundation import clock, registry
from kuulu.foundation.channel import Kind
from kuulu.foundation.personal import Subject

from .factories import make_chief, make_matter, make_paper, make_person, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident():
    return make_person("planted")


@pytest.fixture
def matter(resident):
    made = make_matter(by=resident, title="PLANTED title", summary="PLANTED summary")
    record(made, "added", by=resident, note="PLANTED words")
    record(made, "moved", by=make_chief(), note="Kuuluu kaduille", by_staff=True)
    follow(made, email="planted@example.net", confirmed=True)
    subscribe(person=resident, words="planted", cadence="daily")
    return made


def subject(person):
    return Subject(person_id=person.pk, emails=frozenset({person.email, "planted@example.net"}))


def test_all_is_handed_out(matter, resident):
    make_paper(matter)
    kinds = sorted(item.kind for item in personal.gather(subject(resident)))
    assert kinds == ["following", "following", "matter", "subscription", "words"]
    assert "PLANTED words" in str(personal.gather(subject(resident)))
    assert personal.gather(Subject(emails=frozenset())) == []


def test_a_person_is_forgotten_and_the_steps_stay(matter, resident):
    steps = matter.steps.count()
    said = personal.forget(subject(resident), reason="asked")
    assert said and not Following.objects.exists() and not Subscription.objects.exists()
    matter.refresh_from_db()
    assert matter.opened_by is None and matter.followers_count == 0 and matter.steps.count() == steps
    assert list(StepNote.objects.order_by("id").values_list("text", flat=True)) == ["", "Kuuluu kaduille"]


def test_forgetting_one_leaves_others(matter, resident):
    other = make_person("other")
    follow(matter, person=other)
    personal.forget(subject(resident), reason="asked")
    assert [f.person for f in Following.objects.all()] == [other]
    personal.forget(Subject(emails=frozenset({""})), reason="asked")
    assert Following.objects.count() == 1


@pytest.fixture
def _kept_for_a_year(monkeypatch):
    names = {"fi": "Palaute", "sv": "Respons", "en": "Feedback"}
    monkeypatch.setattr(registry, "kinds", lambda: {"feedback": Kind(code="feedback", name=names, retain_months=12)})


def ended(matter, months):
    move(matter, "closed", verb="closed", by=make_chief())
    Matter.objects.filter(pk=matter.pk).update(ended_at=clock.now() - dt.timedelta(days=31 * months))


@pytest.mark.usefixtures("_kept_for_a_year")
@pytest.mark.django_db(transaction=True)
def test_a_private_matter_becomes_nameless_in_time(matter):
    paper = make_paper(matter)
    ended(matter, 13)
    assert personal.retain(dry_run=True)["matters.nameless"] == 1 and Matter.objects.get().title == "PLANTED title"
    assert personal.retain()["matters.nameless"] == 1 and personal.retain()["matters.nameless"] == 0
    made = Matter.objects.get()
    assert (made.title, made.summary, made.opened_by) == ("Palaute", "", None)
    assert not made.papers.exists() and not default_storage.exists(paper.file.name)
    assert not StepNote.objects.filter(text__contains="PLANTED").exists() and not made.followings.exists()


@pytest.mark.usefixtures("_kept_for_a_year")
def test_a_younger_or_public_matter_keeps_its_words(matter):
    ended(matter, 11)
    other = make_matter(public=True, title="Julkinen")
    ended(other, 30)
    assert personal.retain()["matters.nameless"] == 0


def test_addresses_never_proved_and_old_digests_go(matter):
    follow(matter, email="unproved@example.net")
    public = make_matter(public=True)
    concern(public, digest="a" * 64)
    ended(public, 30)
    Following.objects.update(made_at=clock.now() - dt.timedelta(days=9))
    counts = personal.retain()
    assert (counts["matters.unproved_followings"], counts["matters.concern_digests"]) == (1, 1)
    assert not Concern.objects.exists() and Matter.objects.get(pk=public.pk).concerns_count == 1


def test_files_without_a_row_are_swept_after_a_day(matter, time_machine):
    paper = make_paper(matter)
    left = default_storage.save(f"papers/{clock.today():%Y/%m}/left.jpg", make_upload())
    assert sweep_files() == 0
    time_machine.move_to(clock.now() + dt.timedelta(days=2))
    assert sweep_files() >= 1
    assert not default_storage.exists(left) and default_storage.exists(paper.file.name)
