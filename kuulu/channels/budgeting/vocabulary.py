"""The words of the room: kinds of round and phase, ballots, the fates of a proposal, steps of its weighing."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND: Final = "proposal"  #: the matter kind this channel brings
LINK_PURPOSE: Final = "proposal"  #: of the secret link that opens one proposal to its proposer
RECEIPT_COOKIE: Final = "proposal"  #: of the one that has just proposed, so that the receipt can show the own link
LINK_DAYS: Final = 800  #: a round takes up to two years from the idea to what was built


class RoundKind(models.TextChoices):
    """How a round runs in time."""

    DATED = "dated", _("By dates: phase after phase")
    ROLLING = "rolling", _("All the time: handled in batches")


class PhaseKind(models.TextChoices):
    """The phases of a round in their order; each opens and closes by the clock."""

    IDEAS = "ideas", _("Ideas")
    EVALUATION = "evaluation", _("The city looks at the ideas")
    CO_CREATION = "co_creation", _("Ideas are worked on together")
    BALLOT = "ballot", _("Voting")
    COUNT = "count", _("Counting of the votes")
    DECISION = "decision", pgettext_lazy("phase", "Decision")
    IMPLEMENTATION = "implementation", _("What was chosen is carried out")
    REVIEW = "review", _("The round is looked back at")


class BallotKind(models.TextChoices):
    """What a voter marks."""

    NONE = "none", _("No vote: the body decides")
    APPROVAL = "approval", _("Choose at most so many")
    KNAPSACK = "knapsack", _("Choose as many as the money allows")
    POINTS = "points", _("Give points")
    RANKING = "ranking", _("Put in order")


class CountingRule(models.TextChoices):
    """How the votes make a proposal to the body that decides; `counting` has each."""

    GREEDY = "greedy", _("Most votes first, as long as the money lasts")
    GREEDY_BY_VALUE = "greedy_by_value", _("Most votes for the money first, as long as the money lasts")
    EQUAL_SHARES = "equal_shares", _("Equal shares: each voter has the same part of the money")


class ProposeLevel(models.IntegerChoices):
    """How surely the city knows who proposes; levels of `people`."""

    NONE = 0, _("Nothing is asked")
    EMAIL = 10, _("An e-mail address that is proved")


class Fate(models.TextChoices):
    """Where a proposal is on its way from an idea to a thing built; each maps to one public stage."""

    PROPOSED = "proposed", _("Proposed")
    WEIGHED = "weighed", _("The city is looking at it")
    POSSIBLE = "possible", _("Can be carried out")
    NOT_POSSIBLE = "not_possible", _("Cannot be carried out")
    CHOSEN = "chosen", _("Chosen")
    NOT_CHOSEN = "not_chosen", _("Not chosen this time")
    BUILT = "built", _("Carried out")
    JOINED = "joined", _("Goes on together with another")
    WITHDRAWN = "withdrawn", _("Taken back")


#: fates in which it is still to be told whether it can be carried out
UNWEIGHED: Final = (Fate.PROPOSED, Fate.WEIGHED)
#: fates of what was, or may yet be, on a ballot
CANDIDATES: Final = (Fate.POSSIBLE, Fate.CHOSEN, Fate.NOT_CHOSEN, Fate.BUILT)


class Weighing(models.TextChoices):
    """The two looks of the city at a proposal."""

    FORMAL = "formal", _("Does it belong to this round?")
    SUBSTANCE = "substance", _("Can it be carried out?")


#: what is looked at, by look: code -> question
CHECKLIST: Final = {
    Weighing.FORMAL: {
        "purpose": _("It is what the round is for"),
        "place": _("It is on the city's own land or in its own building"),
        "clear": _("It can be understood what is meant"),
        "lawful_words": _("The text insults nobody and advertises nothing"),
    },
    Weighing.SUBSTANCE: {
        "land": _("The land or room is free for it"),
        "law": _("Law and plans allow it"),
        "safe": _("It is safe, and people with disabilities can use it"),
        "cost": _("The cost fits the limits of the round"),
        "upkeep": _("Somebody looks after it, and that is paid for"),
    },
}


class Source(models.TextChoices):
    """How a proposal came."""

    WEB = "web", _("This service")
    PAPER = "paper", _("Paper")
    MEETING = "meeting", _("Meeting or walk")
    BODY = "body", _("A body or a council")
    OFFICIAL = "official", _("An official of the city")
    EARLIER = "earlier", _("An earlier round")


#: columns of the open data of public proposals
COLUMNS: Final = (
    "reference", "round", "number", "title", "text", "fate", "cost_euros", "votes", "area", "latitude", "longitude",
    "language", "proposed_at", "unit",
)  # fmt: skip
#: columns of the open data of rounds
ROUND_COLUMNS: Final = (
    "code",
    "name_fi",
    "name_sv",
    "name_en",
    "kind",
    "euros",
    "ballot",
    "rule",
    "decides",
    "opened_at",
)


class VoteState(models.TextChoices):
    """Where a vote is; it goes forward one step at a time, and the database refuses any other way."""

    DRAFT = "draft"
    REHEARSED = "rehearsed"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    PUBLISHED = "published"
    DESTROYED = "destroyed"


class VoteLevel(models.IntegerChoices):
    """What a vote promises: nothing of who answers, one code one ballot, or one person one ballot."""

    POLL = 0, _("Open poll: one person can answer many times")
    CODES = 1, _("One code, one ballot")
    PERSONS = 2, _("One person, one ballot")


class Publication(models.TextChoices):
    """How much of the ballots may be shown; more is hidden where they are few or rare."""

    AUTO = "auto", _("Whole ballots, unless they are few or rare")
    FULL = "full", _("Whole ballots")
    MARKS = "marks", _("Each mark by itself")
    TOTALS = "totals", _("Sums only")


class Door(models.TextChoices):
    """By which door somebody was found to be entitled."""

    IDENTIFICATION = "id", _("Strong identification")
    DESK = "desk", _("Service desk")
    LETTER = "letter", _("Code by letter")
    CODE = "code", _("Printed code")
    REGISTER = "register", _("Register")
    OPEN = "open", _("Nothing is asked")


#: the doors that a vote of each level may have
LEVEL_DOORS: Final = {
    VoteLevel.POLL: (Door.OPEN,),
    VoteLevel.CODES: (Door.CODE,),
    VoteLevel.PERSONS: (Door.IDENTIFICATION, Door.DESK, Door.LETTER, Door.REGISTER, Door.CODE),
}


class MarkChannel(models.TextChoices):
    """How the newest version of a mark votes."""

    WEB = "web"
    PAPER = "paper"
    VOID = "void"


class EnvelopeKind(models.TextChoices):
    """What one version of a mark is; the same words as in the log."""

    CAST = "cast"
    PAPER = "paper"
    VOID = "void"


class BatchState(models.TextChoices):
    """Where a batch of a rolling round is; it follows from what was done, and is nowhere written down."""

    GATHERING = "gathering", _("Ideas are gathered")
    EMPTY = "empty", _("No ideas came")
    PRICING = "pricing", _("Costs are looked into")
    PRICED = "priced", _("Waits for the meeting")
    RECOMMENDED = "recommended", _("The meeting has said what it thinks")
    PROPOSED = "proposed", _("Waits for the decision")
    DECIDED = "decided", _("Decided")


class Recommendation(models.TextChoices):
    """What the council that proposes says of an idea. It never decides."""

    SUPPORT = "support", _("Supports it")
    NOT = "not", _("Does not support it")
    MORE_WANTED = "more_wanted", _("Wants to know more")
    NEXT_ROUND = "next_round", _("Leaves it to the next handling")


class BatchOutcome(models.TextChoices):
    """What became of an idea in one batch."""

    APPROVED = "approved", _("Approved")
    PARTLY = "partly", _("Approved in part")
    REJECTED = "rejected", _("Not approved")
    MOVED_ON = "moved_on", _("Goes on to the next handling")
    LEFT = "left", _("Left the handling")  # taken back, joined to another, or found impossible meanwhile


#: outcomes that give money
GRANTING: Final = (BatchOutcome.APPROVED, BatchOutcome.PARTLY)
#: what of a decision is the same as what was recommended; anything else differs
AS_RECOMMENDED: Final = {
    Recommendation.SUPPORT: GRANTING,
    Recommendation.NOT: (BatchOutcome.REJECTED,),
    Recommendation.MORE_WANTED: (BatchOutcome.MOVED_ON,),
    Recommendation.NEXT_ROUND: (BatchOutcome.MOVED_ON,),
}
#: fates in which an idea of a rolling round can be handled
OPEN_FATES: Final = (*UNWEIGHED, Fate.POSSIBLE)
RING_DAYS: Final = 100  #: without handling, after which an idea rings at its owner


class ReachWay(models.TextChoices):
    """How a child or young person is reached; only the city sees it."""

    EMAIL = "email", _("By my own e-mail")
    SCHOOL = "school", _("Through my school")
    YOUTH_WORKER = "youth_worker", _("Through a youth worker")
    GUARDIAN = "guardian", _("Through my guardian")
    NONE = "none", _("Not at all: I follow it here")


#: ways that go through an adult, whose name or number is asked
THROUGH_ADULT: Final = (ReachWay.SCHOOL, ReachWay.YOUTH_WORKER, ReachWay.GUARDIAN)
