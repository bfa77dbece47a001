"""The formulas of every sheet, by the names of its calculated columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xl_send.excel.formulas.expectations import expectation_formulas
from xl_send.excel.formulas.interdependencies import interdependency_formulas
from xl_send.excel.formulas.kpis import kpi_formulas
from xl_send.excel.formulas.log_entries import log_formulas
from xl_send.excel.formulas.milestones import milestone_formulas
from xl_send.excel.formulas.risks import risk_formulas
from xl_send.excel.formulas.workstreams import workstream_formulas
from xl_send.model.benefits import Expectation, Kpi
from xl_send.model.delivery import Milestone
from xl_send.model.network import Interdependency
from xl_send.model.programme import Workstream
from xl_send.model.risks import LogEntry, Risk
from xl_send.schema.columns import Record


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
