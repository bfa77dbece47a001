"""Money lines whose figures, year and Note do not agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# A tenth, give or take a half: a budget so far above its outturn has a nought too many.
TENFOLD, ABOUT = 10, 1.5
ACCOUNTS_CLOSE = timedelta(days=60)
UNSPENT = 0.25
A_YEAR = 365
# An outturn this close to its budget may be called on budget, under or over.
LEVEL = 0.002

_UNDER = Pattern(
    r"\bunder(?:[ -]?sp[eo]nd\w*|[ -]?spent)?\b|\bless than (?:planned|budget\w*)", re.IGNORECASE, needs="under|less"
)
_OVER = Pattern(
    r"\bover(?:[ -]?sp[eo]nd\w*|[ -]?spent|[ -]budget)\b|\bper cent over\b|\d ?% over\b", re.IGNORECASE, needs="over"
)
_OFFSET = Pattern(
    r"\b(?:offset\w*|elsewhere|other lines?|against|last year|recover\w*|not|no|instead)\b",
    re.IGNORECASE,
    needs="offset|elsewhere|other line|against|last year|recover|no|instead",
)
_SAYS_WHY = Pattern(
    r"\b(?:late\w*|delay\w*|slip\w*|paus\w*|stop\w*|vacan\w*|not (?:yet )?(?:start|begin|begun)\w*|cancel\w*|defer\w*"
    r"|underspend\w*|carr(?:y|ied)|next year|returned)\b",
    re.IGNORECASE,
)


@rule(
    "MN23",
    Severity.QUERY,
    "Budget is {budget}, and Forecast outturn is {outturn}: {seems}.",
    "Count the noughts: {likely}, if the {other} is right. If both are right, say in Note why so little is spent.",
    brings={"MN11": Reach.WORKBOOK, "MN32": Reach.ROW},
)
def budget_with_a_nought_too_many(programme: Programme) -> Iterator[Hit]:
    """The budget of a line is of the same order as what is forecast to be spent.

    A budget ten times too large hides every overspend. Asked where the outturn is a seventh to a fifteenth of the
    budget, no less than what has been spent, and the Note does not say why. Where what has been spent keeps pace with
    the budget, at least half of it for the part of the year that is over, it is the outturn that lacks a nought.

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
    | TRN-F03 | 1040000 | 52600 | 208000 | |
    """
    for line in programme.each(MoneyLine):
        budget, outturn = line.budget, line.outturn
        is_tenfold = outturn > 0 and budget / ABOUT <= outturn * TENFOLD <= budget * ABOUT
        if is_tenfold and (line.spent or 0) <= outturn and not _SAYS_WHY.search(_without_small(line.note)):
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


def _keeps_pace(line: MoneyLine, as_at: date | None) -> bool:
    """Whether what has been spent is half or more of the budget's part for so much of the year as is over."""
    if not line.year or as_at is None or not line.spent:
        return False
    over = (as_at - date(int(line.year[:4]), 4, 1)).days / A_YEAR
    return over > 0 and line.spent >= line.budget * min(over, 1) / 2


def _without_small(note: str | None) -> str:
    return re.sub(r"(?i)\b(?:small|slight|little|minor) underspend\w*", "", note or "")


@rule(
    "MN29",
    Severity.QUERY,
    "Budget is nought, but {outturn} is forecast to be spent.",
    "Give the budget that was agreed, or say in Note who has agreed to the spending without one.",
)
def spending_without_a_budget(programme: Programme) -> Iterator[Hit]:
    """What is to be spent has a budget.

    A nought is often a cell that was not filled in, and makes the line Red for nothing. If nobody has agreed to it, a
    board wants to know. Asked where there is no Note.

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
    """
    for line in programme.each(MoneyLine):
        if line.budget == 0 and line.outturn > 0 and not line.note:
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
    end of the year.

    **Fails**

    Money:
    | ID | Financial year | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | <2025-26> | 4100 | 16500 |

    **Passes**

    Money:
    | ID | Financial year | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 4100 | 16500 |
    | TRN-F02 | 2025-26 | 16400 | 16500 |
    | TRN-F03 | 2025-26 | | 16500 |
    """
    for line in programme.each(MoneyLine):
        as_at = programme.as_at(line)
        if line.spent is None or not line.year or as_at is None:
            continue
        ended = date(int(line.year[:4]) + 1, 3, 31)
        left = line.outturn - line.spent
        if as_at - ended > ACCOUNTS_CLOSE and left > UNSPENT * line.outturn:
            begins = as_at.year - (as_at.month < 4)
            related = Related(line.at("spent"), "what has been spent")
            yield hit(
                line.at("year"), related, year=line.year, ended=ended, unspent=pounds(left),
                outturn=pounds(line.outturn), current=f"{begins}-{(begins + 1) % 100:02}",
            )  # fmt: skip


@rule(
    "MN25",
    Severity.QUERY,
    'The Note says "{words}", but the line is forecast to be {by} {side} its budget.',
    "Bring the Note up to date, or correct the figures. Readers take the Note for the reason.",
)
def note_of_another_outturn(programme: Programme) -> Iterator[Hit]:
    """A Note that speaks of an underspend or an overspend stands beside one.

    It is often last quarter's, left standing when the figures moved.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 54000 | <A small underspend> |
    | TRN-F02 | 50000 | 46000 | <Overspend from agency staff> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 46000 | A small underspend |
    | TRN-F02 | 50000 | 54000 | Overspend from agency staff |
    | TRN-F03 | 50000 | 54000 | Offset by the underspend on coaches |
    | TRN-F04 | 50000 | 46000 | Under review |
    """
    for line in programme.each(MoneyLine):
        gap, note = line.outturn - line.budget, line.note or ""
        if abs(gap) <= LEVEL * abs(line.budget) or _OFFSET.search(note):
            continue
        under, over = _UNDER.search(note), _OVER.search(note)
        wrong = (under if gap > 0 else over) if not (under and over) else None
        if wrong and wrong[0].casefold() != "under":
            side = "over" if gap > 0 else "under"
            related = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("note"), related, words=note.rstrip(" ."), by=pounds(abs(gap)), side=side)


@rule(
    "MN26",
    Severity.QUERY,
    "Budget is {budget} and Actual to date {spent}: they seem to have changed places.",
    "Check both. With the two exchanged, the forecast of {outturn} lies between them, as it should.",
    brings={"MN02": Reach.ROW, "MN27": Reach.ROW, "MN32": Reach.ROW},
)
def budget_and_actual_exchanged(programme: Programme) -> Iterator[Hit]:
    """What has been spent is mostly less than the forecast, and the forecast near the budget.

    Columns pasted in another order turn a line that is on budget into one that is three times overspent.

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
        if 0 < budget < outturn < spent and outturn - budget > spent - outturn:
            related = Related(line.at("spent"), "what has been spent")
            yield hit(line.at("budget"), related, budget=pounds(budget), spent=pounds(spent), outturn=pounds(outturn))


@rule(
    "MN27",
    Severity.QUERY,
    "Carry-forward is agreed, but the line is forecast to be {over} over its budget: there is nothing to carry.",
    "Choose No, or correct Forecast outturn if an underspend is truly expected.",
)
def overspend_carried_forward(programme: Programme) -> Iterator[Hit]:
    """What may be carried into the next year is an underspend.

    A Yes beside an overspend is mostly left from an earlier forecast, and lets a board count on money that is not
    there.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50001 | <Yes> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 45000 | Yes |
    | TRN-F02 | 50000 | 50000 | Yes |
    | TRN-F03 | 50000 | 50001 | No |
    """
    for line in programme.each(MoneyLine):
        if line.carry_forward and line.outturn > line.budget:
            related = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("carry_forward"), related, over=pounds(line.outturn - line.budget))
