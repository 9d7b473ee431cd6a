"""Who says "this concerns me too" is counted once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from kuulu.commons.matters.actions import concern, take_back_concern
from kuulu.commons.matters.models import Matter

from .factories import make_matter

pytestmark = pytest.mark.django_db


def test_a_visitor_is_counted_once_and_may_take_it_back():
    matter = make_matter(public=True)
    assert (
        concern(matter, digest="a" * 64) and not concern(matter, digest="a" * 64) and concern(matter, digest="b" * 64)
    )
    assert matter.concerns_count == 2
    assert take_back_concern(matter, digest="a" * 64) and not take_back_concern(matter, digest="a" * 64)
    assert matter.concerns_count == 1 == matter.concerns.count()


def test_a_private_matter_concerns_nobody_else():
    with pytest.raises(PermissionDenied):
        concern(make_matter(), digest="a" * 64)


@pytest.mark.postgres
@pytest.mark.advisory("CVE-2023-47634")
@pytest.mark.django_db(transaction=True)
def test_twenty_presses_at_once_make_one_row():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory is not shared between threads; writers there wait for one another anyway")
    matter, gate = make_matter(public=True), threading.Barrier(20)

    def press():
        gate.wait()
        concern(Matter.objects.get(pk=matter.pk), digest="a" * 64)
        connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(20)]
    [press.start() for press in presses], [press.join() for press in presses]
    matter.refresh_from_db()
    assert matter.concerns.count() == 1 == matter.concerns_count
