"""Date columns that were sorted apart from their rows, so that every milestone has the day of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.findings import Severity
from xl_send.frozen import NamedTuple
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

# Milestones seldom move so far, and then not many at once in both ways.
FAR = 120
FEWEST, LEFT_BY_THE_RIGHT_ORDER = 5, 0.2
# Columns, each with those against which it is held: where each milestone stands by them.
_HELD = (("baseline", ("actual", "forecast")), ("forecast", ("baseline",)), ("actual", ("baseline",)))
_FOLLOW = ("CF07", "CF08", "EX02", "EX03", "EX04", "EX05", "EX06", "KP29", "KP42", "KP43", "KP44", "KP45",
           "KP46", "KP52", "KP64", "KP73", "MC11", "MC12", "MQ04", "MQ05", "MQ11", "MQ12", "MQ14", "MS01",
           "MS02", "MS05", "MS07", "MS25", "MS26", "MS27", "MS28", "MS29", "MS31", "MS38", "MS41", "MS42",
           "MS43", "MS44", "RK23", "RK24", "RK41", "WM01", "WM02", "WM04", "WM05", "WM11")  # fmt: skip


@rule(
    "RF51",
    Severity.ERROR,
    "The dates do not fit their rows: in {number} of them {title} lies months before or after the other dates, and in "
    "{left} would it if the same days stood in order of those. The column may have been sorted by itself.",
    "Undo the sort, or copy the column from the last return. Then sort whole rows only.",
    brings=dict.fromkeys(_FOLLOW, Reach.WORKBOOK),
)
def dates_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """A milestone keeps its dates when its sheet is sorted.

    One column of dates sorted by itself gives every milestone the day of another: half of them seem months late. It is
    told where five or more lie far from the other dates of their rows, some before and some after, and the same days in
    the order of those would leave hardly any.

    **Fails**

    Milestones, as it lies:
    | ID | Workstream | Milestone | Phase | Key | Owner | <Baseline date> | Forecast date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Lead appointed | Set up | Yes | Lead | 10 Dec 2027 | 11 Dec 2026 |
    | TRN-M02 | TRN | Design agreed | Design | Yes | Lead | 10 Sep 2027 | 8 Jan 2027 |
    | TRN-M03 | TRN | Trial opened | Trial | Yes | Lead | 9 Jul 2027 | 5 Feb 2027 |
    | TRN-M04 | TRN | Trial reviewed | Trial | Yes | Lead | 16 Jun 2027 | 5 Mar 2027 |
    | TRN-M05 | TRN | Rollout agreed | Rollout | Yes | Lead | 5 Mar 2027 | 16 Jun 2027 |
    | TRN-M06 | TRN | Rollout done | Rollout | Yes | Lead | 5 Feb 2027 | 9 Jul 2027 |
    | TRN-M07 | TRN | Handed over | Sustain | Yes | Lead | 8 Jan 2027 | 10 Sep 2027 |
    | TRN-M08 | TRN | Closed | Sustain | Yes | Lead | 11 Dec 2026 | 10 Dec 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Jun 2027 |
    | TRN-M02 | 8 Jan 2027 | 11 Jun 2027 |
    | TRN-M03 | 5 Feb 2027 | 9 Jul 2027 |
    | TRN-M04 | 5 Mar 2027 | 10 Sep 2027 |
    | TRN-M05 | 16 Apr 2027 | 10 Sep 2027 |
    | TRN-M06 | 9 Jul 2027 | 10 Dec 2027 |
    """
    for submission in programme.submissions:
        found = [order for name, held in _HELD if (order := _better_order(submission, name, held))]
        if found:
            # One column out of order puts the others out with it: it is the one in which most runs backwards.
            worst = max(found, key=lambda order: (order.backwards, order.now))
            cell = submission.seen[Milestone].heading(worst.column)
            yield hit(cell, number=worst.now, title=cell.column, left=worst.left or "none")


class _Order(NamedTuple):
    """A column whose days fit better in another order: in how many rows they are far off now, and would be."""

    column: str
    now: int
    left: int
    backwards: int


def _better_order(submission: Submission, column: str, held: Sequence[str]) -> _Order | None:
    rows = [
        (day, beside)
        for row in submission.all(Milestone)
        if (day := getattr(row, column)) and (beside := _beside(row, held))
    ]
    off = [(day - beside).days for day, beside in rows]
    far = [days for days in off if abs(days) > FAR]
    if len(far) < FEWEST or min(far) > 0 or max(far) < 0:
        return None
    best = zip(sorted(day for day, _ in rows), sorted(beside for _, beside in rows), strict=True)
    left = sum(abs((day - beside).days) > FAR for day, beside in best)
    if left > LEFT_BY_THE_RIGHT_ORDER * len(far):
        return None
    return _Order(column, len(far), left, _backwards(submission.all(Milestone), column))


def _beside(row: Milestone, held: Sequence[str]) -> date | None:
    return next((day for name in held if (day := getattr(row, name))), None)


def _backwards(rows: Sequence[Milestone], column: str) -> int:
    """How many dependencies run backwards in time by one column."""
    days: Mapping[str, date] = {row.id: day for row in rows if (day := getattr(row, column))}
    return sum(
        days[wait.id] > days[row.id] for row in rows for wait in row.depends_on if row.id in days and wait.id in days
    )


# So many rows with the day of the next, and this share of those that could have it, are no chance.
SHIFTED, MOST = 3, 0.6
# A forecast is about the planned day within three weeks; so many are that very day.
ABOUT, EXACT = 21, 2


@rule(
    "RF52",
    Severity.QUERY,
    "In {number} rows from here on, Forecast date is about the day that the row {beside} plans: the column seems to "
    "have moved {way} by a row.",
    "If a cell was {done} in this column alone, undo it, or move the cells back {back} by a row. If the plan moved so, "
    "explain this finding.",
    brings=dict.fromkeys((*_FOLLOW, "ID10", "MC01", "MC02", "WB01"), Reach.WORKBOOK),
)
def forecasts_moved_by_a_row(programme: Programme) -> Iterator[Hit]:
    """The forecasts of milestones stand in their own rows.

    A cell deleted or put in in one column moves all below it: every milestone has the forecast of the next. Told where
    three or more, and most of those that are not what their own row plans, are about what the row below or above plans,
    two of them to the day.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <8 Jan 2027> |
    | TRN-M02 | 8 Jan 2027 | 5 Feb 2027 |
    | TRN-M03 | 5 Feb 2027 | 5 Mar 2027 |
    | TRN-M04 | 5 Mar 2027 | 16 Apr 2027 |
    | TRN-M05 | 16 Apr 2027 | 9 Jul 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 8 Jan 2027 |
    | TRN-M02 | 8 Jan 2027 | 8 Jan 2027 |
    | TRN-M03 | 5 Feb 2027 | 5 Mar 2027 |
    | TRN-M04 | 5 Mar 2027 | 12 Mar 2027 |
    | TRN-M05 | 16 Apr 2027 | 9 Jul 2027 |
    """
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        off = [row for row in rows if row.forecast and row.forecast != row.baseline]
        for step, (beside, way, back, done) in _WAYS.items():
            next_to = {id(row): other for row, other in zip(rows[max(-step, 0) :], rows[max(step, 0) :], strict=False)}
            found = [row for row in off if (other := next_to.get(id(row))) and _is_of(row, other)]
            exact = sum(row.forecast == next_to[id(row)].baseline for row in found)
            if len(found) >= SHIFTED and len(found) >= MOST * len(off) and exact >= EXACT:
                number = len(found)
                yield hit(found[0].at("forecast"), number=number, beside=beside, way=way, back=back, done=done)


def _is_of(row: Milestone, other: Milestone) -> bool:
    """Whether a row's forecast is about the day that another row plans, and further from its own."""
    if row.forecast is None:
        return False
    away = abs((row.forecast - other.baseline).days)
    return away <= ABOUT and away < abs((row.forecast - row.baseline).days)


# Where the row lies whose day it is, which way the column went, which way it goes back, and how that comes about.
_WAYS = {1: ("below", "up", "down", "deleted"), -1: ("above", "down", "up", "put in")}
