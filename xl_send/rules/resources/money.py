"""Money lines, row by row: amounts that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.figures import amount
from xl_send.analysis.notes.money import is_income, is_rounding, says_corrected
from xl_send.calendar.financial_years import first_day_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.doubts import money_in_doubt, spent_is_mistyped
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

A_QUARTER = timedelta(days=91)


def in_pounds(value: float) -> str:
    """An amount as it is told."""
    return amount(Unit.POUNDS, value)


@rule(
    "MN01",
    Severity.QUERY,
    "The budget is {budget}, below zero.",
    "Give what may be spent as a positive amount, and only income as a negative one.",
)
def budget_below_zero(programme: Programme) -> Iterator[Hit]:
    """A budget is not negative, but for a line of income.

    It says what may be spent. An overspend shows in the forecast outturn. A line is one of income where its name or
    Note says so, or nothing is forecast to be spent.

    **Fails**

    Money:
    | ID | Budget |
    | --- | --- |
    | TRN-F01 | <-50000> |

    **Passes**

    Money:
    | ID | Budget |
    | --- | --- |
    | TRN-F01 | 0 |

    **Passes**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | ICB contribution | -50000 | 0 |
    | TRN-F02 | Traded service | -50000 | -48000 |
    """
    for line in programme.each(MoneyLine):
        if line.budget < 0 and not is_income(line):
            yield hit(line.at("budget"), budget=in_pounds(line.budget))


@rule(
    "MN06",
    Severity.QUERY,
    "{column} is {spent}, below zero, though the budget is {budget}.",
    "Check the minus sign. A refund belongs in the figure for the year, which stays above zero.",
    brings={"MN02": Reach.ROW, "MN34": Reach.NAMED},
)
def spent_below_zero(programme: Programme) -> Iterator[Hit]:
    """What has been spent, or will have been, is not negative, but for a line of income.

    A minus sign that was typed for a dash takes the amount away from the total twice. A Forecast outturn below nought
    of a budget above it is an error: the line has no colour. A Note of an accrual, a credit or a refund explains what
    is below zero so far, and so does the first quarter of a year, for a tenth of the budget.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 18000 | <-4100> | 16500 |
    | TRN-F02 | 18000 | 4100 | <-16500> |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 18000 | 0 | 16500 |
    | TRN-F02 | -18000 | -4100 | -16500 |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 18000 | -2100 | 16500 | Last year's accrual was reversed |
    | TRN-F02 | 18000 | -900 | 16500 | The supplier repaid a deposit of last year |
    """
    for line in programme.each(MoneyLine):
        for name in ("spent", "outturn") if line.budget >= 0 else ():
            amount = getattr(line, name)
            explained = name == "spent" and (says_corrected(line) or _is_early(programme, line))
            if amount is not None and amount < 0 and not explained:
                cell, severity = line.at(name), Severity.ERROR if money_in_doubt(line) == name else None
                words = {"column": cell.column, "spent": in_pounds(amount), "budget": in_pounds(line.budget)}
                yield hit(cell, Related(line.at("budget"), "the budget"), severity=severity, **words)


def _is_early(programme: Programme, line: MoneyLine) -> bool:
    """Whether the year has just begun, when accruals of the last are taken back, and it is a tenth of the budget."""
    as_at = programme.as_at(line)
    young = as_at is not None and line.year and timedelta(0) <= as_at - first_day_of(line.year) <= A_QUARTER
    return bool(young) and abs(line.spent or 0) * 10 <= line.budget


@rule(
    "MN02",
    Severity.QUERY,
    "{spent} has been spent, more than the {outturn} forecast for the whole year.",
    "Check both. The forecast outturn includes what has been spent.",
)
def spent_more_than_the_forecast(programme: Programme) -> Iterator[Hit]:
    """What is forecast for the year is no less than what has been spent in it.

    A forecast that was not brought up to date hides an overspend. Where the forecast fits the budget, and what has been
    spent is half as much again as it or more, it is that which is probably mistyped. Else a forecast of less than half
    of what has been spent is an error: the line has no colour. Rounding, lines of income, and lines whose Note speaks
    of what is still to come in or to be corrected, are not asked about.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50501 | <50000> |
    | TRN-F02 | 72000 | <183500> | 64000 |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50500 | 50000 | |
    | TRN-F02 | 50000 | | 50000 | |
    | TRN-F03 | 50000 | 54000 | 50000 | £4,000 to be recharged to health |
    | TRN-F04 | -18000 | -4100 | -16500 | |
    | TRN-F05 | 50000 | 54000 | 50000 | Two invoices of another team will be moved |
    """
    for line in programme.each(MoneyLine):
        over = (line.spent or 0) - line.outturn
        doubt = money_in_doubt(line)
        explained = is_rounding(over, line.outturn) or is_income(line) or says_corrected(line)
        if line.spent is not None and over > 0 and (doubt or not explained):
            mistyped = spent_is_mistyped(line)
            blamed, other, note = ("spent", "outturn", "the forecast") if mistyped else ("outturn", "spent", "spent")
            severity = Severity.ERROR if doubt else None
            words = {"spent": in_pounds(line.spent), "outturn": in_pounds(line.outturn)}
            yield hit(line.at(blamed), Related(line.at(other), note), severity=severity, **words)
