"""One table on one sheet, with the account that is kept of it: its values, what is said of it, and answers to that."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.adoption.account import AdoptionAccount, Went
from xl_send.adoption.finding.evidence import TitleRow
from xl_send.adoption.finding.rows import is_prompt
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import Line, What
from xl_send.adoption.tracker.sheets import At, Hue, TrackerSheet, address, addresses
from xl_send.value_classes import frozen
from xl_send.workbook.cells import Value


@frozen(eq=True)
class TablePlace:
    """A table by its sheet and titles; everything that is read of it goes through here."""

    sheet: TrackerSheet
    header: TitleRow
    account: AdoptionAccount

    @property
    def table(self) -> str:
        """The table by the cell of its first title."""
        return address(self.header.bottom, self.header.left)

    def value(self, row: int, place: int) -> Value | None:
        """What a cell says, which may stand in a merged cell that began in a row above. Prompts say nothing."""
        raw = self.sheet.at(row, place)
        if raw is None and (area := self.sheet.merge_at(row, place)):
            inside = area.top > self.header.bottom and area.left == place
            raw = self.sheet.at(area.top, area.left) if inside else None
        return None if raw is None or is_prompt(raw) else raw

    def hue(self, row: int, place: int) -> Hue | None:
        """The colour in which a cell is seen: that of a conditional format where it is known, else its fill."""
        return self.sheet.looks.lit.get((row, place)) or self.sheet.looks.fills.get((row, place))

    def answer(self, what: What, column: str, theirs: str) -> str | None:
        """What an owner has said of something in this table."""
        return self.account.given.answer(what, self.sheet.title, self.table, column, theirs)

    def say(  # noqa: PLR0913 - a line of the account has all of this
        self, what: What, column: str, theirs: str, ours: str, certainty: Certainty, cells: str, why: str = ""
    ) -> None:
        """Tell how something in this table was read."""
        self.account.say(Line(what, self.sheet.title, self.table, column, theirs, ours, certainty, cells, why))

    def cells(self, place: int, rows: Sequence[int]) -> str:
        """The addresses of a column's cells."""
        return addresses(place, rows)

    def carry(self, row: int, place: int, went: Went) -> None:
        """Note that a cell was carried: it, or the first of the merged block that it belongs to."""
        self.account.carry(self.sheet, *self._origin(row, place), went)

    def leave(self, row: int, place: int, why: str) -> None:
        """Note why a cell was left over."""
        self.account.leave(self.sheet, row, [place], why)

    def _origin(self, row: int, place: int) -> At:
        area = self.sheet.merge_at(row, place)
        return (area.top, area.left) if area else (row, place)
