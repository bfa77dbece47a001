"""Columns of Milestones that were sorted apart from their rows, or moved by one: dates and ids."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date

from xl_send.analysis.misplaced.dates import misplaced_dates
from xl_send.analysis.misplaced.ids import misplaced_ids
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_FOLLOW = ("CF07", "CF08", "EX02", "EX03", "EX04", "EX05", "EX06", "KP29", "KP43", "KP44", "KP45",
           "KP46", "KP52", "KP64", "KP73", "MC11", "MQ04", "MQ05", "MQ11", "MQ12", "MQ14", "MS01",
           "MS02", "MS05", "MS07", "MS25", "MS26", "MS27", "MS28", "MS29", "MS31", "MS38", "MS41", "MS42",
           "MS43", "MS44", "RK23", "RK24", "RK41", "WM01", "WM02", "WM04", "WM05", "WM11", "KP89", "MS71", "RF14",
           "CM24", "MC56", "MS56", "MS72", "RF58", "GV09", "KP91")  # fmt: skip


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
        worst = misplaced_dates(submission)
        if worst is not None:
            yield hit(worst.heading, number=worst.now, title=worst.column, left=worst.left or "none")


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
    two of them to the day, on which their own forum does not meet; not where all still to come is late by about as
    many days.

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

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 31 Jan 2027 | 28 Feb 2027 |
    | TRN-M02 | 28 Feb 2027 | 31 Mar 2027 |
    | TRN-M03 | 31 Mar 2027 | 30 Apr 2027 |
    | TRN-M04 | 30 Apr 2027 | 31 May 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Forum |
    | --- | --- | --- | --- |
    | TRN-M01 | 3 Dec 2026 | 28 Jan 2027 | Programme Board |
    | TRN-M02 | 28 Jan 2027 | 18 Mar 2027 | Programme Board |
    | TRN-M03 | 18 Mar 2027 | 15 Jul 2027 | Programme Board |
    | TRN-M04 | 15 Jul 2027 | 15 Jul 2027 | Programme Board |

    Meetings:
    | Meeting date |
    | --- |
    | 28 Jan 2027 |
    | 18 Mar 2027 |
    | 15 Jul 2027 |
    """
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        if _all_slipped_alike(rows):
            continue
        off = [row for row in rows if row.forecast and row.forecast != row.baseline]
        sittings = {(name_key(meeting.forum), meeting.day) for meeting in submission.all(Meeting)}
        for step, (beside, way, back, done) in _WAYS.items():
            next_to = {id(row): other for row, other in zip(rows[max(-step, 0) :], rows[max(step, 0) :], strict=False)}
            found = [row for row in off if (other := next_to.get(id(row))) and _is_of(row, other)]
            exact = sum(row.forecast == next_to[id(row)].baseline and not _sits(row, sittings) for row in found)
            if len(found) >= SHIFTED and len(found) >= MOST * len(off) and exact >= EXACT:
                number = len(found)
                yield hit(found[0].at("forecast"), number=number, beside=beside, way=way, back=back, done=done)


def _sits(row: Milestone, sittings: Container[tuple[str, date]]) -> bool:
    """Whether the forum of a milestone meets on the day that is forecast."""
    return row.forecast is not None and (name_key(row.forum or ""), row.forecast) in sittings


# Where all slip by about as much, it is the work that moved.
ALIKE = 14


def _all_slipped_alike(rows: Sequence[Milestone]) -> bool:
    """Whether every milestone that is still to come is late by about as many days as the others."""
    slips = [(row.forecast - row.baseline).days for row in rows if row.forecast and not row.actual]
    return len(slips) >= SHIFTED and min(slips) > 0 and max(slips) - min(slips) <= ALIKE


def _is_of(row: Milestone, other: Milestone) -> bool:
    """Whether a row's forecast is about the day that another row plans, and further from its own."""
    if row.forecast is None:
        return False
    away = abs((row.forecast - other.baseline).days)
    return away <= ABOUT and away < abs((row.forecast - row.baseline).days)


# Where the row lies whose day it is, which way the column went, which way it goes back, and how that comes about.
_WAYS = {1: ("below", "up", "down", "deleted"), -1: ("above", "down", "up", "put in")}


_FOLLOW_IDS = ("CF07", "CF08", "EX02", "EX03", "EX04", "EX05", "EX06", "MQ05", "MS41", "MS42", "RF10", "RF13", "RF14",
           "RK24", "RK41", "WM01", "WM02", "WM04", "MS71", "CM23", "CM24", "CM52", "EX13", "IS10", "ID19")  # fmt: skip


@rule(
    "RF31",
    Severity.ERROR,
    "The ids do not fit their rows: {number} dependencies and expectations run backwards in time, and {left} would if "
    "the ids stood in the order of their {order}. The column may have been sorted by itself.",
    "Undo the sort, or copy the ids from the last return. Then sort whole rows only.",
    brings=dict.fromkeys(_FOLLOW_IDS, Reach.WORKBOOK),
)
def ids_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """A milestone keeps its id when its sheet is sorted.

    One column sorted by itself gives every row the id of another. What waits for it, what is expected at it and
    what threatens it then mean another milestone. It is told where another order of the same ids makes sense of
    nearly all that runs backwards, and five things or more do.

    **Fails**

    Milestones, as it lies:
    | <ID> | Workstream | Milestone | Phase | Key | Owner | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M06 | TRN | Lead appointed | Set up | Yes | Lead | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-M05 | TRN | Design agreed | Design | Yes | Lead | 8 Jan 2027 | 8 Jan 2027 | TRN-M01 |
    | TRN-M04 | TRN | Trial opened | Trial | Yes | Lead | 5 Feb 2027 | 5 Feb 2027 | TRN-M02 |
    | TRN-M03 | TRN | Trial reviewed | Trial | Yes | Lead | 5 Mar 2027 | 5 Mar 2027 | TRN-M03 |
    | TRN-M02 | TRN | Rollout agreed | Rollout | Yes | Lead | 16 Apr 2027 | 16 Apr 2027 | TRN-M04, TRN-M02 |
    | TRN-M01 | TRN | Rollout done | Rollout | Yes | Lead | 9 Jul 2027 | 9 Jul 2027 | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M06 | 9 Jul 2027 | 9 Jul 2027 | TRN-M05 |
    | TRN-M05 | 16 Apr 2027 | 16 Apr 2027 | TRN-M04, TRN-M02 |
    | TRN-M04 | 5 Mar 2027 | 5 Mar 2027 | TRN-M03 |
    | TRN-M03 | 5 Feb 2027 | 5 Feb 2027 | TRN-M02 |
    | TRN-M02 | 8 Jan 2027 | 8 Jan 2027 | TRN-M01 |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        found = misplaced_ids(submission)
        if found is not None:
            yield hit(found.heading, number=found.now, left=found.left or "none", order=found.order)
