"""One form, one report, one decision, also when many come at the same moment."""

import pytest

from kuulu.commons.conversation.actions import appeal, flag, hide, say, settle_appeal, show
from kuulu.commons.conversation.models import Appeal, Comment, Flag
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.tests.factories import make_chief, make_matter, make_person
from kuulu.commons.matters.tests.races import at_once
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.advisory("CVE-2023-47634"),
]
VISITOR = "a" * 64


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


def test_a_form_sent_twenty_times_at_once_is_one_comment():
    matter = make_matter(public=True)
    made = at_once(lambda _: say(Matter.objects.get(pk=matter.pk), text="Kerran", digest=VISITOR, key="k"))
    assert Comment.objects.count() == 1 and {getattr(one, "pk", one) for one in made} == {Comment.objects.get().pk}


def test_a_reader_who_reports_twenty_times_at_once_reports_once():
    comment = say(make_matter(public=True), text="x", digest=VISITOR)
    show(comment, by=make_chief())
    at_once(lambda _: flag(fresh(comment), reason="spam", digest="b" * 64))
    assert Flag.objects.count() == 1


def test_showing_and_hiding_at_once_end_in_one_state_with_its_reason():
    comment = say(make_matter(public=True), text="x", digest=VISITOR)
    person = make_person("m", duty=Duty.MODERATOR)
    at_once(lambda n: show(fresh(comment), by=person) if n % 2 else hide(fresh(comment), reason="spam", by=person))
    final = fresh(comment)
    assert final.state == "hidden" and final.hidden_because == "spam"
    assert AuditEntry.objects.filter(verb="comment_hidden").count() == 1


def test_an_appeal_is_made_once_and_settled_once():
    comment = say(make_matter(public=True), text="x", digest=VISITOR)
    hide(comment, reason="spam", by=make_person("m", duty=Duty.MODERATOR))
    at_once(lambda _: appeal(fresh(comment), text="Ei", digest=VISITOR), times=8)
    second = make_person("second", duty=Duty.MODERATOR)
    settled = at_once(
        lambda n: settle_appeal(Appeal.objects.get(), is_right=bool(n % 2), answer="x", by=second), times=8
    )
    assert Appeal.objects.count() == 1 and settled.count(True) == 1
