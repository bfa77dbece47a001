"""Working days, bank holidays and school terms."""

from xl_send.terms.bank_holidays import BANK_HOLIDAYS
from xl_send.terms.school_terms import Term, Terms
from xl_send.terms.working_days import WorkingDays, clear_days

__all__ = ["BANK_HOLIDAYS", "Term", "Terms", "WorkingDays", "clear_days"]
