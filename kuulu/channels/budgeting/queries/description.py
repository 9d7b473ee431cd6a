"""The process description of a round, made of its own settings, so that text and behaviour cannot differ (S209)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuulu.foundation import clock
from kuulu.foundation.languages import said_in, say

from ..models import Round
from ..vocabulary import CHECKLIST, BallotKind, CountingRule, PhaseKind, ProposeLevel, RoundKind


@dataclass(frozen=True, kw_only=True)
class Told:
    """One question that people ask of a round, and its answer in sentences."""

    question: str
    sentences: list[str]
    code: str = ""  #: by which a page may choose it
    lang: str = ""  #: of words that the city wrote, when they are in another language than the page


def euros(amount: int) -> str:
    """A sum as it is written in the active language: 100 000."""
    return number_format(amount, force_grouping=True)


def description_of(one: Round) -> list[Told]:
    """What, how much, who may propose and vote, when, how it is counted, and who decides."""
    told = [
        _words(_("What is the money for?"), one.purposes),
        Told(question=_("How much money is there?"), sentences=_money(one)),
        Told(question=_("Who may propose?"), sentences=_proposing(one)),
    ]
    if one.ballot != BallotKind.NONE:
        told += [
            _words(_("Who may vote?"), one.voters),
            Told(question=_("How does one vote?"), sentences=_voting(one)),
            Told(question=_("How are the votes counted?"), sentences=_counting(one), code="counting"),
        ]
    told += [
        Told(question=_("When does it happen?"), sentences=_times(one)),
        Told(question=_("Who decides?"), sentences=_deciding(one), code="deciding"),
    ]
    return [part for part in told if any(part.sentences)]


def _words(question: str, words: dict[str, str]) -> Told:
    return Told(question=question, sentences=[say(words)], lang=said_in(words))


def _money(one: Round) -> list[str]:
    sentences = [_("%(sum)s euros.") % {"sum": euros(one.euros)}]
    if one.yearly_cap:
        sentences.append(_("At most %(sum)s euros a year.") % {"sum": euros(one.yearly_cap)})
    if one.most_cost and one.least_cost:
        sums = {"least": euros(one.least_cost), "most": euros(one.most_cost)}
        sentences.append(_("One proposal may cost from %(least)s to %(most)s euros.") % sums)
    elif one.most_cost:
        sentences.append(_("One proposal may cost at most %(most)s euros.") % {"most": euros(one.most_cost)})
    return sentences


def _proposing(one: Round) -> list[str]:
    sentences = [say(one.proposers)]
    if one.propose_level >= ProposeLevel.EMAIL:
        sentences.append(_("We ask for an e-mail address and send a link to it. You need no account."))
    else:
        sentences.append(_("You need no account and need not tell who you are."))
    if one.names_hidden:
        sentences.append(_("Nobody's name is shown."))
    days = ngettext("%(count)s working day", "%(count)s working days", one.promise_days) % {"count": one.promise_days}
    sentences.append(_("Every proposal gets its first answer within %(days)s, and a reason.") % {"days": days})
    return sentences


def _voting(one: Round) -> list[str]:
    most = {"count": one.choices}
    ways = {
        BallotKind.APPROVAL: ngettext("You choose %(count)s proposal.", "You choose at most %(count)s proposals.", one.choices) % most,
        BallotKind.KNAPSACK: _("You choose as many proposals as the money allows."),
        BallotKind.POINTS: _("You share %(count)s points among the proposals.") % {"count": one.points},
        BallotKind.RANKING: _("You put at most %(count)s proposals in order, the best first.") % most,
    }  # fmt: skip
    return [ways.get(BallotKind(one.ballot), ""), _("The order of the proposals is drawn for each voter.")]


def _counting(one: Round) -> list[str]:
    rules: dict[str, Any] = {
        CountingRule.GREEDY: _("The proposal with most votes is taken first, then the next, as long as the money lasts. One that no longer fits is passed over."),
        CountingRule.GREEDY_BY_VALUE: _("The proposal with most votes for its cost is taken first, then the next, as long as the money lasts."),
        CountingRule.EQUAL_SHARES: _("Each voter has the same part of the money. It goes to the proposals that the voter supports; what enough voters can pay together is taken."),
    }  # fmt: skip
    sentences = [rules[CountingRule(one.rule)]]
    if one.least_votes:
        sentences.append(_("A proposal needs at least %(count)s votes.") % {"count": one.least_votes})
    sentences.append(
        _("Of two with as many votes the cheaper one is taken; if they cost the same, a drawn order decides.")
    )
    return sentences


def _times(one: Round) -> list[str]:
    if one.kind == RoundKind.ROLLING:
        return [_("You can propose at any time. Proposals are handled in batches through the year.")]
    return [_phase(phase) for phase in one.phases.all()]


def _phase(phase: Any) -> str:
    begins, ends = (moment.astimezone(clock.HELSINKI) for moment in (phase.opens_at, phase.closes_at))
    words = {
        "phase": PhaseKind(phase.kind).label,
        "from": date_format(begins, "j.n.Y"),
        "until": date_format(ends, "j.n.Y H.i"),
    }
    return _("%(phase)s: %(from)s – %(until)s.") % words


def _deciding(one: Round) -> list[str]:
    body = say(one.decides.names)
    if one.ballot == BallotKind.NONE:
        return [_("The decision is made by: %(body)s.") % {"body": body}]
    return [
        _("The result of the vote is a proposal. The decision is made by: %(body)s.") % {"body": body},
        _("If the decision differs from the result, the reason is told on this page."),
    ]


def checks_of(look: str, checks: dict[str, bool]) -> list[tuple[Any, bool]]:
    """The questions of a look's checklist with their answers, those that were answered."""
    return [(words, checks[code]) for code, words in CHECKLIST.get(look, {}).items() if code in checks]  # type: ignore[call-overload]
