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

    POLL = 0
    CODES = 1
    PERSONS = 2


class Publication(models.TextChoices):
    """How much of the ballots may be shown; more is hidden where they are few or rare."""

    AUTO = "auto"
    FULL = "full"
    MARKS = "marks"
    TOTALS = "totals"


class Door(models.TextChoices):
    """By which door somebody was found to be entitled."""

    IDENTIFICATION = "id"
    DESK = "desk"
    LETTER = "letter"
    CODE = "code"
    REGISTER = "register"


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
