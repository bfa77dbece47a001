"""A copy of the clean programme into which one fault is planted, and the rows that can be chosen there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from faults.clean import LABEL, Blame, address, clean_books
from xl_send.calendar import BANK_HOLIDAYS
from xl_send.reading.markdown import BookText, SheetText, parse_value
from xl_send.workbook.cells import Book, Grid
from xl_send.workbook.days import MONTHS

AS_AT = date(2026, 11, 13)
# The workbook whose thresholds and calendar serve all: the first by name of those with the latest As at.
POLICY = "early_help.xlsx"

_ID = re.compile(r"[A-Z]{2,5}-[A-Z]\d+")

Rebuild = Callable[[Book], Book]


@cache
def _clean() -> dict[str, BookText]:
    return clean_books()


@cache
def mentions() -> Counter[str]:
    """How often each id is written anywhere in the clean programme."""
    texts = (
        text
        for book in _clean().values()
        for sheet in book.sheets.values()
        for row in sheet.rows
        for text in row.values()
    )
    return Counter(found for text in texts for found in _ID.findall(text))


@dataclass(slots=True)
class Plot:
    """The clean workbooks, the changes made to them so far, and the dice that choose.

    A workbook is copied when it is first changed. `rebuilt` are changes to what no Markdown can say:
    hidden rows, merged cells and the like. `called` are the names that workbooks were given, with those they had.
    """

    dice: Random
    books: dict[str, BookText] = field(default_factory=lambda: dict(_clean()))
    touched: set[str] = field(default_factory=set)
    rebuilt: dict[str, list[Rebuild]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)

    def rename(self, workbook: str, name: str) -> None:
        """Give a workbook another name."""
        self.sheet(workbook, "Programme")
        self.books[workbook].name = name
        self.called[name] = workbook
        self.told.append(f"{workbook} is now called {name}")

    def sheet(self, workbook: str, title: str) -> SheetText:
        """A sheet that may be changed."""
        if workbook not in self.touched:
            self.books[workbook] = deepcopy(self.books[workbook])
            self.touched.add(workbook)
        return self.books[workbook].sheets[title]

    def rows(self, title: str, *fits: Fits) -> list[Row]:
        """Every row of a sheet, over all workbooks, that fits."""
        found = (
            Row(self, workbook, title, place)
            for workbook, book in self.books.items()
            for place in range(len(book.sheets[title].rows) if title in book.sheets else 0)
        )
        return [row for row in found if all(fit(row) for fit in fits)]

    def pick(self, title: str, *fits: Fits) -> Row:
        """One row of a sheet that fits, by the dice."""
        return self.dice.choice(self.rows(title, *fits))

    def workbook(self, *but: str) -> str:
        """The name of one workbook, by the dice."""
        return self.dice.choice([name for name in self.books if name not in but])

    def setting(self, workbook: str, title: str, label: str) -> Row:
        """The row of a label sheet."""
        (row,) = (item for item in self.rows(title, in_workbook(workbook)) if item[LABEL] == label)
        return row

    def rebuild(self, workbook: str, title: str, change: Callable[[Grid], Grid], words: str) -> None:
        """Change a sheet as it lies."""
        self.sheet(workbook, title)
        self.told.append(f"{workbook} {title}: {words}")

        def rebuilt(book: Book) -> Book:
            return replace(book, grids=tuple(change(grid) if grid.title == title else grid for grid in book.grids))

        self.rebuilt.setdefault(workbook, []).append(rebuilt)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet in a plot."""

    plot: Plot
    workbook: str
    sheet: str
    place: int

    def __getitem__(self, column: str) -> str:
        return self.plot.books[self.workbook].sheets[self.sheet].rows[self.place].get(column, "")

    def write(self, column: str, text: str) -> Blame:
        """Write a cell; where it lies."""
        sheet = self.plot.sheet(self.workbook, self.sheet)
        self.plot.told.append(
            f"{self.workbook} {self.sheet} {self.at(column)[2]} ({column}): {self[column]!r} is now {text!r}"
        )
        sheet.rows[self.place][column] = text
        return self.at(column)

    def at(self, column: str) -> Blame:
        """Where one of its cells lies."""
        sheet = self.plot.books[self.workbook].sheets[self.sheet]
        return self.workbook, self.sheet, address(sheet, self.place, column)

    def heading(self, column: str) -> Blame:
        """Where the title of one of its columns lies."""
        sheet = self.plot.books[self.workbook].sheets[self.sheet]
        return self.workbook, self.sheet, address(sheet, -1, column)

    def copy(self, workbook: str = "") -> Row:
        """The same row again at the end of its sheet, or of the same sheet of another workbook."""
        target = workbook or self.workbook
        sheet = self.plot.sheet(target, self.sheet)
        sheet.rows.append(dict(self.plot.books[self.workbook].sheets[self.sheet].rows[self.place]))
        self.plot.told.append(f"{target} {self.sheet}: row {self.place + 2} of {self.workbook} copied to the end")
        return Row(self.plot, target, self.sheet, len(sheet.rows) - 1)

    @property
    def code(self) -> str:
        """The code that its id begins with."""
        return self["ID"].partition("-")[0]

    def day(self, column: str) -> date:
        """The date in one of its cells, the first of days where there is none."""
        value = parse_value(self[column])
        return value if isinstance(value, date) else date.min


Fits = Callable[[Row], bool]


def in_workbook(name: str) -> Fits:
    """The row is in that workbook."""
    return lambda row: row.workbook == name


def not_in(name: str) -> Fits:
    """The row is in another workbook."""
    return lambda row: row.workbook != name


def has(*columns: str) -> Fits:
    """All these cells are filled."""
    return lambda row: all(row[column] for column in columns)


def lacks(*columns: str) -> Fits:
    """All these cells are blank."""
    return lambda row: not any(row[column] for column in columns)


def holds(column: str, *texts: str) -> Fits:
    """The cell holds one of these texts."""
    return lambda row: row[column] in texts


def in_hand(row: Row) -> bool:
    """It is neither stopped nor reached, closed, ended or accepted."""
    over = row["Actual date"] or row["Actual end"] or row["Accepted"] or row["State"] not in {"", "Active"}
    return not over and row["Status"] not in {"Closed", "Became an issue", "Done", "Dropped"}


def unmentioned(row: Row) -> bool:
    """Nothing else in the programme names the row's id."""
    return mentions()[row["ID"]] == 1


def before(column: str, day: date = AS_AT) -> Fits:
    """The date in the cell is before a day."""
    return lambda row: date.min < row.day(column) < day


def after(column: str, day: date = AS_AT) -> Fits:
    """The date in the cell is after a day."""
    return lambda row: row.day(column) > day


def day_text(day: date) -> str:
    """A date as Markdown has it."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def days_from(day: date, days: int) -> str:
    """The date so many days later, as Markdown has it."""
    return day_text(day + timedelta(days=days))


def working_day(day: date) -> str:
    """The first day from a day on that is nobody's day off, as Markdown has it."""
    while day.weekday() > 4 or day in BANK_HOLIDAYS or (day.month, day.day) > (12, 23):
        day += timedelta(days=1)
    return day_text(day)


def number(text: str) -> float:
    """The number in a cell; a percentage is a share."""
    value = parse_value(text)
    return float(value) if isinstance(value, float) else 0.0


def like(text: str, value: float) -> str:
    """A number written as another is: as a percentage, a whole number, or with decimals."""
    if text.endswith("%"):
        return f"{value * 100:.6g}%"
    return f"{value:.0f}" if "." not in text and abs(value) >= 1 else f"{value:.6g}"
