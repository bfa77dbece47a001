"""The Start page: what this workbook is, how to fill it in, and what the colours mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.write.looks import NAVY, PAPER, Looks
from xl_send.xlsx.write.page_setup import A4
from xl_send.xlsx.write.widths import LINE_POINTS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from xl_send.xlsx.write.new_books import NewBook


from xl_send.results import Status
from xl_send.text import rounded, working_days

TITLE = "SEND programme workbook"
ABOUT = "One workbook for a workstream's return, or for a small programme's whole plan."
STEPS = (
    "Fill in the Programme sheet. The As at date matters most: everything is measured against it.",
    "Give your workstream its row and its code on the Workstreams sheet. Every id begins with that code: TRN-M01.",
    "List milestones, KPIs with their expectations and actuals, risks, and what you need from other workstreams.",
    "Click a cell or its heading for help. Dates are day first; percentages are typed with their sign, as 45%.",
    "Have it checked: Validate names every cell to put right and says what to do. Then send it in.",
)
HEADINGS = (
    ("required", "Must be filled in."),
    ("optional", "Fill in where it applies."),
    ("folded", "Finer detail, folded away: the plus sign above the columns shows it, the minus sign folds it again."),
    ("calculated", "Fills itself: leave it alone."),
)
LIGHTS = (
    ("error", "Error", "Must be put right: it cannot be as it stands here."),
    (
        "query",
        "Query",
        "To be answered: it looks odd and may be right. Put it right, or say on Checks why it stands.",
    ),
    ("advice", "Advice", "May be taken or left."),
)
CHECKING = (
    ("Validate", "Says what is wrong, in which cell, and what to do. Officers' cells are never changed."),
    (
        "Compute RAG",
        "Works out Red, Amber and Green from dates and figures, with reasons, beside the reported colours.",
    ),
    ("Board summary", "Writes the board page: one file that opens in any browser."),
    ("No macros", "This workbook has none, and works without them. A programme officer runs the checks on a copy."),
)
WITH_BUTTONS = (
    *CHECKING[:-1],
    (
        "The buttons",
        "They stand on the SEND programme tab once you have allowed macros. The workbook works without them too.",
    ),
    ("Next problem", "Ctrl+Shift+N goes to the next cell to put right; a note on it says what to do, and goes again."),
    ("Undo", "After a button that writes, Ctrl+Z brings back nothing older. What you type from then on it does."),
)
HELP = (
    (
        "More rows",
        "Type or paste below the last row: the table grows with it. In LibreOffice first insert a row above the last.",
    ),
    ("Columns", "Columns and sheets of your own may be added, and ours moved; their titles stay as they are."),
    ("Your own lists", "To change service areas or cohorts: right-click any tab, choose Unhide, then Lists."),
    (
        "Children's details",
        "Keep names and details of children out of this workbook: it is shared. Nothing is sent out.",
    ),
)
USUAL = "These are the usual thresholds. Your programme's own stand on the Thresholds sheet and count instead."
NO_SHEETS: Mapping[str, str] = {}
WIDTHS = (24, 112)
# Characters that surely fit one line of the second column.
LINE = 120


def write_start(
    book: NewBook, looks: Looks, edition: str, besides: Mapping[str, str] = NO_SHEETS, *, buttons: bool
) -> Worksheet:
    """Write the page; it is protected without a password, so that it is not typed over by mistake.

    `besides` are sheets besides those of the standard workbook, each with what it is for.
    """
    sheet = book.add_worksheet("Start")
    sheet.hide_gridlines(2)
    # A page that nobody types into keeps its heights.
    sheet.grows = False
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    page = _Page(sheet, looks)
    page.write_banner()
    page.write_section("How to fill it in", _steps(looks))
    page.write_section("What the colours mean", _key(looks))
    page.write_section("What the headings look like", _headings(looks))
    page.write_section("How a cell lights up that Checks names", _lights(looks))
    where = [*_sheets(edition), *besides.items()]
    page.write_section("What is where", ((title, looks.link(framed=False), text) for title, text in where))
    page.write_section("Checking it", _named(looks, WITH_BUTTONS if buttons else CHECKING))
    page.write_section("Good to know", _named(looks, HELP))
    _finish(sheet, page.rows)
    return sheet


def _finish(sheet: Worksheet, rows: int) -> None:
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, rows - 1, len(WIDTHS) - 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_tab_color(NAVY)


Line = tuple[str, "Format", str]


def _steps(looks: Looks) -> Iterator[Line]:
    for number, step in enumerate(STEPS, 1):
        yield f"Step {number}", looks.name(), step


def _key(looks: Looks) -> Iterator[Line]:
    for status, words in rag_key(Thresholds()).items():
        yield status.value, looks.state(status), words
    yield "", looks.make(), USUAL


def _headings(looks: Looks) -> Iterator[Line]:
    for look, words in HEADINGS:
        yield "Heading", looks.header(look), words


def _lights(looks: Looks) -> Iterator[Line]:
    for severity, name, words in LIGHTS:
        yield name, looks.marked(severity), words


def _named(looks: Looks, lines: Iterable[tuple[str, str]]) -> Iterator[Line]:
    for name, words in lines:
        yield name, looks.name(), words


def _sheets(edition: str) -> Iterator[tuple[str, str]]:
    yield "Summary", "The whole return on one page, live: colours, what is late, the highest risks, what is missing."
    for record in SHEETS:
        if edition == "programme" or not record.SHEET.setting:
            yield record.SHEET.title, record.SHEET.purpose
    yield "Checks", "What Validate found, cell by cell, and what to do."
    yield "Status", "The computed colours beside the reported ones, with reasons."


class _Page:
    """The page while it is being written, a line at a time from the top."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self._sheet, self._looks = sheet, looks
        self._row = 0

    @property
    def rows(self) -> int:
        """How many rows it has so far."""
        return self._row

    def write_banner(self) -> None:
        """The title and what this is."""
        banner = {"bg_color": NAVY, "font_color": PAPER, "valign": "vcenter", "indent": 1}
        title, about = self._looks.make(font_size=22, bold=True, **banner), self._looks.make(font_size=12, **banner)
        for height, look, text in ((44, title, TITLE), (26, about, ABOUT)):
            self._sheet.set_row(self._row, height)
            self._sheet.write_string(self._row, 0, text, look)
            self._sheet.write_blank(self._row, 1, None, look)
            self._row += 1

    def write_section(self, title: str, lines: Iterable[Line]) -> None:
        """A heading, and below it lines of a name and its words. A name that is a link leads to its sheet."""
        heading = self._looks.make(
            font_size=14, bold=True, font_color=NAVY, bottom=2, bottom_color=NAVY, valign="vcenter", indent=1
        )
        self._sheet.set_row(self._row, 14)
        self._sheet.set_row(self._row + 1, 28)
        self._sheet.write_string(self._row + 1, 0, title, heading)
        self._sheet.write_blank(self._row + 1, 1, None, heading)
        self._row += 2
        for name, look, words in lines:
            self._write_line(name, look, words)

    def _write_line(self, name: str, look: Format, words: str) -> None:
        self._sheet.set_row(self._row, LINE_POINTS * len(textwrap.wrap(words, LINE)) + 6)
        if look is self._looks.link(framed=False):
            self._sheet.write_url(self._row, 0, f"internal:'{name}'!A1", look, name)
        else:
            self._sheet.write_string(self._row, 0, name, look)
        self._sheet.write_string(self._row, 1, words, self._looks.make(text_wrap=True, valign="vcenter", indent=1))
        self._row += 1


def rag_key(thresholds: Thresholds) -> Mapping[Status, str]:
    """What each state means under these thresholds."""
    amber, late = int(thresholds.milestone_amber), rounded(thresholds.milestone_green + 1)
    return {
        Status.RED: f"Off track. A milestone more than {working_days(amber)} late, or one with a fixed date late at "
        "all; a KPI further from what was expected than its tolerance; a risk that the matrix shows Red.",
        Status.AMBER: f"Needs attention. A milestone {late} to {working_days(amber)} "
        "late; a KPI short of what was expected, within its tolerance; a handover with little room or not yet agreed.",
        Status.GREEN: f"On track. A milestone up to {working_days(int(thresholds.milestone_green))} late; a KPI at or "
        "better than what was expected by now.",
        Status.COMPLETE: "Done: reached, delivered and accepted, or closed.",
        Status.NOT_DUE: "Nothing is expected yet.",
        Status.NO_DATA: "A figure is missing or too old. Missing is not Red, not Green and not zero.",
        Status.CONTEXT: "Shown for information and not judged.",
        Status.NOT_RATED: "Paused, withdrawn, closed, or resting on too few cases.",
    }
