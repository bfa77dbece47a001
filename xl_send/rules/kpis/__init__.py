"""Rules of KPIs and of what is expected of them."""

from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

SHEETS = (Actual, Expectation, Kpi)
