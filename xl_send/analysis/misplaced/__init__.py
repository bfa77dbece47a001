"""Whole columns, or the day of a whole return, that stand where they do not belong: what gives them away."""
