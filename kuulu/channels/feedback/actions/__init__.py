"""The verbs of feedback, one idea a file."""

from .draft import Draft, faults_of
from .submit import submit

__all__ = [
    "Draft",
    "faults_of",
    "submit",
]
