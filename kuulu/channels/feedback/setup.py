"""Feedback's set-up data for the back office: subjects, their questions, who answers, ready texts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from kuulu.foundation.setup import SetupViewSet
from kuulu.foundation.words import ChoicesFormField

from .models import Authority, Category, CategoryGroup, Question, ReadyText, Route


class GroupSetup(SetupViewSet):
    model = CategoryGroup
    name = "feedback_groups"
    menu_label = _("Groups of subjects")
    labels = {"icon": _("Picture beside the name")}
    form_fields = ["code", "names", "icon", "order"]
    list_display = ["__str__", "code", "order"]


class CategorySetup(SetupViewSet):
    model = Category
    name = "feedback_categories"
    menu_label = _("Subjects")
    icon = "tag"
    labels = {
        "group": _("Group of subjects"),
        "descriptions": _("What it covers, in a few words"),
        "synonyms": _("Other words that people search by"),
        "authority": _("Another authority, if it is not the city's matter"),
        "promise_days": _("Working days to the first answer"),
        "placing": _("Is a place asked?"),
        "notice_level": _("How strongly the note before the form speaks"),
        "notice": _("Note before the form"),
        "shortest_text": _("Shortest text, in characters"),
        "takes_photos": _("Pictures may be sent"),
        "may_be_public": _("May be public"),
        "outside_city_ok": _("The place may be outside the city"),
        "similar_radius": _("Similar ones are looked for within, metres"),
        "retain_months": _("Months the text is kept after closing"),
    }
    form_fields = [
        "code",
        "names",
        "group",
        "descriptions",
        "synonyms",
        "unit",
        "authority",
        "promise_days",
        "placing",
        "notice_level",
        "notice",
        "shortest_text",
        "takes_photos",
        "may_be_public",
        "outside_city_ok",
        "similar_radius",
        "retain_months",
        "is_active",
        "order",
    ]
    list_display = ["__str__", "group", "unit", "promise_days", "is_active"]
    list_filter = ["group", "unit", "is_active"]
    search_fields = ["code"]


class QuestionSetup(SetupViewSet):
    model = Question
    name = "feedback_questions"
    menu_label = _("Extra questions")
    icon = "help"
    labels = {
        "hints": _("Advice under the question"),
        "data_type": _("What sort of answer"),
        "is_required": _("Must be answered"),
        "is_asked": _("Is asked"),
        "is_public": _("The answer may be public"),
    }
    form_fields = [
        "category",
        "code",
        "names",
        "hints",
        "data_type",
        "values",
        "is_required",
        "is_asked",
        "is_public",
        "order",
    ]
    list_display = ["__str__", "category", "data_type", "is_required"]
    list_filter = ["category"]

    def formfield_for_dbfield(self, db_field: models.Field, **kwargs: Any) -> Any:
        if db_field.name == "values":
            return ChoicesFormField(label=_("Choices"))
        return super().formfield_for_dbfield(db_field, **kwargs)


class RouteSetup(SetupViewSet):
    model = Route
    name = "feedback_routes"
    menu_label = _("Who answers where")
    icon = "redirect"
    labels = {"words": _("Words in the text")}
    form_fields = ["category", "area", "words", "unit", "order"]
    list_display = ["category", "area", "words", "unit", "order"]
    list_filter = ["category", "unit"]


class AuthoritySetup(SetupViewSet):
    model = Authority
    name = "feedback_authorities"
    menu_label = _("Other authorities")
    icon = "site"
    labels = {"link": _("Web address"), "advice": _("Advice to the resident")}
    form_fields = ["code", "names", "email", "phone", "link", "advice"]
    list_display = ["__str__", "email", "phone"]


class ReadyTextSetup(SetupViewSet):
    model = ReadyText
    name = "feedback_ready_texts"
    menu_label = _("Ready texts")
    icon = "doc-full"
    labels = {"texts": _("Text"), "stage": _("Stage")}
    form_fields = ["names", "texts", "category", "unit", "stage", "order"]
    list_display = ["__str__", "category", "unit", "stage"]
    list_filter = ["unit", "category"]


class FeedbackSetup(ViewSetGroup):
    """All of it under one entry of the menu."""

    menu_label = _("Feedback")
    menu_icon = "comment"
    menu_order = 200
    items = (CategorySetup, QuestionSetup, RouteSetup, AuthoritySetup, ReadyTextSetup, GroupSetup)
