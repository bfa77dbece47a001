"""Whether the two boards were measured alike: thresholds, risk matrix, calendar, and rules that were silenced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.compare.changes import Change
from xl_send.compare.programme.calendars import NOT_ALIKE, calendar_changes, measure_change
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.findings import Cell
from xl_send.text import as_text, share
from xl_send.words import file_name
from xl_send.workbook.columns import columns_of
from xl_send.workbook.days import say
from xl_send.workbook.policies import Policy
from xl_send.workbook.sheets.thresholds import SHARE, Thresholds
from xl_send.workbook.submissions import Submission


def measure_changes(since: BoardComparison) -> Iterator[Change]:
    """Every threshold, colour of the matrix and calendar entry that serves the programme and has changed."""
    then, now = since.then.programme.policy, since.now.programme.policy
    if then is None or now is None:
        return
    yield from _thresholds(then, now)
    yield from _matrix(RecordPair(then.thresholds, now.thresholds))
    yield from calendar_changes(since)
    yield from _silences(since)


def _thresholds(then: Policy, now: Policy) -> Iterator[Change]:
    for column in columns_of(Thresholds):
        before, after = (getattr(policy.thresholds, column.name) for policy in (then, now))
        if before != after:
            cells = {"then": _cell(then, column.name), "now": _cell(now, column.name)}
            if column.kind == SHARE:
                before, after = share(before), share(after)
            else:
                before, after = as_text(before), as_text(after)
            text = f"{column.title} is now {after}, was {before}{NOT_ALIKE}"
            yield measure_change(text, **cells)._replace(before=before, after=after)


def _cell(policy: Policy, name: str) -> tuple[Cell, ...]:
    found = policy.cell(name)
    return (found,) if found else ()


def _matrix(pair: RecordPair[Thresholds]) -> Iterator[Change]:
    then, now = (_colours(item) for item in pair)
    altered = [place for place in now if then.get(place) != now[place]] + [place for place in then if place not in now]
    if altered:
        named = "; ".join(f"likelihood {likelihood}, impact {impact}" for likelihood, impact in altered[:3])
        more = f"; {len(altered) - 3} more" if len(altered) > 3 else ""
        text = f"The risk matrix has other colours ({named}{more}){NOT_ALIKE}"
        yield measure_change(text, _at(pair.then, altered), _at(pair.now, altered))


def _colours(one: Thresholds) -> Mapping[tuple[int, int], str]:
    return {
        (likelihood, impact): colour.value
        for likelihood, row in enumerate(one.matrix, 1)
        for impact, colour in enumerate(row, 1)
    }


def _at(one: Thresholds, places: list[tuple[int, int]]) -> tuple[Cell, ...]:
    return tuple(one.matrix_cells[place] for place in places if place in one.matrix_cells)


def are_alike(since: BoardComparison) -> bool:
    """Whether both boards were coloured by the same thresholds, matrix and calendar."""
    return not any(change.sentence.endswith(f"{NOT_ALIKE}.") for change in measure_changes(since))


def _silences(since: BoardComparison) -> Iterator[Change]:
    """Rules that a workbook has chosen not to be told of, and had not then."""
    known = {silence.rule for book in since.then.books for silence in book.thresholds.silences}
    for book in since.now.books:
        yield from _silenced(book, known)


def _silenced(book: Submission, known: set[str]) -> Iterator[Change]:
    for silence in book.thresholds.silences:
        if silence.rule not in known:
            why = silence.reason or "none given"
            where = f"in {file_name(book.workbook)} until {say(silence.until)}"
            text = f"{silence.rule} is now silenced {where}. Reason: {why}"
            yield measure_change(text, (), (silence.cell,))
