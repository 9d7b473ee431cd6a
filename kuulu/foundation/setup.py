"""Set-up data in the back office: a Wagtail viewset that makes public pages anew and tells who keeps the trail."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import freshness

CHANGED = "kuulu_setup_changed"  #: Wagtail hook called with (instance, by, verb) after each change


def changed(instance: models.Model, by: Any, verb: str) -> None:
    """Set-up shows on public pages: make them anew, and let the audit trail know."""
    freshness.bump()
    for hook in hooks.get_hooks(CHANGED):
        hook(instance, by, verb)


class Create(generic.CreateView):
    """Adds a row."""

    def save_instance(self) -> models.Model:
        instance: models.Model = super().save_instance()
        changed(instance, self.request.user, "created")
        return instance


class Edit(generic.EditView):
    """Changes a row."""

    def save_instance(self) -> models.Model:
        instance: models.Model = super().save_instance()
        changed(instance, self.request.user, "changed")
        return instance


class Delete(generic.DeleteView):
    """Deletes a row that nothing holds on to."""

    def delete_action(self) -> None:
        changed(self.object, self.request.user, "deleted")
        super().delete_action()


class SetupViewSet(ModelViewSet):
    """One kind of set-up data. Rights are asked as Django permissions and answered by the person's duties."""

    add_view_class = Create
    edit_view_class = Edit
    delete_view_class = Delete
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
    icon = "cog"
