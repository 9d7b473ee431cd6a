"""The front page and the ways of the house."""
