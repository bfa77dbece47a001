"""The formulas of every sheet, by the names of its calculated columns, and how they are written into its table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from xl_send.workbook.columns import Calculated, Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.xlsx.formulas.figures import expectation_formulas
from xl_send.xlsx.formulas.interdependencies import interdependency_formulas
from xl_send.xlsx.formulas.kpis import kpi_formulas
from xl_send.xlsx.formulas.milestones import milestone_formulas
from xl_send.xlsx.formulas.risks import log_formulas, risk_formulas
from xl_send.xlsx.formulas.syntax import Spelt, day_number
from xl_send.xlsx.formulas.workstreams import workstream_formulas
from xl_send.xlsx.write.cell_writer import CellWriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format


RowsWorkedOut = Mapping[int, Mapping[str, object]]


@cache
def formulas() -> Mapping[type[Record], Mapping[str, str]]:
    """Every live formula, by sheet and column."""
    return {
        Workstream: workstream_formulas(),
        Milestone: milestone_formulas(),
        Kpi: kpi_formulas(),
        Expectation: expectation_formulas(),
        LogEntry: log_formulas(),
        Risk: risk_formulas(),
        Interdependency: interdependency_formulas(),
    }


def formula_of(record: type[Record], one: Calculated) -> Spelt:
    """The formula of a calculated column, as a table keeps it for rows still to come."""
    return Spelt(formulas()[record][one.name])


def write_column(  # noqa: PLR0913 - a column of cells is all of this
    pen: CellWriter, record: type[Record], one: Calculated, place: int, last: int, worked_out: RowsWorkedOut
) -> None:
    """The same formula in every row down to the last, with its value; nothing where a row is no record."""
    formula, look = formula_of(record, one), pen.calculated(one.kind)
    for row in range(1, last + 1):
        _write(pen, (row, place), formula, look, worked_out.get(row + 1, {}).get(one.name))


def _write(pen: CellWriter, at: tuple[int, int], formula: str, look: Format, value: object) -> None:
    pen.sheet.write_formula(*at, formula, look, cached(value))


def cached(value: object) -> str | float:
    """A value as a formula's cell keeps it."""
    if isinstance(value, date):
        return day_number(value)
    if isinstance(value, int | float):
        return float(value) if not float(value).is_integer() else int(value)
    return value.value if isinstance(value, StrEnum) else str(value or "")
