"""Money that is all spent though the Note says that some of it is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.notes.money import is_income, says_corrected
from xl_send.analysis.notes.years import WHEN, day_meant
from xl_send.calendar.financial_years import year_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_BY_WHEN = rf"(?:,? (?:[a-z-]+ ){{0,4}}?(?:in|due(?: in| on)?|by|from|on|at|after|for)| due|,) {WHEN}"
_REST = Pattern(
    r"\b(?:second|third|fourth|2nd|3rd|4th|final|next|remaining|other|balance|rest|remainder|retention|half"
    r"|(?:one|two|three) more|last(?! (?:year|month|term|quarter|time|week)\b))\b"
    rf"(?:(?: [a-z-]+){{0,2}}?{_BY_WHEN}| (?:stage )?(?:payment|instalment|invoice|fee|bill|stage) {WHEN})",
    re.IGNORECASE,
)
# "Two payments, October and March".
_SEVERAL = Pattern(
    rf"\b(?:payments|instalments|invoices|bills)\b[:,]? (?:(?:due|made|paid|invoiced) )?(?:in |on )?{WHEN}"
    rf"(?:, (?:in )?{WHEN})* and (?:in )?{WHEN}",
    re.IGNORECASE,
)
_MOST = Pattern(
    rf"\b(?:most|majority|bulk|main part|largest part)\b(?: [a-z-]+){{0,4}}? (?:in|from|on|after|falls?) {WHEN}",
    re.IGNORECASE,
)
_TO_COME = Pattern(
    r"\b(?:still to (?:come|pay|be (?:paid|invoiced|billed|spent))"
    r"|(?:invoices?|payments?|instalments?|bills?|accounts?|stages?|retention|recharges?)"
    r" (?:(?:is|are|still|now|yet) )*(?:outstanding|awaited|to (?:come|follow)|to be (?:paid|invoiced|billed)"
    r"|unpaid|not (?:yet )?(?:in|paid|received))"
    r"|(?:awaiting|await|waiting for) (?:the )?(?:second|final|last|remaining)"
    r" (?:invoices?|payments?|bills?|instalments?))\b",
    re.IGNORECASE,
)
# What a Note may speak of that is paid from elsewhere, or was.
_OF_ANOTHER = Pattern(
    r"(?i)\b(?:next year|20\d\d[-/]\d\d|each|was|were|paid (?:in|on) \d|already|no more|income|receipts?|contribut\w*"
    r"|(?:met|paid|covered|funded) (?:by|from)|from the (?:icb|college|trust|provider))\b"
)
# What is paid by the month, the quarter or the term, and so is not all paid before the last of them has begun.
_BIT_BY_BIT = Pattern(
    r"\b(?:paid|payable|payments?|invoiced?|billed|charged|recharged|claimed|drawn down)(?: (?:to|by|out|over|up|in"
    r"|made"
    r"|due|are|is|all|the|schools?|settings?|providers?|colleges?|trusts?|partners?)){0,4} (?:(?:a|one) (?P<a>term"
    r"|month"
    r"|quarter) at a time|(?:by the|each|every|once a|per) (?P<b>term|month|quarter)\b|(?P<c>term|month|quarter)ly\b)"
    r"|\b(?P<d>term|month|quarter)ly (?:payments?|invoices?|bills?|instalments?|claims?|recharges?)\b",
    re.IGNORECASE,
)
_NO_MORE = Pattern(
    r"(?i)\b(?:in advance|up ?front|last|final|finish\w*|end(?:ed|s)?|clos\w+|until|to (?:the end of )?(?:aug|sep"
    r"|oct|nov"
    r"|dec)\w*|autumn|one term|two terms|commit\w*|accru\w*|all paid|paid in full|had|q[1-4]|p\d{1,2})\b"
)
# The month of the year in which the last month, quarter or term has begun.
_LAST_BEGINS = {"month": 3, "quarter": 1, "term": 1}
ALL_SPENT, MOST_SPENT = 0.99, 0.6


@rule(
    "MN62",
    Severity.QUERY,
    'The Note says "{words}", yet {spent} of the {outturn} forecast for the year is spent already.',
    "Check Actual to date: it may hold what is committed. If all is paid, bring the Note up to date.",
)
def all_spent_and_more_to_come(programme: Programme) -> Iterator[Hit]:
    """While a payment is still to come, not all is spent.

    What is committed or forecast was typed as spent, or the forecast leaves the last payment out. Asked where the Note
    has a second, last or other part in a month of the line's year that is still to come, or an invoice outstanding, or
    says that it is paid by the month, the quarter or the term of which the last has not begun, and all of the forecast
    is spent; and where it puts most of it there, and more than 60% is spent.

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 40000 | <40000> | 40000 | Two stage payments, second in March |
    | TRN-F02 | 2026-27 | 40000 | <30000> | 40000 | Most falls in the spring term |
    | TRN-F03 | 2026-27 | 40000 | <40000> | 40000 | Final invoice outstanding |

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F04 | 2026-27 | 40000 | <40000> | 40000 | £10,000 a place; paid to schools a term at a time. |
    | TRN-F05 | 2026-27 | 40000 | <40000> | 40000 | Invoiced quarterly |
    | TRN-F06 | 2026-27 | 40000 | <40000> | 40000 | Paid to the college each term |

    **Passes**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 40000 | 20000 | 40000 | Two stage payments, second in March |
    | TRN-F02 | 2026-27 | 40000 | 40000 | 40000 | Two stage payments, second in October |
    | TRN-F03 | 2026-27 | 40000 | 24000 | 40000 | Most falls in the spring term |
    | TRN-F04 | 2026-27 | 40000 | 40000 | 40000 | Final invoice to come in April, accrued |
    | TRN-F05 | 2026-27 | 40000 | 40000 | 40000 | Last year's second payment was in March |
    | TRN-F06 | 2026-27 | 40000 | 40000 | 40000 | Final report in March |
    | TRN-F07 | 2026-27 | 40000 | 40000 | 40000 | One invoice, paid |
    | TRN-F08 | 2026-27 | 40000 | 30000 | 40000 | Paid to schools a term at a time |
    | TRN-F09 | 2026-27 | 40000 | 40000 | 40000 | Invoiced quarterly in advance |
    | TRN-F10 | 2026-27 | 40000 | 40000 | 40000 | Paid termly, ended in October |
    | TRN-F11 | 2025-26 | 40000 | 40000 | 40000 | Paid termly |
    """
    for line in programme.each(MoneyLine):
        as_at = programme.as_at(line)
        if not (line.note and line.year and as_at and 0 < (line.spent or 0) <= line.outturn) or is_income(line):
            continue
        share = (line.spent or 0) / line.outturn
        words = ""
        if not says_corrected(line):
            words = _still_to_come(line.note, line.year, as_at, share)
            words = words or (_bit_by_bit(line.note, line.year, as_at) if share >= ALL_SPENT else "")
        if words:
            related = Related(line.at("note"), "the Note")
            yield hit(
                line.at("spent"), related, words=words, spent=pounds(line.spent or 0), outturn=pounds(line.outturn)
            )


def _still_to_come(note: str, year: str, as_at: date, share: float) -> str:
    """The words by which a Note puts more of a line after a day than is left of it."""
    if share <= MOST_SPENT or _OF_ANOTHER.search(note):
        return ""
    patterns = [_MOST, _REST, _SEVERAL] if share >= ALL_SPENT else [_MOST]
    for pattern in patterns:
        for found in pattern.finditer(note):
            day = day_meant(found[0].rpartition(" and ")[2], year)
            if day is not None and day > as_at and not _NO_MONEY.search(found[0]):
                return found[0]
    owed = _TO_COME.search(note) if share >= ALL_SPENT else None
    return owed[0] if owed else ""


def _bit_by_bit(note: str, year: str, as_at: date) -> str:
    """The words by which a line is paid by the month, the quarter or the term, before the last of these has begun."""
    found = _BIT_BY_BIT.search(note)
    if found is None or _NO_MORE.search(note):
        return ""
    month = _LAST_BEGINS[(found["a"] or found["b"] or found["c"] or found["d"]).casefold()]
    return found[0] if as_at < date(year_of_month(month, year), month, 1) else ""


_NO_MONEY = Pattern(
    r"(?i)\b(?:report|reports|board|meeting|review|visit|panel|cohort|half[- ]term|closes?|ends?|opens?)\b"
)
