"""The formulas of every sheet, by the names of its calculated columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xl_send.workbook.columns import Record
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
from xl_send.xlsx.formulas.workstreams import workstream_formulas


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
