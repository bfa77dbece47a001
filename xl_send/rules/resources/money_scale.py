"""Money in thousands beside money in pounds."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

THOUSAND = 1000
# One figure is about a thousand times the other: neither an overspend nor an underspend comes near it.
WITHIN = 2


@rule(
    "MN21",
    Severity.ERROR,
    "{column} is {small} beside {other} of {large}: one seems to be in thousands.",
    "Give both in pounds: {likely} here, if {small} was meant in thousands.",
)
def thousands_beside_pounds(programme: Programme) -> Iterator[Hit]:
    """The figures of a line are all in pounds.

    A budget of £104 beside an outturn of £101,500 is a thousandth of what was agreed, and the line is Red for nothing.
    Asked where of Budget and Forecast outturn one is some thousand times the other: 500 times to 2,000 times.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn |
    | --- | --- | --- |
    | TRN-F01 | <104> | 101500 |
    | TRN-F02 | 104000 | <52> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn |
    | --- | --- | --- |
    | TRN-F01 | 104000 | 101500 |
    | TRN-F02 | 104000 | 209 |
    | TRN-F03 | 0 | 101500 |
    | TRN-F04 | 500 | 2000 |
    """
    for line in programme.each(MoneyLine):
        small, large = sorted(("budget", "outturn"), key=lambda name: float(getattr(line, name)))
        least, most = getattr(line, small), getattr(line, large)
        if least > 0 and THOUSAND / WITHIN <= round(most / least, 9) <= THOUSAND * WITHIN:
            cell, other = line.at(small), line.at(large)
            words = {"small": pounds(least), "large": pounds(most), "likely": pounds(least * THOUSAND)}
            related = Related(other, "the other figure")
            yield hit(cell, related, severity=None, column=cell.column, other=other.column, **words)
