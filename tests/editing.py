"""Two boards to compare: the example programme as it is, and as an edit makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from faults.clean import lay_out
from xl_send.compare import BoardSnapshot, Change, Changes, ChangeSubject, changes_between
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, SheetText, book_of
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.template.example import example_texts

Edit = tuple[str, str, Mapping[str, str] | None]
FIRST = ["Setting", "Value"]
SHARED = {"Thresholds", "Calendar", "Forums", "Meetings"}


@cache
def texts() -> tuple[BookText, ...]:
    """The example's workbooks with every sheet and column of the template, so that none is missed."""
    return tuple(lay_out(text) for text in example_texts())


def _is(row: Mapping[str, str], named: str) -> bool:
    """A row by its first cells: `TRN-M01`, or for figures `TRN-K01 31 Oct 2026`."""
    return next(iter(row.values())) == named or " ".join(list(row.values())[:2]) == named


def edited(sheet: SheetText, named: str, cells: Mapping[str, str] | None) -> SheetText:
    """A sheet with one row altered, taken out (no cells) or, where no row is so called, added."""
    rows = [{**row, **(cells or {})} if _is(row, named) else row for row in sheet.rows]
    if cells is None:
        rows = [row for row in sheet.rows if not _is(row, named)]
        assert len(rows) < len(sheet.rows), named
    elif not any(_is(row, named) for row in sheet.rows):
        rows.append({(sheet.titles or FIRST)[0]: named, **cells})
    titles = [*(sheet.titles or FIRST), *(title for title in cells or () if title not in sheet.titles)]
    return replace(sheet, rows=rows, titles=titles)


def with_edits(edits: Iterable[Edit], books: Iterable[BookText] = ()) -> list[BookText]:
    """The example's workbooks with edits, each a sheet, a row and its cells, in the workbooks that have the row.

    A row that no workbook has is added to that of its workstream.
    """
    made = {text.name: text for text in (books or texts())}
    for title, named, cells in edits:
        holders = [item for item in made.values() if any(_is(row, named) for row in item.sheet(title).rows)]
        for text in holders or (list(made.values()) if title in SHARED else [_home(made.values(), named)]):
            made[text.name] = BookText(text.name, {**text.sheets, title: edited(text.sheet(title), named, cells)})
    return list(made.values())


def _home(books: Iterable[BookText], named: str) -> BookText:
    code = named.partition("-")[0]
    return next(
        book_text for book_text in books if any(row["Code"] == code for row in book_text.sheet("Workstreams").rows)
    )


@cache
def _untouched() -> Mapping[int, Submission]:
    """The example's workbooks as read, by the text that each was read from: an edit leaves most of them alone."""
    return {id(text): read_book(book_of(text)) for text in texts()}


def board(books: Iterable[BookText], refused: tuple[tuple[str, str], ...] = ()) -> BoardSnapshot:
    found = Programme(tuple(_untouched().get(id(text)) or read_book(book_of(text)) for text in books))
    return BoardSnapshot(found, programme_status(found), check(found, all_rules(Scope.CONFLICTS).values()), refused)


@cache
def example() -> BoardSnapshot:
    return board(texts())


def after(*edits: Edit) -> Changes:
    """What has changed from the example to the example as edited."""
    return changes_between(example(), board(with_edits(edits)))


def of(found: Changes, record: str) -> list[Change]:
    """What is told of one row; the conflicts it is in are told besides."""
    return [change for change in found.changes if change.record == record and change.kind is not ChangeSubject.CONFLICT]
