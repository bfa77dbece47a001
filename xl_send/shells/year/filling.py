"""Workbooks filled in as officers do: what was sent to them, with what they typed over it and below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from xl_send.commands.loading import NamedFile
from xl_send.commands.loading.returns import read_return
from xl_send.consolidation.returns import Return
from xl_send.reading.markdown import BookText, SheetText, parse_books, parse_value
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.template.example import content_of, shared_sheets
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

FIRST, TYPED = "autumn_1.md", "filled_in.md"
Row = dict[str, Value]


def first_returns() -> Iterator[tuple[str, bytes]]:
    """The returns of the first half-term by file name."""
    for text in _texts(FIRST):
        whole = BookText(text.name, {**shared_sheets(), **text.sheets})
        yield text.name, workbook_bytes("workstream", content_of(whole))


def last_years_workbook() -> bytes:
    """A workbook of the template's first edition, as it was given out then."""
    return files("xl_send").joinpath("example", "year", "edition_1.xlsx").read_bytes()


def filled_in(sent: Path, period: str) -> bytes:
    """A workbook that was sent out, with what its owner typed in a period."""
    found = read_return(NamedFile(str(sent), str(sent)))
    typed = next(text for text in _texts(TYPED) if text.name == f"{period}: {sent.name}")
    content = WorkbookContent(
        rows={record: _rows(found, record, typed) for record in SHEETS if record.SHEET.layout is Layout.TABLE},
        labels={record: dict(found.labels(record)) for record in SHEETS if record.SHEET.layout is Layout.LABELS},
        own_lists=found.submission.own_lists,
        calendar=found.submission.all(CalendarEntry),
    )
    return workbook_bytes("workstream", content)


def _rows(found: Return, record: type[Record], typed: BookText) -> list[Row]:
    """The rows of a sheet, each with what was typed over it; rows of other ids come below."""
    names = [column.title for column in columns_of(record)][: 2 if record is Actual else 1]
    rows = [dict(values) for _, values in found.rows(record)]
    for text in typed.sheets.get(record.SHEET.title, SheetText("")).rows:
        written = {title: value for title, cell in text.items() if (value := parse_value(cell)) is not None}
        over = next((row for row in rows if _name(row, names) == _name(written, names)), None)
        if over is None:
            rows.append(written)
        else:
            over.update(written)
    return rows


def _name(row: Mapping[str, Value], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(row.get(name, "")) for name in names)


@cache
def _texts(name: str) -> Sequence[BookText]:
    return parse_books(files("xl_send").joinpath("example", "year", name).read_text(encoding="utf-8"))
