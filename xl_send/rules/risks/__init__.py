"""Rules of risks, issues and decisions."""

from xl_send.workbook.sheets.risks import LogEntry, Risk

SHEETS = (LogEntry, Risk)
