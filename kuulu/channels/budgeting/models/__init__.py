"""What is: rounds with their phases and fixed rules, proposals and what became of them, votes with their ballots."""

from .ballots import Envelope, FourEyes, Head, LogRow, Mark
from .entitlement import Code, CodeBatch, Electorate, Entitlement
from .proposal import Progress, Proposal, ProposalQuerySet, Weighed
from .round import FixedRules, Phase, Round, RoundQuerySet
from .verdict import Verdict
from .vote import Vote

__all__ = [
    "Code",
    "CodeBatch",
    "Electorate",
    "Entitlement",
    "Envelope",
    "FixedRules",
    "FourEyes",
    "Head",
    "LogRow",
    "Mark",
    "Phase",
    "Progress",
    "Proposal",
    "ProposalQuerySet",
    "Round",
    "RoundQuerySet",
    "Verdict",
    "Vote",
    "Weighed",
]
