"""A resident finds public matters by words, whatever their form, and never a private one."""

import pytest

from kuulu.commons.matters.actions import hide, open_matter, publish
from kuulu.commons.people.models import Person
from kuulu.site.discover.actions import index, index_all
from kuulu.site.discover.queries import Wanted, count_up_to_cap, found, matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return Person.objects.create_superuser("chief@example.org")


@pytest.fixture
def bench(chief):
    matter = open_matter(kind="feedback", title="Penkkejä rantaan", summary="Satamaan tarvitaan levähdyspaikkoja.")
    publish(matter, by=chief)
    index(matter)
    return matter


@pytest.mark.parametrize("words", ["penkki", "penkkejä", "PENKIT", "ranta", "rantaan penkki", "satama"])
def test_any_form_of_a_word_finds_it(bench, words):
    assert matching(words, "fi")[0] == [bench.pk]


@pytest.mark.parametrize("words", ["kuoppa", "penkki kuoppa", '"', "'; DROP", "\x00", "% _", "🙂", ""])
def test_other_words_find_nothing(bench, words):
    assert matching(words, "fi")[0] == []


def test_a_hidden_matter_is_gone_at_once(bench, chief):
    hide(bench, by=chief, note="x")
    assert not found(Wanted(words="penkki", sort=""))


def test_the_whole_index_equals_the_one_made_step_by_step(bench):
    before = matching("penkki", "fi")
    assert index_all() == 1
    assert matching("penkki", "fi") == before


def test_a_private_matter_is_not_in_the_index(bench):
    index(open_matter(kind="feedback", title="Penkki yksityinen"))
    assert matching("penkki", "fi")[0] == [bench.pk]


def test_a_title_weighs_more_than_the_text(bench, chief):
    other = open_matter(kind="feedback", title="Satama", summary="Penkki on rikki")
    publish(other, by=chief)
    index(other)
    assert [m.pk for m in found(Wanted(words="penkki", sort=""))] == [bench.pk, other.pk]
    assert count_up_to_cap(found(Wanted(words="penkki"))) == 2
