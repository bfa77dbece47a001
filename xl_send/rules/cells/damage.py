"""Cells that could not be read or hold what Excel left: half a date, a lost value, a nought, a word for later."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.assumptions import by_column
from xl_send.rules.cells.unread import consequence, unread, with_the_first
from xl_send.words import counted
from xl_send.workbook.columns import Need, columns_by_name
from xl_send.workbook.days import is_month_first, last_of_month, read_month_first, say
from xl_send.workbook.kinds import Day
from xl_send.workbook.sheets_seen import UnreadCell
from xl_send.workbook.submissions import SHEETS, Programme
from xl_send.workbook.unreadable import Remark, Unreadable


@rule(
    "WB07",
    Severity.ERROR,
    '{column} says "{text}", a month without a day.',
    "Give the day as well{such}.{then}",
    on_reading=True,
)
def month_without_day(programme: Programme) -> Iterator[Hit]:
    """A date has its day.

    Lateness is counted in working days, and the end of a month may lie in a school holiday. The last
    day of the month is a fair choice where no other is agreed.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | <"Nov 26"> | <"December"> |

    **Passes**

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | "30 Nov 26" |
    """
    for found in unread(programme, Unreadable.MONTH_ONLY):
        last = last_of_month(found.text)
        such = f": {say(last)} is the last of the month" if last else " and the year"
        then = consequence(found.cell, found.column)
        yield hit(found.cell, column=found.column.title, text=found.text, such=such, then=then)


@rule(
    "WB08",
    Severity.ERROR,
    '{column} says "{text}", a date with its month first.',
    "Type the day first{such}.{then}",
    on_reading=True,
)
def month_first_date(programme: Programme) -> Iterator[Hit]:
    """A date is written with its day first.

    If one date in a column came from a system that writes the month first, look at its neighbours too:
    11/12/2026 from the same system means 12 November.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <"11/25/2026"> |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | "25/11/2026" |
    | TRN-M02 | "12/12/2026" |
    """
    for submission in programme.submissions:
        for found in submission.unread_cells:
            if is_month_first(found.text):
                day = read_month_first(found.text)
                such = f": {say(day)}" if day else ""
                then = consequence(found.cell, found.column)
                yield hit(found.cell, column=found.column.title, text=found.text, such=such, then=then)


@rule(
    "WB09",
    Severity.ERROR,
    "{column} shows {text}, which is an error in Excel.",
    "Put its formula right, or type {says} in its place.{then}",
    on_reading=True,
)
def error_value(programme: Programme) -> Iterator[Hit]:
    """A formula that was typed into a cell gives a value.

    An error such as #REF! means that what the formula pointed at is gone.

    **Fails**

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <#REF!> |

    **Passes**

    Actuals:
    | KPI | Value | Note |
    | --- | --- | --- |
    | TRN-K01 | 0 | # of pupils |
    """
    for found in unread(programme, Unreadable.ERROR_VALUE):
        then, column = consequence(found.cell, found.column), found.column
        yield hit(found.cell, column=column.title, text=found.text, says=column.kind.says, then=then)


@rule(
    "WB10",
    Severity.ERROR,
    "{column} holds a formula that has never been calculated.",
    "Open the workbook in Excel, let it calculate, and save it.{then}",
    on_reading=True,
)
def formula_never_calculated(programme: Programme) -> Iterator[Hit]:
    """A formula that was typed into a cell has been calculated and its value saved.

    Files that another program wrote may hold formulas without values. Nothing here calculates them.

    **Fails**

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <=SUM(B2:B9)> |

    **Passes**

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 110 |
    """
    for found in unread(programme, Unreadable.UNCALCULATED):
        yield hit(found.cell, column=found.column.title, then=consequence(found.cell, found.column))


@rule("WB11", Severity.ERROR, "{column} holds a damaged value, {text}.", "Type {says} again.{then}", on_reading=True)
def damaged_value(programme: Programme) -> Iterator[Hit]:
    """A date or number lies within what Excel can show.

    Excel shows ######## for a date before its calendar begins, often the result of a subtraction.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <########> |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    """
    for found in unread(programme, Unreadable.DAMAGED):
        then, column = consequence(found.cell, found.column), found.column
        yield hit(found.cell, column=column.title, text=found.text, says=column.kind.says, then=then)


@rule(
    "WB20",
    Severity.ERROR,
    "{column} holds a picture, which cannot be read.",
    "Keep the picture elsewhere, and type {says} here.{then}",
    on_reading=True,
)
def picture_in_cell(programme: Programme) -> Iterator[Hit]:
    """A cell holds what its column is for in words, dates or figures, and no picture.

    A picture that was placed in a cell, or fetched by the function IMAGE, says nothing to a formula, a filter or a
    screen reader. Where nothing is computed from the cell and it may be left blank, this is a query.

    **Fails**

    Milestones:
    | ID | Forecast date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | <=IMAGE("plan.png")> | <=IMAGE("letter.png")> |

    **Passes**

    Milestones:
    | ID | Forecast date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | Picture of the letter, programme site, folder 3 |
    """
    for found in unread(programme, Unreadable.PICTURE):
        then, column = consequence(found.cell, found.column), found.column
        severity = Severity.QUERY if column.need is Need.OPTIONAL and not column.vital else None
        yield hit(found.cell, severity=severity, column=column.title, says=column.kind.says, then=then)


@rule(
    "WB22",
    Severity.ADVICE,
    "{column} holds 0{shown}, as a link to a blank cell gives{more}. It was read as blank.",
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


def _or_blank(found: UnreadCell) -> str:
    """By which other cell of its row a needed cell may stay blank, in words after a remedy."""
    titles = next((columns_by_name(kind) for kind in SHEETS if kind.SHEET.title == found.cell.sheet), {})
    beside = (titles.get(name) for name in found.column.unless if isinstance(name, str))
    spared = [column.title for column in beside if column is not None and not column.excuses]
    return f", or leave it blank and fill in {spared[0]}" if spared else ""


@rule(
    "WB05",
    Severity.ERROR,
    '{column} says "{text}", which stands for something still to come.',
    "{remedy}{then}",
    brings={"WB05": Reach.CELL},
    on_reading=True,
)
def placeholder(programme: Programme) -> Iterator[Hit]:
    """A cell is not filled with TBC or the like.

    A plan is compared by its dates and figures. Where nothing is computed from the cell and it may be
    left blank, this is only a query.

    **Fails**

    Milestones:
    | ID | Forecast date | Back to green by |
    | --- | --- | --- |
    | TRN-M01 | <TBC> | <to be agreed> |

    **Fails**

    KPIs:
    | ID | Baseline | Baseline due |
    | --- | --- | --- |
    | TRN-K01 | <TBC> | 31 Mar 2027 |

    **Passes**

    Milestones:
    | ID | Forecast date | Done when |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | TBC with schools |
    """
    for found, first in with_the_first(unread(programme, Unreadable.PLACEHOLDER)):
        column, needed = found.column, found.column.need is not Need.OPTIONAL
        best = f"Type {column.kind.says}: the best you have now{_or_blank(found)}."
        remedy = best if needed else "Leave it blank until it is known."
        severity = None if needed or column.vital else Severity.QUERY
        then = consequence(found.cell, column)
        words = {"column": column.title, "text": found.text, "remedy": remedy}
        yield hit(found.cell, *first, severity=severity, then=then, **words)
