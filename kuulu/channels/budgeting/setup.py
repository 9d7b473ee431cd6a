"""Budgeting's set-up data for the back office: rounds and their phases. What is fixed at opening is shown, not changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.base import ViewSetGroup

from kuulu.foundation.setup import SetupViewSet

from .actions.open_round import FIXED
from .models import Phase, Round

BODIES = ("unit", "decides")


class RoundForm(WagtailAdminModelForm):
    """A round; when it is open, what residents were told at its opening cannot be changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.opened_at:
            for name in {*FIXED, *BODIES} & self.fields.keys():
                self.fields[name].disabled = True


class PhaseForm(WagtailAdminModelForm):
    """A phase of a round that is not open yet."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        rounds = [cleaned.get("round"), Phase.objects.get(pk=self.instance.pk).round if self.instance.pk else None]
        if any(one is not None and one.opened_at for one in rounds):
            raise ValidationError(_t("The round is open: its phases were fixed and published, and cannot be changed."))
        return cleaned


class RoundSetup(SetupViewSet):
    model = Round
    name = "budgeting_rounds"
    menu_label = _("Rounds")
    icon = "calendar"
    base_form_class = RoundForm
    labels = {
        "invitations": _("One sentence that asks people to take part"),
        "purposes": _("What the money may be used for"),
        "unit": _("Unit that runs it"),
        "decides": _("Body that decides"),
        "euros": _("Sum, in euros"),
        "yearly_cap": _("At most a year, in euros"),
        "least_cost": _("Least cost of one proposal, in euros"),
        "most_cost": _("Greatest cost of one proposal, in euros"),
        "proposers": _("Who may propose, in words"),
        "propose_level": _("What is asked of who proposes"),
        "names_hidden": _("No name of a proposer is ever shown"),
        "voters": _("Who may vote, in words"),
        "ballot": _("What a voter marks"),
        "choices": _("How many a voter chooses at most"),
        "points": _("How many points a voter shares"),
        "rule": _("How the votes are counted"),
        "least_votes": _("Votes that a proposal needs"),
        "promise_days": _("Working days to the first answer"),
        "carried_from": _("Made from the earlier round"),
    }
    form_fields = [
        "code", "names", "kind", "invitations", "purposes", "unit", "decides", "euros", "yearly_cap", "least_cost",
        "most_cost", "proposers", "propose_level", "names_hidden", "voters", "ballot", "choices", "points", "rule",
        "least_votes", "promise_days", "carried_from", "order",
    ]  # fmt: skip
    list_display = ["__str__", "unit", "euros", "opened_at"]
    list_filter = ["kind"]


class PhaseSetup(SetupViewSet):
    model = Phase
    name = "budgeting_phases"
    menu_label = _("Phases of rounds")
    icon = "time"
    base_form_class = PhaseForm
    labels = {"round": _("Round"), "opens_at": _("Opens"), "closes_at": _("Closes")}
    form_fields = ["round", "kind", "opens_at", "closes_at"]
    list_display = ["round", "kind", "opens_at", "closes_at"]
    list_filter = ["round"]


class BudgetingSetup(ViewSetGroup):
    """All of it under one entry of the menu."""

    menu_label = _("Participatory budgeting")
    menu_icon = "calendar-check"
    menu_order = 205
    items = (RoundSetup, PhaseSetup)
