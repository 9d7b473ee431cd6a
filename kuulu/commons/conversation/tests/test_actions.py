"""What people say about a matter: once, checked, hidden with a reason, looked at again by another."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kuulu.commons.conversation.actions import (
    NotHere,
    appeal,
    flag,
    hide,
    keep,
    say,
    settle_appeal,
    show,
    take_back,
)
from kuulu.commons.conversation.models import Appeal, Comment
from kuulu.commons.conversation.queries import own_of, talk
from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.papers import develop
from kuulu.commons.matters.tests.factories import make_matter, make_person, make_unit, make_upload
from kuulu.commons.people.models import AuditEntry, Notice
from kuulu.commons.people.vocabulary import Duty

pytestmark = pytest.mark.django_db
VISITOR, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def matter():
    return make_matter(public=True, unit=make_unit())


@pytest.fixture
def moderator():
    return make_person("moderator", duty=Duty.MODERATOR)


@pytest.fixture
def after(settings):
    settings.KUULU = {**settings.KUULU, "COMMENTS_MODERATION": "after"}


def words(matter):
    return [(one.text, [reply.text for reply in one.replies]) for one in talk(matter).said]


def test_a_comment_waits_for_a_look_and_only_its_writer_sees_it(matter, moderator):
    made = say(matter, text="Täälläkin on kuoppa", digest=VISITOR)
    assert words(matter) == [] and own_of(matter, writer=None, digest=VISITOR) == [made]
    assert own_of(matter, writer=None, digest=OTHER) == own_of(matter, writer=None, digest="") == []
    assert show(made, by=moderator) and words(matter) == [("Täälläkin on kuoppa", [])]


@pytest.mark.usefixtures("after")
def test_checked_afterwards_a_comment_is_shown_at_once_unless_it_is_risky(matter):
    say(matter, text="Hyvä asia", digest=VISITOR)
    say(matter, text="Hänen tunnuksensa on 131052-308T", digest=VISITOR)
    say(matter, text="Kuva", digest=VISITOR, photo=develop(make_upload()))
    assert words(matter) == [("Hyvä asia", [])]


def test_a_private_matter_or_a_kind_that_is_not_talked_about_takes_no_comment(matter, monkeypatch):
    with pytest.raises(PermissionDenied):
        say(make_matter(), text="x", digest=VISITOR)
    monkeypatch.setattr("kuulu.foundation.registry.kinds", dict)
    with pytest.raises(PermissionDenied):
        say(matter, text="x", digest=VISITOR)


def test_an_answer_has_no_answers_and_stays_with_its_matter(matter, moderator):
    first = say(matter, text="Kysymys", digest=VISITOR)
    with pytest.raises(NotHere):
        say(matter, text="x", digest=OTHER, parent=first)
    show(first, by=moderator)
    answer = say(matter, text="Vastaus", digest=OTHER, parent=first)
    show(answer, by=moderator)
    assert words(matter) == [("Kysymys", ["Vastaus"])]
    for parent, where in ((answer, matter), (first, make_matter(public=True))):
        with pytest.raises(NotHere):
            say(where, text="x", digest=OTHER, parent=parent)


def test_a_comment_sent_twice_is_one_and_its_key_opens_it_to_nobody_else(matter):
    first = say(matter, text="Kerran", digest=VISITOR, key="k" * 32)
    assert say(matter, text="Kerran", digest=VISITOR, key="k" * 32) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        say(matter, text="Toinen", digest=OTHER, key="k" * 32)
    assert Comment.objects.count() == 1


def test_the_city_answers_in_the_units_name_and_a_stranger_does_not(matter):
    handler = make_person("handler", duty=Duty.HANDLER, unit=make_unit())
    say(matter, text="Korjaamme huomenna", writer=handler, for_city=True)
    assert talk(matter).said[0].name == str(matter.unit)
    with pytest.raises(PermissionDenied):
        say(matter, text="Kaupunki lupaa", writer=make_person("stranger"), for_city=True)


def test_a_picture_is_shown_and_hidden_with_its_comment(matter, moderator):
    made = say(matter, text="Kuva", digest=VISITOR, photo=develop(make_upload()))
    states = [Paper.objects.get().state]
    show(made, by=moderator)
    states.append(Paper.objects.get().state)
    assert talk(matter).said[0].photo.endswith("/small")
    hide(made, reason="personal", by=moderator)
    assert [*states, Paper.objects.get().state] == ["waiting", "public", "hidden"]


def test_a_hidden_comment_has_a_reason_that_its_writer_is_told(matter, moderator):
    writer = make_person("writer")
    made = say(matter, text="Sinä senkin", writer=writer)
    assert hide(made, reason="insult", note="Pysy asiassa", by=moderator)
    notice = Notice.objects.get(person=writer)
    assert notice.kind == "comment" and "Pysy asiassa" in notice.text and str(made.uuid) in notice.link
    with pytest.raises(ValueError):
        hide(say(matter, text="x", writer=writer), reason="because", by=moderator)


def test_two_moderators_who_press_at_once_make_one_change(matter, moderator):
    made = say(matter, text="x", digest=VISITOR)
    again = Comment.objects.get(pk=made.pk)
    assert show(made, by=moderator) and not show(again, by=make_person("second", duty=Duty.MODERATOR))
    assert AuditEntry.objects.filter(verb="comment_shown").count() == 1


def test_a_hidden_comment_with_answers_leaves_a_gap_that_says_why(matter, moderator):
    first = say(matter, text="Loukkaus", digest=VISITOR)
    show(first, by=moderator)
    show(say(matter, text="Rauhallisesti", digest=OTHER, parent=first), by=moderator)
    hide(first, reason="insult", by=moderator)
    (gap,) = talk(matter).said
    assert gap.text == "" and gap.gone and gap.name == "" and gap.replies[0].text == "Rauhallisesti"


def test_an_appeal_is_settled_by_another_than_who_hid_it(matter, moderator):
    made = say(matter, text="x", digest=VISITOR)
    hide(made, reason="spam", by=moderator)
    with pytest.raises(PermissionDenied):
        appeal(made, text="Ei ole", digest=OTHER)
    asked = appeal(made, text="Ei ole mainos", digest=VISITOR)
    assert appeal(made, text="Toiste", digest=VISITOR) == asked and Appeal.objects.get().text == "Ei ole mainos"
    with pytest.raises(PermissionDenied):
        settle_appeal(asked, is_right=True, answer="x", by=moderator)
    second = make_person("second", duty=Duty.MODERATOR)
    assert settle_appeal(asked, is_right=True, answer="Olit oikeassa", by=second)
    assert not settle_appeal(asked, is_right=False, answer="x", by=second) and words(matter) == [("x", [])]


def test_a_hidden_comment_is_not_shown_but_by_appeal(matter, moderator):
    made = say(matter, text="x", digest=VISITOR)
    hide(made, reason="spam", by=moderator)
    assert not show(made, by=make_person("second", duty=Duty.MODERATOR)) and words(matter) == []


def test_a_report_counts_once_hides_nothing_and_is_settled_by_a_look(matter, moderator):
    made = say(matter, text="x", digest=VISITOR)
    with pytest.raises(PermissionDenied):
        flag(made, reason="spam", digest=OTHER)
    show(made, by=moderator)
    assert flag(made, reason="spam", digest=OTHER) and not flag(made, reason="hate", digest=OTHER)
    assert words(matter) and list(Comment.objects.flagged()) == [made]
    assert keep(made, by=moderator) and not keep(made, by=moderator) and not Comment.objects.flagged()


def test_a_comment_taken_back_leaves_nothing_of_its_writer(matter, moderator):
    made = say(matter, text="Harmi", digest=VISITOR, name="Maija", photo=develop(make_upload()))
    show(made, by=moderator)
    with pytest.raises(PermissionDenied):
        take_back(made, digest=OTHER)
    take_back(made, digest=VISITOR)
    row = Comment.objects.values().get()
    assert (row["text"], row["writer_name"], row["writer_digest"], row["state"]) == ("", "", "", "removed")
    assert not Paper.objects.exists() and words(matter) == []


def test_each_moderator_hears_of_the_queue_once_a_day(matter, moderator):
    make_person("elsewhere", duty=Duty.MODERATOR, unit=make_unit("parks"))
    for number in range(3):
        say(matter, text=f"x{number}", digest=VISITOR)
    assert [notice.person for notice in Notice.objects.filter(kind="moderation")] == [moderator]
