"""What a person may type about feedback, one form a file."""

from .choose import ChooseForm
from .filter import FilterForm
from .own import AddForm, NotFixedForm, PublicForm
from .tell import TellForm

__all__ = ["AddForm", "ChooseForm", "FilterForm", "NotFixedForm", "PublicForm", "TellForm"]
