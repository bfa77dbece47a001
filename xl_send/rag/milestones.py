"""The status of a milestone by its own dates (status: milestone, steps 1 to 6)."""

from __future__ import annotations

from datetime import date

from xl_send import network
from xl_send.network import Plan, given
from xl_send.rag.context import Context
from xl_send.rag.not_rated import not_rated, not_started, starts_later
from xl_send.results import Fact, Rating, Status
from xl_send.text import working_days
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds


def plan_as_read(milestone: Milestone, context: Context) -> Plan:
    """The date a milestone is held to, as far as its change requests were read in this context."""
    return network.date_held_to(milestone, context.known.changes)


def lateness_colour(late: int, thresholds: Thresholds, *, fixed: bool) -> Status:
    """The colour of so many working days late (status: milestone, steps 4 and 5)."""
    if fixed and late > 0:
        return Status.RED
    if late <= thresholds.milestone_green:
        return Status.GREEN
    return Status.AMBER if late <= thresholds.milestone_amber else Status.RED


class _Dates(NamedTuple):
    """A milestone's dates as at a day: `late` and `original_late` are in working days."""

    milestone: Milestone
    context: Context
    plan: Plan
    actual: date | None
    late: int
    original_late: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "plan": self.plan.day,
            "forecast": self.milestone.forecast,
            "actual": self.actual,
            "late": self.late,
            "original_late": self.original_late,
        }

    def rating(self, status: Status, reason: str, *names: str, brief: str = "") -> Rating:
        """A rating on the milestone, decided by the cells of these fields and that of its plan date."""
        cells = (*(self.milestone.at(name) for name in names), self.plan.cell)
        told = Rating(status, reason + self._aside(), cells, self.facts, brief)
        return told.telling("original_late") if self._also_by_baseline else told

    @property
    def _also_by_baseline(self) -> bool:
        """Whether it is told how late it is against its first date."""
        return bool(self.plan.changes) and self.original_late != self.late

    def _aside(self) -> str:
        """What must be said besides: how late it is against its baseline, and a change that does not count."""
        aside = ""
        if self._also_by_baseline:
            baseline = say(self.milestone.baseline)
            aside += f"; {working_days(self.original_late)} late against its baseline of {baseline}"
        if self.milestone.agreed and not self.plan.changes and self.plan.open:
            which = f"{every_name(self.plan.open)} {'is' if len(self.plan.open) == 1 else 'are'}"
            aside += f"; the agreed date of {say(self.milestone.agreed)} does not count while {which} open"
        return aside


def _dates(milestone: Milestone, context: Context) -> _Dates:
    plan = plan_as_read(milestone, context)
    actual = given(milestone.actual, context.as_at)
    reached = actual or milestone.forecast or plan.day
    late, original = (max(0, context.days.between(start, reached)) for start in (plan.day, milestone.baseline))
    return _Dates(milestone, context, plan, actual, late, original)


def milestone_rating(milestone: Milestone, context: Context) -> Rating:
    """What a milestone earns by its own dates (status: milestone, steps 1 to 6)."""
    still = not_rated(milestone, milestone.workstream, context, milestone.state)
    if still:
        return still
    dates = _dates(milestone, context)
    if dates.actual:
        return _complete(dates, dates.actual)
    if milestone.forecast is None:
        return _without_forecast(dates)
    return _not_due(dates) or _overdue(dates, milestone.forecast) or _by_lateness(dates, milestone.forecast)


def _complete(dates: _Dates, actual: date) -> Rating:
    """Step 1: reached on or before the as at date."""
    how = f"done {working_days(dates.late)} late" if dates.late else "done on time"
    reason = f"{how}: {say(actual)}, planned {say(dates.plan.day)}"
    return dates.rating(Status.COMPLETE, reason, "actual", brief=how).telling("actual", "plan", "late")


def _without_forecast(dates: _Dates) -> Rating:
    """An actual date after the as at date is treated as not given, which may leave nothing to go by."""
    facts = {**dates.facts, "late": None, "original_late": None}
    if dates.milestone.actual is None:
        milestone = dates.milestone
        missing = dates.context.known.unread.column(type(milestone), workbook=milestone.workbook, row=milestone)
        return Rating.not_known(missing or "it has no forecast date", milestone.at("forecast"), facts=facts)
    reason = "its actual date is after the as at date, and it has no forecast date"
    return Rating(Status.NO_DATA, reason, (dates.milestone.at("forecast"), dates.milestone.at("actual")), facts)


def _not_due(dates: _Dates) -> Rating | None:
    """Step 2: the workstream has not started, and nothing is late."""
    later = starts_later(dates.milestone.workstream, dates.context)
    if later is None or dates.late:
        return None
    return Rating(Status.NOT_DUE, not_started(later[0]), (later[1], dates.plan.cell), dates.facts)


def _overdue(dates: _Dates, forecast: date) -> Rating | None:
    """Step 3: the forecast date has passed and nothing was reached."""
    as_at = dates.context.as_at
    if forecast >= as_at:
        return None
    unknown = dates.context.known.unread.cell(dates.milestone, "actual")
    if unknown:
        return Rating.not_known(unknown, dates.milestone.at("forecast"), facts=dates.facts)
    overdue = f"{working_days(dates.context.days.between(forecast, as_at))} overdue"
    reason = f"forecast date has passed without an actual date: {say(forecast)}, {overdue} at {say(as_at)}"
    return dates.rating(Status.RED, reason, "forecast", brief=f"{overdue}, no actual date").telling("forecast")


def _by_lateness(dates: _Dates, forecast: date) -> Rating:
    """Steps 4 to 6: by working days late; any lateness of a fixed date; more than one re-baseline."""
    status = lateness_colour(dates.late, dates.context.thresholds, fixed=dates.milestone.fixed)
    how = f"{working_days(dates.late)} late" if dates.late else "on time"
    where = f": forecast {say(forecast)}, planned {say(dates.plan.day)}"
    return _by_dates(dates, status, how, where).telling("forecast", "plan", "late")


def _by_dates(dates: _Dates, status: Status, how: str, where: str) -> Rating:
    if dates.milestone.fixed and dates.late:
        return dates.rating(status, f"{how} on a fixed date{where}", "forecast", "fixed", brief=f"{how}, a fixed date")
    if status is Status.GREEN and len(dates.plan.changes) > 1:
        moved = f"re-baselined more than once ({every_name(dates.plan.changes)})"
        brief = f"{how}, re-baselined more than once"
        return dates.rating(Status.AMBER, f"{moved}; {how}{where}", "forecast", "changes", brief=brief)
    return dates.rating(status, how + where, "forecast", brief=how)
