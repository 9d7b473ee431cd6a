"""What the map and the search count beforehand is looked over, mended, and told of when it was wrong."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F

from kuulu.channels.feedback.tests.factories import make_feedback
from kuulu.commons.matters.actions import concern, follow
from kuulu.commons.matters.models import Concern, Following, Matter
from kuulu.foundation import clock, derived, health, schedule
from kuulu.site.discover.actions import index_all
from kuulu.site.discover.models import Cell, Posting, Spot, Term

pytestmark = pytest.mark.django_db

RIGHT = dict.fromkeys((one.name for one in derived.all_derived()), 0)


@pytest.fixture
def matter():
    """A public matter of yesterday with a point and a follower, in an index that is right."""
    made = make_feedback(public=True, lat=61.6886, lon=27.2723).matter
    concern(made, digest="somebody")
    follow(made, email="follower@example.org", confirmed=True)
    Matter.objects.update(changed_at=clock.now() - dt.timedelta(days=1))
    index_all()
    assert derived.mend(everything=True) == RIGHT
    made.refresh_from_db()
    return made


def state():
    cells = Cell.objects.exclude(count=0, lat_sum=0, lon_sum=0)
    return (
        sorted(Spot.objects.values_list("matter_id", "kind", "stage", "area", "lat", "lon")),
        sorted(cells.values_list("level", "row", "column", "kind", "stage", "area", "count", "lat_sum", "lon_sum")),
        sorted(Posting.objects.values_list("matter_id", "term", "weight")),
        sorted(Term.objects.exclude(matters=0).values_list("text", "matters")),
        sorted(Matter.objects.values_list("pk", "concerns_count", "followers_count")),
    )


CORRUPTIONS = {
    "a spot elsewhere": ("discover.spots", lambda: Spot.objects.update(lat=F("lat") + 50_000)),
    "a spot lost": ("discover.spots", lambda: Spot.objects.all().delete()),
    "a cell counts too many": ("discover.cells", lambda: Cell.objects.filter(level=8).update(count=7)),
    "a cell lost": ("discover.cells", lambda: Cell.objects.filter(level=12).delete()),
    "a cell too many": ("discover.cells", lambda: Cell.objects.create(level=6, row=1, column=1, kind="x", stage="y", count=3)),
    "words lost": ("discover.words", lambda: Posting.objects.all().delete()),
    "a word lost": ("discover.words", lambda: Posting.objects.first().delete()),
    "a word heavier": ("discover.words", lambda: Posting.objects.filter(pk=Posting.objects.first().pk).update(weight=59)),
    "a term counts too many": ("discover.terms", lambda: Term.objects.update(matters=F("matters") + 2)),
    "a term lost": ("discover.terms", lambda: Term.objects.all().delete()),
    "followers": ("matters.followers", lambda: Matter.objects.update(followers_count=40)),
    "a follower lost": ("matters.followers", lambda: Following.objects.all().delete()),
    "concerns": ("matters.concerns", lambda: Matter.objects.update(concerns_count=40)),
    "a concern lost": ("matters.concerns", lambda: Concern.objects.all().delete()),
}  # fmt: skip


@pytest.mark.parametrize("name, corrupt", CORRUPTIONS.values(), ids=CORRUPTIONS)
def test_a_row_that_went_wrong_is_found_mended_and_counted(matter, name, corrupt):
    right = state()
    corrupt()
    out = StringIO()
    call_command("mend", everything=True, stdout=out)
    assert f"{name}: " in out.getvalue() and f"{name}: right" not in out.getvalue()
    assert name in health.look().mended and any(f"{name}: " in worry for worry in health.look().worries())
    if not name.endswith(("followers", "concerns")):  # there the rows themselves are the truth
        assert state() == right
    assert derived.mend(everything=True) == RIGHT and health.look().mended == {}


def test_the_daily_job_does_it_by_the_worker(matter):
    Cell.objects.filter(level=6).update(count=5)
    reports = schedule.run_due()
    assert "asked the worker" in reports["foundation.derived"]
    assert health.look().told()["mended"] == {"discover.cells": 1}
    assert Cell.objects.get(level=6, count__gt=0).count == 1


def test_a_change_of_this_hour_is_left_to_the_work_that_is_on_its_way(matter):
    Posting.objects.all().delete()
    Matter.objects.update(changed_at=clock.now())
    assert derived.mend(everything=True)["discover.words"] == 0


def test_a_hidden_matter_that_stayed_in_the_index_is_taken_out(matter):
    Matter.objects.update(visibility="private")
    mended = derived.mend()
    assert mended["discover.spots"] == 1 and mended["discover.words"] == 1
    assert not Spot.objects.exists() and not Posting.objects.exists()


def test_within_a_month_every_word_has_been_looked_over(matter, monkeypatch):
    Posting.objects.filter(pk=Posting.objects.first().pk).update(weight=59)
    mended, today = 0, clock.today()
    for day in range(30):
        monkeypatch.setattr(clock, "today", lambda day=day: today + dt.timedelta(days=day))
        mended += derived.mend()["discover.words"]
    assert mended == 1


def test_a_count_whose_rows_are_dropped_by_their_time_stays(matter):
    Matter.objects.update(ended_at=clock.now() - dt.timedelta(days=800))
    Concern.objects.all().delete()
    assert derived.mend()["matters.concerns"] == 0
    assert Matter.objects.get().concerns_count == 1
