"""Noughts that stand for nothing: what a link to a blank cell gives."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.assumptions import by_column
from xl_send.words import counted
from xl_send.workbook.kinds import Day
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unreadable import Remark


@rule(
    "WB22",
    Severity.ADVICE,
    "{column} holds 0{shown}, which a link to a blank cell gives{more}. It was read as blank.",
    'Clear the cell, or let its formula give nothing where there is nothing: =IF(A1="","",A1).',
)
def nought_for_a_blank(programme: Programme) -> Iterator[Hit]:
    """A cell for a date, a listed value or an id that has none is blank, and not 0.

    Excel gives 0 for a link to a blank cell, and shows it as 00/01/1900 where the cell is for a date. Told once for
    each column. Free text that is 0 is a blank as well; among figures 0 is a figure.

    **Fails**

    Milestones:
    | ID | Actual date | State |
    | --- | --- | --- |
    | TRN-M01 | <0> | <0> |
    | TRN-M02 | 0 | |

    **Passes**

    Milestones:
    | ID | Actual date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | | 0 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 0 |
    """
    for first, *others in by_column(programme, Remark.NOUGHT):
        shown = " (00/01/1900)" if isinstance(first.column.kind, Day) else ""
        more = f", and so {'do' if len(others) > 1 else 'does'} {counted(len(others), 'cell')} below" if others else ""
        yield hit(first.cell, column=first.column.title, shown=shown, more=more)
