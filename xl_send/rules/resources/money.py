"""Money lines, row by row: amounts that cannot be, and years in which there is nothing to spend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import amount
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.doubts import money_in_doubt, spent_is_mistyped
from xl_send.workbook.sheets.choices import Funding, Unit
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme


def _pounds(value: float) -> str:
    return amount(Unit.POUNDS, value)


def _first_day(year: str) -> date:
    return date(int(year[:4]), 4, 1)


def _last_day(year: str) -> date:
    return date(int(year[:4]) + 1, 3, 31)


@rule(
    "MN01",
    Severity.QUERY,
    "The budget is {budget}, below zero.",
    "Give what may be spent as a positive amount, and only income as a negative one.",
)
def budget_below_zero(programme: Programme) -> Iterator[Hit]:
    """A budget is not negative, but for a line of income.

    It says what may be spent. An overspend shows in the forecast outturn.

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
    """
    for line in programme.each(MoneyLine):
        if line.budget < 0:
            yield hit(line.at("budget"), budget=_pounds(line.budget))


@rule(
    "MN06",
    Severity.QUERY,
    "{column} is {spent}, below zero, though the budget is {budget}.",
    "Check the minus sign. A refund belongs in the figure for the year, which stays above zero.",
    brings={"MN02": Reach.ROW},
)
def spent_below_zero(programme: Programme) -> Iterator[Hit]:
    """What has been spent, or will have been, is not negative, but for a line of income.

    A minus sign that was typed for a dash takes the amount away from the total twice. A Forecast outturn below nought
    of a budget above it is an error: the line has no colour.

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
    """
    for line in programme.each(MoneyLine):
        for name in ("spent", "outturn") if line.budget >= 0 else ():
            amount = getattr(line, name)
            if amount is not None and amount < 0:
                cell, severity = line.at(name), Severity.ERROR if money_in_doubt(line) == name else None
                words = {"column": cell.column, "spent": _pounds(amount), "budget": _pounds(line.budget)}
                yield hit(cell, Related(line.at("budget"), "the budget"), severity=severity, **words)


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
    of what has been spent is an error: the line has no colour.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50001 | <50000> |
    | TRN-F02 | 72000 | <183500> | 64000 |

    **Passes**

    Money:
    | ID | Actual to date | Forecast outturn |
    | --- | --- | --- |
    | TRN-F01 | 50000 | 50000 |
    | TRN-F02 | | 50000 |
    """
    for line in programme.each(MoneyLine):
        if line.spent is not None and line.spent > line.outturn:
            mistyped = spent_is_mistyped(line)
            blamed, other, note = ("spent", "outturn", "the forecast") if mistyped else ("outturn", "spent", "spent")
            severity = Severity.ERROR if money_in_doubt(line) else None
            words = {"spent": _pounds(line.spent), "outturn": _pounds(line.outturn)}
            yield hit(line.at(blamed), Related(line.at(other), note), severity=severity, **words)


@rule(
    "MN03",
    Severity.QUERY,
    "{spent} is said to have been spent in {year}, which begins after {as_at}, the date of this return.",
    "Check the year and the amount.",
)
def spent_before_its_year(programme: Programme) -> Iterator[Hit]:
    """Money is spent in a financial year that has begun.

    The amount may belong to the line of the year before.

    **Fails**

    Money:
    | ID | Financial year | Actual to date |
    | --- | --- | --- |
    | TRN-F01 | 2027-28 | <1200> |

    **Passes**

    Money:
    | ID | Financial year | Actual to date |
    | --- | --- | --- |
    | TRN-F01 | 2026-27 | 1200 |
    | TRN-F02 | 2027-28 | 0 |
    """
    for line in programme.each(MoneyLine):
        as_at = programme.as_at(line)
        if line.spent and line.year and as_at and _first_day(line.year) > as_at:
            year = Related(line.at("year"), "the year")
            yield hit(line.at("spent"), year, spent=_pounds(line.spent), year=line.year, as_at=as_at)


@rule(
    "MN04",
    Severity.QUERY,
    "The grant ends on {ends}, before {year} begins.",
    "Check the year, or say which money pays for this line instead.",
)
def grant_line_after_the_grant(programme: Programme) -> Iterator[Hit]:
    """A line that the grant pays for lies in a year in which there still is a grant.

    What is planned for later has no money behind it.

    **Fails**

    Programme:
    | Grant ends |
    | --- |
    | 31 Mar 2027 |

    Money:
    | ID | Funding | Financial year | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | <2027-28> | 50000 |

    **Passes**

    Programme:
    | Grant ends |
    | --- |
    | 1 Apr 2027 |

    Money:
    | ID | Funding | Financial year | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2027-28 | 50000 |
    | TRN-F02 | Base budget | 2028-29 | 50000 |

    north.xlsx Money:
    | ID | Funding | Financial year | Budget |
    | --- | --- | --- | --- |
    | NOR-F01 | Grant | 2028-29 | 50000 |
    """
    for submission in programme.submissions:
        ends = submission.cover.grant_ends
        for line in submission.all(MoneyLine) if ends else ():
            if ends and line.year and line.funding is Funding.GRANT and _first_day(line.year) > ends:
                related = Related(submission.cover.at("grant_ends"), "the end of the grant")
                yield hit(line.at("year"), related, ends=ends, year=line.year)


@rule(
    "MN05",
    Severity.QUERY,
    "{year} lies outside the time of {code}, from {starts} to {ends}.",
    "Check the year, and the dates on the Workstreams sheet.",
    brings={"MN24": Reach.CELL},
)
def year_outside_the_workstream(programme: Programme) -> Iterator[Hit]:
    """A workstream has money in the financial years in which it runs.

    A line in another year is often a copy whose year was not changed. A line without any amount is not asked about.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Apr 2026 | 31 Mar 2027 |

    Money:
    | ID | Financial year |
    | --- | --- |
    | TRN-F01 | <2025-26> |
    | TRN-F02 | <2027-28> |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 31 Mar 2026 | 1 Apr 2027 |

    Money:
    | ID | Workstream | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | 2025-26 | 50000 | 50000 |
    | TRN-F02 | TRN | 2027-28 | 50000 | 50000 |
    | TRN-F03 | TRN | 2028-29 | 0 | 0 |
    | OUT-F01 | OUT | 2020-21 | 50000 | 50000 |
    """
    for line in programme.each(MoneyLine):
        stream = programme.streams.get(line.workstream)
        if stream is None or not (stream.starts and stream.ends and line.year and (line.budget or line.outturn)):
            continue
        if _last_day(line.year) < stream.starts or _first_day(line.year) > stream.ends:
            bound = "starts" if _last_day(line.year) < stream.starts else "ends"
            related = Related(stream.at(bound), "the workstream")
            yield hit(
                line.at("year"), related, year=line.year, code=stream.code, starts=stream.starts, ends=stream.ends
            )
