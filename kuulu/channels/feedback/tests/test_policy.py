"""Who may do what with a feedback, and in which stage: two tables that a lawyer can check, and their product.

Columns of the first table, always of the feedback's own unit unless said: RES resident who did not send it,
OTH handler of another unit, ARE handler of the unit in another area, HAN handler, SUP supervisor of the service area,
PRE preparer, DEC decider, MOD moderator, COM communications, CLE clerk, TRA translator, AUD auditor, ADM administrator,
OLD handler whose duty ended yesterday.
"""

import datetime as dt

import pytest

from kuulu.channels.feedback.policy import VERBS, allowed, may
from kuulu.commons.people.models import Person, Role
from kuulu.commons.people.vocabulary import Duty
from kuulu.commons.places.models import Area
from kuulu.foundation import clock

from .factories import make_category, make_feedback, make_unit

pytestmark = pytest.mark.django_db

WHO_MAY = """
verb              RES OTH ARE HAN SUP PRE DEC MOD COM CLE TRA AUD ADM OLD
read               -   -   -   x   x   x   x   x   x   x   -   x   x   -
see_sender         -   -   -   x   x   x   x   -   -   x   -   -   x   -
add_note           -   -   -   x   x   x   x   x   x   x   -   -   x   -
answer             -   -   -   x   x   x   x   -   -   -   -   -   x   -
ask_sender         -   -   -   x   x   x   x   -   -   -   -   -   x   -
take               -   -   -   x   x   x   x   -   -   -   -   -   x   -
move_to_unit       -   -   -   x   x   x   x   -   -   x   -   -   x   -
recategorise       -   -   -   x   x   x   x   -   -   x   -   -   x   -
join               -   -   -   x   x   x   x   -   -   -   -   -   x   -
forward            -   -   -   x   x   x   x   -   -   -   -   -   x   -
deliver            -   -   -   x   x   x   x   -   -   -   -   -   x   -
close              -   -   -   x   x   x   x   -   -   -   -   -   x   -
carry_out          -   -   -   x   x   x   x   -   -   -   -   -   x   -
reopen             -   -   -   x   x   x   x   -   -   -   -   -   x   -
outcome            -   -   -   x   x   x   x   -   -   -   -   -   x   -
priority           -   -   -   x   x   x   x   -   -   -   -   -   x   -
thank              -   -   -   x   x   x   x   -   -   -   -   -   x   -
approve            -   -   -   x   x   x   x   x   x   -   -   -   x   -
refuse_publishing  -   -   -   x   x   x   x   x   x   -   -   -   x   -
hide               -   -   -   x   x   x   x   x   x   -   -   -   x   -
redact             -   -   -   x   x   x   x   x   x   -   -   -   x   -
"""

POSSIBLE_IN = """
verb              received in_hand answered carried_out closed withdrawn declined
read                 x        x       x          x         x       x         x
see_sender           x        x       x          x         x       x         x
add_note             x        x       x          x         x       x         x
answer               x        x       x          x         x       -         -
ask_sender           x        x       -          -         -       -         -
take                 x        x       x          x         x       -         x
move_to_unit         x        x       x          x         x       -         x
recategorise         x        x       x          x         x       -         x
join                 x        x       x          x         x       -         -
forward              x        x       x          -         -       -         -
deliver              x        x       x          x         x       -         x
close                x        x       x          x         -       -         -
carry_out            x        x       x          -         x       -         -
reopen               -        -       x          x         x       -         x
outcome              x        x       x          x         x       -         x
priority             x        x       x          x         x       -         x
thank                x        x       -          -         -       -         -
approve              x        x       x          x         x       -         x
refuse_publishing    x        x       x          x         x       -         x
hide                 x        x       x          x         x       -         x
redact               x        x       x          x         x       -         x
"""

DUTIES = {
    "OTH": Duty.HANDLER,
    "ARE": Duty.HANDLER,
    "HAN": Duty.HANDLER,
    "SUP": Duty.SUPERVISOR,
    "PRE": Duty.PREPARER,
    "DEC": Duty.DECIDER,
    "MOD": Duty.MODERATOR,
    "COM": Duty.COMMUNICATIONS,
    "CLE": Duty.CLERK,
    "TRA": Duty.TRANSLATOR,
    "AUD": Duty.AUDITOR,
    "ADM": Duty.ADMINISTRATOR,
    "OLD": Duty.HANDLER,
}


def read(table):
    """(row, column) -> whether there is a cross."""
    heads, *rows = [line.split() for line in table.strip().splitlines()]
    return {(row[0], head): mark == "x" for row in rows for head, mark in zip(heads[1:], row[1:], strict=True)}


WHO, WHEN = read(WHO_MAY), read(POSSIBLE_IN)
STAGES = list(dict.fromkeys(stage for _, stage in WHEN))


@pytest.fixture
def feedback():
    service = make_unit("asuminen", kind="service_area")
    unit = make_unit("kadut", parent=service)
    made = make_feedback(category=make_category(unit=unit), wishes_public=True)
    made.matter.area = Area.objects.create(code="anttola", names={"fi": "Anttola"}, kind="board")
    made.matter.save()
    return made


def make_somebody(column, feedback):
    person = Person.objects.create_user(f"{column.lower()}@example.org")
    if column in DUTIES:
        unit = {"OTH": make_unit("puistot"), "SUP": feedback.matter.unit.parent}.get(column, feedback.matter.unit)
        yesterday = clock.today() - dt.timedelta(days=1)
        dates = {"starts_on": yesterday, "ends_on": yesterday} if column == "OLD" else {}
        area = {"ARE": "ristiina", "HAN": "anttola"}.get(column, "")
        Role.objects.create(person=person, duty=DUTIES[column], unit=unit, area_code=area, **dates)
    return person


def test_both_tables_name_every_verb_of_the_desk():
    assert {verb for verb, _ in WHO} == {verb for verb, _ in WHEN} == set(VERBS)


@pytest.mark.parametrize("column", ["RES", *DUTIES])
def test_a_person_may_what_the_tables_say_in_every_stage_and_nothing_else(column, feedback):
    person = make_somebody(column, feedback)
    wrong = []
    for stage in STAGES:
        feedback.matter.stage = stage
        for verb in VERBS:
            expected = WHO[verb, column] and WHEN[verb, stage]
            if may(person, verb, feedback) != expected:
                wrong.append(f"{column} {verb} {stage}: should be {expected}")
    assert not wrong, "\n".join(wrong)


def test_what_has_no_unit_yet_is_open_to_whoever_works_at_the_desk(feedback):
    feedback.matter.unit = None
    assert "move_to_unit" in allowed(make_somebody("OTH", feedback_with(feedback)), feedback)


def feedback_with(feedback):
    """The same, with its unit for the maker of persons."""
    from kuulu.channels.feedback.models import Feedback

    return Feedback.objects.select_related("matter__unit__parent").get(pk=feedback.pk)


def test_somebody_whose_account_is_closed_may_nothing(feedback):
    person = make_somebody("HAN", feedback)
    person.closed_at = clock.now()
    assert not allowed(person, feedback)
