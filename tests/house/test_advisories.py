"""Holes that other systems published, kept shut here. The id of each mark is the advisory it comes from."""

import ast
import re
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from kuulu.commons.matters.actions import concern, follow, hide, open_matter, publish
from kuulu.commons.matters.models import Concern, Following, Matter
from kuulu.commons.people.models import Person
from tests.house.rights import addresses
from tests.house.test_rights import path_of

ROOT = Path(__file__).resolve().parents[2]
CODE = [f for f in (ROOT / "kuulu").rglob("*.py") if not {"migrations", "tests"} & set(f.parts)]
PARAMETERS = [
    "page",
    "per_page",
    "page_size",
    "q",
    "words",
    "kind",
    "stage",
    "area",
    "sort",
    "since",
    "until",
    "bbox",
    "zoom",
    "locale",
    "search",
    "order_by",
    "next",
    "laji",
    "aihe",
    "status",
]
POISONS = [
    "<svg onload=window.__x=1>",
    "'\"; SELECT pg_sleep(9)--",
    "_connector",
    "author__email__startswith",
    "1e400",
    "\u202e",
    "9" * 400,
    "%00",
    "-1",
]
LEAST = {"django": "5.2.19", "wagtail": "7.4.4", "django-allauth": "65.21", "pillow": "13.0", "nh3": "0.3"}


def numbers(text):
    return [int(part) for part in re.findall(r"\d+", text)[:3]]


@pytest.mark.parametrize("package, least", LEAST.items())
def test_no_library_is_older_than_its_last_known_hole(package, least):
    assert numbers(version(package)) >= numbers(least)


@pytest.mark.advisory("CVE-2024-32469")
@pytest.mark.advisory("CVE-2025-64459")
@pytest.mark.advisory("CVE-2020-15225")
@pytest.mark.django_db
@pytest.mark.parametrize("poison", POISONS)
def test_a_poisoned_parameter_neither_breaks_a_page_nor_comes_back_as_markup(small_city, poison):
    client, wrong = Client(raise_request_exception=False), []
    for address in addresses():
        path = path_of(small_city, address, small_city.objects["public"])
        response = client.get(path, dict.fromkeys(PARAMETERS, poison))
        body = b"" if response.streaming else response.content
        if response.status_code >= 500 or b"<svg onload" in body and b"<html" in body:
            wrong.append((address.name, response.status_code))
    assert wrong == []


@pytest.mark.advisory("CVE-2023-34090")
@pytest.mark.django_db
def test_a_look_up_that_is_not_declared_changes_no_list(small_city):
    client = Client()
    for path in ("/en/asiat/", "/api/v1/matters", "/open311/v2/requests.json", "/en/palaute/"):
        plain = re.sub(r"\?[^\"']*", "", client.get(path).content.decode())
        asked = client.get(
            path,
            {"opened_by__email__startswith": "r", "sender_email": "x", "_connector": "OR", "fields": "sender_email"},
        )
        assert re.sub(r"\?[^\"']*", "", asked.content.decode()) == plain


@pytest.mark.advisory("CVE-2024-27090")
@pytest.mark.advisory("GHSA-478x-rfqr-w4jf")
@pytest.mark.django_db
def test_what_is_hidden_is_gone_from_every_address_at_once(small_city):
    shown = small_city.objects["public"]
    client = Client()
    before = [
        a
        for a in addresses()
        if path_of(small_city, a, shown) and shown.text in text_of(client.get(path_of(small_city, a, shown)))
    ]
    assert before
    hide(Matter.objects.get(pk=shown.matter_id), by=small_city.chief, note="x")
    after = [a.name for a in addresses() if shown.text in text_of(client.get(path_of(small_city, a, shown)))]
    assert after == []


def text_of(response):
    return (
        b"".join(response.streaming_content).decode()
        if response.streaming
        else response.content.decode(errors="replace")
    )


def at_once(times, do):
    """Do a thing many times in parallel, each over a connection of its own."""

    def once(n):
        try:
            do(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as people:
        list(people.map(once, range(times)))


@pytest.mark.advisory("CVE-2023-47634")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb, rows", [
    (lambda m: concern(m, digest="same"), Concern.objects.all),
    (lambda m: follow(m, email="same@example.org", confirmed=True), Following.objects.all),
])  # fmt: skip
def test_a_once_per_person_verb_pressed_twenty_times_at_once_counts_once(verb, rows):
    matter = open_matter(kind="feedback", title="Kuoppa")
    publish(matter, by=Person.objects.create_superuser("chief@example.org"))
    at_once(20, lambda n: verb(Matter.objects.get(pk=matter.pk)))
    assert rows().count() == 1
    matter.refresh_from_db()
    assert matter.concerns_count + matter.followers_count == 1


@pytest.mark.advisory("OmaStadi-schema")
@pytest.mark.django_db
def test_the_constraints_that_promises_rest_on_are_in_the_database():
    wanted = {"matters_following": {"follows_once", "follows_once_by_email", "follower_is_one"}, "matters_concern": {"concerns_once"},
              "people_identification": {"identified_once_per_purpose"}, "feedback_feedback": {"public_only_by_wish"}}  # fmt: skip
    with connection.cursor() as cursor:
        for table, names in wanted.items():
            assert names <= set(connection.introspection.get_constraints(cursor, table))


@pytest.mark.advisory("CVE-2024-43415")
def test_no_raw_sql_is_made_of_formatted_text():
    hits = []
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", "") in ("execute", "raw", "extra", "RawSQL")
                and node.args
            ):
                if isinstance(node.args[0], ast.JoinedStr | ast.BinOp) and file.name != "appendonly.py":  # noqa: SIM102
                    hits.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert hits == []


@pytest.mark.advisory("CVE-2026-1285")
@pytest.mark.django_db
def test_a_hostile_question_costs_no_more_than_twenty_plain_ones(small_city):
    def cpu(question):
        begin = time.process_time()
        for n in range(5):
            Client().get("/en/asiat/", {"q": f"{question}{n}"})
        return time.process_time() - begin

    cpu("lamp")
    assert cpu("a-" * 4000 + "\u0301" * 3000) <= 20 * max(cpu("lamp"), 0.01)


@pytest.mark.advisory("CVE-2019-16766")
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "resident", "handler", "auditor"])
def test_the_set_up_is_closed_to_all_but_administrators(small_city, role):
    client = Client()
    if role != "anonymous":
        client.force_login(small_city.people[role])
    for path in (
        "/cms/",
        "/cms/users/",
        "/cms/images/",
        "/cms/documents/",
        "/cms/settings/",
        "/cms/snippets/",
        "/cms/reports/site-history/",
    ):
        assert client.get(path).status_code in (302, 303, 403, 404)


@pytest.mark.advisory("CVE-2023-47635")
@pytest.mark.django_db
def test_a_post_without_the_forgery_token_is_refused_and_what_was_typed_comes_back(small_city):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/en/palaute/uusi/", {"text": "What I typed with care"})
    assert response.status_code == 403 and "What I typed with care" in response.content.decode()


@pytest.mark.advisory("CVE-2023-32693")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "https:evil.example", "/\\evil.example"],
)
def test_no_address_sends_a_visitor_to_another_host(small_city, target):
    client = Client()
    client.force_login(small_city.people["resident"])
    away = []
    for address in addresses():
        response = client.get(
            path_of(small_city, address, small_city.objects["public"]), {"next": target, "url": target, "to": target}
        )
        if "evil" in response.get("Location", "").split("?")[0]:
            away.append(address.name)
    assert away == []


@pytest.mark.advisory("GHSA-q6j3-c4wc-63vw")
@pytest.mark.django_db
def test_no_form_that_is_sent_by_get_carries_the_forgery_token(small_city):
    client = Client()
    for address in addresses():
        body = text_of(client.get(path_of(small_city, address, small_city.objects["public"])))
        for form in re.findall(r"<form[^>]*method=[\"']?get.*?</form>", body, re.S | re.I):
            assert "csrfmiddlewaretoken" not in form, address.name


@pytest.mark.advisory("CVE-2020-17495")
def test_background_work_is_given_ids_and_no_content():
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "enqueue":
                names = [ast.unparse(a) for a in node.args] + [ast.unparse(k.value) for k in node.keywords]
                assert not [n for n in names if re.search(r"\b(text|email|subject|name|body)\b", n)], (
                    f"{file}:{node.lineno} {names}"
                )


@pytest.mark.django_db
def test_a_published_matter_is_answered_with_the_headers_of_the_house(small_city):
    response = Client().get(f"/en/palaute/{small_city.objects['public'].matter.reference}/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff" and response["Referrer-Policy"] == "same-origin"
    assert (
        response["Cross-Origin-Opener-Policy"] == "same-origin"
        and "geolocation=(self)" in response["Permissions-Policy"]
    )
    assert not response.cookies
