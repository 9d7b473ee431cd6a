"""What is: rounds with their phases and fixed rules, proposals and what became of them, votes with their ballots."""

from .ballots import Envelope, FourEyes, Head, LogRow, Mark
from .batch import Batch, BatchItem, OfficeDecision, Ring
from .entitlement import Code, CodeBatch, DeskPass, Electorate, Entitlement
from .paper import CountSession, PaperAccount, PaperBallot, PaperBatch
from .proposal import Progress, Proposal, ProposalQuerySet, Weighed
from .published import PublishedFile
from .reach import Reach
from .round import FixedRules, Phase, Round, RoundQuerySet
from .verdict import Verdict
from .vote import Vote

__all__ = [
    "Batch",
    "BatchItem",
    "Code",
    "CodeBatch",
    "CountSession",
    "DeskPass",
    "Electorate",
    "Entitlement",
    "Envelope",
    "FixedRules",
    "FourEyes",
    "Head",
    "LogRow",
    "Mark",
    "OfficeDecision",
    "PaperAccount",
    "PaperBallot",
    "PaperBatch",
    "Phase",
    "Progress",
    "Proposal",
    "ProposalQuerySet",
    "Reach",
    "Ring",
    "PublishedFile",
    "Round",
    "RoundQuerySet",
    "Verdict",
    "Vote",
    "Weighed",
]
