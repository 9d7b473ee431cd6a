"""A copy of one's own data: made in the background, sealed, fetched once and then gone."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from kuulu.foundation import clock, personal
from kuulu.foundation.languages import html_lang
from kuulu.foundation.work import work

from ..keys import seal_bytes, unseal_bytes
from ..models import Copy, Person
from ..queries.own import told
from ..vocabulary import COPY_MINUTES


@transaction.atomic
def ask_for_copy(*, person: Person | None, email: str, language: str) -> Copy:
    """Begin a copy; one that was asked for just now is given again instead of a second one."""
    own = {"person": person, "email": "" if person else email}
    recent = Copy.objects.filter(**own, fetched_at__isnull=True, asked_at__gt=_fresh()).first()
    if recent is not None:
        return recent
    copy = Copy.objects.create(**own, language=language)
    make_copy.enqueue(copy.id)
    return copy


@work()
def make_copy(copy_id: int) -> None:
    """Gather what all rooms hold and keep it sealed until it is fetched."""
    copy = Copy.objects.select_related("person").get(pk=copy_id)
    if copy.ready_at or copy.asked_at < _fresh():
        return
    items = personal.gather(_subject(copy))
    name = default_storage.save(f"copies/{copy.uuid}.sealed", ContentFile(seal_bytes(_archive(copy, items))))
    Copy.objects.filter(pk=copy.pk).update(ready_at=clock.now(), file=name)


def _subject(copy: Copy) -> personal.Subject:
    email = copy.email or (copy.person.email if copy.person else "")
    return personal.Subject(person_id=copy.person_id, emails=frozenset({email} if email else ()))


def _archive(copy: Copy, items: list[personal.Item]) -> bytes:
    """A zip of `data.json`, `data.html` in the person's language, and the files that items name."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        told = [{"kind": item.kind, "reference": item.reference, "content": item.content} for item in items]
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=2, default=str))
        archive.writestr("data.html", _readable(copy.language, items))
        for number, name in enumerate(name for item in items for name in item.files if default_storage.exists(name)):
            with default_storage.open(name) as file:
                archive.writestr(f"files/{number + 1}-{name.rsplit('/', 1)[-1]}", file.read())
    return body.getvalue()


def _readable(language: str, items: list[personal.Item]) -> str:
    with translation.override(language):
        words: dict[str, Any] = {"items": told(items), "html_lang": html_lang(language), "made_at": clock.now()}
        return render_to_string("people/copy.html", words)


def take_copy(copy: Copy) -> bytes | None:
    """The archive, for the one who asked and once; None when it was taken, is too old or not ready."""
    fresh = Copy.objects.filter(pk=copy.pk, fetched_at__isnull=True, ready_at__isnull=False, asked_at__gt=_fresh())
    if not fresh.update(fetched_at=clock.now()):
        return None
    copy.refresh_from_db()
    with default_storage.open(copy.file) as file:
        body = unseal_bytes(file.read())
    drop_file(copy)
    return body


def drop_file(copy: Copy) -> None:
    """Take the sealed file away."""
    if copy.file:
        default_storage.delete(copy.file)
        Copy.objects.filter(pk=copy.pk).update(file="")


def drop_old_copies(*, dry_run: bool = False) -> int:
    """Take away copies that nobody fetched in time; how many."""
    old = list(Copy.objects.filter(asked_at__lte=_fresh()))
    for copy in [] if dry_run else old:
        drop_file(copy)
        copy.delete()
    return len(old)


def _fresh() -> dt.datetime:
    return clock.now() - dt.timedelta(minutes=COPY_MINUTES)
