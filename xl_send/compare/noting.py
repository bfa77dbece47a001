"""Changes noted of a row that both boards have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.snapshots import BoardComparison, RecordPair, workstream_of
from xl_send.compare.wording import moved, row_name
from xl_send.text import as_text
from xl_send.value_classes import NamedTuple
from xl_send.words import sentence
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.submissions import identity

R = TypeVar("R", bound=Record)


class Noted(NamedTuple, Generic[R]):
    """A row of two boards, of which changes are noted."""

    since: BoardComparison
    pair: RecordPair[R]
    kind: ChangeSubject

    def change(self, what: ChangeKind, text: str, *names: str, first: bool = False) -> Change:
        """A change of these fields; the first of them gives what stood there before and after."""
        (then, now), cells = self.pair, self.pair.cells(*names)
        return Change(
            what, self.kind, sentence(text), workstream_of(now), identity(now), row_name(now),
            as_text(getattr(then, names[0])), as_text(getattr(now, names[0])), cells["then"], cells["now"], first,
        )  # fmt: skip

    def day(self, what: ChangeKind, name: str, *, first: bool = False, more: str = "") -> Iterator[Change]:
        """A date that has moved, been given or been taken away, in the words of its column."""
        if self.pair.alters(name):
            yield self.change(what, f"{self._title(name)} {self.moved(name)}{more}", name, first=first)

    def moved(self, name: str) -> str:
        """How a date has moved."""
        before, after = self._dates(name)
        return moved(self.since, before, after)

    def value(self, what: ChangeKind, name: str, *, first: bool = False, more: str = "") -> Iterator[Change]:
        """A value that has changed, in the words of its column."""
        if self.pair.alters(name):
            before, after = (as_text(getattr(item, name)) or "blank" for item in self.pair)
            yield self.change(what, f"{self._title(name)} is now {after}, was {before}{more}", name, first=first)

    def _title(self, name: str) -> str:
        return columns_by_name(type(self.pair.now))[name].title

    def _dates(self, name: str) -> tuple[date | None, date | None]:
        return getattr(self.pair.then, name), getattr(self.pair.now, name)
