"""Workbooks to begin with: a blank one, or the next period's from the last."""
