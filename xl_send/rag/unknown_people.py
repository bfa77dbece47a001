"""What of people's time is not known and may make a line of it worse: lines in doubt, unread, or of nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from xl_send.analysis.use_of_people import may_be_anybody, names_somebody
from xl_send.results import Item, Status
from xl_send.value_classes import frozen
from xl_send.words import every_name
from xl_send.workbook.doubts import in_doubt
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread


@frozen()
class UnknownPeople:
    """The lines of a programme by whose they are, gathered once for all that ask."""

    programme: Programme
    unread: Unread
    thresholds: Thresholds

    def unknown(self, item: Item, row: Resource) -> Iterator[str]:
        """What may make a line of somebody's time worse, each in words; blank where all is known."""
        yield next((entry.sentence for entry in self.unread.lost if entry.record is Resource), "")
        yield self.unread.column(Resource)
        key = name_key(row.who)
        for _, unread in self.unread.rows.get(Resource, ()):
            if name_key(unread.value("who")) in ("", key):
                yield f"a line that may be of {row.who} could not be read: {unread.why}"
        for line in self._lines[key] if names_somebody(row) else (row,):
            doubt = in_doubt(line)
            yield f"{line.id}, which is of {row.who} too: {doubt.reason}" if doubt else ""
        yield self._not_named(item, row)

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[Resource]]:
        """The lines of everybody's time, by the key of the name."""
        found: dict[str, list[Resource]] = {}
        for line in self.programme.each(Resource):
            found.setdefault(name_key(line.who), []).append(line)
        return found

    @cached_property
    def _anybodys(self) -> Sequence[Resource]:
        """The lines that count and may be anybody's."""
        return [
            line
            for line in self.programme.each(Resource)
            if may_be_anybody(line) and self.programme.state_of(line.workstream) is State.ACTIVE
        ]

    def _not_named(self, item: Item, line: Resource) -> str:
        """Which lines of nobody that is named may be of this line's person, and would make it worse."""
        planned, capacity = item.rating.facts.get("planned"), item.rating.facts.get("capacity")
        if not names_somebody(line) or not isinstance(planned, float) or not isinstance(capacity, float):
            return ""
        others = [other for other in self._anybodys if line.starts <= other.ends and other.starts <= line.ends]
        limit = self.thresholds.over_allocation if item.status is Status.AMBER else self.thresholds.full_allocation
        if round(planned + sum(other.fte for other in others), 9) <= round(capacity * limit, 9) or not others:
            return ""
        return f"{every_name([other.id for other in others])} may be of {line.who}: it is not said who is in post"
