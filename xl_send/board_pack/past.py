"""The boards before this one: the last, with which this is compared, and the colours told at each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from xl_send.compare import BoardSnapshot
from xl_send.results import Aspect, AspectName, Status
from xl_send.value_classes import frozen
from xl_send.workbook.sheets.risks import Risk

_ORDER = (Status.RED, Status.AMBER, Status.GREEN)


@frozen(eq=True)
class PastBoards:
    """The last board and this one, and what colour each aspect was told to have at the boards that a history keeps.

    `told` has for each date, the earliest first, the status of each aspect by whose and which it is.
    """

    then: BoardSnapshot
    now: BoardSnapshot
    told: tuple[tuple[date, Mapping[tuple[str, str], str]], ...] = ()

    @property
    def day(self) -> date | None:
        """As at when the last board was."""
        return self.then.programme.latest

    @cached_property
    def _aspects(self) -> Mapping[tuple[str, AspectName], Aspect]:
        return self.then.aspects

    def status(self, of: str, name: AspectName) -> Status | None:
        """What an aspect was at the last board, or None where it was not there."""
        found = self._aspects.get((of, name))
        return found.status if found else None

    def arrow(self, aspect: Aspect) -> str:
        """Better, worse or the same as at the last board; nothing where either had no colour."""
        before = self.status(aspect.of, aspect.aspect)
        if before is None or before not in _ORDER or aspect.status not in _ORDER:
            return ""
        difference = _ORDER.index(aspect.status) - _ORDER.index(before)
        return "better" if difference > 0 else "worse" if difference < 0 else "same"

    @cached_property
    def risks(self) -> Mapping[str, Risk]:
        """The risks of the last board by id."""
        return self.then.by_id(Risk)
