"""Trend: the colours that were told at each board, side by side."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from xl_send.commands.changes import TWO_SIDES, UNCLEAR
from xl_send.commands.loading import AsAt, Readables
from xl_send.commands.result import Result
from xl_send.errors import CannotRunError
from xl_send.history import Colours
from xl_send.history.boards import colours_of, kept_periods
from xl_send.progress import Progress, quietly
from xl_send.rag.rollup import PROGRAMME
from xl_send.results import AspectName
from xl_send.value_classes import frozen

NOTHING_HIDDEN = "Colours over time hold no figure, so there is nothing to log. Leave out --disclosure-log."
TrendPlace = tuple[str, str]


@frozen(eq=True)
class TrendResult(Result):
    """The colours of one programme by date, the earliest first."""

    programme: str
    dates: Mapping[date, Colours]

    @property
    def places(self) -> list[TrendPlace]:
        """What has a colour on any date: the programme before its workstreams, the overall before the aspects."""
        found = {place for colours in self.dates.values() for place in colours}
        names = [AspectName.OVERALL.value, *(item.value for item in AspectName if item is not AspectName.OVERALL)]
        return sorted(found, key=lambda item: (item[0] != PROGRAMME, item[0], names.index(item[1])))


def trend(  # noqa: PLR0913 - the command's own options
    old: Readables = "",
    new: Readables = "",
    *,
    history: str | os.PathLike[str] = "",
    since: AsAt = None,
    to: AsAt = None,
    for_publication: bool = False,  # noqa: ARG001 - a colour is no figure
    disclosure_log: str | os.PathLike[str] = "",
    progress: Progress = quietly,  # noqa: ARG001 - quick
) -> TrendResult:
    """Every colour that was told at each board that a history keeps. Nothing else can be named with it."""
    if disclosure_log:
        raise CannotRunError(NOTHING_HIDDEN)
    if not history:
        raise CannotRunError(TWO_SIDES)
    if old or new or since or to:
        raise CannotRunError(UNCLEAR)
    kept, periods = kept_periods(os.fspath(history))
    return TrendResult(periods[-1].programme, {period.as_at: colours_of(kept, period) for period in periods})
