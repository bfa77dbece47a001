"""Conditional formats: cells to put right, colours that carry their word, percentages, banding.

Where several fit one cell, the first that was laid wins: marks, then states, then the rest. What stands on another
sheet is known by a defined name: Excel may drop a conditional format that points there itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Layout, Record, laid_out
from xl_send.workbook.kinds import Measure
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.xlsx.write.looks import BAND, MARKS, SEVERITIES, STATES, Looks
from xl_send.xlsx.write.result_rows import CHECKS, CHECKS_TITLES, OPEN, STATUS
from xl_send.xlsx.write.validations import mark_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


def column_of(title: str) -> str:
    """Where a column of Checks stands below its titles, for a name that holds however many rows there are."""
    letters = column_letters(list(CHECKS_TITLES).index(title) + 1)
    return f"${letters}$3:${letters}$5000"


# How far down help, pull-downs and colours reach.
DEPTH = 2000
UNIT = column_letters([column.name for column in laid_out(Kpi)].index("unit") + 1)
# Where the Checks sheet says which cells to light up: what has a record by its id and heading, wherever they stand
# now; what has none by its place, as Sheet!A1. And the KPIs with their units.
PLACES, KPI_IDS, KPI_UNITS = "places_to_put_right", "kpi_ids", "kpi_units"
_LISTED = {
    "Sheet": "sheets_listed",
    "Record": "records_listed",
    "Heading": "headings_listed",
    "Standing": "standings_listed",
    "Severity": "severities_listed",
}
_NAMES = {
    PLACES: f"Checks!{column_of('Place')}",
    **{name: f"Checks!{column_of(title)}" for title, name in _LISTED.items()},
    KPI_IDS: f"KPIs!$A$2:$A${DEPTH}",
    KPI_UNITS: f"KPIs!${UNIT}$2:${UNIT}${DEPTH}",
    **{mark_name(title): f"{title}!$A$2" for title in (CHECKS, STATUS)},
}

Area = tuple[int, int, int, int]


def define_mark_names(book: Workbook) -> None:
    """Define the names by which conditional formats know other sheets."""
    for name, area in _NAMES.items():
        book.define_name(name, f"={area}")


def mark_listed(sheet: Worksheet, looks: Looks, record: type[Record], area: Area) -> None:
    """Light up every cell that the Checks sheet lists, its heading included, in the look of the worst that is said.

    A cell of a record is known by the record's id and its own heading, so that the light goes with them when rows are
    sorted or put in; anything else by where it stood.
    """
    for severity in MARKS:
        look = {"type": "formula", "criteria": f"={_listed(record, severity)}", "format": looks.mark(severity)}
        sheet.conditional_format(*area, {**look, "stop_if_true": True})


def _listed(record: type[Record], severity: str) -> str:
    """Whether the Checks sheet lists a cell with this severity, worked out for the first cell of a sheet."""
    title, how = record.SHEET.title, f'{_LISTED["Severity"]},"{severity}"'
    by_place = f'COUNTIFS({PLACES},"{title}!"&ADDRESS(ROW(),COLUMN(),4),{_LISTED["Heading"]},"",{how})>0'
    if record.SHEET.layout is not Layout.TABLE:
        return by_place
    sought = {"Sheet": f'"{title}"', "Record": record_in_row(record), "Heading": "A$1", "Standing": f'"{OPEN}"'}
    by_record = ",".join(f"{_LISTED[name]},{what}" for name, what in sought.items())
    return f"OR(COUNTIFS({by_record},{how})>0,{by_place})"


def record_in_row(record: type[Record]) -> str:
    """What findings call the record of a row, worked out from the cells of the first row."""
    places = [column.name for column in laid_out(record)]
    first, *rest = (f"${column_letters(places.index(name) + 1)}1" for name in record.SHEET.unique)
    day = f'TEXT({rest[0]},"dd mmm yyyy")' if rest else ""
    joined = {
        Expectation: lambda: f'{first}&" at "&{rest[0]}',
        Actual: lambda: f'{first}&" at "&{day}',
        Meeting: lambda: f'{first}&", "&{day}',
    }
    return joined[record]() if record in joined else f"TRIM({first})"


def colour_states(sheet: Worksheet, looks: Looks, area: Area) -> None:
    """Colour cells by the word they hold."""
    for status, pair in STATES.items():
        look = {"type": "cell", "criteria": "==", "value": f'"{status.value}"', "format": looks.when(pair)}
        sheet.conditional_format(*area, {**look, "stop_if_true": True})


def colour_severities(sheet: Worksheet, looks: Looks, area: Area) -> None:
    """Colour cells by the severity that they name."""
    for severity, pair in SEVERITIES.items():
        look = {"type": "cell", "criteria": "==", "value": f'"{severity}"', "format": looks.when(pair)}
        sheet.conditional_format(*area, {**look, "stop_if_true": True})


def band_filled_rows(sheet: Worksheet, looks: Looks, fills_itself: Sequence[bool]) -> None:
    """Rule filled rows; shade every other, and in each the columns that fill themselves.

    Not every program draws table styles. Blank rows ready to fill carry no lines or shades of their own, so that
    they are not printed as a page of boxes.
    """
    band, filled = looks.when(BAND, bold=False), '=$A2<>""'
    every_other = '=AND($A2<>"",MOD(ROW(),2)=1)'
    place = 0
    for itself, run in groupby(fills_itself):
        end = place + len(list(run))
        rules = [(filled, band)] if itself else [(every_other, band), (filled, looks.ruled)]
        for formula, look in rules:
            sheet.conditional_format(1, place, DEPTH, end - 1, {"type": "formula", "criteria": formula, "format": look})
        place = end


def show_percentages(sheet: Worksheet, looks: Looks, record: type[Record]) -> None:
    """Show the figures of a percentage KPI as percentages, those that fill themselves too."""
    formula = _is_percent(record)
    looks_of_rows = ((f"=AND({formula},MOD(ROW(),2)=1)", looks.as_percent(banded=True)),
                     (f"={formula}", looks.as_percent()))  # fmt: skip
    for place, column in enumerate(laid_out(record)):
        for criteria, look in looks_of_rows if formula and isinstance(column.kind, Measure) else ():
            sheet.conditional_format(1, place, DEPTH, place, {"type": "formula", "criteria": criteria, "format": look})


def _is_percent(record: type[Record]) -> str:
    if record is Kpi:
        return f'${UNIT}2="Percent"'
    if record in {Expectation, Actual}:
        return f'IFERROR(INDEX({KPI_UNITS},MATCH($A2,{KPI_IDS},0))="Percent",FALSE)'
    return ""
