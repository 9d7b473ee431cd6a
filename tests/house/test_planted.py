"""A planted person and a planted script, in every field that takes text: neither comes out anywhere."""

import re

import pytest
from django.test import Client

from kuulu.channels.feedback.actions import Draft, submit
from kuulu.channels.feedback.models import Message
from kuulu.commons.conversation.models import Comment
from kuulu.commons.matters.actions import follow, publish
from kuulu.commons.matters.models import StepNote
from kuulu.site.discover.actions import index_all
from tests.house.rights import addresses
from tests.house.test_rights import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PERSON = {
    "sender_name": "Zzplanted Nimi", "sender_email": "zzplanted@example.org", "sender_phone": "0401234567",
    "device_id": "zzdevice1", "account_id": "zzaccount1", "thanked": "zzthanked",
}  # fmt: skip
SCRIPT = "<svg onload=window.__x=1>"
LANGUAGES = ("fi", "selko", "sv", "en")


def tell(city, text, **fields):
    """A public feedback with everything filled in, a private message, a follower and a comment."""
    made = submit(
        Draft(kind="fault", category=city.lamp, text=text, wishes_public=True, lat=61.69, lon=27.27, **fields)
    )
    made.check_state = "approved"
    made.save(update_fields=["check_state"])
    publish(made.matter, by=city.chief)
    Message.objects.create(feedback=made, direction="reply", text=f"zzmessage {SCRIPT}")
    Comment.objects.create(matter=made.matter, text=f"Shown {SCRIPT}", state="shown", writer_name=SCRIPT)
    follow(made.matter, email="zzfollower@example.org", confirmed=True)
    StepNote.objects.create(step=made.matter.steps.last(), text=f"zznote {SCRIPT}")
    return made


@pytest.fixture
def city(small_city, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    small_city.objects["public"] = tell(
        small_city, f"Lamp is dark {SCRIPT}", title=f"Lamp {SCRIPT}", address=SCRIPT, **PERSON
    )
    index_all()
    return small_city


def everything(city, client):
    """(address, body) of every address of the house in every language, asked for the public object."""
    for address in addresses():
        path = path_of(city, address, city.objects["public"])
        for language in LANGUAGES if path.startswith("/en/") else ("",):
            response = client.get(path.replace("/en/", f"/{language}/", 1) if language else path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            yield f"{language} {address.name}", body.decode(errors="replace")


def test_nothing_of_the_sender_comes_out_to_a_visitor(city):
    planted = {*PERSON.values(), "zzmessage", "zzfollower@example.org"}
    leaks = [(where, word) for where, body in everything(city, Client()) for word in planted if word in body]
    assert leaks == []


@pytest.mark.parametrize("role", ["anonymous", "handler", "administrator"])
def test_no_planted_script_stands_in_any_page_as_markup(city, role):
    client = Client()
    if role != "anonymous":
        client.force_login(city.people[role])
    raw = [where for where, body in everything(city, client) if "<svg onload" in body and "<html" in body]
    assert raw == []


def test_no_page_carries_a_script_or_a_style_of_its_own(city):
    own = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")|<style|\sstyle=|\son[a-z]+=\"|javascript:",
        re.I,
    )
    hits = [
        (where, found.group())
        for where, body in everything(city, Client())
        if "<html" in body and (found := own.search(body))
    ]
    assert hits == []


def test_every_page_names_its_language_and_one_heading(city):
    wrong = []
    for where, body in everything(city, Client()):
        if "<html" in body and not re.search(r'<html[^>]* lang="(fi|sv|en)"', body):
            wrong.append((where, "lang"))
        if "<html" in body and len(re.findall(r"<h1[\s>]", body)) != 1:
            wrong.append((where, "h1"))
    assert wrong == []
