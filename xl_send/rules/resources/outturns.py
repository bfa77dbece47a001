"""Money lines whose figures, year and Note do not agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.money import is_of_another_year, says_corrected, says_who_pays, says_why_little
from xl_send.calendar.financial_years import financial_year, first_day_of, last_day_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# A tenth, give or take a half: a budget so far above its outturn has a nought too many.
TENFOLD, ABOUT = 10, 1.5
ACCOUNTS_CLOSE = timedelta(days=60)
UNSPENT, AT_LEAST = 0.25, 500
# An outturn so many times its budget is more than an overspend.
FAR_OVER = 1.5
A_YEAR = 365


@rule(
    "MN23",
    Severity.QUERY,
    "Budget is {budget}, and Forecast outturn is {outturn}: {seems}.",
    "Count the noughts: {likely}, if the {other} is right. If both are right, say in Note why so little is spent.",
    brings={"MN11": Reach.WORKBOOK, **dict.fromkeys(("MN32", "MN82"), Reach.ROW), "MN34": Reach.NAMED, **COLOURS},
)
def budget_with_a_nought_too_many(programme: Programme) -> Iterator[Hit]:
    """The budget of a line is of the same order as what is forecast to be spent.

    A budget ten times too large hides every overspend. Asked where the outturn is a seventh to a fifteenth of the
    budget, no less than what has been spent, the work goes on, and the Note does not say why. Where what has been spent
    keeps pace with the budget, at least half of it for the part of the year that is over, it is the outturn that
    lacks a nought.

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | <1040000> | 52600 | 101500 | |

    **Fails**

    Programme:
    | As at |
    | --- |
    | 30 Apr 2026 |

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 4100000 | 310000 | <415000> | |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 104000 | 52600 | 101500 | |
    | TRN-F02 | 1040000 | 52600 | 101500 | Works delayed to next year |
    | TRN-F04 | 1040000 | 52600 | 101500 | Posts start in January |
    | TRN-F03 | 1040000 | 52600 | 208000 | |
    | TRN-F05 | 1040000 | 52600 | 101500 | Works now in 2027-28 |
    | TRN-F06 | 1040000 | 52600 | 101500 | Low take-up by schools |

    **Passes**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | Paused |

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 1040000 | 52600 | 101500 |
    """
    for line in worked_on(programme, MoneyLine):
        budget, outturn = line.budget, line.outturn
        is_tenfold = outturn > 0 and budget / ABOUT <= outturn * TENFOLD <= budget * ABOUT
        if is_tenfold and (line.spent or 0) <= outturn and not (says_why_little(line.note) or _is_held_back(line)):
            words = {"budget": pounds(budget), "outturn": pounds(outturn)}
            if _keeps_pace(line, programme.as_at(line)):
                related, lacks = Related(line.at("budget"), "the budget"), "the outturn seems to lack a nought"
                likely = pounds(outturn * TENFOLD)
                yield hit(
                    line.at("outturn"), related, severity=None, seems=lacks, likely=likely, other="budget", **words
                )
            else:
                related, more = Related(line.at("outturn"), "the outturn"), "the budget seems to have a nought too many"
                likely = pounds(budget / TENFOLD)
                yield hit(
                    line.at("budget"), related, severity=None, seems=more, likely=likely, other="outturn", **words
                )


def _is_held_back(line: MoneyLine) -> bool:
    """Whether a line is one of which little may be spent, by its name, or it is carried forward."""
    return line.carry_forward is True or "contingency" in (line.name or "").casefold()


def _keeps_pace(line: MoneyLine, as_at: date | None) -> bool:
    """Whether what has been spent is half or more of the budget's part for so much of the year as is over."""
    if not line.year or as_at is None or not line.spent:
        return False
    over = (as_at - first_day_of(line.year)).days / A_YEAR
    return over > 0 and line.spent >= line.budget * min(over, 1) / 2


@rule(
    "MN29",
    Severity.QUERY,
    "Budget is nought, but {outturn} is forecast to be spent.",
    "Give the budget that was agreed, or say in Note from which money it is to be paid.",
)
def spending_without_a_budget(programme: Programme) -> Iterator[Hit]:
    """What is to be spent has a budget.

    A nought is often a cell that was not filled in, and makes the line Red for nothing. If nobody has agreed to it, a
    board wants to know. Asked where the Note does not say whose money it is.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn |
    | --- | --- | --- |
    | TRN-F01 | <0> | 112000 |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 112000 | 112000 | |
    | TRN-F02 | 0 | 0 | |
    | TRN-F03 | 0 | 2000 | Agreed by the board as a pressure |
    | TRN-F04 | 0 | 2000 | Will be vired from link workers |
    """
    for line in programme.each(MoneyLine):
        if line.budget == 0 and line.outturn > 0 and not says_who_pays(line.note):
            related = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("budget"), related, outturn=pounds(line.outturn))


@rule(
    "MN24",
    Severity.QUERY,
    "{year} ended on {ended}, yet {unspent} of the forecast of {outturn} is not spent.",
    "Check the year: is it a line of {current}? If the year is right, make Forecast outturn what was spent.",
)
def year_over_and_money_unspent(programme: Programme) -> Iterator[Hit]:
    """Once a financial year is over and its accounts are closed, its outturn is what was spent.

    More than a quarter still to be spent mostly means that the line is of another year. Asked from 60 days after the
    end of the year, unless the rest is carried forward, or the Note tells of an invoice or a correction to come.

    **Fails**

    Money:
    | ID | Financial year | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | <2025-26> | 4100 | 16500 |

    **Passes**

    Money:
    | ID | Financial year | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 4100 | 16500 | |
    | TRN-F02 | 2025-26 | 16400 | 16500 | |
    | TRN-F03 | 2025-26 | | 16500 | |
    | TRN-F04 | 2025-26 | 11000 | 16500 | Retention due in December |
    """
    for line in programme.each(MoneyLine):
        as_at = programme.as_at(line)
        if line.spent is None or not line.year or as_at is None or line.outturn <= 0:
            continue
        if is_of_another_year(line) or says_corrected(line):
            continue
        ended = last_day_of(line.year)
        left = line.outturn - line.spent
        if as_at - ended > ACCOUNTS_CLOSE and left > max(UNSPENT * line.outturn, AT_LEAST):
            related = Related(line.at("spent"), "what has been spent")
            yield hit(
                line.at("year"), related, year=line.year, ended=ended, unspent=pounds(left),
                outturn=pounds(line.outturn), current=financial_year(as_at),
            )  # fmt: skip


@rule(
    "MN26",
    Severity.QUERY,
    "Budget is {budget} and Actual to date {spent}: they seem to have changed places.",
    "Check both. With the two exchanged, the forecast of {outturn} lies between them, as it should.",
    brings={"MN02": Reach.ROW, "MN27": Reach.ROW, "MN32": Reach.ROW, "MN34": Reach.NAMED, **COLOURS},
)
def budget_and_actual_exchanged(programme: Programme) -> Iterator[Hit]:
    """What has been spent is mostly less than the forecast, and the forecast near the budget.

    Columns pasted in another order turn a line that is on budget into one that is three times overspent. Asked where
    the forecast is half as much again as the budget, or more: less is an overspend.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | <4100> | 18000 | 16500 |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 18000 | 4100 | 16500 |
    | TRN-F02 | 18000 | 20000 | 19000 |
    """
    for line in programme.each(MoneyLine):
        budget, spent, outturn = line.budget, line.spent or 0.0, line.outturn
        if 0 < budget * FAR_OVER < outturn < spent and outturn - budget > spent - outturn:
            related = Related(line.at("spent"), "what has been spent")
            yield hit(line.at("budget"), related, budget=pounds(budget), spent=pounds(spent), outturn=pounds(outturn))


@rule(
    "MN35",
    Severity.QUERY,
    "Funding is Not funded, but the line has a budget of {budget}.",
    "Choose whose money it is. If nobody has agreed to pay, make the budget 0 and ask a forum to decide.",
)
def budget_of_nobodys_money(programme: Programme) -> Iterator[Hit]:
    """A budget is somebody's money.

    A board that sees a budget takes it for agreed. What is only wanted has none, and a Note that says whose it is to be
    is not asked about.

    **Fails**

    Money:
    | ID | Funding | Budget |
    | --- | --- | --- |
    | TRN-F01 | <Not funded> | 50000 |

    **Passes**

    Money:
    | ID | Funding | Budget | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | 50000 | |
    | TRN-F02 | Not funded | 0 | |
    | TRN-F03 | Not funded | 50000 | To be met from reserves if the bid fails |
    """
    for line in worked_on(programme, MoneyLine):
        if line.funding is Funding.NOT_FUNDED and line.budget > 0 and not says_who_pays(line.note):
            yield hit(line.at("funding"), Related(line.at("budget"), "its budget"), budget=pounds(line.budget))
