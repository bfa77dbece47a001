"""Conflicts between workstreams: new, cleared, and those that were there and still are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.overtaken import turned_worse, uncoloured
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.findings import Finding, Severity
from xl_send.words import every_name
from xl_send.workbook.ids import code_of


def conflict_changes(since: BoardComparison) -> Iterator[Change]:
    """Conflicts that only one of the two boards has. A conflict is known by its rule and the records in it."""
    then, now = _by_key(since.then), _by_key(since.now)
    yield from _new(since, [item for key, item in now.items() if key not in then])
    yield from _cleared(since, [item for key, item in then.items() if key not in now])


def _new(since: BoardComparison, found: Sequence[Finding]) -> Iterator[Change]:
    for finding in found:
        absent = _absent(since.now, finding, since.then)
        unread = [] if absent else _unread_of(finding, since.then)
        text = f"New: {_said(finding)}" + (f" {every_name(absent)} had no return then." if absent else "")
        text += f" {every_name(unread)} could not be read whole then." if unread else ""
        yield _change(ChangeKind.CONFLICT_NEW, since.now, finding, text)._replace(now=finding.cells)


def _said(finding: Finding) -> str:
    """What a conflict says, with the row that it stands in: "Depends on names TRN-M19" does not say whose."""
    name = finding.cell.record
    return f"{name}: {finding.message}" if name and name not in finding.message else finding.message


def _cleared(since: BoardComparison, found: Sequence[Finding]) -> Iterator[Change]:
    """What is no longer found; where of a party to it nothing, or not all, was read now, it is told once as unknown."""
    unknown: dict[str, list[Finding]] = {}
    for finding in found:
        absent, unread = _absent(since.then, finding, since.now), _unread_of(finding, since.now)
        if absent:
            unknown.setdefault(f"Of {every_name(absent)} there is no return now", []).append(finding)
        elif unread:
            unknown.setdefault(f"{every_name(unread)} could not be read whole now", []).append(finding)
        else:
            why = _why_not_settled(since, finding)
            text = f"No longer told, as {why}: {_said(finding)}" if why else f"Cleared: {_said(finding)}"
            change = _change(ChangeKind.CONFLICT_CLEARED, since.then, finding, text)
            yield change._replace(then=finding.cells)
    for why, several in unknown.items():
        many = "1 conflict is" if len(several) == 1 else f"{len(several)} conflicts are"
        text = f"{why}, so it is not known whether {many} cleared."
        cells = tuple(item.cell for item in several)
        yield Change(ChangeKind.CONFLICT_UNKNOWN, ChangeSubject.CONFLICT, text, then=cells)


def _why_not_settled(since: BoardComparison, finding: Finding) -> str:
    """Why what is no longer found is not settled: its row has become worse, or one in it has no colour any more."""
    name = finding.cell.record
    worse = turned_worse(since.then.picture, since.now.picture, name)
    if worse:
        return f"{name} has become {worse.value}"
    names = dict.fromkeys([name, *(cell.record for cell in finding.cells)])
    return next((why for one in names if (why := uncoloured(since.then.picture, since.now.picture, one))), "")


def still_there(since: BoardComparison) -> tuple[Finding, ...]:
    """The conflicts that both boards have, as they are now."""
    then = _by_key(since.then)
    return tuple(item for key, item in _by_key(since.now).items() if key in then)


def _by_key(board: BoardSnapshot) -> Mapping[str, Finding]:
    return {conflict.key: conflict for conflict in reversed(board.conflicts)}


def _absent(of: BoardSnapshot, one: Finding, other: BoardSnapshot) -> list[str]:
    """The workstreams whose rows are in a conflict of one board and which have no return at the other."""
    books = {cell.workbook for cell in one.cells}
    codes = {code for book in of.books if book.workbook in books for code in book.codes}
    return sorted(codes - other.programme.codes)


def _unread_of(one: Finding, other: BoardSnapshot) -> list[str]:
    """The rows in a conflict of one board of which the other did not read all, or nothing."""
    return sorted({cell.record for cell in one.cells if other.reads_in_part(cell)} - {""})


def _change(what: ChangeKind, board: BoardSnapshot, one: Finding, text: str) -> Change:
    code = code_of(one.cell.record)
    workstream = code if code in board.programme.codes else ""
    first = one.severity is Severity.ERROR
    return Change(what, ChangeSubject.CONFLICT, text, workstream, one.cell.record, one.rule, first=first)
