"""Every Office file that the product writes new: each must please every judge. Add yours here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from adoption.trackers import TRACKERS
from xl_send.commands.data.adopt import adopt
from xl_send.commands.data.export import WORKBOOK_FILE, export
from xl_send.commands.region import region, region_workbook
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.listings.order import left_table, order_table
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of
from xl_send.scheduling.proposal import propose
from xl_send.vba.workbooks import add_in, workbook_with_buttons
from xl_send.workbook.cells import Book
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_texts, example_workbooks, real_workbook, template_workbook
from xl_send.xlsx.update.update import with_tables
from xl_send.xlsx.write.listings import listing_workbook
from xl_send.xlsx.write.result_rows import checks_table, status_table


def example_order() -> bytes:
    """The proposed order of the example programme."""
    programme = Programme(tuple(read_book(Book(text.name, book_of(text).grids)) for text in example_texts()))
    proposal = propose(programme, solver=False)
    return listing_workbook("Proposed order", [order_table(proposal), left_table(proposal)])


def _marked(originals: Callable[[], Mapping[str, bytes]]) -> bytes:
    """A copy with findings on its Checks sheet, and a Status sheet."""
    cell = Cell("a.xlsx", "Bob's sheet", "F7", "TRN-M01", "Owner")
    findings = [Finding("MS01", Severity.ERROR, cell, Worded("=1+1 <b> & more", "Do it."))] * 30
    original = next(iter(originals().values()))
    return with_tables(original, "a.xlsx", [checks_table(findings), status_table([])]).content


def _adopted() -> bytes:
    """A tracker carried over, with what was left over and how it was read; a text that looks like a formula in it."""
    return adopt(TRACKERS["plain_milestones"]().content, output=None).workbook


def _tables() -> bytes:
    """The tables of one workbook, a sheet each."""
    with TemporaryDirectory() as folder:
        export(example_workbooks()["outreach.xlsx"], output=folder, format="xlsx")
        return Path(folder, WORKBOOK_FILE).read_bytes()


def _region() -> bytes:
    """A region's counts and colours of one council, and a file that is not counted."""
    council = example_workbooks()["outreach.xlsx"]
    with TemporaryDirectory() as folder:
        Path(folder, "north.xlsx").write_bytes(council)
        Path(folder, "south.xlsx").write_text("not a workbook")
        return region_workbook(region(folder))


_WRITERS: Mapping[str, Callable[[], bytes]] = {
    "workstream.xlsx": partial(template_workbook, "workstream"),
    "programme.xlsx": partial(template_workbook, "programme"),
    "workstream.xlsm": partial(workbook_with_buttons, "workstream"),
    "programme.xlsm": partial(workbook_with_buttons, "programme"),
    "add_in.xlam": add_in,
    "published.xlsx": real_workbook,
    "order.xlsx": example_order,
    "adopted.xlsx": _adopted,
    "tables.xlsx": _tables,
    "region.xlsx": _region,
    "marked.xlsx": partial(_marked, example_workbooks),
}
# Each is written once in a process.
WRITTEN: Mapping[str, Callable[[], bytes]] = {name: cache(write) for name, write in _WRITERS.items()}
