"""Terms, breaks and closure days that are not what they were."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.changes.boards import Since
from xl_send.changes.values import Change, Kind, What
from xl_send.changes.wording import sentence
from xl_send.findings import Cell
from xl_send.model.governance import CalendarEntry
from xl_send.rating.wording import listed
from xl_send.schema.days import say

NOT_ALIKE = "; colours then and now are not like for like"


def calendar_changes(since: Since) -> Iterator[Change]:
    """Entries altered or taken out are told one by one, entries added together: calendars grow each year."""
    then, now = since.then.calendar, since.now.calendar
    kept = {_span(one) for one in then} & {_span(one) for one in now}
    added = [one for one in now if _span(one) not in kept]
    for before in (one for one in then if _span(one) not in kept):
        after = next((one for one in added if _is_same(before, one)), None)
        if after is None:
            yield measure_change(f"Calendar: {_entry(before)}, is no longer there{NOT_ALIKE}", (before.at("starts"),))
        else:
            added.remove(after)
            text = f"Calendar: {_entry(after)}, was {say(before.starts)} to {say(before.ends)}{NOT_ALIKE}"
            yield measure_change(text, (before.at("starts"),), (after.at("starts"),))
    if added:
        text = f"Calendar: added {listed(list(dict.fromkeys(one.label for one in added)))}"
        yield measure_change(text, (), tuple(one.at("name") for one in added))


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
    return Change(What.MEASURE_CHANGED, Kind.SETTING, sentence(text), then=then, now=now, first=True)
