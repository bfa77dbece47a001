"""Pull-downs, input messages and gentle warnings, from the kinds of the declaration.

A validation warns in the words of the rule and never stops anybody: what is typed is the officer's.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_send.excel.lists_sheet import list_name, own_name
from xl_send.schema.columns import Column, Need
from xl_send.schema.ids import Link
from xl_send.schema.kinds import Choice, Day, Kind, Number, OwnList, Percent, Pounds, YesNo

TITLE_ROOM, TEXT_ROOM = 32, 255


def ids_name(sheet: str) -> str:
    """The defined name of the ids that a sheet's rows have."""
    return f"ids_{sheet.replace(' ', '_')}"


def input_message(column: Column) -> str:
    """The help that Excel shows beside a cell of this column."""
    if isinstance(column.kind, Choice | YesNo | OwnList):
        text = column.help
    else:
        text = f"{column.help} Must be {column.kind.says}." if _speaks(column.kind) else column.help
    if column.need is not Need.OPTIONAL:
        text = f"{text} Required."
    return text if len(text) <= TEXT_ROOM else f"{text[: TEXT_ROOM - 3]}..."


def _speaks(kind: Kind) -> bool:
    return kind.says != "text" and not isinstance(kind, Link)


def validation(column: Column) -> dict[str, Any]:
    """XlsxWriter's description of a column's validation and input message."""
    return {
        **_rule(column.kind),
        "input_title": column.title[:TITLE_ROOM],
        "input_message": input_message(column),
        "error_type": "warning",
        "error_title": column.title[:TITLE_ROOM],
        "error_message": _warning(column),
    }


def _warning(column: Column) -> str:
    text = f"{column.title} must be {column.kind.says}. Keep what you typed?"
    return text if len(text) <= TEXT_ROOM else f"{column.title} must be from its list. Keep what you typed?"


def _rule(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Choice):
        return {"validate": "list", "source": f"={list_name(kind.options)}"}
    if isinstance(kind, YesNo):
        return {"validate": "list", "source": "=list_YesNo"}
    if isinstance(kind, OwnList):
        return {"validate": "list", "source": f"={own_name(kind.name)}"}
    if isinstance(kind, Link):
        return {"validate": "list", "source": f"={ids_name(kind.sheet)}"}
    if isinstance(kind, Day):
        return {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
    return _numbers(kind)


def _numbers(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Percent):
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10}
    if isinstance(kind, Pounds):
        return {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
    if isinstance(kind, Number):
        low = 0 if kind.low is None else kind.low
        high = 1e9 if kind.high is None else kind.high
        form = "integer" if kind.whole else "decimal"
        return {"validate": form, "criteria": "between", "minimum": low, "maximum": high}
    return {"validate": "any"}
