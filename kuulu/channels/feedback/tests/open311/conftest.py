"""A client of the API that speaks both formats, keys, and a service that asks questions."""

from __future__ import annotations

import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kuulu.channels.feedback.actions.keys import ask_for_key
from kuulu.channels.feedback.models import ApiKey, Question
from kuulu.channels.feedback.tests.factories import make_category, make_feedback
from kuulu.channels.feedback.vocabulary import KeyKind, KeyState

INSIDE = {"lat": "61.6886", "long": "27.2723"}


class Answer:
    """An answer read strictly in its format; `rows` and `body` are the same thing in both."""

    def __init__(self, response: Any, form: str) -> None:
        self.response, self.form, self.status = response, form, response.status_code
        wanted = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}[form]
        if self.status != 304 and response.content:
            assert response.headers["Content-Type"] == wanted
            self.body = self._read(response.content)

    def _read(self, content: bytes) -> Any:
        if self.form == "json":
            return json.loads(content.decode(), parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
        assert content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        self.root = ET.fromstring(content)
        return self.root

    def __getitem__(self, header: str) -> str:
        return self.response.headers[header]

    @property
    def rows(self) -> list[dict[str, Any]]:
        if self.form == "json":
            assert isinstance(self.body, list)
            return self.body
        return [{field.tag: field.text or "" for field in row} for row in self.body]

    @property
    def row(self) -> dict[str, Any]:
        assert len(self.rows) == 1
        return self.rows[0]

    @property
    def words(self) -> str:
        return " ".join(row["description"] for row in self.rows)


class Api:
    """Asks as a foreign program would, in one format."""

    def __init__(self, form: str) -> None:
        self.form, self.client = form, Client()

    def get(self, path: str, headers: dict[str, str] | None = None, **params: Any) -> Answer:
        return Answer(self.client.get(f"/open311/{path}.{self.form}", params, headers=headers), self.form)

    def requests(self, **params: Any) -> Answer:
        return self.get("v2/requests", **params)

    def ids(self, **params: Any) -> list[str]:
        answer = self.requests(**params)
        assert answer.status == 200, answer.words
        return [row["service_request_id"] for row in answer.rows]

    def post(self, path: str = "v2/requests", **fields: Any) -> Answer:
        return Answer(self.client.post(f"/open311/{path}.{self.form}", fields), self.form)


@pytest.fixture(params=["xml", "json"])
def api(request: pytest.FixtureRequest, db: None) -> Api:
    return Api(request.param)


@pytest.fixture
def json_api(db: None) -> Api:
    return Api("json")


def make_key(kind: KeyKind = KeyKind.PRODUCTION, **fields: Any) -> tuple[ApiKey, str]:
    key, secret = ask_for_key(kind=kind, name="Pyörä", email="dev@example.org", purpose="x")
    for name, value in {"state": KeyState.ACTIVE, **fields}.items():
        setattr(key, name, value)
    key.save()
    return key, secret


@pytest.fixture
def key(db: None) -> str:
    return make_key()[1]


@pytest.fixture
def test_key(db: None) -> str:
    return make_key(KeyKind.TEST)[1]


@pytest.fixture
def service(db: None) -> Any:
    return make_category(descriptions={"fi": "Kuoppa kadulla", "en": "A hole"}, synonyms={"fi": "monttu,reikä"})


@pytest.fixture
def asking(service: Any) -> Any:
    """A service with one question of each kind."""
    values = [{"key": "s", "names": {"fi": "Pieni", "en": "Small"}}, {"key": "b", "names": {"fi": "Iso", "en": "Big"}}]
    rows: list[dict[str, Any]] = [
        {"code": "size", "data_type": "singlevaluelist", "is_required": True, "is_public": True, "values": values},
        {"code": "signs", "data_type": "multivaluelist", "values": values},
        {"code": "depth", "data_type": "number"},
        {"code": "seen", "data_type": "datetime"},
        {"code": "word", "data_type": "string"},
        {"code": "story", "data_type": "text"},
        {"code": "hint", "data_type": "string", "is_asked": False},
    ]
    for order, row in enumerate(rows, 1):
        names = {"fi": row["code"].title(), "en": row["code"]}
        Question.objects.create(category=service, order=order * 10, names=names, hints={"en": "hint"}, **row)
    return service


@pytest.fixture
def public(service: Any) -> Any:
    return make_feedback(public=True, category=service, lat=61.6886, lon=27.2723, address="Savilahdenkatu 10, 50100")


@pytest.fixture
def jpeg(settings: Any, tmp_path: Any) -> Any:
    """Makes small photographs that tell of their camera."""
    settings.MEDIA_ROOT = tmp_path

    def make(colour: str = "red") -> SimpleUploadedFile:
        picture, exif = Image.new("RGB", (64, 48), colour), Image.Exif()
        exif[0x010F] = "SecretCamera"
        kept = io.BytesIO()
        picture.save(kept, "JPEG", exif=exif)
        return SimpleUploadedFile("kuva.jpg", kept.getvalue(), "image/jpeg")

    return make


__all__ = ["INSIDE", "Api", "make_key"]
