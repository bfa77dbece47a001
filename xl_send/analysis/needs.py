"""When handovers are needed, held against the milestones that wait for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.findings import Related
from xl_send.network.accounts import Accounts, reconciled
from xl_send.network.plans import given
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import years_later
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, once_per_programme

# A need a year out lies so near what it belongs to once the year is put right, and so far from it before.
NEAR, FAR = timedelta(days=45), timedelta(days=200)
SIX_WEEKS = timedelta(days=42)


class NeededAfter(NamedTuple):
    """A handover that is needed only after the milestone that waits for it, and that milestone's latest day."""

    need: Interdependency
    milestone: Milestone
    latest: date


@once_per_programme
def needed_after_milestone(programme: Programme) -> Mapping[str, NeededAfter]:
    """By id, the handovers needed after the baseline and the forecast of what waits for them.

    Where it has no forecast, after the day it is held to. At the receiver's account where that was read.
    """
    found: dict[str, NeededAfter] = {}
    for name, accounts in reconciled(programme, programme.each(Interdependency)).items():
        need = accounts.need
        milestone = programme.milestones.get(accounts.receiver_milestone or "")
        if milestone is None or need.state is not State.ACTIVE or not need.needed_by:
            continue
        if given(milestone.actual, programme.as_at(milestone)):
            continue
        latest = max(milestone.baseline, milestone.forecast or plan_day(milestone))
        if need.needed_by > latest and is_active(programme, milestone):
            found[name] = NeededAfter(need, milestone, latest)
    return found


def plan_day(milestone: Milestone) -> date:
    """The day a milestone is held to: the agreed one where a change stands beside it, else its baseline."""
    return milestone.agreed if milestone.agreed and milestone.changes else milestone.baseline


def a_year_too_early(plan: date, day: date, as_at: date) -> date | None:
    """The day a year after a forecast that has passed, where that is near the plan and still to come."""
    meant = years_later(day, 1)
    return meant if day < as_at <= meant and day < plan and abs(meant - plan) <= SIX_WEEKS else None


class YearMeant(NamedTuple):
    """A need in another year than what it belongs to: that day, the cell that says it, and the day that was meant."""

    other: date
    beside: Related
    meant: date


def needed_in_year(programme: Programme, accounts: Accounts, row: Interdependency) -> YearMeant | None:
    """The year that was meant of a need, in one account of an open handover; None where it is the one given."""
    open_ = not any(one.delivered or one.accepted or one.state is not State.ACTIVE for one in accounts.rows)
    day = row.needed_by
    if day is None or not open_ or any(said and abs(said - day) <= NEAR for said in (row.promised, row.forecast)):
        return None
    for other, beside in _held_against(programme, row):
        if _is_a_year_off(day, other):
            return YearMeant(other, beside, years_later(day, 1 if day < other else -1))
    return None


def _held_against(programme: Programme, row: Interdependency) -> Iterator[tuple[date, Related]]:
    """The days by which the year of a need can be told: of what waits for it, then of what it comes from.

    What waits for it says more: a need within its year is not held against a promise.
    """
    waiting = programme.milestones.get(row.receiver_milestone or "")
    if waiting is not None:
        yield waiting.baseline, Related(waiting.at("baseline"), f"the baseline date of {waiting.id}")
        if row.needed_by is None or abs(waiting.baseline - row.needed_by) < FAR:
            return
    for name, words in (("promised", "the day it is promised for"), ("forecast", "its forecast")):
        day = getattr(row, name)
        if day is not None:
            yield day, Related(row.at(name), words)
    ready: Milestone | None = programme.milestones.get(row.giver_milestone or "")
    if ready is not None:
        yield ready.baseline, Related(ready.at("baseline"), f"the baseline date of {ready.id}")


def _is_a_year_off(day: date, other: date) -> bool:
    if abs(day - other) < FAR:
        return False
    return abs(years_later(day, 1 if day < other else -1) - other) <= NEAR
