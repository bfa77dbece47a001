"""Dry run: what other thresholds would have given at the boards that a history keeps, before anyone agrees to them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.commands.loading import Readable, load
from xl_send.commands.result import Result
from xl_send.errors import CannotRunError
from xl_send.history.boards import kept_periods
from xl_send.listings.dry_run import TurnedColour
from xl_send.progress import Progress, quietly
from xl_send.rag.rollup import programme_status
from xl_send.reading.loaded import LoadedProgramme
from xl_send.results import Item, ItemKind, ProgrammeStatus, Status
from xl_send.value_classes import frozen, replace
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Programme, Submission

USUAL_BOARDS = 6
NEEDS_BOTH = "Name the history with --history and the workbook with the new thresholds with --policy."
NOT_A_NUMBER = "Give the number of boards as a whole number of 1 or more, not as {0}."


@frozen(eq=True)
class DryRunResult(Result):
    """The boards that were tried, the earliest first, and every colour that would have been another.

    Both sides are worked out by the rules of today, with the thresholds and calendar that held and with the new ones.
    `not_read` says of each board, and of the new thresholds, what could not be read.
    """

    policy: str
    boards: tuple[date, ...]
    items: tuple[TurnedColour, ...]
    aspects: tuple[TurnedColour, ...]
    not_read: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return self.not_read

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return bool(self.not_read)

    def counts(self) -> Mapping[Status, int]:
        """How many more items each colour would have had, over all boards; fewer is below nought."""
        found: Counter[Status] = Counter()
        for turned in self.items:
            found[turned.after] += 1
            found[turned.before] -= 1
        return {status: found[status] for status in Status if found[status]}


def dry_run(
    *,
    history: str | os.PathLike[str] = "",
    policy: Readable | None = None,
    boards: int | str = USUAL_BOARDS,
    progress: Progress = quietly,
) -> DryRunResult:
    """Every colour that the thresholds of the workbook `policy` would have changed at the last `boards` boards.

    `history` is the file in which consolidate keeps boards; nothing is written to it. Raises `xl_send.Error` where
    either is not named or cannot be read.
    """
    if not history or not policy:
        raise CannotRunError(NEEDS_BOTH)
    many = _number(boards)
    kept, periods = kept_periods(os.fspath(history))
    named = load(policy)
    (other,) = named.programme.submissions[:1]
    unread = [named.unread_line] if named.unread else []
    found: list[TurnedColour] = []
    overall: list[TurnedColour] = []
    last = periods[-many:]
    for period in progress(last, "Trying thresholds", len(last)):
        programme = kept.load(period)
        before, after = programme_status(programme), programme_status(_by(programme, other))
        unread += _not_read(period.as_at, programme)
        found += _items(period.as_at, before, after)
        overall += _aspects(period.as_at, before, after)
    days = tuple(period.as_at for period in last)
    return DryRunResult(other.workbook, days, tuple(found), tuple(overall), tuple(unread))


def _not_read(board: date, programme: Programme) -> Iterator[str]:
    """What of the returns of a board could not be read: its colours may be others."""
    line = LoadedProgramme(programme).unread_line
    if line:
        yield f"As at {say(board)}: {line}"


def _number(boards: int | str) -> int:
    try:
        found = int(boards or USUAL_BOARDS)
    except ValueError:
        found = 0
    if found < 1:
        raise CannotRunError(NOT_A_NUMBER.format(boards))
    return found


def _by(programme: Programme, other: Submission) -> Programme:
    """The programme measured by another workbook's thresholds and calendar."""
    return replace(programme, policy_workbook=other)


def _items(board: date, before: ProgrammeStatus, after: ProgrammeStatus) -> list[TurnedColour]:
    earlier = {_key(item): item for item in before.items}
    pairs = [(earlier[_key(item)], item) for item in after.items if _key(item) in earlier]
    return [
        TurnedColour(board, now.id, now.kind.value, now.workstream, _name(now), was.status, now.status, now.reason)
        for was, now in pairs
        if was.status is not now.status
    ]


def _key(item: Item) -> tuple[ItemKind, str, str, int]:
    book = "" if item.kind is ItemKind.INTERDEPENDENCY else item.record.workbook
    return item.kind, item.id, book, 0 if item.kind is ItemKind.INTERDEPENDENCY else item.record.row


def _name(item: Item) -> str:
    named: Sequence[object] = [getattr(item.record, field, None) for field in ("name", "what", "needed", "role")]
    return next((text for text in named if isinstance(text, str)), "")


def _aspects(board: date, before: ProgrammeStatus, after: ProgrammeStatus) -> list[TurnedColour]:
    earlier = {(aspect.of, aspect.aspect): aspect for aspect in before.aspects}
    pairs = [(earlier[now.of, now.aspect], now) for now in after.aspects if (now.of, now.aspect) in earlier]
    return [
        TurnedColour(board, now.of, now.aspect.value, now.of, now.aspect.heading, was.status, now.status, now.sentence)
        for was, now in pairs
        if was.status is not now.status
    ]
