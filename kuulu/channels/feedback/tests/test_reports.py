"""What the desk gives out: exports that no spreadsheet runs, figures, monthly summaries with proof of reading, blocks."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.actions.summaries import send_summaries
from kuulu.channels.feedback.models import Blocked, SummaryReading
from kuulu.channels.feedback.queries.blocked import is_blocked
from kuulu.channels.feedback.queries.summary import month_before, month_start, summary_of
from kuulu.commons.people.models import AuditEntry, Notice
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_category, make_feedback, make_staff, make_unit

pytestmark = pytest.mark.django_db
EVIL = ["=1+1", "+358 40", "-2", "@SUM(A1)", "\tTab"]


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def category():
    return make_category()


@pytest.fixture
def handler(category):
    return make_staff(category.unit)


@pytest.fixture
def desk(client, handler):
    client.force_login(handler)
    return client


def as_csv(reply):
    text = b"".join(reply.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def as_sheet(reply):
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content))).active
    return list(sheet.iter_rows(values_only=True))


def test_an_export_has_what_the_list_shows_and_nothing_of_other_units(desk, category):
    mine = make_feedback(category=category, text="Oma palaute", sender_email="sender@example.org")
    make_feedback(category=make_category("puut", unit=make_unit("puistot")), text="Toisen yksikön")
    rows = as_csv(desk.get("/en/desk/palaute/vienti.csv"))
    assert rows[0][0] == "Number" and [row[0] for row in rows[1:]] == [mine.matter.reference]
    assert "sender@example.org" not in str(rows)
    assert AuditEntry.objects.filter(verb="exported").count() == 1


def test_who_may_see_senders_exports_them_and_who_may_not_does_not(desk, category):
    make_feedback(category=category, sender_email="sender@example.org")
    assert "sender@example.org" in str(as_csv(desk.get("/en/desk/palaute/vienti.csv?henkilot=1")))
    desk.force_login(make_staff(duty=Duty.AUDITOR))
    assert "sender@example.org" not in str(as_csv(desk.get("/en/desk/palaute/vienti.csv?henkilot=1")))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_begins_like_a_formula(desk, category, form):
    for text in EVIL:
        make_feedback(category=category, text=text, title=text.strip(), sender_name=text.strip())
    reply = desk.get(f"/en/desk/palaute/vienti.{form}?henkilot=1")
    if form == "csv":
        cells = [cell for row in as_csv(reply) for cell in row]
    else:
        cells = [str(cell) for row in as_sheet(reply) for cell in row if isinstance(cell, str)]
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell]


def test_a_workbook_that_is_not_the_whole_list_says_so_in_its_first_row_and_csv_is_whole(desk, category, monkeypatch):
    for _ in range(4):
        make_feedback(category=category)
    monkeypatch.setattr("kuulu.channels.feedback.exports.desk.MOST_ROWS", 3)
    cut, whole = (as_sheet(desk.get(f"/en/desk/palaute/vienti.xlsx{view}")) for view in ("", "?view=mine"))
    assert cut[0][0].startswith("Not the whole list: only its first 3 rows") and cut[1][0] == "Number"
    assert len(cut) == 5 and whole[0][0] == "Number"
    assert len(as_csv(desk.get("/en/desk/palaute/vienti.csv"))) == 5
    assert "CSV has the whole list, XLSX at most 20" in desk.get("/en/desk/palaute/").content.decode()


def test_a_second_export_waits_for_the_first(desk, category, handler):
    from django.core.cache import cache

    cache.add(f"feedback:export:{handler.pk}", "1")
    assert desk.get("/en/desk/palaute/vienti.csv").status_code == 302
    cache.clear()
    b"".join(desk.get("/en/desk/palaute/vienti.csv").streaming_content)
    assert desk.get("/en/desk/palaute/vienti.csv").status_code == 200


def test_an_export_of_many_takes_few_queries(desk, category, django_assert_max_num_queries):
    for _ in range(30):
        make_feedback(category=category)
    with django_assert_max_num_queries(25):
        assert len(as_csv(desk.get("/en/desk/palaute/vienti.csv?henkilot=1"))) == 31


def test_figures_count_what_waits_by_age_and_unit(desk, category, handler):
    old = make_feedback(category=category, at=clock.now() - dt.timedelta(days=40))
    new = make_feedback(category=category)
    handle.answer(new, texts={"fi": "Hoidettu."}, by=handler)
    page = desk.get("/en/desk/palaute/luvut/").content.decode()
    assert "1 wait for an answer, 1 of them late" in page and "100 %" in page and old.matter.is_late


@pytest.fixture
def october(category, handler):
    """Last month of a unit: three came, one was answered, one is public."""
    month = month_before(clock.today())
    at = dt.datetime.combine(month, dt.time(12), tzinfo=clock.HELSINKI) + dt.timedelta(days=2)
    made = [
        make_feedback(category=category, at=at, wishes_public=True, text=f"Kuoppa #{n} *x* $y$ @z") for n in range(3)
    ]
    handle.answer(made[0], texts={"fi": "Paikattu."}, by=handler, at=at + dt.timedelta(hours=1))
    handle.approve(made[0], by=handler)
    handle.record_outcome(made[0], kind="work", text={"fi": "Katu päällystettiin."}, by=handler, at=month)
    return month


def test_a_summary_counts_the_month_and_shows_public_ones_only(desk, category, october):
    told = summary_of(category.unit, october)
    assert (told.received, told.answered, told.in_time, told.share_in_time) == (3, 1, 1, 100)
    assert [one.title for one in told.samples] == ["Kuoppa #0 *x* $y$ @z"] and told.outcomes == ["Katu päällystettiin."]
    page = desk.get(f"/en/desk/palaute/koosteet/kadut/{october:%Y-%m}/").content.decode()
    assert "Kuoppa #0" in page and "Kuoppa #1" not in page and "Katu päällystettiin." in page


def test_a_summary_is_an_accessible_pdf_in_which_typed_marks_are_only_text(desk, october):
    reply = desk.get(f"/en/desk/palaute/koosteet/kadut/{october:%Y-%m}/kooste.pdf")
    pdf = reply.content
    assert (
        reply["Content-Type"] == "application/pdf" and pdf.startswith(b"%PDF-1.7") and pdf.rstrip().endswith(b"%%EOF")
    )
    assert b"pdfuaid" in pdf and b"StructTreeRoot" in pdf and b"/Lang" in pdf
    assert pdf == desk.get(f"/en/desk/palaute/koosteet/kadut/{october:%Y-%m}/kooste.pdf").content


@pytest.mark.parametrize("address", ["kadut/2026-13", "kadut/x", "ei-ole/2026-01", "kadut/2099-01", "puistot/2026-01"])
def test_a_summary_that_is_not_ones_own_or_not_yet_is_not_found(desk, category, address):
    make_unit("puistot")
    for tail in ("", "kooste.pdf"):
        assert desk.get(f"/en/desk/palaute/koosteet/{address}/{tail}").status_code == 404


def test_leaders_and_deciders_get_it_once_and_opening_it_proves_reading(client, category, october):
    committee = make_unit("lautakunta", kind="body")
    category.unit.committee = committee
    category.unit.save()
    boss, decider = make_staff(category.unit, Duty.SUPERVISOR), make_staff(committee, Duty.DECIDER)
    assert send_summaries(october) == 2 and send_summaries(october) == 0
    assert Notice.objects.filter(kind="summary").count() == 2
    client.force_login(boss)
    client.get(f"/en/desk/palaute/koosteet/kadut/{october:%Y-%m}/")
    read = {one.person: bool(one.read_at) for one in SummaryReading.objects.select_related("person")}
    assert read == {boss: True, decider: False}
    client.post(f"/en/desk/palaute/koosteet/kadut/{october:%Y-%m}/vaikutus/", {"text": "Lisäsimme päällystystä."})
    assert SummaryReading.objects.get(person=boss).effect == "Lisäsimme päällystystä."


def test_few_in_an_area_are_not_told_exactly(category, october):
    from kuulu.commons.matters.models import Matter
    from kuulu.commons.places.models import Area

    Matter.objects.update(area=Area.objects.create(code="ristiina", names={"fi": "Ristiina"}, kind="board"))
    assert [row.shown for row in summary_of(category.unit, october).areas] == ["1–4"]


def test_only_administrators_block_and_the_address_is_not_kept(desk, client, category):
    data = {"address": "Spammer@example.org", "reason": "Roskaa", "days": "7"}
    assert desk.post("/en/desk/palaute/estot/", data).status_code == 403
    client.force_login(make_staff(duty=Duty.ADMINISTRATOR))
    assert client.post("/en/desk/palaute/estot/", {}).status_code == 422
    assert client.post("/en/desk/palaute/estot/", data).status_code == 302
    assert is_blocked("spammer@example.org") and not is_blocked("other@example.org")
    kept = Blocked.objects.get()
    assert "spammer" not in f"{kept.hint}{kept.digest}".lower()
    with pytest.raises(ValidationError):
        make_feedback(category=category, sender_email="spammer@example.org")
    client.post("/en/desk/palaute/estot/", {"pois": kept.pk})
    assert not is_blocked("spammer@example.org")


def test_a_month_begins_on_its_first_day():
    assert month_start(dt.date(2026, 3, 31)) == dt.date(2026, 3, 1) and month_before(dt.date(2026, 1, 5)) == dt.date(
        2025, 12, 1
    )
