"""Rules of forums, meetings, the calendar, and handovers by themselves."""

from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency

SHEETS = (CalendarEntry, Forum, Interdependency, Meeting)
