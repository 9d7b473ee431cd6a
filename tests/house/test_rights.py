"""Rights as a table: role × address × object, every cell asked for and compared with the table people have read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from tests.house.rights import ROLES, Address, addresses, answer

TABLE = Path(__file__).with_name("rights.tsv")
OBJECTS = ("public", "waiting", "private", "own", "elsewhere")
STAFF_ONLY = ("desk:", "feedback_desk:", "budgeting_desk:", "house_desk:", "conversation_desk:")
#: addresses of budgeting that are about a vote
OF_VOTE = ("vote", "ballot", "candidates", "make_kiosk", "void", "paper", "count")
OF_BATCH = ("batch", "meeting")  #: and about a batch
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def places_for(city, name, thing):
    """What to put into an address' open places for one object."""
    matter = thing.matter
    rest = name.partition(":")[2]
    own = {
        "code": "voting" if rest.startswith(OF_VOTE) else "rolling" if rest.startswith(OF_BATCH) else "small",
        "verb": "paata" if name.endswith("round_act") else "arvioi", "size": "a4", "number": 1, "row": 1,
    }  # fmt: skip
    return {
        "reference": matter.reference, "code": "feedback", "token": "x" * 32, "uuid": matter.uuid, "pk": matter.pk, "id": matter.pk,
        "size": "small", "verb": "answer", "year": 2026, "month": 11, "rest": f"requests/{matter.reference}.json", "purpose": "demo", "suffix": "json", "format": "json", "area": "ristiina", "unit": city.streets.code,
        **(own if name.startswith("budgeting") else {}),
    }  # fmt: skip


def path_of(city, address: Address, thing) -> str:
    thing = getattr(thing, "twin", thing) if address.name.startswith("budgeting") else thing
    path, matter = "/" + address.route, thing.matter
    known = places_for(city, address.name, thing)
    for place in address.places:
        before, rest = path.split("<", 1)
        kind = rest.split(":", 1)[0]
        value = known.get(place, {"int": matter.pk, "uuid": matter.uuid}.get(kind, "demo"))
        path = f"{before}{value}{rest.split('>', 1)[1]}"
    return path


def clients(city):
    """A signed-in visitor of each role, the second factor shown."""
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(city.people[role])
            show_second_factor(client)
        yield role, client


def show_second_factor(client):
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": __import__("time").time()}]
    session.save()


def ask_all(city):
    """(address, object) -> role -> answer."""
    cells = {}
    for role, client in clients(city):
        for address in addresses():
            for sort in OBJECTS if "reference" in address.places else OBJECTS[:1]:
                cells.setdefault((address.name, sort), {})[role] = answer(
                    client, "get", path_of(city, address, city.objects[sort])
                )
    return cells


ASKED = {}  #: the answers, asked once in a process since they take a minute


@pytest.fixture
def cells(request, settings):
    if not ASKED:
        settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
        ASKED.update(ask_all(request.getfixturevalue("small_city")))
    return ASKED


def as_text(cells):
    lines = ["\t".join(("address", "object", *ROLES))]
    lines += ["\t".join((name, sort, *(row[role] for role in ROLES))) for (name, sort), row in sorted(cells.items())]
    return "\n".join(lines) + "\n"


def test_every_cell_is_as_people_have_read_it(cells):
    text = as_text(cells)
    if os.environ.get("KUULU_WRITE_RIGHTS"):
        TABLE.write_text(text)
    old, new = TABLE.read_text().splitlines(), text.splitlines()
    assert [line for line in new if line not in old] == [] and [line for line in old if line not in new] == []


def test_no_page_breaks_for_anybody(cells):
    broken = {
        key: row
        for key, row in cells.items()
        if key[0] != "health_details" and any(v.startswith("5") for v in row.values())
    }
    assert broken == {}


def test_the_desk_opens_for_staff_only(cells):
    opened = {key: role for key, row in cells.items() for role in ("anonymous", "resident", "body_member")
              if key[0].startswith(STAFF_ONLY) and row[role] == "200"}  # fmt: skip
    assert opened == {}


def test_a_private_matter_opens_for_its_opener_and_its_unit_only(cells):
    seen = {(name, sort, role) for (name, sort), row in cells.items() for role in ("anonymous", "resident", "handler_elsewhere")
            if sort in ("private", "waiting") and row[role] == "200" and "keys" not in name}  # fmt: skip
    allowed = {"matters:follow", "open311:request"}
    assert {cell for cell in seen if cell[0] not in allowed} == set()


@pytest.mark.parametrize("method", ["post"])
def test_no_empty_post_breaks_a_page_or_passes_a_closed_door(small_city, settings, method):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    wrong = {}
    for role, client in clients(small_city):
        if role not in ("anonymous", "resident", "handler", "auditor"):
            continue
        for address in addresses():
            got = answer(client, method, path_of(small_city, address, small_city.objects["private"]))
            if (got.startswith("5") and address.name != "health_details") or (
                role in ("anonymous", "resident") and address.name.startswith(STAFF_ONLY) and got in ("200", "goes on")
            ):
                wrong[address.name, role] = got
    assert wrong == {}
