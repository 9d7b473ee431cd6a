"""Counts votes on the use of a sum of money. Pure: imports nothing of Django, decides nothing by a float."""
