"""Propose, weigh and vote on the use of a sum of money."""
