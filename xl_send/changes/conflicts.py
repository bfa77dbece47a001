"""Conflicts between workstreams: new, cleared, and those that were there and still are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.changes.boards import Board, Since
from xl_send.changes.values import Change, Kind, What
from xl_send.findings import Cell, Finding, Severity
from xl_send.rating.wording import listed
from xl_send.schema.ids import code_of


def conflict_changes(since: Since) -> Iterator[Change]:
    """Conflicts that only one of the two boards has. A conflict is known by its rule and the records in it."""
    then, now = _by_key(since.then), _by_key(since.now)
    yield from _new(since, [one for key, one in now.items() if key not in then])
    yield from _cleared(since, [one for key, one in then.items() if key not in now])


def _new(since: Since, found: Sequence[Finding]) -> Iterator[Change]:
    for one in found:
        absent = _absent(since.now, one, since.then)
        text = f"New: {one.message}" + (f" {listed(absent)} had no return then." if absent else "")
        yield _change(What.CONFLICT_NEW, since.now, one, text)._replace(now=_cells(one))


def _cleared(since: Since, found: Sequence[Finding]) -> Iterator[Change]:
    """What is no longer found; where a party to it has no return now, that tells nothing, and is told once."""
    unknown: dict[str, list[Finding]] = {}
    for one in found:
        absent = _absent(since.then, one, since.now)
        if absent:
            unknown.setdefault(listed(absent), []).append(one)
        else:
            change = _change(What.CONFLICT_CLEARED, since.then, one, f"Cleared: {one.message}")
            yield change._replace(then=_cells(one))
    for codes, several in unknown.items():
        many = "1 conflict is" if len(several) == 1 else f"{len(several)} conflicts are"
        text = f"Of {codes} there is no return now, so it is not known whether {many} cleared."
        cells = tuple(one.cell for one in several)
        yield Change(What.CONFLICT_UNKNOWN, Kind.CONFLICT, text, then=cells)


def still_there(since: Since) -> tuple[Finding, ...]:
    """The conflicts that both boards have, as they are now."""
    then = _by_key(since.then)
    return tuple(one for key, one in _by_key(since.now).items() if key in then)


def _by_key(board: Board) -> Mapping[str, Finding]:
    return {one.key: one for one in reversed(board.conflicts)}


def _cells(one: Finding) -> tuple[Cell, ...]:
    return (one.cell, *(related.cell for related in one.related))


def _absent(of: Board, one: Finding, other: Board) -> list[str]:
    """The workstreams whose rows are in a conflict of one board and which have no return at the other."""
    books = {cell.workbook for cell in _cells(one)}
    codes = {code for book in of.books if book.workbook in books for code in book.codes}
    return sorted(codes - other.programme.codes)


def _change(what: What, board: Board, one: Finding, text: str) -> Change:
    code = code_of(one.cell.record)
    workstream = code if code in board.programme.codes else ""
    first = one.severity is Severity.ERROR
    return Change(what, Kind.CONFLICT, text, workstream, one.cell.record, one.rule, first=first)
