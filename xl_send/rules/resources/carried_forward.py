"""Money that is carried forward: whether there is any."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.money import is_carried_in, is_rounding, says_carried_in
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
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
