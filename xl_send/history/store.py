"""A history of boards: each period's returns as they were, and the colours that were told of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date

from xl_send.history.kept import CheckedPeriod, Colours, KeptCellText, KeptReturn, KeptWorkbook, Period, key_of
from xl_send.history.locations import HistoryPlace, history_place
from xl_send.value_classes import frozen
from xl_send.workbook.submissions import Programme


@frozen(eq=True)
class History:
    """A history in a file or a database. Every method raises `HistoryError` in plain words where it cannot be used.

    What speaks with databases is loaded by the methods, so that nobody waits for it who has no history.
    """

    place: HistoryPlace

    @classmethod
    def at(cls, name: str | os.PathLike[str]) -> History:
        """The history at a path, at `sqlite:///` and a path, or in the database that a URL names."""
        return cls(history_place(name))

    @property
    def shown(self) -> str:
        """What it is called in messages: never with a password."""
        return self.place.shown

    def save(self, returns: Iterable[KeptReturn]) -> Period | None:
        """Keep the returns of one period; a workstream's earlier return for the same period is replaced.

        Nothing is kept, and None given, where no workbook has an As at date that can be read. The colours
        kept are those of the whole period, as the rules of today give them. It is one transaction, and what is kept
        already is not kept twice.
        """
        from xl_send.history.database.keeping import save

        return save(self.place, returns)

    def periods(self) -> tuple[Period, ...]:
        """Every period, the earliest first."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import periods

        with reading(self.place) as connection:
            return tuple(periods(connection))

    def load(self, period: Period) -> Programme:
        """The programme of a period, read by the rules of today; its workbooks are called by their files' names."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import kept_programme

        with reading(self.place) as connection:
            return kept_programme(connection, period.number)

    def known_as(self, council: str, programme: str, codes: frozenset[str]) -> str:
        """The key of a programme as it is kept here: a near spelling, with workstreams of its own, is the same."""
        from xl_send.history.database.keeping import known_as
        from xl_send.history.database.opening import reading

        with reading(self.place) as connection:
            return key_of(*known_as(connection, council, programme, codes))

    def returns(self, period: Period) -> tuple[KeptReturn, ...]:
        """The workbooks of a period as they were kept, by their files' names."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import kept_returns

        with reading(self.place) as connection:
            return tuple(kept_returns(connection, period.number))

    def colours(self, period: Period) -> Colours:
        """The colours that were told then, by workstream (or `programme`) and aspect."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import colours

        with reading(self.place) as connection:
            return colours(connection, period.number)

    def workbooks(self, period: Period) -> tuple[KeptWorkbook, ...]:
        """The workbooks of a period, by their files' names."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import workbooks

        with reading(self.place) as connection:
            return tuple(workbooks(connection, period.number))

    def cells(self, period: Period) -> tuple[KeptCellText, ...]:
        """Every cell that is kept of a period, by workbook, sheet, row and column."""
        from xl_send.history.database.opening import reading
        from xl_send.history.database.periods import kept_cells

        with reading(self.place) as connection:
            return tuple(kept_cells(connection, period.number))

    def check(self) -> tuple[CheckedPeriod, ...]:
        """Every period, the earliest first, with what in it is not as it was kept."""
        from xl_send.history.database.checking import checked_periods

        return checked_periods(self.place)

    def copy_to(self, target: History, first: date = date.min, last: date = date.max) -> tuple[Period, ...]:
        """Copy the boards of these dates and those between into another history, as they were kept; which they are.

        A board that is there already with the same content stays. Raises `HistoryError` where it has another.
        """
        from xl_send.history.database.copying import copy

        return copy(self.place, target.place, first, last)
