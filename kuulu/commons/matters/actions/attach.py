"""How pictures are added to a matter, shown, hidden, made partly unrecognisable, described and taken away."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kuulu.commons.people.models import Person
from kuulu.foundation import freshness
from kuulu.foundation.text import clean

from ..models import Matter, Paper
from ..papers import Developed, Incoming, Refused, cover, delete_files, develop, refusal, store
from ..policy import may_check
from ..vocabulary import PaperState
from .life import record


def attach(matter: Matter, file: Incoming | Developed, *, alt: str = "", by_staff: bool = False) -> Paper:
    """Add a picture to a matter; a resident's waits for a check. Raises papers.Refused.

    The slow part happens before the transaction when the caller hands a `Developed` picture, or has none open.
    """
    picture = file if isinstance(file, Developed) else develop(file)
    with transaction.atomic():
        Matter.objects.select_for_update().get(pk=matter.pk)
        if matter.papers.count() >= settings.KUULU["UPLOADS"]["count"] and not by_staff:
            raise refusal("count")
        return _hang(matter, picture, alt=alt, by_staff=by_staff)


def _hang(matter: Matter, picture: Developed, *, alt: str, by_staff: bool) -> Paper:
    large, small = store(picture)
    last = matter.papers.aggregate(last=Max("order"))["last"]
    paper = Paper.objects.create(
        matter=matter,
        file=large,
        thumbnail=small,
        width=picture.width,
        height=picture.height,
        size=len(picture.large),
        alt=clean(alt, lines=False)[:200],
        state=PaperState.PUBLIC if by_staff else PaperState.WAITING,
        by_staff=by_staff,
        order=0 if last is None else last + 1,
    )
    _tell_pages(matter)
    return paper


def _tell_pages(matter: Matter) -> None:
    if matter.is_public:
        freshness.bump()


def _set_state(paper: Paper, state: PaperState, *, by: Person, verb: str, note: str = "") -> Paper:
    if not may_check(by, paper.matter):
        raise PermissionDenied
    if paper.state != state:
        paper.state = state
        paper.save(update_fields=["state"])
        _tell_pages(paper.matter)
        record(paper.matter, verb, by=by, note=note, by_staff=True, is_public=False)
    return paper


@transaction.atomic
def show_paper(paper: Paper, *, by: Person) -> Paper:
    """Let a checked picture be seen with its matter. Raises PermissionDenied."""
    return _set_state(paper, PaperState.PUBLIC, by=by, verb="paper_shown")


@transaction.atomic
def hide_paper(paper: Paper, *, by: Person, note: str = "") -> Paper:
    """Take a picture out of sight. Raises PermissionDenied."""
    return _set_state(paper, PaperState.HIDDEN, by=by, verb="paper_hidden", note=note)


@transaction.atomic
def describe_paper(paper: Paper, *, alt: str, by: Person) -> Paper:
    """Say in words what a picture shows, for those who do not see it. Raises PermissionDenied."""
    if not may_check(by, paper.matter):
        raise PermissionDenied
    paper.alt = clean(alt, lines=False)[:200]
    paper.save(update_fields=["alt"])
    _tell_pages(paper.matter)
    return paper


def blur_paper(paper: Paper, *, areas: Sequence[tuple[float, float, float, float]], by: Person) -> Paper:
    """Make areas of a picture (x, y, width, height in per cent) unrecognisable for good; the old file is deleted.

    Raises PermissionDenied, papers.Refused.
    """
    if not may_check(by, paper.matter):
        raise PermissionDenied
    with paper.file.open() as kept:
        picture = cover(kept.read(), list(areas))
    with transaction.atomic():
        old = (paper.file.name, paper.thumbnail.name)
        large, small = store(picture)
        if not Paper.objects.filter(pk=paper.pk, file=old[0]).update(
            file=large, thumbnail=small, width=picture.width, height=picture.height, size=len(picture.large)
        ):
            raise Refused(_("The picture was changed meanwhile. Look at it again."), "changed")
        transaction.on_commit(lambda: delete_files(*old))
        _tell_pages(paper.matter)
        record(paper.matter, "paper_covered", by=by, by_staff=True, is_public=False)
    paper.refresh_from_db()
    return paper


@transaction.atomic
def ask_to_take_down(paper: Paper, *, reason: str) -> None:
    """Anybody asks, without account, that a picture be taken down: it is hidden at once when asked, until a look.

    A picture shown wrongly harms more than one hidden for a day; staff shows it again if the request is empty.
    A picture that staff has shown again after such a request is not hidden by the next one.
    """
    asked_before = paper.matter.steps.filter(verb="paper_asked_down", values__paper=str(paper.uuid)).exists()
    if paper.state == PaperState.PUBLIC and not asked_before:
        paper.state = PaperState.HIDDEN
        paper.save(update_fields=["state"])
        _tell_pages(paper.matter)
    record(
        paper.matter,
        "paper_asked_down",
        note=clean(reason)[:1000],
        values={"paper": str(paper.uuid)},
        is_public=False,
    )


@transaction.atomic
def remove_paper(paper: Paper) -> None:
    """Delete a picture and its files for good: erasure, retention, the sender's own wish."""
    names = (paper.file.name, paper.thumbnail.name)
    matter = paper.matter
    paper.delete()
    transaction.on_commit(lambda: delete_files(*names))
    _tell_pages(matter)
