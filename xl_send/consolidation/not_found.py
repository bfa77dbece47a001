"""What of the returns was not found, kept in the rows of their workstreams: brought together it is no less unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xl_send.consolidation.returns import Return, Values
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import columns_by_name, columns_of
from xl_send.workbook.ids import Code
from xl_send.workbook.lost_sheets import RATABLE, is_needed, lost_sheets
from xl_send.workbook.not_read import RISK_MATRIX, NotFound, not_found_of, told
from xl_send.workbook.policies import CALENDAR
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unread import Unread
from xl_send.workbook.unreadable import UnreadableError

_CODE, _NOT_READ = (columns_by_name(Workstream)[name].title for name in ("code", "not_read"))


def marked(rows: Iterable[Values], taken: Sequence[Return], programme: Programme) -> Iterator[Values]:
    """The rows of the workstreams, each with what was not found of its return; one more where no row could be read."""
    found = _by_workstream(taken, programme)
    for values in rows:
        lacking = found.pop(_code(values.get(_CODE)), "")
        kept = {title: value for title, value in values.items() if title != _NOT_READ}
        yield {**kept, **({_NOT_READ: lacking} if lacking else {})}
    yield from ({_CODE: code, _NOT_READ: lacking} for code, lacking in sorted(found.items()))


def _code(typed: Value | None) -> str:
    """The code that stands in a row of Workstreams; none where it cannot be read."""
    try:
        return "" if typed is None else str(Code().read(typed)[0])
    except UnreadableError:
        return ""


def _by_workstream(taken: Sequence[Return], programme: Programme) -> dict[str, str]:
    settings = list(_settings(programme))
    found: dict[str, str] = {}
    for item in taken:
        submission = item.submission
        lacking = [*_not_found(submission), *(one for giver, one in settings if giver is submission)]
        for code in sorted(_codes(submission)) if lacking else ():
            own = told(one for one in lacking if one.code in ("", code))
            found |= {code: own} if own else {}
    return found


def _codes(submission: Submission) -> frozenset[str]:
    """The workstreams that a return is of: those it lists or, where that sheet was not found, those of its rows."""
    if Workstream in submission.seen:
        return submission.codes
    rows = (row for record in RATABLE for row in submission.all(record))
    return frozenset(str(getattr(row, "workstream", "") or "") for row in rows) - {""}


def _not_found(submission: Submission) -> Iterator[NotFound]:
    """The sheets and columns of a return that were not found, and its As at where that could not be read.

    Settings and the calendar are asked for by themselves: another return's may serve.
    """
    yield from (one for one in not_found_of(submission) if one.record is not None)
    apart = (Thresholds, CalendarEntry, Cover)
    for lost in lost_sheets(submission):
        if not lost.part and lost.record not in apart:
            yield NotFound("", lost.record)
    for record, seen in submission.seen.items():
        if record not in apart:
            yield from (NotFound("", record, item) for item in seen.missing if is_needed(item, seen))
    if submission.as_at is None:
        yield NotFound("", Cover, columns_by_name(Cover)["as_at"])


def _settings(programme: Programme) -> Iterator[tuple[Submission, NotFound]]:
    """The settings and the calendar that are not known, each with the return that may have said otherwise."""
    policy, unread = programme.policy, Unread(programme)
    if policy is None:
        return
    for column in (*columns_of(Thresholds), RISK_MATRIX):
        giver = policy.submission or policy.in_doubt(column.name)
        if giver and unread.threshold(policy, frozenset({column.name})):
            yield giver, NotFound("", Thresholds, column)
    giver = policy.submission or policy.in_doubt(CALENDAR)
    if giver and unread.calendar(policy):
        yield giver, NotFound("", CalendarEntry)
