"""Set-up data in the back office: a Wagtail viewset that makes public pages anew and tells who keeps the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import freshness

CHANGED = "kuulu_setup_changed"  #: Wagtail hook called with (instance, by, verb) after each change

#: fields that many kinds of set-up data have
LABELS: Mapping[str, Promise] = {
    "__str__": gettext_lazy("Name"),
    "code": pgettext_lazy("set-up", "Code"),
    "names": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "unit": gettext_lazy("Unit"),
    "area": gettext_lazy("Area"),
    "category": gettext_lazy("Subject"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Telephone"),
    "is_active": gettext_lazy("In use"),
    "order": gettext_lazy("Order"),
    "lat": gettext_lazy("Latitude"),
    "lon": gettext_lazy("Longitude"),
}


def changed(instance: models.Model, by: Any, verb: str) -> None:
    """Set-up shows on public pages: make them anew, and let the audit trail know."""
    freshness.bump()
    for hook in hooks.get_hooks(CHANGED):
        hook(instance, by, verb)


class Worded:
    """What the pages of one kind share: its name in the menu stands where Wagtail would say the model's."""

    labels: ClassVar[Mapping[str, Promise]] = {}
    what: Promise | str = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        plural = capfirst(self.model._meta.verbose_name_plural)  # type: ignore[attr-defined]
        return [{**item, "label": self.what} if item.get("label") == plural else item for item in items]


class Index(Worded, generic.IndexView):
    """The list, its columns in words."""

    def get_page_title(self) -> str:
        return str(self.what)

    @property
    def add_item_label(self) -> str:
        return _("Add")

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Column:
        return self._worded(field_name, super()._get_title_column(field_name, *args, **kwargs))

    def _get_custom_column(self, field_name: str, *args: Any, **kwargs: Any) -> Column:
        fields = {field.name: field for field in self.model._meta.get_fields()}
        if isinstance(fields.get(field_name), models.BooleanField):
            kwargs["column_class"], args = BooleanColumn, ()
        return self._worded(field_name, super()._get_custom_column(field_name, *args, **kwargs))

    def _worded(self, field_name: str, column: Column) -> Column:
        if label := self.labels.get(field_name):
            column.label = str(label)
        return column


class Create(Worded, generic.CreateView):
    """Adds a row."""

    page_title = gettext_lazy("Add")
    success_message = gettext_lazy("%(object)s was saved.")

    def save_instance(self) -> models.Model:
        instance: models.Model = super().save_instance()
        changed(instance, self.request.user, "created")
        return instance


class Edit(Worded, generic.EditView):
    """Changes a row."""

    success_message = gettext_lazy("%(object)s was saved.")

    def save_instance(self) -> models.Model:
        instance: models.Model = super().save_instance()
        changed(instance, self.request.user, "changed")
        return instance


class Delete(Worded, generic.DeleteView):
    """Deletes a row that nothing holds on to."""

    success_message = gettext_lazy("%(object)s was deleted.")

    def delete_action(self) -> None:
        changed(self.object, self.request.user, "deleted")
        super().delete_action()


class SetupViewSet(ModelViewSet):
    """One kind of set-up data. Rights are asked as Django permissions and answered by the person's duties."""

    #: words for the fields that `LABELS` does not know
    labels: ClassVar[Mapping[str, Promise]] = {}
    index_view_class = Index
    add_view_class = Create
    edit_view_class = Edit
    delete_view_class = Delete
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
    icon = "cog"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        worded = {"labels": {**LABELS, **self.labels}, "what": self.menu_label}
        found: dict[str, Any] = super().get_common_view_kwargs(**{**worded, **kwargs})
        return found

    def formfield_for_dbfield(self, db_field: models.Field, **kwargs: Any) -> Any:
        if label := {**LABELS, **self.labels}.get(db_field.name):
            kwargs.setdefault("label", label)
        return super().formfield_for_dbfield(db_field, **kwargs)
