"""Conditional formats: cells to put right, colours that carry their word, percentages, banding.

Where several fit one cell, the first that was laid wins: marks, then states, then the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.excel.looks import BAND, STATES, Looks
from xl_send.grids import column_letters
from xl_send.model.benefits import Actual, Expectation, Kpi
from xl_send.schema.columns import Record, columns_of
from xl_send.schema.kinds import Measure

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# How far down help, pull-downs and colours reach.
DEPTH = 2000
# Where the Checks sheet says which cells to light up, each as Sheet!A1.
PLACES = "Checks!$H$3:$H$5000"

Area = tuple[int, int, int, int]


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


def band_filled_rows(sheet: Worksheet, looks: Looks, width: int) -> None:
    """Shade every other filled row, so that the eye keeps to its line; not every program draws table styles."""
    look = {"type": "formula", "criteria": '=AND($A2<>"",MOD(ROW(),2)=1)', "format": looks.when(BAND, bold=False)}
    sheet.conditional_format(1, 0, DEPTH, width - 1, look)


def show_percentages(sheet: Worksheet, looks: Looks, record: type[Record]) -> None:
    """Show the figures of a percentage KPI as percentages, those that fill themselves too."""
    formula = _is_percent(record)
    kinds = [column.kind for column in columns_of(record)] + [one.kind for one in record.SHEET.calculated]
    for place, kind in enumerate(kinds):
        if formula and isinstance(kind, Measure):
            look = {"type": "formula", "criteria": formula, "format": looks.as_percent}
            sheet.conditional_format(1, place, DEPTH, place, look)


def _is_percent(record: type[Record]) -> str:
    unit = column_letters([column.name for column in columns_of(Kpi)].index("unit") + 1)
    if record is Kpi:
        return f'=${unit}2="Percent"'
    if record in {Expectation, Actual}:
        lookup = f"INDEX(KPIs!${unit}$2:${unit}${DEPTH},MATCH($A2,KPIs!$A$2:$A${DEPTH},0))"
        return f'=IFERROR({lookup}="Percent",FALSE)'
    return ""
