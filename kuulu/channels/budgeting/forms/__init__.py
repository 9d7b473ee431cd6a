"""What a person may type about rounds and proposals, one form a file."""

from .answer import AnswerForm
from .filter import FilterForm
from .propose import ProposeForm

__all__ = ["AnswerForm", "FilterForm", "ProposeForm"]
