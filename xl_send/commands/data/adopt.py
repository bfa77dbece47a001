"""Adopt: a workbook that is not the template, or a plan of Microsoft Project, carried into the standard workbook."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from xl_send.adoption.account import HOW_READ, LEFT_OVER, how_read_table, left_over_table
from xl_send.adoption.adopt import Adopted, adopt_tracker
from xl_send.adoption.finding.synonyms import records_by_title
from xl_send.adoption.mapping import GivenMapping, Line, mapping_csv, read_mapping
from xl_send.adoption.tracker.msproject import is_project_xml, project_tracker
from xl_send.adoption.tracker.opening import looks_of_workbook, sheet_looks
from xl_send.adoption.tracker.sheets import Tracker, tracker_of
from xl_send.calendar import Terms
from xl_send.commands.checks import check_all, chosen_rules
from xl_send.commands.loading import NamedFile, Readable, is_read, named_files, understood
from xl_send.commands.loading.files import printable_path
from xl_send.commands.loading.named import bytes_named
from xl_send.commands.result import Result
from xl_send.commands.writing import new_workbook_path, write_whole
from xl_send.errors import CannotRunError
from xl_send.findings import Finding
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Scope
from xl_send.value_classes import frozen, replace
from xl_send.words import counted, first_few
from xl_send.workbook.cells import Book, CellError, Value
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.read.in_memory import OpenWorkbook
from xl_send.xlsx.read.open_book import Source, open_book
from xl_send.xlsx.template.example import blank_content
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

OR_REPLACE = "Choose another name, or add --replace to put the new one in its place."
ONE_TRACKER = "Give one tracker: a workbook (.xlsx or .xlsm), or a plan that Microsoft Project has saved as XML."
NOTHING_FOUND = "No table of milestones, KPIs, risks, issues, people or money was found in it. See docs/adopt.md."
ALREADY = "This is a SEND programme workbook already, so there is nothing to carry over. Fill it in and validate it."
MAP_SUFFIX = ".map.csv"
LONGEST = 32_000


@frozen(eq=True)
class AdoptResult(Result):
    """A standard workbook as bytes, made of a tracker; how it was read, and what it still needs.

    `mapping` is the text of the mapping that may be corrected and given back; `path` and `map_path` are where both
    were written. `findings` are what `validate` says of the new workbook.
    """

    tracker: str
    adopted: Adopted
    workbook: bytes
    mapping: str
    needed: tuple[str, ...]
    findings: tuple[Finding, ...]
    path: Path | None = None
    map_path: Path | None = None
    unseen: str = ""

    @property
    def questions(self) -> tuple[Line, ...]:
        """What an owner is asked about."""
        return self.adopted.questions

    @property
    def notes(self) -> tuple[str, ...]:
        return (self.unseen,) if self.unseen else ()

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return bool(self.questions)


def adopt(  # noqa: PLR0913 - the command's own options
    tracker: Readable,
    *,
    output: str | os.PathLike[str] | None = "",
    map: str | os.PathLike[str] | bytes = "",  # noqa: A002 - the option's own name
    workstream: str = "",
    replace: bool = False,
    progress: Progress = quietly,
) -> AdoptResult:
    """Carry a tracker into a standard workbook, with an account of how everything was read and what was left over.

    `tracker` is a path, an open file, bytes, an openpyxl Workbook or DataFrames by sheet title: a workbook of any make,
    or a plan saved as XML by Microsoft Project.
    `output` is the workbook to write, beside it a mapping of the same name; by default the tracker's name with
    "adopted" in this folder; None writes nothing. `map` is a mapping to go by, `workstream` one code for everything.
    Raises `xl_send.Error` for what cannot be read, a code that is none, or an answer in the mapping that is none.
    """
    file = _one_file(tracker)
    target = (
        None
        if output is None
        else new_workbook_path(output or _usual_name(file.name), replace=replace, remedy=OR_REPLACE)
    )
    map_path = target.with_name(f"{target.stem}{MAP_SUFFIX}") if target else None
    given = _given(map)
    if map_path and map_path.exists() and not replace and not _same(map_path, map):
        message = f"{map_path}: There is already a file of this name. {OR_REPLACE}"
        raise CannotRunError(message)
    opened = tracker if isinstance(tracker, OpenWorkbook) else None
    (found,) = (read_tracker(item, opened) for item in progress([file], "Reading the tracker", 1))
    if _is_ours(found):
        message = f"{file.name}: {ALREADY}"
        raise CannotRunError(message)
    blank = blank_content()
    adopted = adopt_tracker(found, Terms.of(tuple(blank.calendar)), given, workstream)
    if not adopted.rows:
        message = f"{file.name}: {NOTHING_FOUND}"
        raise CannotRunError(message)
    made = _workbook(file.name, adopted, blank, progress)
    text = mapping_csv(adopted.lines)
    if target and map_path:
        write_whole(target, made.content, replace=replace)
        if not _same(map_path, map):
            write_whole(map_path, text.encode("utf-8"), replace=replace)
    return AdoptResult(
        file.name, adopted, made.content, text, made.needed, made.findings, target, map_path, found.unseen
    )


def _is_ours(tracker: Tracker) -> bool:
    """Whether a workbook is made from the template: its Programme sheet says of which edition it is."""
    found = next((sheet for sheet in tracker.sheets if sheet.title == Cover.SHEET.title), None)
    return found is not None and any(found.text(row, 1) == "Template version" for row in found.rows)


def _one_file(tracker: Readable) -> NamedFile:
    if is_read(tracker):
        raise CannotRunError(ONE_TRACKER)
    files = list(named_files([tracker]))
    if len(files) != 1:
        raise CannotRunError(ONE_TRACKER)
    return files[0]


def _usual_name(name: str) -> str:
    return f"{Path(name).stem} adopted.xlsx"


def _same(path: Path, given: object) -> bool:
    return isinstance(given, str | os.PathLike) and bool(os.fspath(given)) and path.resolve() == Path(given).resolve()


def _given(given: str | os.PathLike[str] | bytes) -> GivenMapping:
    if isinstance(given, bytes):
        return read_mapping(given, "mapping")
    if not os.fspath(given):
        return GivenMapping()
    return read_mapping(bytes_named(given), printable_path(os.fspath(given)))


def read_tracker(file: NamedFile, opened: OpenWorkbook | None = None) -> Tracker:
    """The tracker with its looks. Raises `RefusedError` for what is neither a workbook nor a plan.

    `opened` is the openpyxl Workbook that the file stands for, where it was given as one.
    """
    content = _content(file.source)
    if is_project_xml(content):
        return project_tracker(content, file.name)
    book = open_book(BytesIO(content) if content else file.source, file.name)
    grids = tuple(replace(grid, rows=list(grid.rows)) for grid in book.grids)
    book = replace(book, grids=grids)
    rows = {grid.title: dict(grid.rows) for grid in grids}
    if opened is not None:
        return tracker_of(book, looks_of_workbook(opened, rows))
    looks, unseen = sheet_looks(content, book, rows) if content else ({}, "")
    return tracker_of(book, looks, unseen)


def _content(source: Source) -> bytes:
    """The bytes of a file; none of what is not there, or is held in memory."""
    if isinstance(source, Book):
        return b""
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return path.read_bytes() if path.is_file() else b""
    return source.read()


@frozen(eq=True)
class _Made:
    content: bytes
    needed: tuple[str, ...]
    findings: tuple[Finding, ...]


def _workbook(name: str, adopted: Adopted, blank: WorkbookContent, progress: Progress) -> _Made:
    """The workbook, read back as any other, checked, and written with what was found and how it was read."""
    rows = {records_by_title()[sheet]: [_written(row.values) for row in made] for sheet, made in adopted.rows.items()}
    filled = replace(blank, rows={**blank.rows, **rows}, labels={Cover: _written(adopted.cover)})
    (first,) = (workbook_bytes("workstream", item) for item in progress([filled], "Filling the workbook", 1))
    submission = understood(open_book(BytesIO(first), name))
    checked = check_all(LoadedProgramme(Programme((submission,))), chosen_rules(scope=Scope.VALIDATION), progress)
    needed = tuple(_needed(submission))
    tables = (how_read_table(adopted.lines, _opening(name, adopted), needed), left_over_table(adopted.left))
    last = replace(filled, findings=checked.findings, tables=tables)
    return _Made(workbook_bytes("workstream", last), needed, tuple(checked.findings))


def _written(values: Mapping[str, Value]) -> dict[str, Value]:
    """Values as the writer takes them: Yes for true, an error as its text, and no text too long for a cell."""
    written: dict[str, Value] = {}
    for title, raw in values.items():
        if isinstance(raw, bool):
            written[title] = "Yes" if raw else "No"
        elif isinstance(raw, CellError):
            written[title] = raw.text
        elif isinstance(raw, str):
            written[title] = raw if len(raw) <= LONGEST else f"{raw[:LONGEST]}…"
        else:
            written[title] = raw
    return written


def _opening(name: str, adopted: Adopted) -> tuple[str, ...]:
    asked = len(adopted.questions)
    first = (
        f"How {Path(name).name} was read. {counted(asked, 'question')} to answer"
        if asked
        else f"How {Path(name).name} was read"
    )
    return (
        f"{first}: correct the column Ours in the mapping ({MAP_SUFFIX}) and run adopt again with --map."
        if asked
        else f"{first}. Nothing is left to ask.",
    )


def _needed(submission: Submission) -> Iterator[str]:
    """What the workbook still needs: required cells that are blank, column by column, and rows that cannot be rated."""
    blank: Counter[tuple[type[Record], str]] = Counter()
    for item in submission.blanks:
        record = next((record for record, seen in submission.seen.items() if seen.table.sheet == item.cell.sheet), None)
        if record is not None:
            blank[record, item.column.title] += 1
    cover = [title for (record, title) in blank if record is Cover]
    if cover:
        yield f"Programme: {first_few(cover, most=20)} {'is' if len(cover) == 1 else 'are'} blank."
    for record in submission.seen:
        titles = [f"{title} ({count})" for (of, title), count in blank.items() if of is record and record is not Cover]
        if titles:
            yield f"{record.SHEET.title}: blank cells to fill in, with how many rows: {first_few(titles, most=30)}."
    unread = Counter(row.record.SHEET.title for row in submission.unread_rows)
    for sheet, count in unread.items():
        rows = counted(count, "row")
        yield f"{sheet}: {rows} cannot be rated until what they need can be read; the Checks sheet names each cell."


__all__ = ["HOW_READ", "LEFT_OVER", "AdoptResult", "adopt"]
