"""The programme as one board sees it, and two such boards side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from xl_send.calendar import Terms, WorkingDays
from xl_send.findings import Cell, Finding
from xl_send.network import Accounts, reconciled
from xl_send.rag.context import Figures
from xl_send.rag.rollup import programme_status
from xl_send.results import Aspect, AspectName, Item, ItemKind, ProgrammeStatus
from xl_send.value_classes import frozen, replace
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.ids import code_of
from xl_send.workbook.lost_sheets import (
    Lost,
    MissingColumn,
    NotFound,
    done_without,
    lost_sheets,
    missing_columns,
    not_found_of,
    workstreams_of,
)
from xl_send.workbook.sheets.choices import LogKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Programme, Submission, first_by_id, identity

R = TypeVar("R", bound=Record)


@frozen(eq=True)
class BoardSnapshot:
    """A programme as one board sees it: its rows, its picture, its conflicts, and the files that were refused."""

    programme: Programme
    picture: ProgrammeStatus
    conflicts: tuple[Finding, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @cached_property
    def books(self) -> tuple[Submission, ...]:
        """The submissions in the order of their names, so that nothing rests on the order they were read in."""
        return tuple(sorted(self.programme.submissions, key=lambda submission: submission.workbook))

    def by_id(self, kind: type[R]) -> Mapping[str, R]:
        """The records of a sheet by id; of several with one id that of the workstream's own workbook."""
        rows = [row for book in self.books for row in book.all(kind)]
        return first_by_id(iter(sorted(rows, key=lambda row: workstream_of(row) not in self.programme.of(row).codes)))

    def unread(self, kind: type[Record]) -> Mapping[str, UnreadRow]:
        """The rows of a sheet that could not be read but for their ids, by id."""
        rows = (row for book in self.books for row in book.unread_rows)
        return {row.id: row for row in rows if row.record is kind and row.id}

    def codes_behind(self, row: Record) -> frozenset[str]:
        """The workstreams on whose return it hangs whether this row is there."""
        own, workstream = self.programme.of(row).codes, workstream_of(row)
        return frozenset({workstream}) if workstream in own else own

    def returns_of(self, codes: frozenset[str]) -> tuple[Submission, ...]:
        """The workbooks that own any of these workstreams."""
        return tuple(submission for submission in self.books if submission.codes & codes)

    @cached_property
    def _items(self) -> Mapping[tuple[ItemKind, str, str], Item]:
        """Items by kind, id and workbook; the workbook makes no difference to a handover."""
        return {(item.kind, item.id, _book_of(item)): item for item in reversed(self.picture.items)}

    def item(self, kind: ItemKind, row: Record) -> Item | None:
        """What a row is rated as; none where its workbook has no As at."""
        book = "" if kind is ItemKind.INTERDEPENDENCY else row.workbook
        return self._items.get((kind, identity(row), book))

    @cached_property
    def aspects(self) -> Mapping[tuple[str, AspectName], Aspect]:
        """The aspects by what they are of."""
        return {(aspect.of, aspect.aspect): aspect for aspect in self.picture.aspects}

    @cached_property
    def change_requests(self) -> Mapping[str, LogEntry]:
        """Change requests by id."""
        return {name: item for name, item in self.by_id(LogEntry).items() if item.kind is LogKind.CHANGE_REQUEST}

    @cached_property
    def figures(self) -> Figures:
        """The figures and expectations of every KPI."""
        return Figures.of(self.programme)

    @cached_property
    def handovers(self) -> Mapping[str, Accounts]:
        """Both parties' accounts of every handover, by its id."""
        return reconciled(self.programme, (row for book in self.books for row in book.all(Interdependency)))

    def not_read_of(self, row: Record) -> frozenset[str]:
        """The fields of a row that say nothing: its return lacked their columns, or what stands there was not read."""
        lacking = self._lacking.get((row.workbook, type(row)), ())
        unread = self._unread.get((row.workbook, row.table.sheet))
        codes = workstreams_of(row) | {code_of(str(getattr(row, "kpi", "")))} if lacking else frozenset()
        found = {one.column.name for one in lacking if one.column and one.code in codes}
        if unread:
            names = (item.name for item in columns_of(type(row)) if item.name in row.table.places)
            found |= {name for name in names if row.at(name).address in unread}
        return frozenset(found)

    @cached_property
    def _lacking(self) -> Mapping[tuple[str, type[Record]], Sequence[NotFound]]:
        """The columns that some returns behind a programme workbook lacked, by workbook and sheet."""
        found: dict[tuple[str, type[Record]], list[NotFound]] = {}
        for book in self.books:
            for one in (*not_found_of(book), *done_without(book)):
                if one.record is not None and one.column is not None:
                    found.setdefault((book.workbook, one.record), []).append(one)
        return found

    @cached_property
    def _unread(self) -> Mapping[tuple[str, str], set[str]]:
        """The addresses of the cells that were not read, by workbook and sheet."""
        found: dict[tuple[str, str], set[str]] = {}
        for cell in (unread_cell.cell for book in self.books for unread_cell in book.unread_cells):
            found.setdefault((cell.workbook, cell.sheet), set()).add(cell.address)
        return found

    def reads_in_part(self, cell: Cell) -> bool:
        """Whether of the row in which a cell of another board stands not all was read: a cell, a column, or nothing."""
        code = code_of(cell.record)
        books = self.returns_of(frozenset({code}))
        lost: Iterator[Lost | MissingColumn] = chain(*map(lost_sheets, books), *map(missing_columns, books))
        seen = (found for book in books for record, found in book.seen.items() if record.SHEET.title == cell.sheet)
        return (
            cell.record in self._read_in_part
            or any(item.record.SHEET.title == cell.sheet and item.touches(code) for item in lost)
            or any(column.title == cell.column for found in seen for column in found.missing)
        )

    @cached_property
    def _read_in_part(self) -> frozenset[str]:
        """The ids of rows that could not be read, or of which a cell could not be."""
        rows = {row.id for book in self.books for row in book.unread_rows}
        return frozenset(rows.union(one.cell.record for book in self.books for one in book.unread_cells))

    @cached_property
    def calendar(self) -> tuple[CalendarEntry, ...]:
        """The calendar by which the programme is measured."""
        return self.programme.policy.calendar if self.programme.policy else ()


def _book_of(item: Item) -> str:
    return "" if item.kind is ItemKind.INTERDEPENDENCY else item.record.workbook


def workstream_of(row: Record) -> str:
    """The workstream a record belongs to; a handover belongs to its receiver's, a figure to its KPI's."""
    if isinstance(row, Interdependency):
        return row.receiver
    if isinstance(row, Actual | Expectation):
        return row.kpi.partition("-")[0]
    return row.code if isinstance(row, Workstream) else str(getattr(row, "workstream", ""))


@frozen(eq=True)
class RecordPair(Generic[R]):
    """One record as it stood at the older board and as it stands at the newer; `unknown` are fields not read of it."""

    then: R
    now: R
    unknown: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[R]:
        yield from (self.then, self.now)

    def alters(self, name: str) -> bool:
        """Whether a field of it has changed; of what was not found or not read on one side that is not known."""
        differs = bool(getattr(self.then, name) != getattr(self.now, name))
        return differs and name not in self.unknown and all(name in row.table.places for row in self)

    def cells(self, *names: str) -> dict[str, tuple[Cell, ...]]:
        """The cells of these fields in both workbooks."""
        return {
            "then": tuple(self.then.at(name) for name in names),
            "now": tuple(self.now.at(name) for name in names),
        }


@frozen(eq=True)
class BoardComparison:
    """Two boards, the older and the newer, and the newer's calendar, in which moves are counted."""

    then: BoardSnapshot
    now: BoardSnapshot

    def pairs(self, kind: type[R]) -> Iterator[RecordPair[R]]:
        """The records of a sheet that both boards have, told by the same return, in the order of the newer."""
        then = self.then.by_id(kind)
        for name, row in self.now.by_id(kind).items():
            before = then.get(name)
            if before is not None and self.then.codes_behind(before) & self.now.codes_behind(row):
                yield self.pair(before, row)

    def pair(self, then: R, now: R) -> RecordPair[R]:
        """Two rows that are one record, with what of it was not read on either side."""
        return RecordPair(then, now, self.then.not_read_of(then) | self.now.not_read_of(now))

    @cached_property
    def then_by_now(self) -> BoardSnapshot:
        """The older board as the thresholds and the calendar of the newer would have coloured it."""
        measured = replace(self.then.programme, measured_by=self.now.programme.policy)
        return replace(self.then, programme=measured, picture=programme_status(measured))

    @cached_property
    def then_aged(self) -> BoardSnapshot:
        """The older board as the newer's day, thresholds and calendar alone would have coloured it."""
        programme, now = self.then.programme, self.now.programme
        aged = replace(programme, measured_by=now.policy, as_at_override=now.latest)
        return replace(self.then, programme=aged, picture=programme_status(aged))

    def halted(self, row: Record) -> str:
        """That the workstream of a row has been paused, withdrawn or taken up again; nothing where it has not."""
        code = workstream_of(row)
        then, now = (board.programme.streams.get(code) for board in (self.then, self.now))
        return f"the State of {code}, now {now.state.value}" if then and now and then.state is not now.state else ""

    @cached_property
    def days(self) -> WorkingDays:
        """Working days as they are counted now."""
        return WorkingDays.of(self.now.calendar)

    @cached_property
    def terms(self) -> Terms:
        """School terms as they are now."""
        return Terms.of(self.now.calendar)
