"""Between which days a date of a row makes sense: by the row's other dates, its neighbours and the as at date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.governance import CalendarEntry, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

# Dates of one row of which the first cannot be after the second.
IN_ORDER: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    Workstream: (("starts", "ends"),),
    Kpi: (("baseline_date", "target_date"),),
    Risk: (("raised", "reviewed"),),
    Interdependency: (("delivered", "accepted"),),
    Diagnostic: (("starts", "ends"), ("starts", "actual_end")),
    Resource: (("starts", "ends"),),
    LogEntry: (("raised", "closed_on"),),
    Meeting: (("papers_due", "day"),),
    CalendarEntry: (("starts", "ends"),),
}
# Dates of what has happened, which the as at date follows.
HAPPENED: Mapping[type[Record], tuple[str, ...]] = {
    Milestone: ("actual", "notice", "decided", "updated"),
    Actual: ("period_end",),
    Risk: ("raised", "reviewed"),
    Interdependency: ("delivered", "accepted"),
    Diagnostic: ("actual_end",),
    LogEntry: ("raised", "closed_on"),
}


# Dates of milestones that their workstream and their neighbours bound.
PLANNED: Mapping[type[Record], tuple[str, ...]] = {Milestone: ("baseline",)}


def bounded(record: type[Record]) -> tuple[str, ...]:
    """The fields of a sheet's dates that have bounds."""
    paired = (name for pair in IN_ORDER.get(record, ()) for name in pair)
    return tuple(dict.fromkeys((*HAPPENED.get(record, ()), *paired, *PLANNED.get(record, ()))))


class Bound(NamedTuple):
    """A day that a date of a row, by its field, cannot be before or cannot be after; and what that day is."""

    name: str
    what: str
    earliest: date = date.min
    latest: date = date.max
    of_as_at: bool = False

    def holds(self, day: date) -> bool:
        """Whether a date keeps to it."""
        return self.earliest <= day <= self.latest

    def distance(self, day: date) -> timedelta:
        """How far a date is from the day, on whichever side."""
        return abs(day - (self.earliest if self.latest == date.max else self.latest))

    def fault_of(self, day: date) -> str:
        """How a date that does not keep to it stands to it."""
        late = day > self.latest
        return f"{'after' if late else 'before'} {self.what}, {say(self.latest if late else self.earliest)}"


class Misplaced(NamedTuple):
    """A date that stands wrong, in words, and the day that it is exchanged, if that is right."""

    cell: Cell
    day: date
    swapped: date | None
    words: str
    of_as_at: bool = False


class DateBounds:
    """The bounds of the dates of a programme's rows."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def suspects(self, submission: Submission) -> Iterator[Record]:
        """The rows of a workbook that may hold a date out of its bounds: few of many, found quickly."""
        as_at = self.programme.as_at_of(submission) or date.max
        known = self._baselines
        for item in submission.all(Actual):  # by far the most rows
            if not known.get(item.kpi, date.min) <= item.period_end <= as_at:
                yield item
        yield from submission.all(Milestone)
        for record in (HAPPENED.keys() | IN_ORDER.keys()) - {Actual, Milestone}:
            yield from (item for item in submission.all(record) if _is_suspect(item, as_at))

    def of(self, item: Record) -> Iterator[Bound]:
        """The bounds of each date of a row."""
        as_at = self.programme.as_at(item)
        for name in HAPPENED.get(type(item), ()) if as_at else ():
            yield Bound(name, "the as at date", latest=as_at or date.max, of_as_at=True)
        for first, second in IN_ORDER.get(type(item), ()):
            start, end = getattr(item, first), getattr(item, second)
            if start and end:
                yield Bound(first, f"its {item.at(second).column}", latest=end)
                yield Bound(second, f"its {item.at(first).column}", earliest=start)
        if isinstance(item, Actual):
            yield from self._of_actual(item)
        if isinstance(item, Milestone):
            yield from self._of_milestone(item)

    def allow(self, item: Record, day: date, other: date | None) -> bool:
        """Whether what was or will be reached on a day could be on another: its workstream and what it needs are there.

        What it waits for is taken for there on the first of its own days: one of them may be wrong as well.
        """
        if not isinstance(item, Milestone) or other is None or day not in {item.actual, item.forecast}:
            return True
        stream = self.programme.streams.get(item.workstream)
        waits = [self.programme.milestones.get(reference.id) for reference in item.depends_on]
        firsts = [min(one.baseline, one.actual or one.forecast or one.baseline) for one in waits if one]
        return other >= max(firsts, default=other) and not (stream and stream.starts and other < stream.starts)

    def _of_actual(self, item: Actual) -> Iterator[Bound]:
        if item.kpi in self._baselines:
            yield Bound("period_end", f"the baseline of {item.kpi}", earliest=self._baselines[item.kpi])

    def _of_milestone(self, item: Milestone) -> Iterator[Bound]:
        """Its workstream's dates, and the plan of what it waits for and of what waits for it."""
        stream = self.programme.streams.get(item.workstream)
        if stream and stream.starts and stream.ends:
            yield Bound("baseline", f"the start of {stream.code}", earliest=stream.starts)
            yield Bound("baseline", f"the end of {stream.code}", latest=stream.ends)
        for reference in item.depends_on:
            other = self.programme.milestones.get(reference.id)
            if other:
                yield Bound("baseline", f"the baseline of {other.id}, which it waits for", earliest=other.baseline)
        for other in self._waiting.get(item.id, ()):
            yield Bound("baseline", f"the baseline of {other.id}, which waits for it", latest=other.baseline)

    @cached_property
    def _baselines(self) -> Mapping[str, date]:
        """The day of each KPI's baseline."""
        return {kpi.id: kpi.baseline_date for kpi in self.programme.kpis.values() if kpi.baseline_date}

    @cached_property
    def _waiting(self) -> Mapping[str, list[Milestone]]:
        """The milestones that wait for each, by its id."""
        waiting: dict[str, list[Milestone]] = {}
        for item in self.programme.each(Milestone):
            for reference in item.depends_on:
                waiting.setdefault(reference.id, []).append(item)
        return waiting


def _is_suspect(item: Record, as_at: date) -> bool:
    days = [getattr(item, name) for name in HAPPENED.get(type(item), ())]
    pairs = [(getattr(item, first), getattr(item, second)) for first, second in IN_ORDER.get(type(item), ())]
    return any(day and day > as_at for day in days) or any(start and end and end < start for start, end in pairs)
