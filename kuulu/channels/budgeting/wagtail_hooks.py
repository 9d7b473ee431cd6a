"""Hands the room's set-up to Wagtail."""

from wagtail import hooks

from .setup import BudgetingSetup


@hooks.register("register_admin_viewset")
def budgeting_setup() -> BudgetingSetup:
    return BudgetingSetup()
