"""Pull-downs with the defined names of their lists, input messages and gentle warnings, from the kinds of cell.

A validation warns in the words of the rule and never stops anybody: what is typed is the officer's. Only
the cells that fill themselves turn back what is typed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_send.workbook.columns import Calculated, Column, Need, Record
from xl_send.workbook.ids import Link
from xl_send.workbook.kinds import Choice, Day, Kind, Number, OwnList, Percent, Pounds, YesNo
from xl_send.workbook.sheets.interdependencies import Interdependency

# Names of the Lists sheet, by which pull-downs and formulas know it.
NON_WORKING_NAME = "non_working_days"
TITLE_ROOM, TEXT_ROOM = 32, 255
EARLIEST = date(2000, 1, 1)


def ids_name(sheet: str) -> str:
    """The defined name of the ids that a sheet's rows have."""
    return f"ids_{sheet.replace(' ', '_')}"


def input_message(column: Column) -> str:
    """The help that Excel shows beside a cell of this column."""
    parts = [column.help]
    if not isinstance(column.kind, Choice | YesNo | OwnList | Link) and column.kind.says != "text":
        parts.append(f"Must be {column.kind.says}.")
    if column.need is not Need.OPTIONAL:
        parts.append("Required.")
    return " ".join(parts)


def heading_message(title: str, text: str) -> dict[str, Any]:
    """Help on a cell that may hold anything."""
    return {"validate": "any", "input_title": _fitted(title, TITLE_ROOM), "input_message": _fitted(text, TEXT_ROOM)}


def calculated_message(one: Calculated) -> str:
    """The help that Excel shows beside a cell that fills itself."""
    return f"{one.help} Worked out for you; do not type here."


def guard(one: Calculated) -> dict[str, Any]:
    """A cell that fills itself turns back what is typed: the one validation that does not only warn."""
    return {
        **heading_message(one.title, calculated_message(one)),
        "validate": "custom",
        "value": "=FALSE",
        "ignore_blank": False,
        "error_title": _fitted(one.title, TITLE_ROOM),
        "error_message": "This cell is worked out for you. Choose Cancel to keep its formula.",
    }


def _fitted(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3].rstrip()}..."


def validation(column: Column, record: type[Record] | None = None) -> dict[str, Any]:
    """XlsxWriter's description of a column's validation and input message."""
    message = _fitted(f"{column.title} must be {column.kind.says}. Keep what you typed?", TEXT_ROOM)
    return {
        **heading_message(column.title, input_message(column)),
        **_rule(column.kind),
        **_warning(column.title, message),
        "show_error": not (record is Interdependency and isinstance(column.kind, Link)),
    }


def day_rule(title: str) -> dict[str, Any]:
    """A date, for a cell that no column declares."""
    return {**_rule(Day()), **_warning(title, f"{title} must be {Day().says}. Keep what you typed?")}


def _warning(title: str, message: str) -> dict[str, Any]:
    return {"error_type": "warning", "error_title": _fitted(title, TITLE_ROOM), "error_message": message}


def _rule(kind: Kind) -> dict[str, Any]:
    if source := _source(kind):
        return {"validate": "list", "source": f"={source}"}
    if isinstance(kind, Day):
        return {"validate": "date", "criteria": ">=", "value": EARLIEST}
    if isinstance(kind, Number):
        return _numbers(kind)
    return {"validate": "any"}


def _source(kind: Kind) -> str:
    """The defined name of the list that a kind's values are picked from."""
    if isinstance(kind, Choice):
        return list_name(kind.options.__name__)
    if isinstance(kind, YesNo):
        return list_name("YesNo")
    if isinstance(kind, OwnList):
        return own_list_name(kind.name)
    return ids_name(kind.sheet) if isinstance(kind, Link) else ""


def _numbers(kind: Number) -> dict[str, Any]:
    low, high = 0.0 if kind.low is None else kind.low, 1e9 if kind.high is None else kind.high
    if isinstance(kind, Percent):
        high = 10 if kind.high is None else kind.high
    elif isinstance(kind, Pounds) and kind.low is None:
        low, high = -1e12, 1e12
    form = "integer" if kind.whole else "decimal"
    return {"validate": form, "criteria": "between", "minimum": low, "maximum": high}


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
