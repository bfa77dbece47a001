"""What of a workbook could not be read, told where a colour might rest on it: unread is never absent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import PureWindowsPath
from typing import ClassVar

from xl_send.findings import Cell
from xl_send.value_classes import frozen
from xl_send.workbook.columns import Record, Sheet, columns_by_name
from xl_send.workbook.ids import code_of
from xl_send.workbook.lost_sheets import (
    RATABLE,
    Lost,
    MissingColumn,
    NotFound,
    lost_sheets,
    may_stay_blank,
    missing_columns,
    not_found_of,
    unreturned,
    why_unknown,
    without_as_at,
    workstreams_of,
)
from xl_send.workbook.policies import CALENDAR, Policy
from xl_send.workbook.sheets.governance import CalendarEntry, Forum
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets_seen import UnreadRow, column_not_found
from xl_send.workbook.submissions import Programme, Submission


@frozen(slots=True, kw_only=True)
class NotRead(Record):
    """A row that could not be read, as it is counted: where it stands, and what of it could be read."""

    SHEET: ClassVar[Sheet] = Sheet("", "A row that could not be read.")

    unread: UnreadRow
    id: str
    workstream: str

    @classmethod
    def of(cls, row: UnreadRow) -> NotRead:
        """The row as something that is counted."""
        sheet = row.record.SHEET.title
        workstream = row.workstream or code_of(row.id)
        return cls(
            table=row.table, row=row.row, unread=row, id=row.id or f"{sheet} row {row.row}", workstream=workstream
        )

    def at(self, name: str) -> Cell:
        """The cell of one of its fields."""
        column = columns_by_name(self.unread.record).get(name)
        address = self.table.address(name, self.row)
        return Cell(self.table.workbook, self.table.sheet, address, self.id, column.title if column else "")


@frozen()
class Unread:
    """What of the workbooks of a programme could not be read."""

    programme: Programme

    @cached_property
    def lost(self) -> tuple[Lost, ...]:
        """The sheets of which nothing was read, and workbooks of which nothing can be rated."""
        return tuple(lost for submission in self.programme.submissions for lost in lost_sheets(submission))

    @cached_property
    def rows(self) -> Mapping[type[Record], tuple[tuple[Submission, UnreadRow], ...]]:
        """The rows that could not be read, by sheet, each with its workbook."""
        found: dict[type[Record], list[tuple[Submission, UnreadRow]]] = {}
        for submission in self.programme.submissions:
            for row in submission.unread_rows:
                found.setdefault(row.record, []).append((submission, row))
        return {record: tuple(rows) for record, rows in found.items()}

    @cached_property
    def forums(self) -> frozenset[str]:
        """The forums that are listed, by their names without capitals; also those whose row could not be read."""
        read = {forum.name.casefold() for forum in self.programme.each(Forum)}
        return frozenset(read | {row.id.casefold() for _, row in self.rows.get(Forum, ())})

    @cached_property
    def cells(self) -> frozenset[tuple[str, str, str]]:
        """Every filled cell that could not be read, by workbook, sheet and address."""
        found = (
            unread_cell.cell for submission in self.programme.submissions for unread_cell in submission.unread_cells
        )
        return frozenset((cell.workbook, cell.sheet, cell.address) for cell in found)

    def cell(self, record: Record, *names: str) -> str:
        """Why one of these cells of a row says nothing: it could not be read, or its column was not found."""
        if not (self._retitled or self.cells or self._not_found):
            return ""
        for name in names:
            title = columns_by_name(type(record))[name].title
            seen = self.programme.of(record).seen.get(type(record))
            if seen and name in seen.likely:
                return column_not_found(title)
            for one in self._not_found.get(record.workbook, ()):
                if one.names(type(record), name) and one.code in workstreams_of(record):
                    return one.sentence
            if not self.cells:
                continue
            cell = record.at(name)
            if (cell.workbook, cell.sheet, cell.address) in self.cells:
                return f"its {title} could not be read"
        return ""

    @cached_property
    def nothing(self) -> bool:
        """Whether every cell, row, column and sheet was read."""
        return not (self.cells or self.rows or self.lost or self._missing or self._retitled)

    @cached_property
    def _retitled(self) -> bool:
        """Whether any sheet seems to have one of its columns under another title."""
        return any(seen.likely for submission in self.programme.submissions for seen in submission.seen.values())

    def column(
        self, *records: type[Record], workbook: str = "", row: Record | None = None, of: Record | None = None
    ) -> str:
        """Which column of these sheets, that a colour rests on, was not found in a workbook or in any.

        A row does not rest on a column that it need not fill because it has filled another, nor, as the row `of` that
        asks, on one that only the returns of other workstreams lack.
        """
        of = of or row
        if not self._missing:
            return ""
        for name in (workbook,) if workbook else self._missing:
            for one in self._missing.get(name, ()):
                spared = row is not None and one.record is type(row) and may_stay_blank(one.column, row)
                others = of is not None and one.code and one.code not in workstreams_of(of)
                if one.record in records and not spared and not others:
                    return one.sentence
        return ""

    @cached_property
    def _not_found(self) -> Mapping[str, tuple[NotFound, ...]]:
        """What programme workbooks say that they lack of their returns, by workbook; others are left out."""
        found = {submission.workbook: tuple(not_found_of(submission)) for submission in self.programme.submissions}
        return {workbook: lacking for workbook, lacking in found.items() if lacking}

    @cached_property
    def _missing(self) -> Mapping[str, tuple[MissingColumn, ...]]:
        """The columns that were not found, by workbook; those in which all were are left out."""
        found = {submission.workbook: tuple(missing_columns(submission)) for submission in self.programme.submissions}
        return {workbook: missing for workbook, missing in found.items() if missing}

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The columns that were not found, in the words of a headline, by those in which a row says so."""
        missing = [one for found in self._missing.values() for one in found]
        return {words: one.sentence for one in missing for words in (one.sentence, one.of_a_row)}

    @cached_property
    def all_accounts_read(self) -> bool:
        """Whether of no workbook it is in doubt which accounts of handovers it gives, or from when."""
        programme = self.programme
        lost = any(item.record is Interdependency for item in self.lost) or bool(self.rows.get(Interdependency))
        dated = all(programme.as_at_of(submission) for submission in programme.submissions)
        return dated and not lost and not self._missing and not self._unclear

    def holds_account(self, submission: Submission, name: str) -> bool:
        """Whether a workbook has a row of a handover that could be read."""
        return name in self._handovers[submission.workbook]

    @cached_property
    def _handovers(self) -> Mapping[str, frozenset[str]]:
        """The ids of the handovers in each workbook."""
        return {
            submission.workbook: frozenset(handover.id for handover in submission.all(Interdependency))
            for submission in self.programme.submissions
        }

    def accounts_of(self, codes: Iterable[str]) -> Sequence[Submission]:
        """The workbooks that may hold an account of these workstreams: their owners' and those with unclear codes."""
        places = {place for code in codes for place in self._owners.get(code, ())}
        return [self.programme.submissions[place] for place in sorted(places.union(self._unclear))]

    @cached_property
    def _owners(self) -> Mapping[str, Sequence[int]]:
        """The places of the workbooks, by the codes that they own."""
        found: dict[str, list[int]] = {}
        for place, submission in enumerate(self.programme.submissions):
            for code in submission.codes:
                found.setdefault(code, []).append(place)
        return found

    @cached_property
    def _codeless(self) -> Sequence[int]:
        """The places of the workbooks that own no workstream that could be read."""
        return [place for place, found in enumerate(self.programme.submissions) if not found.codes]

    @cached_property
    def _unclear(self) -> Sequence[int]:
        """The places of the workbooks of which it is not known, or not wholly, which workstreams they own."""
        pairs = enumerate(self.programme.submissions)
        return [place for place, found in pairs if not found.codes or self.codes(found)]

    def sheet(self, *records: type[Record], workbook: str = "") -> str:
        """Why one of these sheets was not read whole, in any workbook or in this one."""
        for record in records:
            of = (item for item in self.lost if item.record is record and workbook in ("", item.workbook))
            # What the return of one workstream lacks of its own row is nothing to the others'.
            lost = (item for item in of if not (item.part and record is Workstream))
            found = next((item.sentence for item in lost), "")
            rows = [row for of, row in self.rows.get(record, ()) if workbook in ("", of.workbook)]
            if found or rows:
                return found or unread_rows_in_words(rows[0].record, len(rows))
        return self.column(*records, workbook=workbook)

    def named(self, record: type[Record], name: str) -> str:
        """Why the row of this id was not read, where there is or may be one that could not be."""
        if any(row.id == name for _, row in self.rows.get(record, ())):
            return f"{name}, which could not be read"
        code = code_of(name)
        if name in self.programme.ids[record]:
            return ""
        for place in sorted({*self._owners.get(code, ()), *self._codeless}):
            submission = self.programme.submissions[place]
            sheets = (item for item in lost_sheets(submission) if item.record is record and item.touches(code))
            lost = next((item.sentence for item in sheets), "")
            nameless = any(row.record is record and not row.id for row in submission.unread_rows)
            if lost or nameless:
                return f"{name}, which could not be read" + (f": {lost}" if lost else "")
        return ""

    def codes(self, submission: Submission) -> str:
        """Why it is not known which workstreams a workbook owns."""
        lost = next((item.sentence for item in self.lost if _is(item, Workstream, submission)), "")
        nameless = [row for row in submission.unread_rows if row.record is Workstream and not row.id]
        return lost or (f"row {nameless[0].row} of Workstreams could not be read" if nameless else "")

    def stream(self, code: str, workbook: str) -> str:
        """Why it is not known whether the workstream of a row is active."""
        known = self.programme.streams.get(code)
        if known is not None:
            parts = (item for item in self.lost if item.part and item.touches(code))
            undated = next((item.sentence for item in parts if item.record in (Cover, Workstream)), "")
            return undated or self.column(Workstream, workbook=known.workbook, of=known)
        if any(row.id == code for _, row in self.rows.get(Workstream, ())):
            return f"its workstream, {code}, could not be read"
        why = self.sheet(Workstream, workbook=workbook)
        return f"its workstream, {code}, could not be read: {why}" if why else ""

    def threshold(self, policy: Policy | None, names: frozenset[str]) -> str:
        """Why one of these thresholds is not known, in the workbook whose they are or in one that might settle it."""
        if policy is None:
            return ""
        if policy.submission:
            return why_unknown(policy.submission, names)
        for name in sorted(names):
            other = policy.in_doubt(name)
            if other:
                return f"{why_unknown(other, frozenset({name}))} in {PureWindowsPath(other.workbook).name}"
        return ""

    def calendar(self, policy: Policy | None) -> str:
        """Why the calendar is not known: in the workbook whose it is, or in one that might settle it."""
        giver = policy.submission or policy.in_doubt(CALENDAR) if policy else None
        return self.sheet(CalendarEntry, workbook=giver.workbook) if giver else ""

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What could not be read, for a headline: dates, sheets and columns, then how many rows of each sheet."""
        return self.of()

    def of(self, *records: type[Record]) -> tuple[str, ...]:
        """The same of some sheets alone; of all where none is named."""
        numbers = Counter(row.record for rows in self.rows.values() for _, row in rows)
        wanted = records or (*RATABLE, *self.programme.ids)
        found = (*without_as_at(self.programme), *unreturned(self.programme), *self.lost)
        lost = dict.fromkeys(item.sentence for item in found if item.record in (*wanted, Cover))
        missing = dict.fromkeys(
            one.sentence
            for submission in self.programme.submissions
            for one in missing_columns(submission)
            if one.record in wanted
        )
        rows = (unread_rows_in_words(record, number) for record, number in numbers.items() if record in wanted)
        return (*lost, *missing, *rows)


def _is(lost: Lost, record: type[Record], submission: Submission) -> bool:
    return lost.record is record and lost.workbook == submission.workbook and not lost.part


def unread_rows_in_words(record: type[Record], number: int) -> str:
    """How many rows of a sheet could not be read: `3 rows of Risks could not be read`."""
    return f"{number} row{'' if number == 1 else 's'} of {record.SHEET.title} could not be read"
