"""Who says "this concerns me too" is counted once."""

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.commons.matters.actions import concern, take_back_concern

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
