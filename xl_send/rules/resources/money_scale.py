"""Money in thousands beside money in pounds."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.money import says_more, says_who_pays, says_why_little
from xl_send.calendar.financial_years import first_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.rules.resources.money import A_QUARTER
from xl_send.text import pounds
from xl_send.workbook.doubts import THOUSAND, in_thousands, money_in_doubt
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# A tenth, or ten times, give or take a half: an outturn so far from its budget has a nought too many or too few.
TENFOLD, ABOUT = 10, 1.5
# Why far more is spent than was budgeted.
_MORE_THAN_MEANT = Pattern(
    r"(?i)\b(?:not (?:fore|plan|budget)\w*|un(?:foreseen|planned|budgeted)|appeals?|tribunals?|emergenc\w+|prices?"
    r"|fees?|rates?|higher|no budget|over(?:spen\w*| budget)|because|due to|owing to|inherited|commitments?)\b"
)


@rule(
    "MN21",
    Severity.ERROR,
    "{column} is {small} beside {other} of {large}: one seems to be in thousands.",
    "Give both in pounds: {likely} here, if {small} was meant in thousands.",
    brings={**dict.fromkeys(("MN02", "MN26", "MN27", "MN32", "MN82"), Reach.ROW), "MN34": Reach.NAMED, **COLOURS},
)
def thousands_beside_pounds(programme: Programme) -> Iterator[Hit]:
    """The figures of a line are all in pounds.

    A budget of £104 beside an outturn of £101,500 is a thousandth of what was agreed, and the line is Red for nothing.
    Asked where of Budget and Forecast outturn one is some thousand times the other: 500 times to 2,000 times. Of Actual
    to date it is asked as a query, once a quarter of the year has gone: a thousand times so much would be a tenth to
    the whole of the budget.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn |
    | --- | --- | --- |
    | TRN-F01 | <104> | 101500 |
    | TRN-F02 | 104000 | <52> |

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 104000 | <52.6> | 101500 |
    | TRN-F02 | 2026-27 | 8190000 | <5420> | 9200000 |

    **Passes**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2027-28 | 104000 | 52 | 101500 |
    | TRN-F02 | 2026-27 | 104000 | 9 | 101500 |
    | TRN-F03 | 2026-27 | 104000 | 0 | 101500 |

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
        small = in_thousands(line)
        if small or _spent_in_thousands(programme, line):
            severity = None if small else Severity.QUERY
            large, small = "outturn" if small == "budget" else "budget", small or "spent"
            least, most = getattr(line, small), getattr(line, large)
            cell, other = line.at(small), line.at(large)
            words = {"small": pounds(least), "large": pounds(most), "likely": pounds(least * THOUSAND)}
            related = Related(other, "the other figure")
            yield hit(cell, related, severity=severity, column=cell.column, other=other.column, **words)


def _spent_in_thousands(programme: Programme, line: MoneyLine) -> bool:
    """Whether a thousandth of what would be likely has been spent, a quarter of the year or more having gone."""
    spent, as_at = line.spent or 0, programme.as_at(line)
    begun = line.year and as_at is not None and as_at - first_day_of(line.year) >= A_QUARTER
    likely = line.budget / TENFOLD <= spent * THOUSAND <= line.budget * ABOUT and line.budget >= THOUSAND
    return bool(begun) and likely and not says_why_little(line.note)


@rule(
    "MN22",
    Severity.QUERY,
    "{column} is {figure}, and {other} is {beside}: one seems to have a nought too many or too few.",
    "Count the noughts: {likely}, if {beside} is right. If both are right, say in Note what has changed.",
    brings={**dict.fromkeys(("MN02", "MN26", "MN27", "MN32", "MN82"), Reach.ROW), "MN34": Reach.NAMED, **COLOURS},
)
def outturn_with_a_nought_too_many(programme: Programme) -> Iterator[Hit]:
    """The forecast outturn of a line is of the same order as its budget.

    Ten times the budget is no overspend that anyone would forecast, and makes its workstream Red. Asked where the
    outturn is 7 to 15 times the budget and the Note tells of no more work or money, and where it is less than what has
    been spent and a seventh to a fifteenth of the budget. Where more than twice the budget has been spent, and no Note
    tells why, it is asked of the Budget.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 104000 | 52000 | <1015000> |
    | TRN-F02 | 104000 | 52000 | <10150> |

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | <10400> | 52000 | 101500 | |
    | TRN-F02 | <9000> | 46200 | 86500 | Vacant post saves about 7,000 |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 104000 | 52000 | 101500 | |
    | TRN-F02 | 104000 | 390000 | 615000 | |
    | TRN-F03 | 104000 | 3000 | 10150 | |
    | TRN-F04 | 0 | 0 | 101500 | |
    | TRN-F05 | 5000 | 2000 | 50000 | Extra places agreed by Schools Forum |
    | TRN-F06 | 5000 | 31000 | 50000 | Three appeals not foreseen |
    """
    for line in programme.each(MoneyLine):
        budget, outturn, spent = line.budget, line.outturn, line.spent or 0
        over = _about(outturn, budget * TENFOLD) and not says_more(line.note) and not says_who_pays(line.note)
        short = over and spent > budget * 2
        if short and _MORE_THAN_MEANT.search(line.note or ""):
            continue
        under = _about(outturn * TENFOLD, budget) and spent > outturn
        if over or under:
            name, beside = ("budget", "outturn") if short else ("outturn", "budget")
            figure, cell, other = getattr(line, name), line.at(name), line.at(beside)
            likely = pounds(figure * TENFOLD if under or short else figure / TENFOLD)
            severity = Severity.ERROR if under and money_in_doubt(line) else None
            words = {"figure": pounds(figure), "beside": pounds(getattr(line, beside)), "likely": likely}
            related = Related(other, f"the {beside}")
            yield hit(cell, related, severity=severity, column=cell.column, other=other.column, **words)


def _about(one: float, other: float) -> bool:
    return other > 0 and other / ABOUT <= one <= other * ABOUT
