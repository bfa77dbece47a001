"""Money in thousands beside money in pounds."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.workbook.doubts import THOUSAND, in_thousands
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# A tenth, or ten times, give or take a half: an outturn so far from its budget has a nought too many or too few.
TENFOLD, ABOUT = 10, 1.5


@rule(
    "MN21",
    Severity.ERROR,
    "{column} is {small} beside {other} of {large}: one seems to be in thousands.",
    "Give both in pounds: {likely} here, if {small} was meant in thousands.",
    brings=dict.fromkeys(("MN02", "MN25", "MN26", "MN27", "MN32"), Reach.ROW),
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
        if small := in_thousands(line):
            large = "outturn" if small == "budget" else "budget"
            least, most = getattr(line, small), getattr(line, large)
            cell, other = line.at(small), line.at(large)
            words = {"small": pounds(least), "large": pounds(most), "likely": pounds(least * THOUSAND)}
            related = Related(other, "the other figure")
            yield hit(cell, related, severity=None, column=cell.column, other=other.column, **words)


@rule(
    "MN22",
    Severity.QUERY,
    "Forecast outturn is {outturn}, and Budget is {budget}: one seems to have a nought too many.",
    "Count the noughts: {likely}, if the budget is right. If both are right, say in Note what has changed.",
    brings=dict.fromkeys(("MN25", "MN26", "MN27", "MN32"), Reach.ROW),
)
def outturn_with_a_nought_too_many(programme: Programme) -> Iterator[Hit]:
    """The forecast outturn of a line is of the same order as its budget.

    Ten times the budget is no overspend that anyone would forecast, and makes its workstream Red. Asked where the
    outturn is 7 to 15 times the budget and nothing like it has been spent, and where it is less than what has been
    spent and a seventh to a fifteenth of the budget.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 104000 | 52000 | <1015000> |
    | TRN-F02 | 104000 | 52000 | <10150> |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 104000 | 52000 | 101500 |
    | TRN-F02 | 104000 | 900000 | 1015000 |
    | TRN-F03 | 104000 | 3000 | 10150 |
    | TRN-F04 | 0 | 0 | 101500 |
    """
    for line in programme.each(MoneyLine):
        budget, outturn, spent = line.budget, line.outturn, line.spent or 0
        over = _about(outturn, budget * TENFOLD) and not _about(spent, outturn)
        under = _about(outturn * TENFOLD, budget) and spent > outturn
        if over or under:
            likely = pounds(outturn / TENFOLD if over else outturn * TENFOLD)
            related = Related(line.at("budget"), "the budget")
            yield hit(line.at("outturn"), related, outturn=pounds(outturn), budget=pounds(budget), likely=likely)


def _about(one: float, other: float) -> bool:
    return other > 0 and other / ABOUT <= one <= other * ABOUT
