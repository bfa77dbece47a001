"""The defined names of the Lists sheet, by which pull-downs and formulas know it."""

from __future__ import annotations

NON_WORKING_NAME = "non_working_days"


def list_name(name: str) -> str:
    """The defined name of a fixed list."""
    return f"list_{name}"


def mark_name(title: str) -> str:
    """The defined name by which a sheet of results is known as ours, whatever its owner calls it."""
    return f"xl_send_{title.replace(' ', '_')}"


def table_name(title: str) -> str:
    """The name of the table on a sheet of results."""
    return f"tbl{title}"


def own_list_name(title: str) -> str:
    """The defined name of a council's own list."""
    return f"own_{title.replace(' ', '_')}"
