"""The room's set-up data for the back office: units and bodies; and the audit trail of every change of set-up."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.setup import SetupViewSet

from .actions import audit
from .models import Unit


class UnitSetup(SetupViewSet):
    model = Unit
    name = "units"
    menu_label = _("Units and bodies")
    icon = "group"
    add_to_admin_menu = True
    labels = {"parent": _("Belongs to"), "committee": _("Committee that decides")}
    menu_order = 210
    form_fields = ["code", "names", "kind", "parent", "committee", "email", "phone", "is_active"]
    list_display = ["__str__", "code", "kind", "parent", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["code"]


def keep_trail(instance: models.Model, by: Any, verb: str) -> None:
    """A line in the audit trail: who changed which row of which set-up data; never its content."""
    audit(by, f"setup {verb}", kind=instance._meta.model_name or "", reference=str(instance.pk))
