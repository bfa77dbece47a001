"""The workbook itself, blank or filled, written whole from the declaration.

Same content, same bytes: nothing here knows the time.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.table import Table
from xl_send.value_classes import NamedTuple, field, frozen
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.ids import Link
from xl_send.workbook.sheets.checks import Explanation
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, version_of
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Matrix, Silence, Thresholds
from xl_send.workbook.submissions import SHEETS, Programme, Submission
from xl_send.xlsx.formulas.as_seen import submission_of
from xl_send.xlsx.formulas.names import define_names
from xl_send.xlsx.formulas.sheets import RowsWorkedOut
from xl_send.xlsx.formulas.values import LiveValues, live_values
from xl_send.xlsx.template.front_sheet import write_front
from xl_send.xlsx.template.lists_sheet import filled_part, write_lists
from xl_send.xlsx.template.result_sheets import write_checks, write_status
from xl_send.xlsx.template.start_sheet import write_start
from xl_send.xlsx.template.summary_figures import summary_values
from xl_send.xlsx.template.summary_sheet import SUMMARY, write_summary
from xl_send.xlsx.template.thresholds_sheet import write_thresholds
from xl_send.xlsx.template.timeline_figures import year_view
from xl_send.xlsx.template.timeline_sheet import ABOUT_YEAR, YEAR, write_timeline
from xl_send.xlsx.write.conditional_formats import DEPTH, define_mark_names
from xl_send.xlsx.write.label_sheets import write_label_sheet
from xl_send.xlsx.write.listings import write_listing
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.record_links import START, put_way_back
from xl_send.xlsx.write.result_rows import CHECKS_TITLES, OPEN, checks_rows
from xl_send.xlsx.write.table_sheets import Values, write_table_sheet
from xl_send.xlsx.write.validations import ids_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

PROPERTIES = {"title": "SEND programme workbook", "subject": "SEND programme return", "author": "xl_send"}
TABS = {"setting": "#8A94A3", "data": "#1D3557", "result": "#1D5E9E"}
COVER_WIDTHS = (36, 52, 82)
STANDING = list(CHECKS_TITLES).index("Standing")


@frozen(eq=True, slots=True)
class WorkbookContent:
    """What a workbook is filled with: each sheet's rows, its labels' values, and the product's results.

    `found_in` is the programme, as read, in which the findings were found: their links then go with its records.
    The workbook opens on the sheet `front`, if there is one; `tables`, and before them the Year view, are further
    sheets besides those of the standard workbook. `buttons` is whether it will hold the macros and the ribbon, of which
    its Start page then tells. A `draft` is only to be read again: what a person types is in it, and nothing that is
    worked out or drawn.
    """

    rows: Mapping[type[Record], Sequence[Values]] = field(default_factory=dict)
    labels: Mapping[type[Record], Mapping[str, Value]] = field(default_factory=dict)
    own_lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    calendar: Iterable[CalendarEntry] = ()
    findings: Sequence[Finding] = ()
    found_in: Programme | None = None
    items: Sequence[Item] = ()
    explanations: Sequence[Explanation] = ()
    matrix: Matrix = DEFAULT_MATRIX
    silences: Sequence[Silence] = ()
    front: Table | None = None
    year_view: bool = False
    tables: Sequence[Table] = ()
    buttons: bool = False
    draft: bool = False


class _Live(NamedTuple):
    """A filling as the formulas of the workbook see it, and what they come to."""

    seen: Submission
    values: LiveValues

    @classmethod
    def of(cls, filling: WorkbookContent) -> _Live:
        seen = submission_of(filling.rows, filling.labels)
        return cls(seen, live_values(seen))


def workbook_bytes(edition: str, filling: WorkbookContent) -> bytes:
    """A workbook of an edition ("workstream" or "programme"), as the bytes of an .xlsx file."""
    from xl_send.xlsx.write.new_books import new_book

    out = io.BytesIO()
    book = new_book(out, PROPERTIES)
    book.set_size(2400, 1500)
    looks = Looks(book)
    front = _write_front(book, looks, filling) if filling.front else None
    start = write_start(book, looks, edition, _besides(filling), buttons=filling.buttons)
    live = None if filling.draft else _Live.of(filling)
    if live:
        told = [finding.severity.value for finding, texts in checks_rows(filling.findings) if texts[STANDING] == OPEN]
        all_rows = {record: filling.rows.get(record, ()) for record in SHEETS}
        write_summary(book, looks, summary_values(live.seen, live.values, told, all_rows))
    for record in SHEETS:
        sheet = _add_sheet(book, record, edition)
        _write_sheet(sheet, looks, record, filling, live.values.get(record, {}) if live else None, edition)
    write_checks(book, looks, filling.findings, filling.explanations, filling.found_in)
    write_status(book, looks, filling.items)
    write_lists(book, looks, filling.own_lists, filling.calendar)
    if filling.year_view and live:
        shown = year_view(live.seen, live.values, filling.rows.get(Milestone, ()))
        write_timeline(book, looks, shown).set_tab_color(TABS["result"])
    for table in filling.tables:
        sheet = write_listing(book, looks, table)
        put_way_back(sheet, [(column.title, column.width) for column in table.columns], len(table.notes))
        sheet.set_tab_color(TABS["result"])
    _name_ids(book)
    define_names(book)
    define_mark_names(book)
    (front or start).activate()
    book.close()
    return out.getvalue()


def _write_front(book: Workbook, looks: Looks, filling: WorkbookContent) -> Worksheet | None:
    """The sheet on which the workbook opens, with a way to each of those that are no part of the standard workbook."""
    if filling.front is None:
        return None
    others = [title for title in _besides(filling) if title != filling.front.name]
    sheet = write_front(book, looks, filling.front, [START, SUMMARY, *others])
    sheet.set_tab_color(TABS["result"])
    return sheet


def _besides(filling: WorkbookContent) -> dict[str, str]:
    """The sheets that are no part of the standard workbook, each with what it is for."""
    front = [filling.front] if filling.front else []
    year = {YEAR: ABOUT_YEAR} if filling.year_view else {}
    first, rest = ({table.name: " ".join(table.notes[-1:]) for table in tables} for tables in (front, filling.tables))
    return {**first, **year, **rest}


def _add_sheet(book: Workbook, record: type[Record], edition: str) -> Worksheet:
    sheet = book.add_worksheet(record.SHEET.title)
    sheet.set_tab_color(TABS["setting" if record.SHEET.setting else "data"])
    if record.SHEET.setting and edition == "workstream":
        sheet.hide()
    return sheet


def _write_sheet(  # noqa: PLR0913 - a sheet, its looks, and what it is filled with
    sheet: Worksheet,
    looks: Looks,
    record: type[Record],
    filling: WorkbookContent,
    worked_out: RowsWorkedOut | None,
    edition: str,
) -> None:
    labels = filling.labels.get(record, {})
    if record is Thresholds:
        write_thresholds(sheet, looks, labels, filling.matrix, filling.silences)
    elif record is Cover:
        write_label_sheet(sheet, looks, record, {"Template version": version_of(edition), **labels}, COVER_WIDTHS)
    else:
        write_table_sheet(sheet, looks, record, filling.rows.get(record, ()), worked_out)


def _name_ids(book: Workbook) -> None:
    """Name the ids of every sheet that others refer to, so that pull-downs grow with it."""
    links = {column.kind.sheet for record in SHEETS for column in columns_of(record) if isinstance(column.kind, Link)}
    for title in sorted(links):
        book.define_name(ids_name(title), filled_part(title, "A", 2, DEPTH + 1))
