"""Slips in dates: of the year, the day or the order of day and month."""
