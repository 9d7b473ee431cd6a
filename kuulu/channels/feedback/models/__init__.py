"""What is, and what is always true of it: categories, feedback, talk between sender and city, API keys."""

from .category import Authority, Category, CategoryGroup, Question, ReadyText, Route
from .desk import Shortlisted
from .feedback import Answer, Feedback, Forwarding, Message
from .interface import ApiKey, OutsideUpdate, TestRequest
from .routing import RoutingModel

__all__ = [
    "Answer",
    "ApiKey",
    "Authority",
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
    "TestRequest",
]
