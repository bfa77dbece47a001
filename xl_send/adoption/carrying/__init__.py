"""Rows of another's table made into rows of ours, cell by cell."""
