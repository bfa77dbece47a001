"""The Lists sheet: the council's own lists, the one column of non-working days, and every fixed list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xl_send.calendar import BANK_HOLIDAYS
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import columns_of
from xl_send.workbook.kinds import Choice
from xl_send.workbook.sheets.choices import LISTS_TITLE, OWN_LISTS, CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.formulas.calendar import FAR_OFF, NO_DAY, next_closure, non_working
from xl_send.xlsx.formulas.syntax import Spelt, day_number
from xl_send.xlsx.write.cell_writer import write_day, write_text
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.validations import NON_WORKING_NAME, list_name, own_list_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Rows that an own list may grow to; pull-downs show only the filled ones.
OWN_ROOM = 60
OWN_WIDTH = 40
NON_WORKING, CLOSURES = "Non-working days", "Closure days"
# Closure days that formulas can count: many years of them.
CLOSURE_ROOM = 90
DAY_LOOK = "ddd dd mmm yyyy"
# Cells without a closure day to show stay empty.
CLOSURE_LOOK = f'[<1000]"";[>2958465]"";{DAY_LOOK}'
_TITLES = {"Rag": "RAG", "YesNo": "Yes or No"}


def choice_lists() -> Mapping[str, tuple[str, ...]]:
    """Every fixed list of the declaration, by the name of its words."""
    kinds = [column.kind for record in SHEETS for column in columns_of(record)]
    choices = {kind.options.__name__: kind.options for kind in kinds if isinstance(kind, Choice)}
    lists = {name: tuple(option.value for option in options) for name, options in sorted(choices.items())}
    return {**lists, "YesNo": ("Yes", "No")}


def list_title(name: str) -> str:
    """What a fixed list is headed: `RiskStatus` is Risk status."""
    if name in _TITLES:
        return _TITLES[name]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def closure_days(calendar: Iterable[CalendarEntry]) -> list[date]:
    """The calendar's closure days, in order, each once."""
    closures = {
        entry.starts + timedelta(days=step)
        for entry in calendar
        if entry.kind is CalendarKind.CLOSURE
        for step in range((entry.ends - entry.starts).days + 1)
    }
    return sorted(closures)


def filled_part(sheet: str, letter: str, top: int, bottom: int) -> str:
    """A formula for the cells from the first row down to the last filled one, whatever gaps are between."""
    first, block = f"'{sheet}'!${letter}${top}", f"'{sheet}'!${letter}${top}:${letter}${bottom}"
    last = f'IFERROR(LOOKUP(2,1/({block}<>""),ROW({block})-ROW({first})+1),1)'
    return f"={first}:INDEX({block},{last})"


def write_lists(
    book: Workbook, looks: Looks, own: Mapping[str, Sequence[str]], calendar: Iterable[CalendarEntry]
) -> None:
    """Write the sheet and name its lists. It is protected without a password, its own lists open."""
    sheet = book.add_worksheet(LISTS_TITLE)
    sheet.hide()
    lists = _Lists(book, sheet, looks)
    for title, purpose in OWN_LISTS.items():
        lists.add_own(title, purpose, own.get(title, ()))
    lists.add_days(calendar)
    for name, values in choice_lists().items():
        lists.add_fixed(name, values)
    sheet.set_row(0, 26)
    sheet.freeze_panes(1, 0)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})


class _Lists:
    """The sheet while it is being filled, a column at a time from the left."""

    def __init__(self, book: Workbook, sheet: Worksheet, looks: Looks) -> None:
        self._book, self._sheet, self._looks = book, sheet, looks
        self._place = 0

    def add_own(self, title: str, purpose: str, values: Sequence[str]) -> None:
        """A list that the council edits; its pull-down shows what is filled."""
        open_cell = self._looks.unlocked()
        help_text = {"validate": "any", "input_title": title, "input_message": purpose}
        self._sheet.data_validation(0, self._place, OWN_ROOM, self._place, help_text)
        for row in range(1, OWN_ROOM + 1):
            self._sheet.write_blank(row, self._place, None, open_cell)
        self._fill(title, "required", values, OWN_WIDTH, open_cell)
        self._name(own_list_name(title), filled_part(LISTS_TITLE, self._letter, 2, OWN_ROOM + 1))

    def add_days(self, calendar: Iterable[CalendarEntry]) -> None:
        """Every day on which nobody works, shared by formulas and engine: bank holidays, then closure days.

        Beside them stand the closure days in order as the Calendar gives them, each found from the one above.
        """
        look = self._looks.cell(DAY_LOOK)
        for title, place in ((NON_WORKING, self._place), (CLOSURES, self._place + 1)):
            self._sheet.set_column(place, place, 22)
            self._sheet.write_string(0, place, title, self._looks.header("calculated"))
        for row, day in enumerate(sorted(BANK_HOLIDAYS), 1):
            write_day(self._sheet, (row, self._place), day, look)
        self._add_closures(closure_days(calendar), self._looks.cell(CLOSURE_LOOK))
        self._name(NON_WORKING_NAME, self._block(len(BANK_HOLIDAYS) + CLOSURE_ROOM))
        self._place += 1

    def _add_closures(self, closures: Sequence[date], look: Format) -> None:
        chain, top = column_letters(self._place + 2), len(BANK_HOLIDAYS) + 1
        holidays = f"${self._letter}$2:${self._letter}${top}"
        for step in range(CLOSURE_ROOM):
            row, before = top + step, f"{chain}{top + step}" if step else "0"
            shown = day_number(closures[step]) if step < len(closures) else FAR_OFF
            counted = shown if step < len(closures) and closures[step] not in BANK_HOLIDAYS else NO_DAY
            formula = non_working(f"{chain}{row + 1}", holidays)
            self._sheet.write_formula(row, self._place, Spelt(formula), look, counted)
            self._sheet.write_formula(row, self._place + 1, Spelt(next_closure(before)), look, shown)

    def add_fixed(self, name: str, values: Sequence[str]) -> None:
        """A list of the declaration."""
        title = list_title(name)
        width = max(len(title) + 5, *(len(value) + 4 for value in values))
        self._fill(title, "optional", values, width, self._looks.cell())
        self._name(list_name(name), self._block(len(values)))

    def _fill(self, title: str, header: str, values: Sequence[str], width: int, look: Format) -> None:
        self._sheet.set_column(self._place, self._place, width)
        self._sheet.write_string(0, self._place, title, self._looks.header(header))
        for row, value in enumerate(values, 1):
            write_text(self._sheet, (row, self._place), value, look)

    @property
    def _letter(self) -> str:
        return column_letters(self._place + 1)

    def _block(self, count: int) -> str:
        return f"={LISTS_TITLE}!${self._letter}$2:${self._letter}${count + 1}"

    def _name(self, name: str, formula: str) -> None:
        self._book.define_name(name, formula)
        self._place += 1
