"""What cannot be compared, which is said first: returns, sheets and rows that one side has not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.records.listed import KINDS
from xl_send.compare.records.missing_rows import MissingReason, missing_rows
from xl_send.compare.records.pairing import COMPARED, return_pairs
from xl_send.compare.records.unread import unread_changes
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.findings import Cell
from xl_send.words import every_name, file_name
from xl_send.workbook.columns import Column, Layout, Record, columns_of
from xl_send.workbook.days import say
from xl_send.workbook.lost_sheets import lost_rows
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Submission

# Fewer words, such as "None", may be right again.
FEWEST_WORDS = 4


def return_changes(since: BoardComparison) -> Iterator[Change]:
    """Everything that keeps the two boards from being compared row by row."""
    yield from _other_programme(since)
    yield from _workstreams(since)
    yield from _same_returns(since)
    yield from _previous_named(since)
    yield from _same_progress(since)
    for board, when in ((since.then, "then"), (since.now, "now")):
        yield from _refused(board, when)
    yield from unread_changes(since)
    yield from _sheets(since)
    yield from _columns(since)


def _other_programme(since: BoardComparison) -> Iterator[Change]:
    then, now = (_who(board) for board in (since.then, since.now))
    if then and now and {item.casefold() for item in then} != {item.casefold() for item in now}:
        text = f"The older workbooks are of {every_name(then)}, the newer of {every_name(now)}."
        yield Change(ChangeKind.ANOTHER_PROGRAMME, ChangeSubject.RETURN, text, first=True)


def _who(board: BoardSnapshot) -> list[str]:
    covers = [book.cover for book in board.books]
    return list(
        dict.fromkeys(f"{cover.council}, {cover.programme}" for cover in covers if cover.council and cover.programme)
    )


def _workstreams(since: BoardComparison) -> Iterator[Change]:
    for code in sorted(since.then.programme.codes - since.now.programme.codes):
        text = f"{_called(since.then, code)} has no return now. Nothing that it reported then is compared."
        cells = _stream_cells(since.then, code)
        yield Change(ChangeKind.NOT_RETURNED, ChangeSubject.RETURN, text, code, code, first=True, then=cells)
    for code in sorted(since.now.programme.codes - since.then.programme.codes):
        text = f"{_called(since.now, code)} had no return then. What it reports now is not counted as new."
        cells = _stream_cells(since.now, code)
        yield Change(ChangeKind.NEWLY_RETURNED, ChangeSubject.RETURN, text, code, code, first=True, now=cells)


def _called(board: BoardSnapshot, code: str) -> str:
    stream = board.programme.streams.get(code)
    return f"{stream.name} ({code})" if stream and stream.name else code


def _stream_cells(board: BoardSnapshot, code: str) -> tuple[Cell, ...]:
    stream = board.by_id(Workstream).get(code)
    return (stream.at("code"),) if stream else ()


def _same_returns(since: BoardComparison) -> Iterator[Change]:
    """Workbooks whose As at has not moved although the programme's has: nothing that they say is new."""
    if since.then.programme.latest == since.now.programme.latest:
        return
    for book in since.now.books:
        before = [
            submission.as_at
            for submission in since.then.returns_of(book.codes)
            if submission.as_at and submission.codes == book.codes
        ]
        if book.as_at and before and book.as_at <= max(before):
            whose = every_name(sorted(book.codes))
            text = f"The return of {whose} is as at {say(book.as_at)}, no later than its last one. It says nothing new."
            cells = (book.cover.at("as_at"),)
            yield Change(
                ChangeKind.SAME_RETURN, ChangeSubject.RETURN, text, whose if len(book.codes) == 1 else "", now=cells
            )


def _moved_on(since: BoardComparison) -> Iterator[tuple[Submission, date]]:
    """Each return that is later than its last one, with the As at of that."""
    for book in since.now.books:
        before = [found.as_at for found in since.then.returns_of(book.codes) if found.as_at]
        if book.as_at and before and book.as_at > max(before):
            yield book, max(before)


def _previous_named(since: BoardComparison) -> Iterator[Change]:
    """Returns whose Previous as at is of an earlier return than the one that there is: one was passed over."""
    for book, before in _moved_on(since):
        previous = book.cover.previous
        if previous and previous < before:
            whose = every_name(sorted(book.codes))
            text = f"The return of {whose} gives {say(previous)} as Previous as at, but its last one is as at "
            cells, code = (book.cover.at("previous"),), whose if len(book.codes) == 1 else ""
            text += f"{say(before)}. What it says of changes since then may leave some out."
            yield Change(ChangeKind.SAME_RETURN, ChangeSubject.RETURN, text, code, now=cells)


def _same_progress(since: BoardComparison) -> Iterator[Change]:
    """Workstreams whose progress is in the words of the last return: nothing new was written, or nothing was done."""
    codes = frozenset[str]().union(*(book.codes for book, _ in _moved_on(since)))
    for pair in since.pairs(Workstream):
        then, now = (name_words(stream.progress or "") for stream in pair)
        told = pair.now.code in codes and pair.now.state is State.ACTIVE
        if told and then == now and len(now.split()) >= FEWEST_WORDS:
            column, cells = pair.now.at("progress").column, pair.cells("progress")
            text = f"{column} of {pair.now.code} is word for word what it was then. Ask what has been done since."
            yield Change(
                ChangeKind.SAME_RETURN, ChangeSubject.RETURN, text, pair.now.code, then=cells["then"], now=cells["now"]
            )


def _refused(board: BoardSnapshot, when: str) -> Iterator[Change]:
    for path, why in board.refused:
        yield Change(
            ChangeKind.FILE_REFUSED,
            ChangeSubject.RETURN,
            f"{file_name(path)} could not be read {when}. {why}",
            first=True,
        )


def _sheets(since: BoardComparison) -> Iterator[Change]:
    """Sheets that a return has on one side only, with rows on the other."""
    for record in KINDS:
        for of, other, when in ((since.then, since.now, "now"), (since.now, since.then, "then")):
            lost = [item.row for item in missing_rows(of, other, record) if item.fate is MissingReason.SHEET_UNREAD]
            if lost:
                yield _sheet(of, other, lost, when)


def _sheet(of: BoardSnapshot, other: BoardSnapshot, lost: list[Record], when: str) -> Change:
    homes = {file_name(book.workbook) for row in lost for book in other.returns_of(of.codes_behind(row))}
    title = type(lost[0]).SHEET.title
    parts = _returns_lacking(of, other, lost)
    title += f" of {'the return' if len(parts) == 1 else 'the returns'} of {every_name(parts)}" if parts else ""
    text = (
        f"No sheet {title} could be read in {every_name(sorted(homes))} {when}. Its {len(lost)} rows are not compared."
    )
    cells = tuple(row.at("id") for row in lost)
    change = Change(ChangeKind.SHEET_UNREAD, ChangeSubject.RETURN, text, first=True)
    return change._replace(then=cells) if when == "now" else change._replace(now=cells)


def _returns_lacking(of: BoardSnapshot, other: BoardSnapshot, lost: list[Record]) -> list[str]:
    """The workstreams whose returns lacked the sheet, where these were brought together with others that had it."""
    codes = frozenset[str]().union(*(of.codes_behind(row) for row in lost))
    homes = other.returns_of(codes)
    return sorted({code for home in homes for item in lost_rows(home, type(lost[0])) for code in item.codes & codes})


def _columns(since: BoardComparison) -> Iterator[Change]:
    """Columns that were not found on one side: what stood in them on the other is not compared."""
    for then, now in return_pairs(since):
        for record in COMPARED:
            for of, other, when in ((then, now, "now"), (now, then, "then")):
                for column in _columns_lost(of, other, record):
                    text = f"The column {column.title} of {record.SHEET.title} was not found in "
                    text += f"{file_name(other.workbook)} {when}. What it says is not compared."
                    yield Change(ChangeKind.SHEET_UNREAD, ChangeSubject.RETURN, text, first=column.vital)


def _columns_lost(of: Submission, other: Submission, record: type[Record]) -> Iterator[Column]:
    """The columns that one return has filled, and of which the other, that has the sheet, has none."""
    here, there = of.seen.get(record), other.seen.get(record)
    if here and there and record.SHEET.layout is Layout.TABLE:
        for column in columns_of(record):
            lost = column.name in here.table.places and column.name not in there.table.places
            if lost and any(getattr(row, column.name) not in (None, "", ()) for row in of.all(record)):
                yield column
