"""The conversation through its addresses, like a visitor and like a moderator."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.urls import reverse
from PIL import Image

from kuulu.commons.conversation import personal
from kuulu.commons.conversation.actions import appeal, flag, hide, say, show
from kuulu.commons.conversation.models import Appeal, Comment, Flag
from kuulu.commons.matters.actions import hide as hide_matter
from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.tests import corpus
from kuulu.commons.matters.tests.factories import make_chief, make_matter, make_person, make_unit, make_upload
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock
from kuulu.foundation.personal import Subject

pytestmark = pytest.mark.django_db
COOKIE = "kuulu_visitor"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def matter():
    return make_matter(public=True, unit=make_unit())


@pytest.fixture
def page(matter):
    return reverse("conversation:matter", args=[matter.reference])


def moderator(name="moderator", **more):
    return make_person(name, duty=Duty.MODERATOR, **more)


def shown(matter, text="Hyvä", **more):
    made = say(matter, text=text, digest="d" * 64, **more)
    show(made, by=make_chief())
    return made


def test_a_visitor_comments_without_account_and_sees_it_waiting_and_others_do_not(client, page, matter):
    assert COOKIE not in client.get(page).cookies
    answer = client.post(page, {"text": "Täälläkin on kuoppa", "name": "", "idempotency_key": "k1"})
    assert answer.status_code == 303 and "#c-" in answer["Location"] and COOKIE in answer.cookies
    assert "Täälläkin on kuoppa" in client.get(page).content.decode()
    client.cookies.clear()
    assert "Täälläkin on kuoppa" not in client.get(page).content.decode()


def test_a_form_sent_twice_is_one_comment(client, page):
    for _ in range(3):
        assert client.post(page, {"text": "Kerran", "idempotency_key": "k2"}).status_code == 303
    assert Comment.objects.count() == 1


def test_the_form_keeps_what_was_typed_when_something_is_wrong(client, page):
    answer = client.post(page, {"text": "x" * 4001, "name": "Maija", "idempotency_key": "k3"})
    assert answer.status_code == 200 and "x" * 4001 in answer.content.decode() and "Maija" in answer.content.decode()


def test_private_information_is_pointed_out_once_and_may_be_sent_all_the_same(client, page):
    typed = {"text": "Soita 044 123 4567", "idempotency_key": "k4"}
    answer = client.post(page, typed)
    assert answer.status_code == 200 and answer.context["form"].hints == ("phone",) and not Comment.objects.exists()
    assert client.post(page, {**typed, "anyway": "on"}).status_code == 303


def test_a_picture_comes_along_and_a_bad_one_is_refused_with_a_word(client, page):
    client.post(page, {"text": "Kuva", "photo": make_upload(), "idempotency_key": "k5"})
    assert Comment.objects.get().paper == Paper.objects.get()
    bad = make_upload()
    bad.file.truncate(40)
    bad.size = 40
    answer = client.post(page, {"text": "Toinen", "photo": bad, "idempotency_key": "k6"})
    assert answer.status_code == 200 and answer.context["form"].errors["photo"] and Paper.objects.count() == 1


def test_a_program_that_fills_every_field_says_nothing(client, page):
    client.post(page, {"text": "Osta", "website": "http://x", "idempotency_key": "k7"})
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("early_in_the_hour")
def test_one_visitor_says_only_so_much_in_an_hour(client, page):
    answers = [client.post(page, {"text": f"x{n}", "idempotency_key": f"r{n}"}).status_code for n in range(22)]
    assert answers[:20] == [303] * 20 and answers[20:] == [429, 429] and Comment.objects.count() == 20


def test_an_answer_names_what_it_answers(client, page, matter):
    first = shown(matter)
    assert client.get(f"{page}?vastaa={first.uuid}").context["parent"] == first
    client.post(f"{page}?vastaa={first.uuid}", {"text": "Samaa mieltä", "idempotency_key": "k8"})
    assert Comment.objects.get(text="Samaa mieltä").parent == first
    assert client.get(f"{page}?vastaa=nonsense").status_code == 200


def test_a_private_or_hidden_matter_has_no_conversation(client, page, matter):
    assert client.get(page).status_code == 200
    hide_matter(matter, by=make_chief(), note="Syy")
    for where in (page, reverse("conversation:matter", args=[make_matter().reference])):
        assert client.get(where).status_code == 404 and client.post(where, {"text": "x"}).status_code == 404


def test_a_writer_sees_why_it_was_hidden_and_appeals_and_a_stranger_sees_nothing(client, page):
    client.post(page, {"text": "Hei", "idempotency_key": "k9"})
    made = Comment.objects.get()
    hide(made, reason="spam", note="Mainos", by=moderator())
    own = reverse("conversation:own", args=[made.uuid])
    assert "Mainos" in client.get(own).content.decode()
    assert client.post(own, {"verb": "appeal", "text": "Ei ole"}).status_code == 302 and Appeal.objects.count() == 1
    client.cookies.clear()
    assert client.get(own).status_code == 404 and client.post(own, {"verb": "take_back"}).status_code == 404


def test_a_writer_takes_a_comment_back(client, page):
    client.post(page, {"text": "Hups", "idempotency_key": "k10"})
    own = reverse("conversation:own", args=[Comment.objects.get().uuid])
    assert client.post(own, {"verb": "take_back"}).status_code == 200
    assert Comment.objects.get().text == "" and client.get(own).status_code == 404


def test_anybody_reports_once_without_account(client, matter):
    report = reverse("conversation:report", args=[shown(matter).uuid])
    assert client.get(report).status_code == 200
    assert client.post(report, {"reason": "nothing"}).status_code == 200 and not Flag.objects.exists()
    client.post(report, {"reason": "hate", "note": "Katso"})
    client.post(report, {"reason": "spam"})
    assert Flag.objects.count() == 1


def test_the_tag_shows_the_same_to_all_and_costs_the_same_for_many(matter, django_assert_num_queries):
    template = engines["django"].from_string("{% load conversation %}{% conversation matter %}")
    first = shown(matter)
    for number in range(12):
        shown(matter, f"Vastaus {number}", parent=first)
        shown(matter, f"Toinen {number}")
    say(matter, text="Odottaa", digest="e" * 64)
    with django_assert_num_queries(3):
        told = template.render({"matter": matter})
    assert "Vastaus 11" in told and "Toinen 11" in told and "Odottaa" not in told and "csrf" not in told
    assert template.render({"matter": make_matter()}).strip() == ""


def test_words_are_shown_as_words(matter, client, page):
    shown(matter, "<script>window.__x=1</script>", name="<b>x</b>")
    text = client.get(page).content.decode()
    assert "<script>window" not in text and "<b>x" not in text and "&lt;script&gt;window" in text


def test_pages_cost_no_more_for_many_comments(client, page, matter, django_assert_max_num_queries):
    for number in range(60):
        shown(matter, f"x{number}")
    with django_assert_max_num_queries(10):
        assert client.get(page).status_code == 200


def desk(client, person):
    client.force_login(person)
    return reverse("conversation_desk:queue"), reverse("conversation_desk:act")


@pytest.mark.parametrize("duty", [d for d in Duty if d not in ("moderator", "communications", "administrator")])
def test_the_queue_is_closed_to_other_duties(client, duty):
    queue, act = desk(client, make_person("x", duty=duty))
    assert client.get(queue).status_code == 403 and client.post(act, {"verb": "show"}).status_code == 403


def test_the_work_list_leads_moderators_to_the_queue_and_nobody_else(client, matter):
    for person, leads in ((moderator(), True), (make_person("h", duty=Duty.HANDLER, unit=make_unit()), False)):
        queue, _act = desk(client, person)
        assert (queue in client.get(reverse("desk:work")).content.decode()) is leads


def test_several_are_shown_or_hidden_at_once_and_other_units_ones_are_passed_over(client, matter):
    queue, act = desk(client, moderator(unit=make_unit()))
    mine = [say(matter, text=f"x{n}", digest="d" * 64) for n in range(3)]
    foreign = say(make_matter(public=True, unit=make_unit("parks")), text="y", digest="d" * 64)
    assert {row["comment"] for row in client.get(queue).context["rows"]} == set(mine)
    chosen = [str(c.uuid) for c in (mine[0], mine[1], foreign)]
    client.post(act, {"verb": "show", "chosen": [*chosen, "nonsense"], "jono": "waiting"})
    assert sorted(Comment.objects.shown().values_list("text", flat=True)) == ["x0", "x1"]
    assert client.post(act, {"verb": "hide", "chosen": [str(mine[2].uuid)]}).status_code == 422
    client.post(act, {"verb": "hide", "chosen": [str(mine[2].uuid)], "reason": "spam"})
    assert Comment.objects.get(text="x2").state == "hidden" and Comment.objects.get(text="y").state == "waiting"


def test_reports_are_looked_at_and_let_be(client, matter):
    queue, act = desk(client, moderator())
    made = shown(matter)
    flag(made, reason="hate", digest="f" * 64, note="Katso tätä")
    assert "Katso tätä" in client.get(f"{queue}?jono=reported").content.decode()
    client.post(act, {"verb": "keep", "chosen": [str(made.uuid)], "jono": "reported"})
    assert client.get(f"{queue}?jono=reported").context["rows"] == []


def test_an_appeal_is_settled_on_its_page_and_not_by_who_hid_it(client, matter):
    first, second = moderator(), moderator("second")
    made = say(matter, text="x", digest="d" * 64)
    hide(made, reason="spam", by=first)
    appeal(made, text="Ei ole", digest="d" * 64)
    settle = reverse("conversation_desk:settle", args=[made.uuid])
    for person, state in ((first, "hidden"), (second, "shown")):
        client.force_login(person)
        assert client.get(settle).status_code == 200
        client.post(settle, {"decision": "show", "answer": "Totta"})
        assert Comment.objects.get().state == state


def test_the_queue_costs_the_same_for_many(client, matter, django_assert_max_num_queries):
    queue, _act = desk(client, moderator())
    for number in range(40):
        say(matter, text=f"x{number}", digest="d" * 64)
    with django_assert_max_num_queries(20):
        assert len(client.get(queue).context["rows"]) == 40


def test_what_is_held_of_a_writer_is_handed_out_and_forgotten(matter):
    writer = make_person("writer")
    first = say(matter, text="PLANTED", writer=writer, name="Planted")
    show(first, by=make_chief())
    show(say(matter, text="Vastaus", digest="d" * 64, parent=first), by=make_chief())
    subject = Subject(person_id=writer.pk)
    assert "PLANTED" in str(personal.gather(subject)) and personal.gather(Subject()) == []
    assert personal.forget(subject, reason="asked")
    assert not Comment.objects.filter(text__contains="PLANTED").exists()
    assert Comment.objects.get(text="Vastaus").parent == first


def test_hidden_words_and_digests_are_dropped_in_time(matter, time_machine):
    hide(say(matter, text="PLANTED", digest="d" * 64), reason="spam", by=moderator())
    flag(shown(matter), reason="spam", digest="f" * 64)
    time_machine.move_to(clock.now() + dt.timedelta(days=370))
    assert personal.retain(dry_run=True)["conversation.hidden"] == 1
    assert personal.retain() == {"conversation.digests": 0, "conversation.reports": 0, "conversation.hidden": 1}
    time_machine.move_to(clock.now() + dt.timedelta(days=370))
    assert personal.retain() == {"conversation.digests": 1, "conversation.reports": 1, "conversation.hidden": 0}
    assert not Comment.objects.filter(text="PLANTED").exists()


def test_an_official_of_the_unit_answers_a_comment_as_the_city(client, matter, page):
    asked = shown(matter, text="Milloin tämä korjataan?")
    client.force_login(make_person("handler", duty=Duty.HANDLER, unit=matter.unit))
    door = reverse("conversation_desk:answer", args=[matter.reference])
    assert f"{door}?vastaa={asked.uuid}" in client.get(f"{page}?vastaa={asked.uuid}").content.decode()
    sent = {"text": "Ensi viikolla.", "idempotency_key": "city-1"}
    for _ in range(2):
        assert client.post(f"{door}?vastaa={asked.uuid}", sent).status_code == 302
    client.logout()
    told = client.get(page.replace("/fi/", "/en/")).content.decode()
    assert told.count("Ensi viikolla.") == 1 and "answers for the city" in told and "streets en" in told
    made = Comment.objects.get(by_staff=True)
    assert made.parent == asked and made.is_shown and "handler" not in told


def test_who_does_not_work_on_the_matter_does_not_speak_for_the_city(client, matter, page):
    door = reverse("conversation_desk:answer", args=[matter.reference])
    assert client.get(door).status_code == 302
    client.force_login(make_person("other", duty=Duty.HANDLER, unit=make_unit("other")))
    assert client.get(door).status_code == client.post(door, {"text": "x"}).status_code == 404
    assert door not in client.get(page).content.decode()
    assert not Comment.objects.exists()


def test_a_picture_of_a_comment_keeps_no_place_and_waits_for_a_look(client, page):
    picture = SimpleUploadedFile("kuva.heic", corpus.HEIC)
    client.post(page, {"text": "Kuva", "photo": picture, "idempotency_key": "k9"})
    paper = Comment.objects.get().paper
    with paper.file.open() as file, Image.open(file) as kept:
        assert not kept.getexif() and "exif" not in kept.info
    assert paper.state == "waiting"
