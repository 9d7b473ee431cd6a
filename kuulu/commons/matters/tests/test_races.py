"""What counts once counts once, also when twenty do it at the same moment."""

import datetime as dt

import pytest

from kuulu.commons.matters.actions import attach, concern, follow, record, subscribe, tell, unfollow, warn_of_due
from kuulu.commons.matters.models import Concern, Matter, Subscription
from kuulu.commons.matters.papers import develop
from kuulu.commons.people.models import Notice
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_matter, make_person, make_unit, make_upload
from .races import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.advisory("CVE-2023-47634"),
]


def fresh(matter):
    return Matter.objects.get(pk=matter.pk)


def test_twenty_presses_at_once_make_one_concern():
    matter = make_matter(public=True)
    said = at_once(lambda _: concern(fresh(matter), digest="a" * 64))
    assert said.count(True) == 1 and said.count(False) == 19
    assert matter.concerns.count() == 1 == fresh(matter).concerns_count


def test_without_the_constraint_the_same_presses_would_count_more_than_once():
    """The control: a look before writing, and no constraint, lets several through."""
    matter = make_matter(public=True)

    def naive(number):
        if Concern.objects.filter(matter=matter, digest__startswith="n").count() == 0:
            clock.now()
            Concern.objects.create(matter=matter, digest=f"n{number}")

    at_once(naive)
    assert matter.concerns.count() > 1


def test_twenty_who_follow_with_one_address_are_one():
    matter = make_matter(public=True)
    made = at_once(lambda _: follow(fresh(matter), email="r@example.org", confirmed=True))
    assert not [one for one in made if isinstance(one, Exception)]
    assert matter.followings.count() == 1 == fresh(matter).followers_count
    at_once(lambda _: unfollow(fresh(matter), email="r@example.org"))
    assert matter.followings.count() == 0 == fresh(matter).followers_count


def test_twenty_subscriptions_of_the_same_are_one():
    at_once(lambda _: subscribe(email="r@example.org", cadence="daily"))
    assert Subscription.objects.count() == 1


def test_several_clerks_of_the_clock_warn_once():
    unit = make_unit()
    make_person("handler", duty=Duty.HANDLER, unit=unit)
    matter = make_matter(unit=unit, opened_at=clock.now() - dt.timedelta(days=20))
    Notice.objects.all().delete()
    turns = at_once(lambda _: warn_of_due(), times=8)
    assert sum(turn[100] for turn in turns) == 1
    assert Notice.objects.filter(kind="duty").count() == 1 == matter.steps.filter(verb="late").count()


def test_no_more_pictures_than_allowed_however_many_at_once():
    matter, picture = make_matter(), develop(make_upload())
    results = at_once(lambda _: attach(fresh(matter), picture), times=12)
    assert matter.papers.count() == 6 == sum(isinstance(one, Exception) for one in results)


def test_a_step_told_by_eight_workers_at_once_is_told_once():
    matter = make_matter(public=True)
    follow(matter, email="r@example.org", confirmed=True)
    step = record(matter, "outcome", by_staff=True)
    Notice.objects.all().delete()
    at_once(lambda _: tell.call(step.pk), times=8)
    assert Notice.objects.filter(email="r@example.org").count() == 1
