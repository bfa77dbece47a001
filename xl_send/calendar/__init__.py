"""Working days, bank holidays, school terms and school days."""

from xl_send.calendar.bank_holidays import BANK_HOLIDAYS
from xl_send.calendar.school_terms import Term, Terms
from xl_send.calendar.working_days import WorkingDays, clear_days

__all__ = ["BANK_HOLIDAYS", "Term", "Terms", "WorkingDays", "clear_days"]
