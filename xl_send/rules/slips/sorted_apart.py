"""Figures, days and words that were sorted apart from the rows that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from operator import ge, le

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.doubts import LARGEST_SHARE
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.governance import CalendarEntry, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

FEWEST_VALUES, FEWEST_KPIS, MOST = 8, 3, 0.6
FOLLOW_VALUES = ("AC34", "AC05", "AC06", "AC07", "AC08", "AC24", "AC26", "AC27", "AC29", "AC30", "KP54", "KP64",
                  "KP68", "KP73", "UN01", "UN02", "UN03", "UN12", "UN13", "UN22", "UN23", "UN25", "UN26",
                  "UN27", "UN28", "WM02", "WM04", "WM05", "WM11", "EX05", "EX06", "CM21", "MS42", "AC31",
                  "AC22", "KP52", "UN04", "UN32", "UN34")  # fmt: skip


@rule(
    "RF53",
    Severity.ERROR,
    "{column} stands in order of size over {number} rows, whatever their KPI: it was sorted by itself.",
    "Undo the sort, or copy the column from the file before. Then sort whole rows only.",
    brings=dict.fromkeys(FOLLOW_VALUES, Reach.WORKBOOK),
)
def figures_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """A figure stays with its KPI and its date when a sheet is sorted.

    A column sorted by itself gives every KPI the figures of others. Told where eight figures or more, of three KPIs or
    more in their own order, and most of the sheet, go up from row to row, or down, and one of them is no figure of its
    KPI: no share, a part of a count, or not the baseline of its day.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | <Value> |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 0.31 |
    | TRN-K01 | 30 Sep 2026 | 0.46 |
    | TRN-K01 | 31 Oct 2026 | 0.61 |
    | TRN-K02 | 31 Aug 2026 | 12 |
    | TRN-K02 | 30 Sep 2026 | 41 |
    | TRN-K03 | 31 Aug 2026 | 52 |
    | TRN-K03 | 30 Sep 2026 | 110 |
    | TRN-K01 | 31 Jul 2026 | 140 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Rate |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 0.31 |
    | TRN-K01 | 30 Sep 2026 | 0.46 |
    | TRN-K01 | 31 Oct 2026 | 0.61 |
    | TRN-K02 | 31 Aug 2026 | 12 |
    | TRN-K02 | 30 Sep 2026 | 41 |
    | TRN-K03 | 31 Aug 2026 | 52 |
    | TRN-K03 | 30 Sep 2026 | 50 |
    | TRN-K03 | 31 Oct 2026 | 140 |
    """
    for submission in programme.submissions:
        for kind, name in ((Actual, "value"), (Expectation, "expected")):
            rows: Sequence[_Figure] = submission.all(kind)
            found = [(row, float(value)) for row in rows if (value := getattr(row, name)) is not None]
            run = max(_longest(found, le), _longest(found, ge), key=len)
            enough = len(run) >= max(FEWEST_VALUES, MOST * len(found)) and len({value for _, value in run}) > 4
            several = len({row.kpi for row, _ in run}) >= FEWEST_KPIS
            if enough and several and any(_is_foreign(programme.kpis.get(row.kpi), row, value) for row, value in run):
                title = columns_by_name(kind)[name].title
                yield hit(submission.seen[kind].heading(name), column=title, number=len(run))


_Figure = Actual | Expectation


def _longest(
    found: Sequence[tuple[_Figure, float]], in_order: Callable[[float, float], bool]
) -> list[tuple[_Figure, float]]:
    """The longest stretch of rows whose figures are in an order."""
    longest: list[tuple[_Figure, float]] = []
    run: list[tuple[_Figure, float]] = []
    for row, value in found:
        run = [*run, (row, value)] if run and in_order(run[-1][1], value) else [(row, value)]
        longest = max(longest, run, key=len)
    return longest


def _is_foreign(kpi: Kpi | None, row: _Figure, value: float) -> bool:
    """Whether a figure is none of its KPI: no share, a part of a count, or not the baseline of its day."""
    if kpi is None:
        return False
    if (kpi.unit is Unit.PERCENT and value > LARGEST_SHARE) or (kpi.unit is Unit.COUNT and value % 1):
        return True
    on_the_day = isinstance(row, Actual) and row.period_end == kpi.baseline_date and kpi.baseline is not None
    return bool(on_the_day and abs(value - (kpi.baseline or 0)) > abs(kpi.baseline or 0) / 5)


# Sheets whose rows hold two days, the first never after the second: their fields in that order.
_PAIRS: Sequence[tuple[type[Record], str, str]] = (
    (Meeting, "papers_due", "day"),
    (CalendarEntry, "starts", "ends"),
    (Diagnostic, "starts", "ends"),
    (Resource, "starts", "ends"),
)
FEWEST_CROSSED, CROSSED, LEFT = 5, 0.3, 0.1
_FOLLOW_DAYS = ("GV01", "GV02", "GV03", "GV05", "GV06", "GV11", "GV12", "GV13", "GV14", "IS10", "RF02", "RS01", "RS05",
                "RS06", "WB23", "MC01", "MC02", "MC03", "MS05", "MS28", "WM01", "WM04", "WM05", "CF01", "CF02",
                "CF10", "CF19", "CF27", "CF36", "CF40", "GV45")  # fmt: skip


@rule(
    "RF54",
    Severity.ERROR,
    "The days do not fit their rows: in {number} of them {first} is after {second}, and in {left} would it be if the "
    "same days stood in order. One of the two columns may have been sorted by itself.",
    "Undo the sort, or copy the columns from the file before. Then sort whole rows only.",
    brings=dict.fromkeys(_FOLLOW_DAYS, Reach.WORKBOOK),
)
def days_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """Two days of a row, such as when papers are due and the meeting, stay together when a sheet is sorted.

    One column sorted by itself gives most rows the day of another. Told where five rows or more, and three of ten, have
    the first day after the second, and hardly any would if both columns were put in order. Blamed is the column that
    stands in order already, where the other does not.

    **Fails**

    Meetings:
    | Forum | Meeting date | <Papers due> |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 3 Mar 2027 |
    | Programme Board | 4 Feb 2027 | 24 Feb 2027 |
    | Programme Board | 11 Mar 2027 | 27 Jan 2027 |
    | Schools Forum | 26 Nov 2026 | 6 Jan 2027 |
    | Schools Forum | 14 Jan 2027 | 25 Nov 2026 |
    | Schools Forum | 23 Nov 2026 | 24 Nov 2026 |
    | Cabinet | 20 Nov 2026 | 23 Nov 2026 |
    | Cabinet | 4 Mar 2027 | 20 Nov 2026 |
    | Cabinet | 25 Nov 2026 | 19 Nov 2026 |
    | Cabinet | 15 Dec 2026 | 18 Nov 2026 |

    **Passes**

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Programme Board | 3 Dec 2026 | 4 Dec 2026 |
    | Programme Board | 4 Feb 2027 | 5 Feb 2027 |
    | Programme Board | 11 Mar 2027 | 12 Mar 2027 |
    | Schools Forum | 26 Nov 2026 | 27 Nov 2026 |
    | Schools Forum | 14 Jan 2027 | 15 Jan 2027 |
    """
    for submission in programme.submissions:
        for kind, first, second in _PAIRS:
            rows = submission.all(kind)
            found = [pair for row in rows if None not in (pair := (getattr(row, first), getattr(row, second)))]
            crossed = sum(low > high for low, high in found)
            columns = [list(days) for days in zip(*found, strict=True)]
            left = sum(low > high for low, high in zip(*map(sorted, columns), strict=True))
            if crossed >= max(FEWEST_CROSSED, CROSSED * len(found)) and left <= LEFT * crossed:
                names = {name: columns_by_name(kind)[name].title for name in (first, second)}
                blamed = second if _in_order(columns[1]) and not _in_order(columns[0]) else first
                words = {"number": crossed, "first": names[first], "second": names[second], "left": left or "none"}
                yield hit(submission.seen[kind].heading(blamed), **words)


def _in_order(days: Sequence[date]) -> bool:
    return list(days) in (sorted(days), sorted(days, reverse=True))


# So many different words stand in order of the alphabet by chance in one sheet of some thousands.
FEWEST_WORDS = 7
_WORDS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Milestone, ("name", "owner", "done_when", "commentary")),
    (Kpi, ("name", "owner", "definition")),
    (Risk, ("name", "owner", "mitigation")),
    (LogEntry, ("what", "owner")),
)
_FOLLOW_WORDS = ("RF22", "RF23", "CM01", "OW03", "OW06", "RK51", "MQ01", "IS11", "KP65")


@rule(
    "RF56",
    Severity.QUERY,
    "{column} stands in order of the alphabet over all {number} rows, and so do the ids: was it sorted by itself?",
    "If so, undo the sort, or copy the column from the last return. If the rows were numbered in this order, "
    "explain this finding.",
    brings=dict.fromkeys(_FOLLOW_WORDS, Reach.WORKBOOK),
)
def words_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """Names and owners stay with their rows when a sheet is sorted.

    An owner column sorted by itself asks everybody about the work of another. Asked where a column of seven different
    texts or more goes up or down the alphabet over the whole sheet, and the ids go up all the same; not where half of
    the rows say in another cell what this one says, nor of names beside which nothing could: they were listed so.

    **Fails**

    Milestones:
    | ID | <Owner> |
    | --- | --- |
    | TRN-M01 | Adviser |
    | TRN-M02 | Analyst |
    | TRN-M03 | Finance Partner |
    | TRN-M04 | Head of Inclusion |
    | TRN-M05 | Head of SEND |
    | TRN-M06 | Transition Lead |
    | TRN-M07 | Transition Lead |
    | TRN-M08 | Workforce Lead |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M03 | Adviser |
    | TRN-M02 | Analyst |
    | TRN-M01 | Finance Partner |
    | TRN-M04 | Head of Inclusion |
    | TRN-M05 | Head of SEND |
    | TRN-M06 | Transition Lead |
    | TRN-M08 | Workforce Lead |
    """
    for submission in programme.submissions:
        for kind, names in _WORDS:
            rows = submission.all(kind)
            if len(rows) < FEWEST_WORDS or not _ids_go_up(rows):
                continue
            for name in names:
                words = [(getattr(row, name) or "").casefold() for row in rows]
                in_order = all(map(le, words, words[1:])) or all(map(ge, words, words[1:]))
                if in_order and len(set(words) - {""}) >= FEWEST_WORDS and not _go_with_their_rows(rows, name, names):
                    cell = submission.seen[kind].heading(name)
                    yield hit(cell, column=cell.column, number=len(rows))


_CONTENT = 5


def _go_with_their_rows(rows: Sequence[Record], name: str, names: Sequence[str]) -> bool:
    """Whether half of the rows or more share a long word between this cell and another text, or could share none."""
    told = sum(any(getattr(row, other) for other in names if other not in (name, "owner")) for row in rows)
    if name == names[0] and 2 * told < len(rows):
        return True
    shared = sum(bool(_long_words(row, (name,)) & _long_words(row, set(names) - {name})) for row in rows)
    return 2 * shared >= len(rows)


def _long_words(row: Record, names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name_words(getattr(row, name) or "").split() if len(word) >= _CONTENT}


def _ids_go_up(rows: Sequence[Record]) -> bool:
    """Whether the ids of each workstream go up from row to row, and its rows stand together."""
    found = [(row.label.rpartition("-")[0], row.label) for row in rows]
    codes = [code for code, _ in found]
    together = sum(one != other for one, other in pairwise(codes)) + 1 == len(set(codes))
    in_order = (
        (len(one), one) <= (len(other), other) for (code, one), (beside, other) in pairwise(found) if code == beside
    )
    return together and all(in_order)
