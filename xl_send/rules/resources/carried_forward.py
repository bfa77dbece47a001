"""Money that is carried forward: whether there is any."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.money import is_carried_in, is_rounding, says_carried_in, says_why_little
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.calendar.financial_years import last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme


@rule(
    "MN27",
    Severity.QUERY,
    "Carry-forward is agreed, but the line is forecast to be {over} over its budget: there is nothing to carry.",
    "Choose No, or correct Forecast outturn if an underspend is truly expected.",
)
def overspend_carried_forward(programme: Programme) -> Iterator[Hit]:
    """What may be carried into the next year is an underspend.

    A Yes beside an overspend is mostly left from an earlier forecast, and lets a board count on money that is not
    there. Rounding is not asked about, nor what was carried in, as the Note says or another line of an earlier year
    shows that spends so much less.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 50501 | <Yes> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 45000 | Yes | |
    | TRN-F02 | 50000 | 50500 | Yes | |
    | TRN-F03 | 50000 | 54000 | No | |
    | TRN-F04 | 50000 | 54000 | Yes | £4,000 carried in from 2025-26 |

    **Passes**

    Money:
    | ID | Financial year | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 50000 | 39000 | Yes | Late starts |
    | TRN-F02 | 2027-28 | 64000 | 75000 | Yes | Includes the £11k |
    | TRN-F03 | 2027-28 | 64000 | 70000 | Yes | £6,000 c/f |
    """
    for line in programme.each(MoneyLine):
        over = line.outturn - line.budget
        explained = is_rounding(over, line.budget) or line.budget < 0 or says_carried_in(line.note)
        if line.carry_forward and over > 0 and not explained and not is_carried_in(programme, line):
            related = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("carry_forward"), related, over=pounds(over))


_LEFT_OVER = Pattern(
    r"(?i)\b(?:under-?spen\w*|unspent|carr(?:y|ied|ying)[- ](?:it )?(?:forward|over)|handed? back|returned to"
    r"|claw\w*|left over|vired?\b|virement)"
)
_THE_REST = Pattern(r"(?i)\b(?:rest|remainder|unfilled)\b")
# What is left of a grant in pounds, from which on a board would ask what becomes of it.
WORTH_A_WORD = 1_000


@rule(
    "MN82",
    Severity.QUERY,
    "A grant is forecast to leave {left} of {budget} unspent. Carry-forward is not agreed, and no text says why it is"
    " left or what becomes of it.",
    "Ask the funder whether it may be carried forward, and say in the Note why it is left and what will become of it.",
)
def grant_left_over(programme: Programme) -> Iterator[Hit]:
    """A grant that will be far underspent has a word on what becomes of the money.

    What is not spent by the end of the grant's year is mostly lost, and boards learn of it in March. Asked from the
    share at which an underspent grant gets its colour and £1,000, of a line whose Note does not say why, where no text
    of the workbook but the Notes of other lines speaks of money that is left, in a year that is not over.

    **Fails**

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 100000 | <89999> | No | |
    | TRN-F02 | Grant | 2026-27 | 100000 | <50000> | No | Term two |

    **Passes**

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn | Carry-forward agreed | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 100000 | 90000 | No | |
    | TRN-F02 | Grant | 2026-27 | 100000 | 50000 | Yes | |
    | TRN-F03 | Base budget | 2026-27 | 100000 | 50000 | No | |
    | TRN-F04 | Grant | 2026-27 | 100000 | 50000 | No | Second post unfilled until January |
    | TRN-F05 | Grant | 2025-26 | 100000 | 50000 | No | |
    | TRN-F06 | Grant | 2026-27 | 3000 | 2001 | No | |

    **Passes**

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 100000 | 50000 | No |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | What becomes of the grant that is unspent? |
    """
    for submission in programme.submissions:
        found = [line for line in submission.all(MoneyLine) if _is_left_without_a_word(programme, line)]
        texts = (text for row, _, text in speaking_texts(submission) if not isinstance(row, MoneyLine))
        if found and not any(_LEFT_OVER.search(text) for text in texts):
            for line in found:
                related = Related(line.at("budget"), "the budget")
                left = pounds(line.budget - line.outturn)
                yield hit(line.at("outturn"), related, left=left, budget=pounds(line.budget))


def _is_left_without_a_word(programme: Programme, line: MoneyLine) -> bool:
    as_at, red = programme.as_at(line), programme.of(line).thresholds.money_red
    is_open = as_at and line.year and as_at <= last_day_of(line.year) and (line.spent or 0) <= line.outturn
    left = round(line.budget - line.outturn, 9)
    is_far = left >= WORTH_A_WORD and left > round(red * line.budget, 9) > 0
    if line.funding is not Funding.GRANT or line.carry_forward or not (is_open and is_far):
        return False
    note = line.note or ""
    return not (says_why_little(note) or _LEFT_OVER.search(note) or _THE_REST.search(note))
