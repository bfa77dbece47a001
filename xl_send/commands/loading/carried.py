"""The last good return of a workstream that none came of, out of a history."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from xl_send.analysis.names.near_names import is_nearly
from xl_send.commands.loading.files import NamedFile, printable_path, understood
from xl_send.commands.loading.returns import read_return
from xl_send.consolidation import Chosen, SetAsideReason
from xl_send.consolidation.chase import ExpectedWorkstream, came_in
from xl_send.consolidation.returns import Return
from xl_send.errors import CannotRunError, RefusedError
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.days import say
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme, Submission

if TYPE_CHECKING:
    from xl_send.history import History, KeptReturn, Period

_COMPARED = "It was to be compared with."
_NOBODY_KNOWS = (
    "so nobody can say which returns are missing now. Put that right, or name another programme workbook with "
    "--previous."
)


class LastReturns(NamedTuple):
    """What a history knows of workstreams of which no return came: their last returns, and those of which it has none.

    A return is carried forward whole or not at all: one that also speaks for a workstream that came is not. `unread`
    says why the history could not be asked, if so.
    """

    carried: tuple[Return, ...] = ()
    missing: tuple[ExpectedWorkstream, ...] = ()
    unread: str = ""


def last_returns(history: str | os.PathLike[str], now: Programme) -> LastReturns:
    """What a history keeps of the workstreams of the last board that are not here now; nothing where it is new.

    One that was withdrawn, or that had ended by now, is not looked for any more.
    """
    from xl_send.history import History, HistoryError
    from xl_send.history.refusals import NOT_THERE

    lead, day = now.lead, now.latest
    if lead is None or day is None:
        return LastReturns()
    try:
        return _last(History.at(history), lead.cover, day, now)
    except HistoryError as error:
        return LastReturns(unread="" if error.sentence == NOT_THERE else str(error))


def _last(kept: History, cover: Cover, day: date, now: Programme) -> LastReturns:
    from xl_send.rag.rollup import PROGRAMME

    before = [period for period in kept.periods() if period.as_at <= day]
    said = cover.council or "", cover.programme or ""
    key = kept.known_as(*said, now.codes) if before else ""
    ours = [period for period in before if period.key == key]
    if not ours:
        return LastReturns(unread=_nearly(kept, before, said))
    codes = frozenset(of for of, _ in kept.colours(ours[-1])) - {PROGRAMME} - now.codes
    carried: list[Return] = []
    known: dict[str, ExpectedWorkstream] = {}
    for period in reversed(ours):
        left = codes.difference(*(item.codes for item in carried))
        for item in map(_return, kept.returns(period) if left else ()):
            for found in came_in(item):
                known.setdefault(found.code, found)
            carried += [item] if _stands_for(item, left) else []
    over = {code for code, found in known.items() if found.row and found.row.is_over(day)}
    carried = [item for item in carried if not item.codes <= over]
    still = codes.difference(over, *(item.codes for item in carried))
    return LastReturns(tuple(carried), tuple(known.get(code) or ExpectedWorkstream(code) for code in sorted(still)))


def _nearly(kept: History, before: Sequence[Period], said: tuple[str, str]) -> str:
    """That boards are kept of a programme of nearly this name, with none of its workstreams; nothing where not so."""
    near = [(one.council, one.programme) for one in before if all(map(is_nearly, (one.council, one.programme), said))]
    if not near:
        return ""
    return (
        f'{kept.shown} keeps boards of "{", ".join(near[-1])}", with none of the workstreams that came, and none of '
        f'"{", ".join(said)}". If it is the same programme, write its names as they were on the Programme sheet, and '
        "consolidate once more."
    )


def _stands_for(item: Return, missing: frozenset[str]) -> bool:
    """Whether a return is good for what is missing: it has a day, and speaks for nothing else."""
    return bool(item.codes) and item.codes <= missing and item.as_at is not None


def _return(kept: KeptReturn) -> Return:
    grids = tuple(replace(grid, rows=list(grid.rows)) for grid in kept.book.grids)
    day = understood(replace(kept.book, grids=grids)).as_at
    name, dot, ending = kept.book.name.rpartition(".")
    told = f"{name} (as at {say(day)}){dot}{ending}" if day and name else kept.book.name
    book = replace(kept.book, name=told, grids=grids)
    return Return(told, kept.sha256, book, understood(book), carried=True)


def _in_order(taken: Sequence[Return]) -> tuple[Return, ...]:
    """Returns in the order of their workstreams."""
    return tuple(sorted(taken, key=lambda item: (sorted(item.codes), item.path)))


def with_last(
    chosen: Chosen, previous: str, history: str | os.PathLike[str], day: date | None
) -> tuple[Chosen, tuple[ExpectedWorkstream, ...], str]:
    """The returns that are taken with those that a history carries forward, and the workstreams that have neither.

    One whose returns clash is not said to have none. The last says why the history could not be asked.
    """
    now = Programme(tuple(item.submission for item in chosen.taken), day)
    last = LastReturns()
    if history:
        last = last_returns(history, now)
    clashing = (aside.one.codes for aside in chosen.aside if aside.why is SetAsideReason.CLASH)
    came = now.codes.union(*(item.codes for item in last.carried), *clashing)
    expected = {found.code: found for found in (*_listed(previous), *last.missing) if found.code not in came}
    taken = _in_order([*chosen.taken, *last.carried])
    return chosen._replace(taken=taken), tuple(expected[code] for code in sorted(expected)), last.unread


def _listed(previous: str) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of an earlier programme workbook.

    Raises `CannotRunError` where they cannot be known: a return that is missing would be told of by nobody.
    """
    if not previous:
        return ()
    try:
        found = read_return(NamedFile(previous, printable_path(previous)), sheets=(Cover, Workstream))
    except RefusedError as error:
        message = f"{error.path}: {error.sentence} {_COMPARED}"
        raise CannotRunError(message) from error
    if reason := _workstreams_unknown(found.submission):
        message = f"{found.path}: {reason}, {_NOBODY_KNOWS} {_COMPARED}"
        raise CannotRunError(message)
    return came_in(found)


def _workstreams_unknown(before: Submission) -> str:
    """Why the workstreams of an earlier programme workbook are not all known, if so."""
    if Workstream not in before.seen:
        likely = dict(before.absent).get(Workstream, "")
        return f"Its sheet Workstreams was not found{f' ({likely} may be it)' if likely else ''}"
    nameless = [row.row for row in before.unread_rows if row.record is Workstream and not row.id]
    return f"The code in row {nameless[0]} of its sheet Workstreams could not be read" if nameless else ""
