"""Mail that comes back: read from real delivery reports, counted once, and only when it was ours."""

import io
import mailbox

import pytest
from django.core.management import call_command

from kuulu.commons.people.models import MailAddress, Notice
from kuulu.commons.people.vocabulary import NoticeState

pytestmark = pytest.mark.django_db
REPORT = """From: MAILER-DAEMON@mx.example.org
To: kuulu@example.fi
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

The mail could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {email}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B
Content-Type: {kind}

Message-ID: <{number}@testserver>
Subject: Your matter moved
To: {email}

--B--
"""


@pytest.fixture
def sent(db):
    return Notice.objects.create(email="gone@example.org", kind="step", key="1", subject="S", text="T", state="sent")


def report(notice, **more):
    words = {
        "email": notice.email,
        "action": "failed",
        "status": "5.1.1",
        "kind": "message/rfc822",
        "number": notice.uuid,
    }
    return REPORT.format(**{**words, **more}).encode()


def read(raw, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("read_bounces")


def bounces():
    return sum(MailAddress.objects.values_list("bounces", flat=True))


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_marks_the_notice_and_counts_for_the_address(sent, monkeypatch, kind):
    read(report(sent, kind=kind), monkeypatch)
    sent.refresh_from_db()
    assert sent.state == NoticeState.BOUNCED and bounces() == 1


def test_the_same_report_twice_counts_once(sent, monkeypatch):
    read(report(sent), monkeypatch)
    read(report(sent), monkeypatch)
    assert bounces() == 1


@pytest.mark.parametrize(
    "more", [{"action": "delayed", "status": "4.2.2"}, {"status": "4.4.1"}, {"action": "delivered", "status": "2.0.0"}]
)
def test_what_may_still_arrive_counts_for_nothing(sent, monkeypatch, more):
    read(report(sent, **more), monkeypatch)
    assert bounces() == 0


@pytest.mark.parametrize(
    "more", [{"number": "not-ours"}, {"number": "0" * 32}, {"email": "somebody-else@example.org"}, {"email": ""}]
)
def test_a_forged_report_silences_nobody(sent, monkeypatch, more):
    read(report(sent, **more), monkeypatch)
    assert bounces() == 0


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff" * 100, b"Subject: hello\n\nPlain mail", b"Content-Type: multipart/report\n\nx"]
)
def test_other_mail_is_left_alone(sent, monkeypatch, raw):
    read(raw, monkeypatch)
    assert bounces() == 0


def test_a_maildir_is_read_once(sent, tmp_path):
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(report(sent))
    call_command("read_bounces", str(tmp_path / "box"))
    Notice.objects.update(state="sent")
    call_command("read_bounces", str(tmp_path / "box"))
    assert bounces() == 1
