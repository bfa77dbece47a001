"""The Start page: what this workbook is, how to fill it in, and what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xl_send.excel.key import KEY
from xl_send.excel.looks import NAVY, Looks
from xl_send.model.submissions import SHEETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

STEPS = (
    "Fill in the Programme sheet. The As at date matters most: everything is measured against it.",
    "Give your workstream its row and its code on the Workstreams sheet. Every id begins with that code: TRN-M01.",
    "List milestones, KPIs with their expectations and actuals, risks, and what you need from other workstreams.",
    "Click a cell for help. Dark headings must be filled in. Dates are day first; percentages are typed as 45%.",
    "Have it checked (Validate). Cells to put right light up, and the Checks sheet says what to do about each.",
)
HEADINGS = (
    ("required", "Must be filled in"),
    ("optional", "Fill in where it applies"),
    ("folded", "Finer detail: fold away with the minus sign above the column"),
    ("calculated", "Fills itself: leave it alone"),
)
WITHOUT_BUTTONS = (
    "This workbook has no macros in it. A programme officer checks it with the xl_send command: "
    "validate says what is wrong, status works out the colours, report writes the board page."
)
SAFE = "Nothing leaves your council's network. Keep names and details of children out of this workbook: it is shared."


def write_start(book: Workbook, looks: Looks, edition: str) -> Worksheet:
    """Write the page; it is protected without a password, so that it is not typed over by mistake."""
    sheet = book.add_worksheet("Start")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 100)
    heading = looks.make(font_size=20, bold=True, font_color=NAVY)
    sheet.set_row(0, 32)
    sheet.write_string(0, 1, "SEND programme workbook", heading)
    text = looks.make(text_wrap=True, valign="vcenter", indent=1)
    sheet.write_string(
        1, 1, "One workbook for a workstream's return, or for a small programme's whole plan.", looks.make()
    )
    row = _steps(sheet, looks, 3)
    row = _key(sheet, looks, row + 1)
    row = _headings(sheet, looks, row + 1)
    row = _contents(sheet, looks, row + 1, edition)
    _section(sheet, looks, row + 1, "Checking and help")
    for step, line in enumerate((WITHOUT_BUTTONS, SAFE), 2):
        sheet.set_row(row + step, 30)
        sheet.merge_range(row + step, 1, row + step, 2, line, text)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True})
    sheet.set_tab_color(NAVY)
    return sheet


def _section(sheet: Worksheet, looks: Looks, row: int, title: str) -> None:
    look = looks.make(font_size=13, bold=True, font_color=NAVY, bottom=2, bottom_color=NAVY)
    sheet.set_row(row, 24)
    sheet.write_string(row, 1, title, look)
    sheet.write_blank(row, 2, None, look)


def _steps(sheet: Worksheet, looks: Looks, row: int) -> int:
    _section(sheet, looks, row, "How to fill it in")
    for number, step in enumerate(STEPS, 1):
        sheet.write_string(row + number, 1, f"Step {number}", looks.make(bold=True, valign="vcenter"))
        sheet.write_string(row + number, 2, step, looks.make(text_wrap=True, valign="vcenter", indent=1))
        sheet.set_row(row + number, 18)
    return row + len(STEPS) + 1


def _key(sheet: Worksheet, looks: Looks, row: int) -> int:
    _section(sheet, looks, row, "What the colours mean")
    for number, (status, words) in enumerate(KEY.items(), 1):
        sheet.write_string(row + number, 1, status.value, looks.state(status))
        sheet.write_string(row + number, 2, words, looks.make(text_wrap=True, valign="vcenter", indent=1))
        sheet.set_row(row + number, 30 if len(words) > 140 else 18)
    note = "These are the usual thresholds; your programme's own stand on the Thresholds sheet."
    sheet.write_string(row + len(KEY) + 1, 2, note, looks.make(italic=True, indent=1))
    return row + len(KEY) + 2


def _headings(sheet: Worksheet, looks: Looks, row: int) -> int:
    _section(sheet, looks, row, "What the headings look like")
    for number, (look, words) in enumerate(HEADINGS, 1):
        sheet.write_string(row + number, 1, "Heading", looks.header(look))
        sheet.write_string(row + number, 2, words, looks.make(valign="vcenter", indent=1))
        sheet.set_row(row + number, 18)
    return row + len(HEADINGS) + 1


def _contents(sheet: Worksheet, looks: Looks, row: int, edition: str) -> int:
    _section(sheet, looks, row, "What is where")
    listed: list[tuple[str, str]] = [
        (record.SHEET.title, record.SHEET.purpose)
        for record in SHEETS
        if edition == "programme" or not record.SHEET.setting
    ]
    listed += [
        ("Checks", "What Validate found, cell by cell, and what to do."),
        ("Status", "The computed colours beside the reported ones, with reasons."),
    ]
    _links(sheet, looks, row + 1, listed)
    return row + len(listed) + 1


def _links(sheet: Worksheet, looks: Looks, row: int, listed: Sequence[tuple[str, str]]) -> None:
    link = looks.make(font_color="#1D5E9E", underline=1, valign="vcenter")
    for number, (title, purpose) in enumerate(listed):
        sheet.write_url(row + number, 1, f"internal:'{title}'!A1", link, title)
        sheet.write_string(row + number, 2, purpose, looks.make(text_wrap=True, valign="vcenter", indent=1))
        sheet.set_row(row + number, 18)
