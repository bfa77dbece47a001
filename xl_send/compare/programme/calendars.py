"""Terms, breaks and closure days that are not what they were."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.snapshots import BoardComparison
from xl_send.findings import Cell
from xl_send.words import every_name, sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.governance import CalendarEntry

NOT_ALIKE = "; colours then and now are not like for like"


def calendar_changes(since: BoardComparison) -> Iterator[Change]:
    """Entries altered or taken out are told one by one, entries added together: calendars grow each year."""
    then, now = since.then.calendar, since.now.calendar
    kept = {_span(item) for item in then} & {_span(item) for item in now}
    added = [item for item in now if _span(item) not in kept]
    for before in (item for item in then if _span(item) not in kept):
        after = next((item for item in added if _is_same(before, item)), None)
        if after is None:
            yield measure_change(f"Calendar: {_entry(before)}, is no longer there{NOT_ALIKE}", (before.at("starts"),))
        else:
            added.remove(after)
            text = f"Calendar: {_entry(after)}, was {say(before.starts)} to {say(before.ends)}{NOT_ALIKE}"
            yield measure_change(text, (before.at("starts"),), (after.at("starts"),))
    if added:
        text = f"Calendar: added {every_name(list(dict.fromkeys(item.label for item in added)))}"
        yield measure_change(text, (), tuple(item.at("name") for item in added))


def _span(one: CalendarEntry) -> tuple[object, ...]:
    return one.kind, one.starts, one.ends


def _is_same(before: CalendarEntry, after: CalendarEntry) -> bool:
    """Whether one entry is another with other dates; some bear the same name year after year."""
    same = before.kind is after.kind and before.label.casefold() == after.label.casefold()
    return same and abs((after.starts - before.starts).days) < _HALF_A_YEAR


_HALF_A_YEAR = 183


def _entry(one: CalendarEntry) -> str:
    return f"{one.label}, {say(one.starts)} to {say(one.ends)}"


def measure_change(text: str, then: tuple[Cell, ...] = (), now: tuple[Cell, ...] = ()) -> Change:
    """Something by which the programme is measured has changed."""
    return Change(ChangeKind.MEASURE_CHANGED, ChangeSubject.SETTING, sentence(text), then=then, now=now, first=True)
