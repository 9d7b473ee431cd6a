"""The one signal of the house: a matter changed, told after commit to those above who care."""

from django.dispatch import Signal

#: sent after commit with `matter_id: int` and `step_id: int | None`
matter_changed = Signal()
