"""Money lines whose Note says that all is paid, against what is still forecast."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.money import is_income
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_ENDS = r"(?=\s*(?:$|[.;,:(]))"
_ALL_PAID = Pattern(
    r"(?i)(?:^|[.;,:] )(?:(?:all )?(?:the )?(?:invoices?|bills?|payments?|claims?)(?: are| were| have)?(?: now| been)*"
    r" (?:all )?(?:paid|settled|in and paid|made)(?: in full)?"
    r"|(?:all|everything|work|order|spend) (?:(?:of it|is|are|now|been|has|have|money|costs?"
    r"|finished and) )*(?:paid(?: for)?"
    r"|spent|settled|complete|invoiced and paid)(?: in full)?"
    r"|(?:paid|spent|settled|invoiced) in full|fully (?:paid|spent)|(?:final|last) (?:invoice|bill|payment|account)"
    r"(?: is| was| has| been| now)* (?:paid|settled|made)"
    r"|(?:no|nothing) (?:(?:more|further|else|left)(?: (?:spend|spending|costs?|invoices?|bills?|payments?))?)"
    r"(?: (?:is |are )?(?:to come|to pay|due|expected|to be (?:paid|spent)|this year))?)"
    rf"(?: on \d[\w ]{{2,14}}| in (?:{MONTH_NAMES}))?{_ENDS}"
)
_SOME = Pattern(
    r"(?i)\b(?:to date|so far|but|except|apart|until|retention|rest|remaining|balance|still|more to|to come|to follow"
    r"|due|expect\w*|will|once|if|when|by|wave|phase|first|autumn|summer|spring|q[1-4]|p\d|second|not|from|than|and"
    r"|accru\w*|hold\w*|held|contingency|another|new|next|credit\w*|refund\w*|vat|term)\b"
)
# So much more than is spent is no rounding.
A_HUNDREDTH, AT_LEAST = 0.01, 100.0


@rule(
    "MN83",
    Severity.QUERY,
    'The Note says "{words}", but {more} more than the {spent} spent is forecast.',
    "Bring Forecast outturn to what was spent, or say in the Note what is still to be paid.",
)
def more_forecast_than_all_paid(programme: Programme) -> Iterator[Hit]:
    """Where a Note says that all is paid, the forecast is what was spent.

    Money that is finished with and still forecast is held back from what needs it. Not asked of a Note that speaks of a
    part, or of what is still to come.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 60000 | 58350 | <61000> | Invoices all paid. |
    | TRN-F02 | 60000 | 58350 | <60000> | All spent |
    | TRN-F03 | 60000 | 58350 | <60000> | Paid in full on 6 November |
    | TRN-F04 | 60000 | 58350 | <60000> | Kit delivered, final invoice paid |
    | TRN-F05 | 60000 | 58350 | <60000> | No further spend. |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 60000 | 58350 | 58350 | Invoices all paid. |
    | TRN-F02 | 60000 | 58350 | 60000 | All invoices paid to date |
    | TRN-F03 | 60000 | 58350 | 60000 | All paid but the retention |
    | TRN-F04 | 60000 | 58350 | 60000 | Summer term: all paid. Autumn to come. |
    | TRN-F05 | 60000 | 58350 | 60000 | All paid monthly |
    | TRN-F06 | 60000 | 59500 | 60000 | All paid |
    | TRN-F07 | 60000 | 30000 | 60000 | No more than two visits a school |
    | TRN-F08 | 60000 | 30000 | 60000 | All spent in schools |
    """
    for line in programme.each(MoneyLine):
        spent = line.spent or 0
        left = line.outturn - spent
        if not line.note or spent <= 0 or left <= max(A_HUNDREDTH * line.outturn, AT_LEAST) or is_income(line):
            continue
        found = _ALL_PAID.search(line.note)
        if found and not _SOME.search(line.note.replace(found[0], " ")):
            note = Related(line.at("note"), "the Note")
            words = found[0].strip(" .;,:")
            yield hit(line.at("outturn"), note, words=words, more=pounds(left), spent=pounds(spent))
