"""Rules of milestones."""

from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone

SHEETS = (Diagnostic, Milestone)
