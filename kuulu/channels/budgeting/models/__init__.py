"""What is: rounds with their phases and fixed rules, proposals, how they were weighed, what was decided and done."""

from .proposal import Progress, Proposal, ProposalQuerySet, Weighed
from .round import FixedRules, Phase, Round, RoundQuerySet
from .verdict import Verdict

__all__ = [
    "FixedRules",
    "Phase",
    "Progress",
    "Proposal",
    "ProposalQuerySet",
    "Round",
    "RoundQuerySet",
    "Verdict",
    "Weighed",
]
