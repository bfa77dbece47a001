"""Dates as other systems leave them, with day and month exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.activity import is_stopped
from xl_send.analysis.date_bounds import DateBounds, Misplaced, bounded
from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.days import FULL_MONTHS, exchanged, is_month_first, read_month_first, say
from xl_send.workbook.kinds import Day
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.sheets_seen import UnreadCell
from xl_send.workbook.submissions import Programme, Submission

# A forecast so far from the plan is hardly meant where the exchanged one is due soon after the plan.
FAR, SOON, A_WEEK = timedelta(days=90), timedelta(days=31), timedelta(days=7)
# Dates of one row are seldom so far apart; and, exchanged, so near.
FAR_FROM_OTHER, NEAR_OTHER = timedelta(days=150), timedelta(days=75)
SATURDAY = 5
_BY_ITS_DAY = ("MC56", "MS01", "MS02", "CF08", "CF10", "CF19", "CF40")


@rule(
    "WB23",
    Severity.QUERY,
    "{column} is {day}, {fault}. With day and month exchanged it is {swapped}, which makes sense.",
    "If {swapped} is meant, type it; dates beside it may come from the same system, so look at them too.",
    speaks_for=("WB31",),
    brings={**dict.fromkeys(_BY_ITS_DAY, Reach.CELL), "WM01": Reach.ROW, **COLOURS},
)
def day_and_month_exchanged(programme: Programme) -> Iterator[Hit]:
    """A date that makes sense only with day and month exchanged was not read as it was meant.

    Excel reads 12/10/2026 by the settings of the computer it runs on. Asked where a date tells of the past and is after
    the as at date, is on the wrong side of what it must follow or come before, or is months away from the plan, and
    exchanged it would be right and nearer; and where a forecast before the plan has passed, and exchanged is still to
    come; where something was reached months before the plan; and where two dates of a row that go together, such as
    the start and the end of a task, are five months apart and exchanged would be near, but not of a handover that is
    needed just before its milestone. Not where the exchanged day is at a weekend and the day is not, or before the
    start of the workstream or what the milestone waits for, nor of a forecast whose month its row gives once more.
    Where other dates after the as at date would not be right exchanged, it is the as at date that is old, and nothing
    is asked.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | 9 Oct 2026 | <10 Dec 2026> |
    | TRN-M02 | 5 Jan 2027 | <1 Dec 2027> | |
    | TRN-M03 | 27 Nov 2026 | <12 Sep 2026> | |
    | TRN-M04 | <9 Aug 2027> | 8 Sep 2027 | |
    | TRN-M05 | 8 Sep 2027 | <9 Aug 2027> | |
    | TRN-M06 | 2 Oct 2026 | | <10 May 2026> |
    | TRN-M07 | <4 Jul 2027> | 7 Apr 2027 | |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | <3 Nov 2027> | 11 Mar 2027 | |
    | TRN-M02 | 9 Jul 2027 | 9 Jul 2027 | TRN-M01 |

    **Fails**

    Diagnostics:
    | ID | Starts | Ends |
    | --- | --- | --- |
    | TRN-T01 | 25 Jan 2027 | <2 Dec 2027> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | 9 Oct 2026 | 12 Oct 2026 | |
    | TRN-M02 | 5 Jan 2027 | 5 Apr 2027 | | |
    | TRN-M03 | 13 Nov 2026 | 13 Nov 2026 | 13 Nov 2026 | |
    | TRN-M04 | 27 Nov 2026 | 11 Dec 2026 | | |
    | TRN-M05 | 11 Sep 2026 | 12 Sep 2026 | | |
    | TRN-M06 | 4 Dec 2026 | | 4 Dec 2026 | |
    | TRN-M07 | 3 Jul 2026 | | 3 Jul 2026 | |
    | TRN-M08 | 13 Nov 2026 | | 3 Dec 2026 | TRN-M07 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Back to green by | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 5 Jan 2027 | 1 Sep 2027 | | |
    | TRN-M02 | 1 Apr 2027 | 4 Aug 2027 | | The report comes in August. |
    | TRN-M03 | 1 Apr 2027 | 4 Aug 2027 | 4 Aug 2027 | |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 16 Oct 2026 | 4 Dec 2026 |

    Interdependencies:
    | ID | Needed by | Promised for | Receiver milestone |
    | --- | --- | --- | --- |
    | TRN-D01 | 5 Oct 2026 | 14 Apr 2026 | TRN-M01 |
    """
    bounds = DateBounds(programme)
    for submission in programme.submissions:
        suspects = dict.fromkeys([*bounds.suspects(submission), *_far_apart(submission)])
        found = [fault for item in suspects for fault in _of_row(item, bounds)]
        old = any(fault.of_as_at and fault.swapped is None for fault in found)
        for fault in found:
            if fault.swapped and not (old and fault.of_as_at):
                cell = fault.cell
                yield hit(cell, column=cell.column, day=fault.day, swapped=fault.swapped, fault=fault.words)


def _of_row(item: Record, bounds: DateBounds) -> list[Misplaced]:
    """The dates of a row that stand wrong. Where two would each be right exchanged, nobody knows which is meant."""
    found = [fault for name in bounded(type(item)) if (fault := _misplaced(item, name, bounds))]
    plan_is_wrong = any(fault.swapped for fault in found)  # a forecast far from it tells nothing more
    if isinstance(item, Milestone) and not (plan_is_wrong or is_stopped(bounds.programme, item)):
        found.extend(_reached_long_before(item) if item.actual else _odd_forecast(item, bounds.programme.as_at(item)))
    curable = [fault for fault in found if fault.swapped]
    if not curable:
        found.extend(_far_from_its_other(item, bounds.programme))
        curable = [fault for fault in found if fault.swapped]
    sure = len(curable) < 2
    return [one if sure and bounds.allow(item, one.day, one.swapped) else one._replace(swapped=None) for one in found]


def _misplaced(item: Record, name: str, bounds: DateBounds) -> Misplaced | None:
    """A date that does not keep to its bounds, if it does not; and exchanged, if it then does and is nearer to them."""
    day = getattr(item, name)
    own = [bound for bound in bounds.of(item) if bound.name == name] if day else []
    broken = next((bound for bound in own if not bound.holds(day)), None)
    if broken is None:
        return None
    swapped = _on_a_like_day(day) if broken.of_as_at else exchanged(day)
    of_as_at = broken.of_as_at and not _is_as_planned(item, name)
    near = swapped is not None and (of_as_at or broken.distance(swapped) < broken.distance(day))
    forecast = getattr(item, "forecast", None) if name == "baseline" else None
    as_forecast = bool(swapped and forecast and abs(day - forecast) > FAR and abs(swapped - forecast) <= A_WEEK)
    right = swapped if (near or as_forecast) and swapped and all(bound.holds(swapped) for bound in own) else None
    return Misplaced(item.at(name), day, right, broken.fault_of(day), broken.of_as_at)


def _is_as_planned(item: Record, name: str) -> bool:
    """Whether something is said to have been reached on the very day for which it is forecast or planned."""
    own = item if isinstance(item, Milestone) and name == "actual" else None
    return own is not None and own.actual in {own.forecast, own.back_to_green, plan_day(own)}


# Dates of a row that lie near one another: what is far from the other, and exchanged would be near, is no choice.
_NEAR: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    Diagnostic: (("ends", "starts"), ("forecast_end", "ends")),
    Interdependency: (("promised", "needed_by"), ("forecast", "needed_by"), ("needed_by", "promised")),
    Risk: (("action_due", "target_date"),),
    Milestone: (("back_to_green", "forecast"), ("decided", "actual")),
}


def _is_borne_out(item: Record, name: str, day: date, programme: Programme) -> bool:
    """Whether what is needed long after it was promised is needed for a milestone that is planned soon after."""
    if not isinstance(item, Interdependency) or name != "needed_by":
        return False
    receiver = programme.milestones.get(item.receiver_milestone or "")
    return receiver is not None and timedelta(0) <= plan_day(receiver) - day <= NEAR_OTHER


def _far_from_its_other(item: Record, programme: Programme) -> Iterator[Misplaced]:
    """A date that lies many months after the one that it goes with, and exchanged would lie near it."""
    for name, other_name in _NEAR.get(type(item), ()):
        day, other = getattr(item, name), getattr(item, other_name)
        swapped = _on_a_like_day(day) if day and other and day - other > FAR_FROM_OTHER else None
        starts = getattr(item, "starts", None) or getattr(item, "raised", None)
        borne_out = swapped is not None and _is_borne_out(item, name, day, programme)
        if swapped and not borne_out and abs(swapped - other) <= NEAR_OTHER and (starts is None or swapped >= starts):
            months = f"months after its {item.at(other_name).column}, {say(other)}"
            yield Misplaced(item.at(name), day, swapped, months)
            return


def _far_apart(submission: Submission) -> Iterator[Record]:
    """The rows with two dates that lie further apart than such dates do."""
    for kind, pairs in _NEAR.items():
        for item in submission.all(kind):
            days = [(getattr(item, name), getattr(item, other)) for name, other in pairs]
            if any(day and other and day - other > FAR_FROM_OTHER for day, other in days):
                yield item


def _on_a_like_day(day: date | None) -> date | None:
    """The day that a date is exchanged, where that is no day off or the date is at a weekend too."""
    swapped = exchanged(day) if day else None
    return swapped if swapped and day and (swapped.weekday() < SATURDAY or day.weekday() >= SATURDAY) else None


def _reached_long_before(item: Milestone) -> Iterator[Misplaced]:
    """What was reached months before the plan, and exchanged about when it was planned."""
    day, plan = item.actual, item.baseline
    swapped = _on_a_like_day(day)
    if day and swapped and plan - day > FAR and timedelta(0) <= swapped - plan <= SOON:
        yield Misplaced(item.at("actual"), day, swapped, f"months before its Baseline date, {say(plan)}")


def _is_said_again(item: Milestone, day: date) -> bool:
    """Whether a row gives the month of its forecast once more, in words or as the day on which it is green again."""
    said = (item.commentary or "").casefold()
    return item.back_to_green == day or FULL_MONTHS[day.month - 1] in said


def _odd_forecast(item: Milestone, as_at: date | None) -> Iterator[Misplaced]:
    """A forecast that lies months from the plan, or has passed, where it would do neither exchanged."""
    day, plan = item.forecast, item.baseline
    swapped = _on_a_like_day(day)
    if day and day < plan and exchanged(day) == plan and plan.weekday() >= SATURDAY > day.weekday():
        yield Misplaced(item.at("baseline"), plan, day, f"a {plan:%A}, while Forecast date is {say(day)}")
    if not day or not swapped or not timedelta(0) <= swapped - plan <= SOON or _is_said_again(item, day):
        return
    if abs(day - plan) > FAR:
        months = "before" if day < plan else "after"
        yield Misplaced(item.at("forecast"), day, swapped, f"months {months} its Baseline date, {say(plan)}")
    elif as_at and day < as_at <= swapped and day < plan:
        yield Misplaced(item.at("forecast"), day, swapped, "which has passed without an Actual date")
    elif swapped == plan and day < plan:
        yield Misplaced(item.at("forecast"), day, plan, f"while Baseline date is {say(plan)}")
    elif swapped == plan and day > plan and not item.agreed:
        yield Misplaced(item.at("baseline"), plan, day, f"while Forecast date is {say(day)}")


@rule(
    "WB24",
    Severity.QUERY,
    '{column} is {day}, in a column where {other} says "{text}", with its month first. {swapped} may be meant{more}.',
    "Compare the dates of this column with where they come from, and type those that are wrong again, day first.",
)
def date_beside_a_month_first_one(programme: Programme) -> Iterator[Hit]:
    """Dates that came with one whose month stands first may all have been written so.

    Excel takes 11/12/2026 for 11 December without a word, and leaves 11/25/2026 as text because no month is the 25th.
    Asked once for each column, where no date of it is one that must have been written with its day first.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | "11/25/2026" |
    | TRN-M02 | <11 Dec 2026> |
    | TRN-M03 | 1 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | "11/25/2026" |
    | TRN-M02 | 11 Dec 2026 | 18 Dec 2026 |
    | TRN-M03 | 12 Dec 2026 | 11 Dec 2026 |
    """
    for submission in programme.submissions:
        told: set[tuple[str, str]] = set()
        for unread_cell in submission.unread_cells:
            place = (unread_cell.cell.sheet, unread_cell.column.name)
            is_date = isinstance(unread_cell.column.kind, Day)
            if is_date and is_month_first(unread_cell.text) and place not in told:
                told.add(place)
                yield from _beside(unread_cell, submission.records.values())


def _beside(first: UnreadCell, sheets: Iterable[tuple[Record, ...]]) -> Iterator[Hit]:
    """The dates of the same column that read otherwise with day and month exchanged, at the first of them."""
    name = first.column.name
    rows = [item for found in sheets for item in found if item.table.sheet == first.cell.sheet]
    days = [day for item in rows if (day := getattr(item, name))]
    doubtful = [(item, day, swapped) for item in rows if (day := getattr(item, name)) and (swapped := exchanged(day))]
    for item, day, swapped in doubtful[:1] if all(day.day <= 12 for day in days) else ():
        cell, others = item.at(name), len(doubtful) - 1
        more = f", and so may {counted(others, 'more date')} of this column" if others else ""
        meant = read_month_first(first.text)
        related = Related(first.cell, f"{say(meant)} with its month first" if meant else "no date")
        other = first.cell.address
        yield hit(cell, related, column=cell.column, day=day, other=other, text=first.text, swapped=swapped, more=more)
