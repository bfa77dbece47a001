"""Cells that were read on an assumption, and dates that are hardly meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.disclosure.protected import Protected
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.unread import consequence, unread
from xl_send.workbook.columns import Record, date_names
from xl_send.workbook.days import read_month_first, say
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets_seen import RemarkedCell
from xl_send.workbook.submissions import SHEETS, Programme, Submission
from xl_send.workbook.unreadable import LATEST_POSSIBLE, Remark, Unreadable

EARLIEST_LIKELY = date(2015, 1, 1)
TEN_YEARS = timedelta(days=3653)
# A baseline may be of a year before the programme, and a post may have been held since.
LONG_AGO = date(2000, 1, 1)
_MAY_BE_OLD = frozenset({(Kpi, "baseline_date"), (Resource, "starts")})

_DAYS = {record: date_names(record) for record in SHEETS}


def remarks_of(programme: Programme, remark: Remark) -> Iterator[RemarkedCell]:
    """The cells of which this must be said."""
    for submission in programme.submissions:
        for found in submission.remarks:
            if found.remark is remark:
                yield found


def by_column(programme: Programme, remark: Remark) -> Iterator[list[RemarkedCell]]:
    """The cells of each column of each workbook of which this must be said."""
    columns: dict[tuple[str, str, str], list[RemarkedCell]] = {}
    for found in remarks_of(programme, remark):
        columns.setdefault((found.cell.workbook, found.cell.sheet, found.column.name), []).append(found)
    yield from columns.values()


def _with_the_first(programme: Programme, remark: Remark) -> Iterator[tuple[RemarkedCell, tuple[Related, ...]]]:
    """The cells of which this must be said, each after the first of its column with that one, which it follows from."""
    for first, *others in by_column(programme, remark):
        yield first, ()
        for other in others:
            yield other, (Related(first.cell, "the first of its column"),)


def _with_the_first_of_all(programme: Programme, remark: Remark) -> Iterator[tuple[RemarkedCell, tuple[Related, ...]]]:
    """The cells of which this must be said, each after the first of its workbook with that one."""
    firsts: dict[str, RemarkedCell] = {}
    for found in remarks_of(programme, remark):
        first = firsts.setdefault(found.cell.workbook, found)
        yield found, () if first is found else (Related(first.cell, "the first of its workbook"),)


@rule(
    "WB12",
    Severity.ADVICE,
    "{column} is a date typed as text{reading}.",
    "Type it again as a date: the workbook's own formulas do not see text.",
    brings={"WB12": Reach.CELL},
)
def date_typed_as_text(programme: Programme) -> Iterator[Hit]:
    """A date is a date to Excel too.

    It was read here, day first. The live colours, filters and sorting in the workbook pass over it.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <"13.11.26"> |
    | TRN-M02 | <"03/04/2027"> |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 13 Nov 2026 | "13.11.26" |
    """
    for found, first in _with_the_first(programme, Remark.TEXT_DATE):
        swapped = read_month_first(found.text)
        doubtful = swapped is not None and swapped != found.value and isinstance(found.value, date)
        reading = f", read day first as {say(found.value)}" if doubtful and isinstance(found.value, date) else ""
        yield hit(found.cell, *first, column=found.column.title, reading=reading)


@rule(
    "WB13",
    Severity.ADVICE,
    "{column} is a number typed as text.",
    "Type it again as a number: the workbook's own formulas do not see text.",
    brings={"WB13": Reach.CELL},
)
def number_typed_as_text(programme: Programme) -> Iterator[Hit]:
    """A number is a number to Excel too.

    It was read here. Formulas and charts in the workbook pass over it.

    **Fails**

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <"1,240"> |

    **Passes**

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 1240 |
    """
    for found, first in _with_the_first(programme, Remark.TEXT_NUMBER):
        yield hit(found.cell, *first, column=found.column.title)


@rule(
    "WB14",
    Severity.ADVICE,
    "{column} shows the number {text}, which was read as {day}.",
    "Check the date, and give the cell a date format.",
    brings={"WB14": Reach.CELL},
)
def date_shown_as_number(programme: Programme) -> Iterator[Hit]:
    """A date looks like one.

    Excel keeps a date as a count of days. Without a date format nobody can see which day it is.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <46339> |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 13 Nov 2026 |
    """
    for found, first in _with_the_first(programme, Remark.SERIAL):
        yield hit(found.cell, *first, column=found.column.title, text=found.text, day=found.value)


@rule(
    "WB15",
    Severity.ADVICE,
    "{column} has stray spaces.",
    "Type it again without them: formulas and filters take it for another value.",
    brings={"WB15": Reach.CELL},
)
def stray_spaces(programme: Programme) -> Iterator[Hit]:
    """An id or a listed value has no spaces before, after or within it that do not belong.

    They come with text copied from web pages and other documents, and cannot be seen. The others of a workbook are told
    with the first.

    **Fails**

    Milestones:
    | ID | Phase |
    | --- | --- |
    | <TRN - M01> | <" Trial"> |

    **Passes**

    Milestones:
    | ID | Phase | Owner |
    | --- | --- | --- |
    | TRN-M01 | Set up | " Transition Lead" |
    """
    for found, first in _with_the_first_of_all(programme, Remark.SPACES):
        yield hit(found.cell, *first, column=found.column.title)


@rule(
    "WB16",
    Severity.ADVICE,
    '{column} says "{text}", which was read as blank.',
    "Leave the cell blank: the workbook's own formulas take any word for an answer.",
    brings={"WB16": Reach.CELL},
)
def word_for_nothing(programme: Programme) -> Iterator[Hit]:
    """A cell for a date, a number, a listed value or an id that has none is blank.

    Blank is what formulas and filters understand. Free text may say what it likes. The others of a workbook are told
    with the first.

    **Fails**

    Milestones:
    | ID | Actual date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | <n/a> | <none> |

    **Passes**

    Milestones:
    | ID | Actual date | Decision needed | Help needed |
    | --- | --- | --- | --- |
    | TRN-M01 | | None | None |
    """
    protected = Protected.of(programme)
    for found, first in _with_the_first_of_all(programme, Remark.NOTHING):
        text = protected.quoted(found.cell, found.column, found.text)
        yield hit(found.cell, *first, column=found.column.title, text=text)


@rule(
    "WB17",
    Severity.QUERY,
    "{column} is {day}, which is hardly meant.",
    "Check the year.{then}",
    on_reading=True,
    brings={"MS05": Reach.CELL, "MS38": Reach.CELL},
)
def implausible_date(programme: Programme) -> Iterator[Hit]:
    """A date lies between 2015 and ten years after the as at date; a baseline, or the start of a post, after 1999.

    Dates far outside the programme are nearly always a slip of the year. One before 2000 or after 2049
    is an error, and nothing rests on it.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | <31 Dec 2014> | <11 Dec 2046> |
    | TRN-M02 | 11 Dec 2026 | <14 Nov 2036> |
    | TRN-M03 | <11 Dec 1926> | 11 Dec 2026 |

    Programme:
    | Grant ends |
    | --- |
    | <31 Mar 2207> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 1 Jan 2015 | 13 Nov 2036 |

    KPIs:
    | ID | Baseline date |
    | --- | --- |
    | TRN-K01 | 31 Mar 2014 |
    """
    for submission in programme.submissions:
        latest = _latest_likely(programme.as_at_override or submission.as_at)
        for record, name, day in _days(submission):
            earliest = LONG_AGO if (type(record), name) in _MAY_BE_OLD else EARLIEST_LIKELY
            if not earliest <= day <= latest:
                yield hit(record.at(name), column=record.at(name).column, day=day, then="")
    for found in unread(programme, Unreadable.NO_YEAR_OF_OURS):
        then = consequence(found.cell, found.column)
        yield hit(found.cell, severity=Severity.ERROR, column=found.column.title, day=found.text, then=then)


def _latest_likely(as_at: date | None) -> date:
    likely = as_at + TEN_YEARS if as_at and as_at < LATEST_POSSIBLE else LATEST_POSSIBLE
    return min(likely, LATEST_POSSIBLE - timedelta(days=1))


def _days(submission: Submission) -> Iterator[tuple[Record, str, date]]:
    covers = (submission.cover,) if Cover in submission.seen else ()
    for found in (covers, *submission.records.values()):
        for record in found:
            for name in _DAYS[type(record)]:
                day = getattr(record, name)
                if day is not None:
                    yield record, name, day
