"""Before and after the count in a room: the files are given out, and what was done there is written down."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import freshness

from ..ballot_box import closing
from ..ballot_box.admission import Refused
from ..ballot_box.writer import Broken
from ..models import CountSession, Vote
from ..policy import may_run
from ..queries.count import told_of_vote
from ..queries.paper import Account, account_of, paper_file, told_of
from ..sealing.canonical import canonical, is_hex, sha256
from ..vocabulary import VoteState
from .weigh import NotNow

PAPER: Final = "paper.json"
GIVEN: Final = ("rules.json", "log.jsonl", "heads.jsonl")  #: that are published as they were given out
STAMP: Final = (1980, 1, 1, 0, 0, 0)  #: of each file in the archive: none


def _ready(vote: Vote) -> Account:
    """Raises NotNow while the log has not ended, or paper is not agreed on and accounted for."""
    if not closing.has_ended(vote.pk):
        raise NotNow(_("The vote is still open, or the end of its log has not been written."))
    account = account_of(vote)
    if not account.is_ready:
        raise NotNow(
            _("The paper ballots are not ready: each is agreed on by two people, and what differs is explained.")
        )
    return account


def _exported(vote: Vote, folder: Path) -> dict[str, str]:
    """Write all that the count needs; file -> SHA-256. Raises NotNow when the log is not whole."""
    from ..ballot_box.export import export

    try:
        export(vote.pk, folder)
    except (Refused, Broken) as fault:
        raise NotNow(_("The log of this vote is not whole. Nothing was given out: %(why)s") % {"why": fault}) from None
    (folder / PAPER).write_bytes(paper_file(vote))
    return {file.name: sha256(file.read_bytes()) for file in sorted(folder.iterdir())}


def input_hash(files: Mapping[str, str]) -> str:
    """One hash over the files that were given out."""
    return sha256(canonical({"files": dict(files), "v": 1}))


def give_out(vote: Vote, *, by: Person) -> IO[bytes]:
    """An archive with the files that `kuulu elect` counts, with `paper.json`. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    _ready(vote)
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(out, "w") as packed:
        files = _exported(vote, Path(folder) / "count")
        for name in files:
            with (
                (Path(folder) / "count" / name).open("rb") as source,
                packed.open(zipfile.ZipInfo(f"{vote.code}/{name}", STAMP), "w") as target,
            ):
                shutil.copyfileobj(source, target)
    out.seek(0, io.SEEK_SET)
    people.audit(by, "vote_given_out", kind="round", reference=vote.round.code, result=input_hash(files)[:20])
    return out


def give_paper(vote: Vote, *, by: Person) -> bytes:
    """`paper.json` alone. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    _ready(vote)
    people.audit(by, "paper_given_out", kind="round", reference=vote.round.code)
    return paper_file(vote)


@transaction.atomic
def write_session(
    vote: Vote,
    *,
    by: Person,
    openers: Sequence[Person],
    observers: str,
    program: str,
    manifest: bytes,
    result: bytes,
) -> CountSession:
    """Write down a count; the vote is then counted, and no paper is entered any more.

    `manifest` and `result` are the files that the count published; they must be of what was given out. Raises
    PermissionDenied, NotNow.
    """
    if not may_run(by, vote.round):
        raise PermissionDenied
    held = Vote.objects.select_for_update(no_key=True).get(pk=vote.pk)
    if held.state not in (VoteState.CLOSED, VoteState.COUNTED):
        raise NotNow(_("A vote is counted after it has closed and before it is published."))
    account, program = _ready(vote), "".join(program.split()).lower()
    if len({one.pk for one in openers}) != 2:
        raise NotNow(_("Two people open the envelopes."))
    if not is_hex(program, 64):
        raise NotNow(_("The hash of the program has 64 digits; it stands in minutes.txt."))
    with tempfile.TemporaryDirectory() as folder:
        files = _exported(vote, Path(folder) / "count")
    counted = _checked(manifest, result, files, account)
    told = told_of_vote(vote) | {
        "people": [str(one) for one in openers], "files": files, "paper": told_of(account), "counted": counted,
    }  # fmt: skip
    made = CountSession.objects.create(
        vote=vote, person_1=openers[0], person_2=openers[1], observers=observers, program_sha256=program,
        input_sha256=input_hash(files), output_sha256=sha256(manifest), minutes=told,
    )  # fmt: skip
    if held.state == VoteState.CLOSED:
        closing.move_on(vote.pk, VoteState.COUNTED)
    people.audit(by, "vote_counted", kind="round", reference=vote.round.code, result=made.output_sha256[:20])
    freshness.bump()
    return made


NUMBERS: Final = (
    "envelopes", "paper_ballots", "paper_spoiled", "paper_given", "paper_not_returned", "rejected", "unread", "valid",
    "voters", "voided",
)  # fmt: skip


def _checked(manifest: bytes, result: bytes, files: Mapping[str, str], account: Account) -> dict[str, int]:
    """What the count found, once its files are seen to be of this vote and of these paper ballots. Raises NotNow."""
    try:
        published: Any = json.loads(manifest)["files"]
        told: Any = json.loads(result)
        found = {name: int(told[name]) for name in NUMBERS}
        same = all(published[name] == files[name] for name in GIVEN) and published["result.json"] == sha256(result)
    except (ValueError, KeyError, TypeError):
        raise NotNow(_("These are not manifest.json and result.json of a published count.")) from None
    if not same:
        raise NotNow(_("These files are of another vote, or of another export of it. Count what was given out."))
    if (found["paper_ballots"], found["paper_spoiled"]) != (account.counted, account.spoiled):
        raise NotNow(
            _("The count had other paper ballots than were agreed: %(counted)s counted and %(spoiled)s spoiled here.")
            % {"counted": account.counted, "spoiled": account.spoiled}
        )
    return found
