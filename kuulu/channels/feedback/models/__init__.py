"""What is, and what is always true of it: categories, feedback, talk between sender and city, API keys."""

from .category import Authority, Category, CategoryGroup, Question, ReadyText, Route
from .desk import Blocked, Shortlisted, SummaryReading
from .feedback import Answer, Feedback, Forwarding, Message
from .interface import ApiKey, OutsideUpdate, TestRequest
from .routing import RoutingModel

__all__ = [
    "Answer",
    "ApiKey",
    "Authority",
    "Blocked",
    "Category",
    "CategoryGroup",
    "Feedback",
    "Forwarding",
    "Message",
    "OutsideUpdate",
    "Question",
    "ReadyText",
    "Route",
    "RoutingModel",
    "Shortlisted",
    "SummaryReading",
    "TestRequest",
]
