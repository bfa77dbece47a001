"""Rules of the figures that KPIs were found to have."""

from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

SHEETS = (Actual, Expectation, Kpi)
