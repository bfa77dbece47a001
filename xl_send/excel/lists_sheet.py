"""The Lists sheet: pull-downs, the council's own lists, and the one column of non-working days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from xl_send.excel.looks import Looks
from xl_send.model.choices import CalendarKind
from xl_send.model.governance import CalendarEntry
from xl_send.model.own_lists import LISTS_TITLE, OWN_LISTS
from xl_send.model.submissions import SHEETS
from xl_send.schema.columns import columns_of
from xl_send.schema.kinds import Choice
from xl_send.terms import BANK_HOLIDAYS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Rows that an own list may grow to; pull-downs show only the filled ones.
OWN_ROOM = 60
NON_WORKING = "Non-working days"


def choice_lists() -> Mapping[str, tuple[str, ...]]:
    """Every fixed list of the declaration, by the name of its words."""
    kinds = [column.kind for record in SHEETS for column in columns_of(record)]
    choices = {kind.options.__name__: kind.options for kind in kinds if isinstance(kind, Choice)}
    lists = {name: tuple(option.value for option in options) for name, options in sorted(choices.items())}
    return {**lists, "YesNo": ("Yes", "No")}


def list_name(options: type[StrEnum]) -> str:
    """The defined name of a fixed list."""
    return f"list_{options.__name__}"


def own_name(title: str) -> str:
    """The defined name of a council's own list."""
    return f"own_{title.replace(' ', '_')}"


def non_working_days(calendar: Iterable[CalendarEntry]) -> list[date]:
    """Bank holidays of England and the calendar's closure days, in order, each once."""
    closures = {
        entry.starts + timedelta(days=step)
        for entry in calendar
        if entry.kind is CalendarKind.CLOSURE
        for step in range((entry.ends - entry.starts).days + 1)
    }
    return sorted(closures | set(BANK_HOLIDAYS))


def write_lists(
    book: Workbook, looks: Looks, own: Mapping[str, Sequence[str]], calendar: Iterable[CalendarEntry]
) -> None:
    """Write the sheet and name its lists. It is protected without a password, its own lists open."""
    sheet = book.add_worksheet(LISTS_TITLE)
    sheet.hide()
    place = 0
    for name, values in choice_lists().items():
        _column(sheet, looks, place, name, values)
        book.define_name(f"list_{name}", f"={LISTS_TITLE}!{_block(place, 1, len(values))}")
        place += 1
    for title, purpose in OWN_LISTS.items():
        _own_column(book, sheet, looks, place, title, own.get(title, ()))
        sheet.data_validation(0, place, 0, place, {"validate": "any", "input_title": title, "input_message": purpose})
        place += 1
    _days_column(book, sheet, looks, place, non_working_days(calendar))
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})


def _column(sheet: Worksheet, looks: Looks, place: int, title: str, values: Sequence[str]) -> None:
    sheet.set_column(place, place, max(14, *(len(value) + 3 for value in values)))
    sheet.write_string(0, place, title, looks.header("optional"))
    for row, value in enumerate(values, 1):
        sheet.write_string(row, place, value, looks.cell())


def _own_column(  # noqa: PLR0913 - one column of one sheet of one workbook
    book: Workbook, sheet: Worksheet, looks: Looks, place: int, title: str, values: Sequence[str]
) -> None:
    sheet.set_column(place, place, 38)
    sheet.write_string(0, place, title, looks.header("required"))
    open_cell = looks.make(locked=False, text_wrap=True, border=1, border_color="#C9CED6")
    for row in range(1, OWN_ROOM + 1):
        if row <= len(values):
            sheet.write_string(row, place, values[row - 1], open_cell)
        else:
            sheet.write_blank(row, place, None, open_cell)
    block = f"{LISTS_TITLE}!{_block(place, 1, OWN_ROOM)}"
    first = f"{LISTS_TITLE}!{_block(place, 1, 1).partition(':')[0]}"
    book.define_name(own_name(title), f"=OFFSET({first},0,0,MAX(1,COUNTA({block})),1)")


def _days_column(book: Workbook, sheet: Worksheet, looks: Looks, place: int, days: Sequence[date]) -> None:
    sheet.set_column(place, place, 18)
    sheet.write_string(0, place, NON_WORKING, looks.header("calculated"))
    for row, day in enumerate(days, 1):
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day in a cell has no time zone
        sheet.write_datetime(row, place, moment, looks.cell("ddd dd mmm yyyy"))
    book.define_name("non_working_days", f"={LISTS_TITLE}!{_block(place, 1, len(days))}")


def _block(place: int, top: int, count: int) -> str:
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 - loaded only when a workbook is written

    return xl_range_abs(top, place, top + count - 1, place)
