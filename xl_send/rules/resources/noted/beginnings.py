"""Money that is spent though the Note says that its time has not come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.notes.money import is_income, is_of_another_year, says_corrected
from xl_send.analysis.notes.years import WHEN, day_meant
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# What stands for the whole of a line.
_ALL = (
    r"(?:(?:it|this|that|all|(?:the |all )?(?:work|works|services?|contract|pilot|project|scheme|programme|posts?|team"
    r"|spend|spending|payments?|costs?|training|course|licences?|visits|sessions|places|money|hub|hubs|teachers|workers"
    r"|officers|coaches|therapists|practitioners|invoices?|one invoice|single invoice|one payment|single payment)) )?"
)
_TO = r"(?:(?:is|are|be|will|to|not|only|now|all|due|expected|planned|forecast|payable|paid|spent|invoiced|billed) )*"
_BEGINS = Pattern(
    rf"(?:^|[.;] |, (?=start|begin|from|paid|open))(?:{_ALL}{_TO}(?:starts?|starting|begins?|beginning|commences?"
    rf"|commencing|runs?|opens?|opening|due|paid|payable|spent|invoiced|billed|falls?|falls due|first paid|funded)"
    rf" (?:only )?(?:from |in |on |at |after )?{WHEN}|{_ALL}(?:not )?(?:until|only from|from|after) {WHEN})",
    re.IGNORECASE,
)
# What is bought must be awarded or ordered first.
_AWARD = Pattern(
    r"\b(?:contract |tender |to be |is |be )*(?:award(?:ed|s)?|let|tenders?|order(?:ed)?|appointed|signed|purchased"
    r"|bought|procured) (?:of (?:the )?contract |is |are |to be |be |now |due |expected |planned |made |returned |in "
    rf"|on |by |for )*{WHEN}",
    re.IGNORECASE,
)
_NOTHING = Pattern(
    r"(?:^|[.;,] )(?:(?:nothing|none|no (?:money|spend(?:ing)?|costs?|payments?|invoices?|claims?))"
    r" (?:(?:has|have|is|was|been|of it) )*(?:(?:spent|paid|claimed|invoiced|drawn(?: down)?|charged|received|in)"
    r" (?:yet|so far|to date|as yet)|yet|so far|to date)"
    r"|no spend(?:ing)? (?:yet|so far|to date)"
    rf"|{_ALL}(?:(?:has|have|is|are) )?not (?:yet )?(?:started|begun|spent|awarded|let|ordered|appointed|opened)"
    r"(?: yet)?)(?=\s*(?:$|[.,;:(]))",
    re.IGNORECASE,
)
# By which a Note speaks of a part, of what was, or of what comes before the start.
_OF_A_PART = Pattern(
    r"(?i)\b(?:second|2nd|third|3rd|two|three|four|other|others|extra|more|another|also|rest|remainder|remaining"
    r"|balance|further|additional|some|half|part|most|new|first|final|last|deposit|advance|set[- ]?up|mobilis\w*"
    r"|recruit\w*|advert\w*|interview\w*|design|surveys?|fees|prep\w*|phase|stage|wave|started|had|was|were"
    r"|so far|to date|already|since|spent before|each|every|termly|quarterly|monthly|manager|lead|in post|at work"
    r"|except|apart|but|\d+"
    r"(?= (?:started|posts|from|in|due)))\b"
)
# Smaller sums are advertisements and the like.
A_LITTLE = 0.05


@rule(
    "MN61",
    Severity.QUERY,
    'The Note says "{words}", yet {spent} is said to have been spent by {as_at}.',
    "Check Actual to date: it may be of another line, or a forecast. If it was spent, say in the Note on what.",
)
def spent_before_it_begins(programme: Programme) -> Iterator[Hit]:
    """Money is spent once its time has come, by the Note of its own line.

    An amount in the row of what has not begun is mostly of the row above, or a commitment. Asked where the Note puts
    the whole of the line, or the award of its contract, on a day or in a month of the line's year that is still to
    come, or says that nothing is spent yet, and more than 5% of the budget is. What a Note says of a part, of what was,
    or of what is paid in advance is not asked about.

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 120000 | <45000> | Paid from January |
    | TRN-F02 | 2026-27 | 43000 | <41500> | award due 20 November |
    | TRN-F03 | 2026-27 | 43000 | <3000> | Nothing yet, starts Jan |
    | TRN-F04 | 2026-27 | 43000 | <9000> | Not started |

    **Passes**

    Money:
    | ID | Financial year | Budget | Actual to date | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 120000 | 0 | Paid from January |
    | TRN-F02 | 2026-27 | 120000 | 45000 | Paid from September |
    | TRN-F03 | 2026-27 | 120000 | 45000 | Second post from January |
    | TRN-F04 | 2026-27 | 120000 | 45000 | 2 started Sept, 2 due Jan |
    | TRN-F05 | 2026-27 | 120000 | 45000 | Practitioners start in January; pay of the manager so far |
    | TRN-F06 | 2026-27 | 120000 | 45000 | Licence paid in advance, starts in January |
    | TRN-F07 | 2026-27 | 120000 | 6000 | From January |
    | TRN-F08 | 2026-27 | 120000 | 45000 | Most spend falls after February |
    | TRN-F09 | 2026-27 | 120000 | 45000 | Contract awarded 20 October |
    | TRN-F10 | 2026-27 | 120000 | 45000 | Phase 2 not yet started |
    """
    for line in programme.each(MoneyLine):
        as_at = programme.as_at(line)
        if not (line.note and line.year and line.spent and as_at) or is_income(line) or line.spent <= 0:
            continue
        if line.spent > A_LITTLE * line.budget and not (says_corrected(line) or is_of_another_year(line)):
            words = _to_come(line.note, line.year, as_at)
            if words:
                related = Related(line.at("note"), "the Note")
                yield hit(line.at("spent"), related, words=words, spent=pounds(line.spent), as_at=as_at)


def _to_come(note: str, year: str, as_at: date) -> str:
    """The words by which a Note puts the whole of a line after a day."""
    found = _NOTHING.search(note) or _later(note, year, as_at)
    return "" if found is None or _OF_A_PART.search(note.replace(found[0], " ; ")) else found[0].strip(" .;,")


def _later(note: str, year: str, as_at: date) -> re.Match[str] | None:
    """Where a Note gives a day or month, within a year, that lies after a day."""
    for pattern in (_BEGINS, _AWARD):
        for found in pattern.finditer(note):
            day = day_meant(found[0], year)
            if day is not None and day > as_at:
                return found
    return None
