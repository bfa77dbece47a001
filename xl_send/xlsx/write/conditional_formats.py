"""Conditional formats: cells to put right, colours that carry their word, percentages, banding.

Where several fit one cell, the first that was laid wins: marks, then states, then the rest. What stands on another
sheet is known by a defined name: Excel may drop a conditional format that points there itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.results import Status
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.kinds import Measure
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.xlsx.write.list_names import mark_name
from xl_send.xlsx.write.looks import BAND, STATES, Looks
from xl_send.xlsx.write.result_rows import CHECKS, STATUS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# How far down help, pull-downs and colours reach.
DEPTH = 2000
UNIT = column_letters([column.name for column in columns_of(Kpi)].index("unit") + 1)
# Where the Checks sheet says which cells to light up, each as Sheet!A1; and the KPIs with their units.
PLACES, KPI_IDS, KPI_UNITS = "places_to_put_right", "kpi_ids", "kpi_units"
_NAMES = {
    PLACES: "Checks!$H$3:$H$5000",
    KPI_IDS: f"KPIs!$A$2:$A${DEPTH}",
    KPI_UNITS: f"KPIs!${UNIT}$2:${UNIT}${DEPTH}",
    **{mark_name(title): f"{title}!$A$2" for title in (CHECKS, STATUS)},
}

Area = tuple[int, int, int, int]


def define_mark_names(book: Workbook) -> None:
    """Define the names by which conditional formats know other sheets."""
    for name, area in _NAMES.items():
        book.define_name(name, f"={area}")


def mark_listed(sheet: Worksheet, looks: Looks, title: str, area: Area) -> None:
    """Light up every cell that the Checks sheet lists, its heading included."""
    formula = f'=COUNTIF({PLACES},"{title}!"&ADDRESS(ROW(),COLUMN(),4))>0'
    sheet.conditional_format(
        *area, {"type": "formula", "criteria": formula, "format": looks.mark, "stop_if_true": True}
    )


def colour_states(sheet: Worksheet, looks: Looks, area: Area) -> None:
    """Colour cells by the word they hold."""
    for status, pair in STATES.items():
        look = {"type": "cell", "criteria": "==", "value": f'"{status.value}"', "format": looks.when(pair)}
        sheet.conditional_format(*area, {**look, "stop_if_true": True})


def colour_by_worst(sheet: Worksheet, looks: Looks, area: Area) -> None:
    """Colour cells that tell of several things, each with its state at the end in brackets, by the worst of them."""
    for status in (Status.RED, Status.AMBER, Status.GREEN):
        look = {"type": "text", "criteria": "containing", "value": f", {status.value})"}
        sheet.conditional_format(
            *area, {**look, "format": looks.when(STATES[status], bold=False), "stop_if_true": True}
        )


def band_filled_rows(sheet: Worksheet, looks: Looks, typed: int, width: int) -> None:
    """Rule filled rows; shade every other, and in each what fills itself, after the `typed` columns.

    Not every program draws table styles. Blank rows ready to fill carry no lines or shades of their own, so that
    they are not printed as a page of boxes.
    """
    band, filled = looks.when(BAND, bold=False), '=$A2<>""'
    rules = [(0, typed, '=AND($A2<>"",MOD(ROW(),2)=1)', band), (0, typed, filled, looks.ruled)]
    if typed < width:
        rules.append((typed, width, filled, band))
    for first, end, formula, look in rules:
        sheet.conditional_format(1, first, DEPTH, end - 1, {"type": "formula", "criteria": formula, "format": look})


def show_percentages(sheet: Worksheet, looks: Looks, record: type[Record]) -> None:
    """Show the figures of a percentage KPI as percentages, those that fill themselves too."""
    formula = _is_percent(record)
    kinds = [column.kind for column in columns_of(record)] + [calculated.kind for calculated in record.SHEET.calculated]
    for place, kind in enumerate(kinds):
        if formula and isinstance(kind, Measure):
            look = {"type": "formula", "criteria": formula, "format": looks.as_percent}
            sheet.conditional_format(1, place, DEPTH, place, look)


def _is_percent(record: type[Record]) -> str:
    if record is Kpi:
        return f'=${UNIT}2="Percent"'
    if record in {Expectation, Actual}:
        return f'=IFERROR(INDEX({KPI_UNITS},MATCH($A2,{KPI_IDS},0))="Percent",FALSE)'
    return ""
