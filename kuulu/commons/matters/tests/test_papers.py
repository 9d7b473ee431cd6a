"""A picture hangs on its matter, lives and dies with the transaction, and stays unseen until it is checked."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction

from kuulu.commons.matters.actions import (
    ask_to_take_down,
    attach,
    blur_paper,
    describe_paper,
    hide_paper,
    publish,
    remove_paper,
    show_paper,
)
from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.papers import Refused

from .factories import make_chief, make_matter, make_paper, make_person, make_upload

pytestmark = pytest.mark.django_db


def are_kept(paper):
    return default_storage.exists(paper.file.name) and default_storage.exists(paper.thumbnail.name)


def test_a_residents_picture_waits_for_a_check_and_staffs_does_not():
    matter = make_matter()
    assert attach(matter, make_upload(), alt=" Kuoppa\n tiessä ").state == "waiting"
    assert attach(matter, make_upload(), by_staff=True).state == "public"
    assert [paper.order for paper in matter.papers.all()] == [0, 1] and matter.papers.first().alt == "Kuoppa tiessä"


def test_file_names_tell_nothing():
    paper = attach(make_matter(), make_upload())
    assert "kuva" not in paper.file.name and str(paper.uuid) not in paper.file.name and len(paper.file.name) > 40


def test_no_more_than_the_allowed_number(settings):
    settings.KUULU = {**settings.KUULU, "UPLOADS": {**settings.KUULU["UPLOADS"], "count": 2}}
    matter = make_matter()
    attach(matter, make_upload())
    attach(matter, make_upload())
    with pytest.raises(Refused) as refused:
        attach(matter, make_upload())
    assert refused.value.reason == "count" and matter.papers.count() == 2


@pytest.mark.django_db(transaction=True)
def test_files_go_when_the_transaction_is_rolled_back():
    matter = make_matter()
    with transaction.atomic():
        paper = attach(matter, make_upload())
        assert are_kept(paper)
        transaction.set_rollback(True)
    assert not default_storage.exists(paper.file.name) and not default_storage.exists(paper.thumbnail.name)


@pytest.mark.django_db(transaction=True)
def test_files_go_when_a_part_of_the_transaction_is_rolled_back():
    matter = make_matter()
    with transaction.atomic():
        kept = attach(matter, make_upload())
        with transaction.atomic():
            gone = attach(matter, make_upload())
            transaction.set_rollback(True)
    assert are_kept(kept) and not default_storage.exists(gone.file.name)
    assert list(matter.papers.all()) == [kept]


@pytest.mark.django_db(transaction=True)
def test_a_removed_picture_leaves_no_file_and_a_failed_removal_leaves_both():
    paper = make_paper(make_matter())
    with transaction.atomic():
        remove_paper(Paper.objects.get(pk=paper.pk))
        transaction.set_rollback(True)
    assert are_kept(paper) and Paper.objects.filter(pk=paper.pk).exists()
    remove_paper(Paper.objects.get(pk=paper.pk))
    assert not default_storage.exists(paper.file.name) and not Paper.objects.exists()


@pytest.mark.parametrize("verb", [show_paper, hide_paper])
def test_only_those_who_check_show_and_hide(verb):
    paper = make_paper(make_matter())
    with pytest.raises(PermissionDenied):
        verb(paper, by=make_person())
    assert verb(paper, by=make_chief()).state == {show_paper: "public", hide_paper: "hidden"}[verb]


def test_a_stranger_neither_describes_nor_covers():
    paper = make_paper(make_matter())
    with pytest.raises(PermissionDenied):
        describe_paper(paper, alt="x", by=make_person())
    with pytest.raises(PermissionDenied):
        blur_paper(paper, areas=[(0, 0, 10, 10)], by=make_person("other"))


@pytest.mark.django_db(transaction=True)
def test_a_covered_picture_replaces_the_old_one_for_good():
    paper = make_paper(make_matter())
    before = paper.file.name
    blur_paper(paper, areas=[(0, 0, 50, 50)], by=make_chief())
    assert paper.file.name != before and not default_storage.exists(before) and are_kept(paper)


def test_anybody_may_ask_that_a_picture_be_taken_down_and_staffs_look_decides():
    paper = make_paper(make_matter(public=True), state="public")
    ask_to_take_down(paper, reason="Siinä on kasvoni.")
    assert paper.state == "hidden"
    show_paper(paper, by=make_chief())
    ask_to_take_down(paper, reason="Taas.")
    assert paper.state == "public"
    notes = [step.note.text for step in paper.matter.steps.filter(verb="paper_asked_down")]
    assert notes == ["Siinä on kasvoni.", "Taas."] and not paper.matter.steps.filter(
        verb="paper_asked_down", is_public=True
    )


def test_publishing_shows_the_pictures_that_were_checked_with_the_text_unless_told_otherwise():
    first, second = make_matter(), make_matter()
    pictures = [make_paper(first), make_paper(first, state="hidden"), make_paper(second)]
    publish(first, by=make_chief())
    publish(second, by=make_chief(), with_papers=False)
    assert [Paper.objects.get(pk=paper.pk).state for paper in pictures] == ["public", "hidden", "waiting"]
