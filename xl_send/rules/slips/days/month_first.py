"""Dates that were taken with their month first, by what the rows and dates beside them hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.date_bounds import DateBounds
from xl_send.analysis.figures import Dated, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record, date_names
from xl_send.workbook.days import exchanged, say
from xl_send.workbook.sheets.choices import Frequency
from xl_send.workbook.sheets.governance import CalendarEntry, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import SHEETS, Programme

SATURDAY, FEWEST = 5, 2
# How far a date lies at least from every other of its column that holds the exchanged one several times.
FAR = timedelta(days=21)
A_WEEK, BEFORE_A_MEETING = timedelta(days=7), timedelta(days=21)
# How far apart the figures of a KPI lie, about.
_APART = {
    Frequency.MONTHLY: timedelta(days=30),
    Frequency.HALF_TERMLY: timedelta(days=40),
    Frequency.TERMLY: timedelta(days=100),
    Frequency.QUARTERLY: timedelta(days=91),
    Frequency.ANNUAL: timedelta(days=365),
}
# A date, and one of its row on which it often is.
_ON_ONE_DAY: tuple[tuple[type[Record], str, str], ...] = (
    (Interdependency, "needed_by", "promised"),
    (Interdependency, "promised", "delivered"),
    (Interdependency, "forecast", "needed_by"),
)


class _Attested(NamedTuple):
    """What speaks for the exchanged date, and where that stands."""

    like: str
    related: Related


@rule(
    "WB31",
    Severity.QUERY,
    "{column} is {day}. With day and month exchanged it is {meant}, {like}.",
    "If {meant} is meant, type it; dates beside it may come from the same system, so look at them too.",
    brings={**dict.fromkeys(("AC12", "AC28", "AC35", "ID18", "KP51", "WM02"), Reach.WORKBOOK), **COLOURS},
)
def month_first_by_its_fellows(programme: Programme) -> Iterator[Hit]:
    """A date with its month first is told from a right one by the dates beside it.

    Excel takes 10/07/2026 for 7 October where the computer counts the American way, and both are real days. Asked
    where the exchanged date is on no wrong side of the others of its row, and is

    - that of two other rows of the column or more, while this one lies three weeks or more from them all; or of one
      other row or more, while this one is at a weekend and the exchanged one is not;
    - that of another date of the row which is often the same, such as Promised for and Needed by; or within a week of
      the day on which a milestone was reached, while this one is three weeks or more from it;
    - the day of the KPI's baseline, of a figure that is its baseline;
    - a day for which another KPI has a figure, while this one lies nearer to another figure of its own KPI than half
      of what its frequency says, and the exchanged one no nearer than a third;
    - a working day, of a task or of papers that are due, where this one is at a weekend.

    **Fails**

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 4 May 2026 |
    | TRN-R02 | 4 May 2026 |
    | TRN-R03 | <5 Apr 2026> |

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for |
    | --- | --- | --- |
    | TRN-D01 | <9 Nov 2027> | 11 Sep 2027 |

    **Fails**

    KPIs:
    | ID | Frequency | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | Half-termly | 22 May 2026 |
    | TRN-K02 | Half-termly | 22 May 2026 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | <7 Oct 2026> |
    | TRN-K01 | 23 Oct 2026 |
    | TRN-K02 | 10 Jul 2026 |

    **Fails**

    Diagnostics:
    | ID | Starts | Ends |
    | --- | --- | --- |
    | TRN-T01 | <3 Jan 2027> | 26 Mar 2027 |

    Milestones:
    | ID | Baseline date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | <9 Nov 2026> | 14 Sep 2026 |

    **Passes**

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 4 May 2026 |
    | TRN-R02 | 4 May 2026 |
    | TRN-R03 | 24 Apr 2026 |
    | TRN-R04 | 6 May 2026 |
    | TRN-R05 | 5 Jun 2026 |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for |
    | --- | --- | --- |
    | TRN-D01 | 9 Nov 2027 | 18 Sep 2027 |

    **Passes**

    KPIs:
    | ID | Frequency | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | Half-termly | 22 May 2026 |
    | TRN-K02 | Half-termly | 22 May 2026 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 7 Oct 2026 |
    | TRN-K01 | 30 Oct 2026 |
    | TRN-K02 | 10 Jul 2026 |
    """
    beside = _Beside(DateBounds(programme), series(programme))
    for submission in programme.submissions:
        for kind in SHEETS:
            for name in date_names(kind) if kind is not CalendarEntry else ():
                yield from _of_column(submission.all(kind), name, beside)


class _Beside(NamedTuple):
    """What a date is seen beside: the bounds of its row, and the figures of each KPI."""

    bounds: DateBounds
    figures: Mapping[Kpi, list[Dated]]


def _of_column(column: Sequence[Record], name: str, beside: _Beside) -> Iterator[Hit]:
    rows = [row for row in column if getattr(row, name)]
    days = Counter(getattr(row, name) for row in rows)
    for row in rows:
        day = getattr(row, name)
        meant = exchanged(day)
        if meant is None:
            continue
        found = _of_its_row(row, name, meant) or _of_a_working_day(row, name, meant)
        if isinstance(row, Actual):
            found = found or _of_other_figures(row, meant, rows, beside)
        elif not isinstance(row, Meeting):
            found = found or _of_other_rows(rows, row, name, meant, days)
        if found and all(one.holds(meant) for one in beside.bounds.of(row) if one.name == name):
            yield hit(row.at(name), found.related, column=row.at(name).column, day=day, meant=meant, like=found.like)


def _of_its_row(row: Record, name: str, meant: date) -> _Attested | None:
    """The exchanged date, where another of its row is on it."""
    for kind, own, other in _ON_ONE_DAY:
        if isinstance(row, kind) and own == name and getattr(row, other) == meant:
            column = row.at(other).column
            return _Attested(f"the same as {column}", Related(row.at(other), column))
    reached = row.actual if isinstance(row, Milestone) and name == "baseline" else None
    if reached and abs(reached - meant) <= A_WEEK and abs(reached - getattr(row, name)) >= FAR:
        return _Attested(f"about when it was reached, {say(reached)}", Related(row.at("actual"), "reached"))
    return None


def _of_other_rows(
    rows: Sequence[Record], row: Record, name: str, meant: date, days: Counter[date]
) -> _Attested | None:
    """The exchanged date, where other rows hold it and this one lies apart from them all."""
    day = getattr(row, name)
    at_a_weekend = _is_off(day) and not _is_off(meant)
    apart = at_a_weekend or all(abs(other - day) >= FAR for other in days if other != day)
    if days[day] > 1 or days[meant] < (1 if at_a_weekend else FEWEST) or not apart:
        return None
    first = next(other for other in rows if getattr(other, name) == meant)
    more = days[meant] - 1
    others = f"{first.at(name).address} and {more} more" if more else first.at(name).address
    return _Attested(f"as in {others}", Related(first.at(name), "that day"))


def _of_other_figures(row: Actual, meant: date, rows: Sequence[Record], beside: _Beside) -> _Attested | None:
    """The exchanged day of a figure, where another KPI has one of it and the figure lies too near to its next."""
    kpi = beside.bounds.programme.kpis.get(row.kpi)
    if kpi is None or kpi.frequency is None:
        return None
    if meant == kpi.baseline_date and row.value is not None and row.value == kpi.baseline:
        return _Attested("the day of the baseline, which is the same figure", Related(kpi.at("baseline_date"), kpi.id))
    apart = _APART[kpi.frequency]
    others = [one.day for one in beside.figures.get(kpi, ()) if one.row is not row]
    near = [day for day in (*others, kpi.baseline_date) if day and abs(day - meant) < apart / 3]
    if near or not any(abs(day - row.period_end) < apart / 2 for day in others):
        return None
    fellows = (one for one in rows if isinstance(one, Actual) and one.kpi != row.kpi and one.period_end == meant)
    fellow = next(fellows, None)
    if fellow is None:
        return None
    return _Attested(f"for which {fellow.kpi} has a figure", Related(fellow.at("period_end"), f"that of {fellow.kpi}"))


def _of_a_working_day(row: Record, name: str, meant: date) -> _Attested | None:
    """The exchanged date, where it is a working day and this one of a task or of papers is none."""
    day = getattr(row, name)
    if _is_off(meant) or not _is_off(day):
        return None
    of_task = isinstance(row, Diagnostic) and name in {"starts", "ends"}
    of_papers = isinstance(row, Meeting) and timedelta() <= row.day - meant <= BEFORE_A_MEETING
    if not (of_task or (of_papers and name == "papers_due")):
        return None
    whose = Related(row.at("day"), "the meeting") if of_papers else Related(row.at("id"), "the task")
    return _Attested(f"a {meant:%A} and not a {day:%A}", whose)


def _is_off(day: date) -> bool:
    return day.weekday() >= SATURDAY
