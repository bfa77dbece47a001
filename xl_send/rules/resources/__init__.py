"""Rules of people, diagnostic tasks and money."""

from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource

SHEETS = (Diagnostic, Kpi, MoneyLine, Resource)
