"""2.8 R6-R7: by place and by time of change; R11: what never comes out; R12: how many queries it takes."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuulu.channels.feedback.tests.factories import make_feedback, make_public, make_staff
from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter
from kuulu.foundation import clock

from .conftest import make_key


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_r7_a_circle_gives_distances_in_metres(api, public):
    far = make_feedback(public=True, category=public.category, lat=61.70, lon=27.2723)
    near = api.requests(lat=61.6886, long=27.2723, radius=500).row
    assert near["service_request_id"] == public.matter.reference and float(near["distance"]) == 0
    both = api.requests(lat=61.6886, long=27.2723, radius=2000, order_by="distance").rows
    assert [row["service_request_id"] for row in both] == [public.matter.reference, far.matter.reference]
    assert 1260 < float(both[1]["distance"]) < 1275
    assert "distance" not in api.requests().rows[0]


@pytest.mark.parametrize(
    "box", ["27.2,61.6,27.3,61.7", "27.3;61.7;27.2;61.6", "27.2,61.7,27.3,61.6", " 27.3, 61.6, 27.2, 61.7"]
)
def test_r7_a_box_may_name_its_corners_in_any_order(api, public, box):
    assert api.ids(bbox=box) == [public.matter.reference]
    assert api.ids(bbox="10,50,11,51") == []


def test_r7_a_point_alone_narrows_nothing(api, public):
    (row,) = api.requests(lat=60.1699, long=24.9384).rows
    assert row["service_request_id"] == public.matter.reference and not row.get("distance")


@pytest.mark.parametrize("half", [{"lat": 61.6}, {"long": 27.2}, {"radius": 500}, {"lat": 61.6, "radius": 500}])
def test_r7_half_a_circle_is_a_fault(api, service, half):
    answer = api.requests(**half)
    assert answer.status == 400 and "radius" in answer.words


def test_r6_changes_are_found_by_the_time_that_is_told(api, public):
    told = api.requests().row["updated_datetime"]
    assert api.ids(updated_after=told, updated_before=told) == [public.matter.reference]
    assert api.ids(updated_before=stamp(clock.now() - dt.timedelta(days=1))) == []


def test_r6_an_old_one_that_changed_lately_is_found_by_its_change(api, public):
    Matter.objects.filter(pk=public.pk).update(opened_at=clock.now() - dt.timedelta(days=400))
    assert api.ids() == []
    assert api.ids(updated_after=stamp(clock.now() - dt.timedelta(hours=1))) == [public.matter.reference]


def test_r9_a_closed_one_tells_when_it_was_closed_or_first_shown(api, service):
    past = clock.now() - dt.timedelta(days=10)
    feedback = make_feedback(category=service, wishes_public=True, at=past)
    Matter.objects.filter(pk=feedback.pk).update(stage="closed", ended_at=past + dt.timedelta(days=1))
    feedback.matter.refresh_from_db()
    make_public(feedback)
    row = api.requests(updated_after=stamp(clock.now() - dt.timedelta(minutes=5))).row
    assert row["service_request_id"] == feedback.matter.reference
    Matter.objects.filter(pk=feedback.pk).update(published_at=past, ended_at=past + dt.timedelta(days=1))
    row = api.get(f"v2/requests/{feedback.matter.reference}").row
    assert row["updated_datetime"] == stamp(past + dt.timedelta(days=1))


def test_r6_a_key_may_have_start_and_end_mean_the_time_of_change(api, public):
    Matter.objects.filter(pk=public.pk).update(opened_at=clock.now() - dt.timedelta(days=400))
    secret = make_key(polls_by_update=True)[1]
    span = {"start_date": stamp(clock.now() - dt.timedelta(hours=1)), "end_date": stamp(clock.now())}
    assert api.ids(**span) == [] and api.ids(**span, api_key=secret) == [public.matter.reference]


def test_r6_a_program_that_names_its_key_only_in_its_posts_has_it_in_the_address_it_polls(api, public, settings):
    settings.KUULU_CACHE_PAGES = True
    Matter.objects.filter(pk=public.pk).update(opened_at=clock.now() - dt.timedelta(days=400))
    span = {"start_date": stamp(clock.now() - dt.timedelta(hours=1)), "end_date": stamp(clock.now())}
    basic = base64.b64encode(f"{make_key(polls_by_update=True)[1]}:".encode()).decode()
    assert api.get("v2/requests", **span).rows == []
    answer = api.get("v2/requests", headers={"Authorization": f"Basic {basic}"}, **span)
    assert answer.row["service_request_id"] == public.matter.reference and "Authorization" in answer["Vary"]
    assert api.get("v2/requests", **span).rows == []


def test_r11_an_unchecked_one_answers_alone_without_free_text_and_pictures(api, service):
    feedback = make_feedback(category=service, wishes_public=True, title="Otsikko", address="Kotini 1")
    assert api.requests().rows == [] and api.ids(service_request_id=feedback.matter.reference) == []
    answer = api.get(f"v2/requests/{feedback.matter.reference}", extensions="true")
    assert answer.status == 200 and answer.row["description"] == "" and not answer.row.get("media_url")
    for secret in ("Syvä", "Otsikko", "Kotini"):
        assert secret not in answer.response.content.decode()


def test_r11_a_private_one_shows_to_its_own_key_alone(api, service):
    own, secret = make_key()
    feedback = make_feedback(category=service, source="api", api_key=own, lat=61.6886, lon=27.2723)
    path = f"v2/requests/{feedback.matter.reference}"
    assert api.get(path).status == 404 == api.get(path, api_key=make_key()[1]).status
    assert api.get(path, api_key=secret).row["description"] == "Syvä kuoppa ajoradalla."
    for asked in ({}, {"service_request_id": feedback.matter.reference}, {"bbox": "27,61,28,62"}, {"q": "kuoppa"}):
        answer = api.requests(**asked, api_key=secret)
        assert answer.rows == [] and answer["X-Result-Count"] == "0"


def test_r11_a_withdrawn_and_a_hidden_one_are_gone(api, public):
    other = make_feedback(public=True, category=public.category)
    matters.move(public.matter, "withdrawn", verb="withdrawn", by=None, by_staff=False)
    matters.hide(other.matter, by=make_staff(other.matter.unit), note="x")
    assert api.requests().rows == []
    for gone in (public, other):
        assert api.get(f"v2/requests/{gone.matter.reference}").status == 404


def test_a_joined_one_has_the_state_of_the_one_it_goes_on_with(api, public):
    main = make_feedback(public=True, category=public.category)
    public.joined_to = main
    public.save()
    Matter.objects.filter(pk=main.pk).update(stage="answered", ended_at=clock.now())
    row = api.get(f"v2/requests/{public.matter.reference}", locale="en").row
    assert row["status"] == "closed" and main.matter.reference in row["status_notes"]
    assert set(api.ids(status="closed")) == {public.matter.reference, main.matter.reference}


def test_a_joined_one_does_not_name_a_private_one(api, public):
    main = make_feedback(category=public.category, text="Salainen juttu")
    public.joined_to = main
    public.save()
    content = api.get(f"v2/requests/{public.matter.reference}", extensions="all").response.content.decode()
    assert main.matter.reference not in content and "Salainen" not in content


def test_r12_ten_rows_and_a_hundred_take_the_same_queries(api, public, settings):
    settings.KUULU_CACHE_PAGES = False

    def queries():
        found = []
        for extensions in ("", "all"):
            with CaptureQueriesContext(connection) as caught:
                api.requests(extensions=extensions)
            found.append(len(caught))
        return found

    for _ in range(9):
        make_feedback(public=True, category=public.category, lat=61.68, lon=27.27)
    few = queries()
    for _ in range(90):
        make_feedback(public=True, category=public.category)
    assert len(api.requests().rows) == 100 and queries() == few and max(few) <= 10
