"""What can be reported, and what each asks: made from the same rows as the form on the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kuulu.foundation.languages import say

from ..models import Category, Question
from ..vocabulary import DataType, NoticeLevel
from .asked import Asked
from .faults import Fault
from .wire import Reply

LISTS = (DataType.ONE, DataType.MANY)


def open_services() -> QuerySet[Category]:
    """The categories that take reports by machine: in use, and not ones that tell the sender to do something else."""
    return Category.objects.filter(is_active=True).exclude(notice_level=NoticeLevel.STOP)


def service(code: str) -> Category:
    """The service of that code. Raises Fault 404."""
    found = open_services().select_related("unit", "group").prefetch_related("questions").filter(code=code).first()
    if found is None:
        raise Fault(404, _("There is no service_code “%(code)s”.") % {"code": code[:60]})
    return found


def services(asked: Asked) -> Reply:
    """V1-V6: the list of services in the asked language."""
    rows = (
        open_services().select_related("group").prefetch_related("questions").order_by("group__order", "order", "code")
    )
    return Reply(root="services", body=[_service(row) for row in rows])


def _service(category: Category) -> dict[str, Any]:
    words = [say(category.synonyms)] + ([] if category.may_be_public else ["private"])
    group = say(category.group.names)
    return {
        "service_code": category.code,
        "service_name": say(category.names) or category.code,
        "description": say(category.descriptions),
        "metadata": bool(category.questions.all()),
        "type": "realtime",
        "keywords": ",".join(word.strip() for part in words for word in part.split(",") if word.strip()),
        "group": group,
        "groups": [group],
    }


def definition(asked: Asked, code: str) -> Reply:
    """A1-A4: what a service asks besides; an empty list when it asks nothing more."""
    category = service(code)
    questions = sorted(category.questions.all(), key=lambda question: (question.order, question.pk))
    attributes = [_attribute(question, order) for order, question in enumerate(questions, 1)]
    return Reply(root="service_definition", body={"service_code": category.code, "attributes": attributes})


def _attribute(question: Question, order: int) -> dict[str, Any]:
    values = [{"key": str(value["key"]), "name": say(value.get("names"))} for value in question.values]
    return {
        "variable": question.is_asked,
        "code": question.code,
        "datatype": str(question.data_type),
        "required": question.is_required,
        "datatype_description": say(question.hints),
        "order": order,
        "description": say(question.names),
        "values": values if question.data_type in LISTS else None,
    }
