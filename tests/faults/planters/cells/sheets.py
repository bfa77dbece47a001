"""Sheets that are missing, renamed, copied or hidden, and columns that are missing or stand twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from faults.clean import VALUE, Blame
from faults.planting import plants
from faults.plot import Plot
from xl_send.disclosure.texts import sheet_without_name
from xl_send.reading.markdown import SheetText
from xl_send.workbook.cells import Area, Grid, column_letters
from xl_send.workbook.columns import Column, Layout, Need, Record, columns_of
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import SHEETS

TABLES = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]
DATA = [record for record in TABLES if not record.SHEET.setting]


def _some(plot: Plot, records: Iterable[type[Record]]) -> tuple[str, type[Record], SheetText]:
    """A sheet of one of the records in one workbook, ready to be changed."""
    workbook, record = plot.workbook(), plot.dice.choice(list(records))
    return workbook, record, plot.sheet(workbook, record.SHEET.title)


def _drop(plot: Plot, workbook: str, title: str) -> Blame:
    plot.sheet(workbook, title)
    plot.told.append(f"{workbook} {title}: the sheet is gone")
    del plot.books[workbook].sheets[title]
    return workbook, title, ""


@plants("SH01", "SH10")
def missing(plot: Plot) -> Blame:
    workbook, record, _ = _some(plot, SHEETS)
    return _drop(plot, workbook, record.SHEET.title)


@plants("SH02", "SH10")
def renamed(plot: Plot) -> Blame:
    workbook, record, sheet = _some(plot, TABLES)
    blame = _drop(plot, workbook, record.SHEET.title)
    plot.told.append(f"it is now called Our {record.SHEET.title}")
    plot.books[workbook].sheets["Ours"] = SheetText(f"Our {record.SHEET.title}", sheet.rows, sheet.titles)
    return blame


@plants("PD11")
def named_for_a_child(plot: Plot) -> Blame:
    workbook = plot.workbook()
    plot.sheet(workbook, "Risks")
    sheets = plot.books[workbook].sheets
    plot.told.append(f"{workbook}: a sheet called Jack in Y6 is added")
    sheets["Jack in Y6"] = SheetText("Jack in Y6", [{"Visits": "Three so far"}], ["Visits"])
    return workbook, sheet_without_name(len(sheets)), ""


@plants("PD12")
def file_named_for_a_child(plot: Plot) -> Blame:
    workbook = plot.workbook()
    at = plot.setting(workbook, "Programme", "Programme").at(VALUE)
    plot.rename(workbook, "Jack_in_Y6.xlsx")
    return "Jack_in_Y6.xlsx", *at[1:]


@plants("SH03")
def titleless(plot: Plot) -> Blame:
    workbook, record, sheet = _some(plot, TABLES)
    plot.told.append(f"{workbook} {record.SHEET.title}: the titles are gone")
    named = {title: f"Column {place}" for place, title in enumerate(sheet.titles, 1)}
    sheet.titles = list(named.values())
    sheet.rows = [{named[title]: text for title, text in row.items() if title in named} for row in sheet.rows]
    return workbook, record.SHEET.title, "A1"


def _without(plot: Plot, workbook: str, sheet: SheetText, columns: list[Column]) -> Blame:
    column = plot.dice.choice(columns)
    plot.told.append(f"{workbook} {sheet.title}: the column {column.title} is gone")
    sheet.titles.remove(column.title)
    return workbook, sheet.title, "A1"


@plants("SH04")
def without_required_column(plot: Plot) -> Blame:
    workbook, record, sheet = _some(plot, TABLES)
    needed = [column for column in columns_of(record) if column.need is not Need.OPTIONAL]
    return _without(plot, workbook, sheet, needed)


@plants("SH12")
def with_another_title(plot: Plot) -> Blame:
    workbook, record, sheet = _some(plot, TABLES)
    column = plot.dice.choice([item for item in columns_of(record) if item.title in sheet.titles and item.vital])
    place, title = sheet.titles.index(column.title), f"{column.title}2"
    sheet.titles[place] = title
    sheet.rows = [{title if name == column.title else name: text for name, text in row.items()} for row in sheet.rows]
    plot.told.append(f"{workbook} {record.SHEET.title}: {column.title} is now called {title}")
    return workbook, record.SHEET.title, f"{column_letters(place + 1)}1"


# Notes that settle queries about figures are lost with their column.
@plants("SH11", "AC05", "KP51", "KP53", "RP01")
def without_optional_column(plot: Plot) -> Blame:
    optional = {
        record: [column for column in columns_of(record) if column.need is Need.OPTIONAL and not column.vital]
        for record in TABLES
    }
    workbook, record, sheet = _some(plot, [record for record in TABLES if optional[record]])
    return _without(plot, workbook, sheet, optional[record])


@plants("SH05")
def titled_twice(plot: Plot) -> Blame:
    workbook, record, sheet = _some(plot, TABLES)
    sheet.titles.append(plot.dice.choice(sheet.titles))
    plot.told.append(f"{workbook} {record.SHEET.title}: a second column {sheet.titles[-1]} at the end")
    return workbook, record.SHEET.title, f"{column_letters(len(sheet.titles))}1"


@plants("SH06")
def rows_hidden(plot: Plot) -> Blame:
    row = plot.pick(plot.dice.choice(TABLES).SHEET.title)
    hidden = row.place + 2
    plot.rebuild(
        row.workbook, row.sheet, lambda grid: replace(grid, hidden_rows=frozenset({hidden})), f"row {hidden} hidden"
    )
    return row.workbook, row.sheet, f"A{hidden}"


@plants("SH42")
def rows_lost(plot: Plot) -> Blame:
    row = plot.pick(plot.dice.choice(TABLES).SHEET.title)
    lost = row.place + 40
    plot.rebuild(row.workbook, row.sheet, lambda grid: replace(grid, absent=(lost, lost + 1)), f"row {lost} lost")
    return row.workbook, row.sheet, f"A{lost}"


@plants("SH07")
def merged(plot: Plot) -> Blame:
    row = plot.pick(plot.dice.choice(TABLES).SHEET.title)
    top, left = row.place + 2, plot.dice.randrange(1, 4)
    area = Area(top, left, top, left + 1)
    plot.rebuild(row.workbook, row.sheet, lambda grid: replace(grid, merged=(area,)), f"{area} merged")
    return row.workbook, row.sheet, f"{column_letters(left)}{top}"


@plants("SH08")
def sheet_hidden(plot: Plot) -> Blame:
    row = plot.pick(plot.dice.choice(DATA).SHEET.title)
    plot.rebuild(row.workbook, row.sheet, _hide, "the sheet is hidden")
    return row.workbook, row.sheet, "A1"


def _hide(grid: Grid) -> Grid:
    return replace(grid, hidden=True)


@plants("SH09")
def copied(plot: Plot) -> Blame:
    workbook, record, sheet = _some(plot, SHEETS)
    copy = f"{record.SHEET.title} (2)"
    plot.told.append(f"{workbook} {copy}: a copy")
    plot.books[workbook].sheets[copy] = SheetText(copy, sheet.rows, sheet.titles)
    return workbook, copy, "A1"


@plants("SH10", "RP01")
def emptied(plot: Plot) -> Blame:
    row = plot.pick(Risk.SHEET.title, lambda row: not _named_from_elsewhere(plot, row.workbook))
    plot.sheet(row.workbook, row.sheet).rows.clear()
    plot.told.append(f"{row.workbook} {row.sheet}: every row is gone")
    return row.workbook, row.sheet, "A1"


def _named_from_elsewhere(plot: Plot, workbook: str) -> bool:
    return any(row["From risk"] for row in plot.rows(LogEntry.SHEET.title) if row.workbook == workbook)
