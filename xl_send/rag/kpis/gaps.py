"""What a KPI's colour rests on and could not be read: figures, expectations, and the milestones they stand at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.rag.context import Context
from xl_send.rag.kpis.expectations import BY_PERIOD
from xl_send.rag.kpis.position import KpiPosition
from xl_send.results import Rating
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Between
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets_seen import UnreadRow


def unread_of(seen: KpiPosition) -> Rating | None:
    """No data, where what is expected of a KPI, or how it stands, could not be read."""
    return next(_gaps(seen), None)


def _gaps(seen: KpiPosition) -> Iterator[Rating]:
    kpi, unread = seen.kpi, seen.context.known.unread
    for lost in unread.lost:
        if lost.workbook == kpi.workbook and lost.record in (Expectation, Actual) and lost.touches(kpi.workstream):
            yield Rating.not_known(lost.sentence, kpi.at("id"))
    for row in _rows_of(seen, Expectation):
        if row.value("kpi") == kpi.id and expectation_matters(row, seen):
            yield _not_known("what is expected", row)
    yield from _undated(seen)
    for row in _rows_of(seen, Actual):
        if row.value("kpi") == kpi.id and actual_matters(row, seen):
            yield _not_known("a figure", row)


def unplaced_of(seen: KpiPosition) -> str:
    """Why it has no colour, where a row that could not be read names no KPI and may decide this one's; else blank."""
    kpi, given = seen.kpi, seen.context.figures
    dated = {actual.period_end for actual in given.actuals_of(kpi)}
    expected = {expectation.milestone for expectation in given.expectations_of(kpi)}
    for row in (*_rows_of(seen, Expectation), *strays_of(seen, Expectation)):
        named = row.value("kpi") or row.value("milestone") in expected
        if not named and expectation_matters(row, seen):
            return f"{_missing('what is expected, perhaps of it,', row)}: {row.why}"
    for row in (*_rows_of(seen, Actual), *strays_of(seen, Actual)):
        named = row.value("kpi") or row.values.get("period_end") in dated
        if not named and actual_matters(row, seen):
            return f"{_missing('a figure, perhaps of it,', row)}: {row.why}"
    return ""


def _rows_of(seen: KpiPosition, record: type[Actual | Expectation]) -> Iterator[UnreadRow]:
    """The rows of a sheet of the KPI's own workbook that could not be read."""
    rows = seen.context.known.unread.rows.get(record, ())
    return (row for of, row in rows if of.workbook == seen.kpi.workbook)


def strays_of(seen: KpiPosition, record: type[Actual | Expectation]) -> Iterator[UnreadRow]:
    """The rows of a sheet of the KPI's own workbook that name a KPI which is not there."""
    rows = seen.context.known.strays.get(seen.kpi.workbook, ())
    return (row for row in rows if row.record is record)


def _not_known(what: str, row: UnreadRow) -> Rating:
    brief = _missing(what, row)
    return Rating.not_known(f"{brief}: {row.why}", *([row.cause] if row.cause else []), brief=brief)


def _missing(what: str, row: UnreadRow) -> str:
    """Which row it is: by its date or milestone, as rows move when returns are brought together."""
    day = row.values.get("period_end") or row.values.get("measured_on")
    where = f" at {say(day)}" if isinstance(day, date) else ""
    where = where or (f" at {row.value('milestone')}" if row.value("milestone") else "")
    return f"{what}{where} could not be read"


def _undated(seen: KpiPosition) -> Iterator[Rating]:
    """Expectations at milestones of which no date is known."""
    known = seen.context.known
    for row in seen.context.figures.expectations_of(seen.kpi):
        if row.measured_on is not None or known.milestone(row.milestone) is not None:
            continue
        if in_question(seen, _baseline_of(row.milestone, seen.context)):
            why = known.unread.named(Milestone, row.milestone)
            reason = f"expected at {why or f'{row.milestone}, which is not in what was read'}"
            yield Rating.not_known(reason, row.at("milestone"))


def expectation_matters(row: UnreadRow, seen: KpiPosition) -> bool:
    """Whether an expectation that could not be read may be the one in force."""
    unread = seen.context.known.unread
    address = row.table.address("measured_on", row.row)
    hidden = (row.table.workbook, row.table.sheet, address) in unread.cells or "measured_on" not in row.table.places
    day = row.values.get("measured_on")
    if not isinstance(day, date) and not hidden:
        day = _baseline_of(row.value("milestone"), seen.context)
    return in_question(seen, day if isinstance(day, date) else None)


def _baseline_of(name: str, context: Context) -> date | None:
    """A milestone's baseline date, also where the rest of its row could not be read."""
    milestone = context.known.milestone(name)
    if milestone is not None:
        return milestone.baseline
    rows = (row for _, row in context.known.unread.rows.get(Milestone, ()) if name and row.id == name)
    found = next((row.values.get("baseline") for row in rows), None)
    return found if isinstance(found, date) else None


def in_question(seen: KpiPosition, day: date | None) -> bool:
    """Whether a point on this day, if there were one, could be the one in force."""
    if day is None or seen.latest is None:
        return day is None or day <= seen.context.as_at
    if seen.context.thresholds.between is Between.STRAIGHT_LINE and seen.kpi.measures not in BY_PERIOD:
        return True
    return day <= seen.latest.period_end and (seen.held is None or day >= seen.held.expected.day)


def actual_matters(row: UnreadRow, seen: KpiPosition) -> bool:
    """Whether a figure that could not be read may be the one that is held against what was expected."""
    day = row.values.get("period_end")
    if not isinstance(day, date) or seen.latest is None:
        return not isinstance(day, date) or day <= seen.context.as_at
    if day > seen.context.as_at:
        return False
    if seen.kpi.measures in BY_PERIOD:
        return seen.held is None or day >= seen.held.expected.day
    return day >= seen.latest.period_end
