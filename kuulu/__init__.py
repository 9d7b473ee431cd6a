"""Kuulu: whoever speaks can see who answers, when, what was decided and what came of it."""
