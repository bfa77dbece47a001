"""Year view: key milestones over half-terms, by live formulas, coloured as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.workbook.cells import column_letters
from xl_send.xlsx.formulas.names import AS_AT
from xl_send.xlsx.formulas.sheets import cached
from xl_send.xlsx.formulas.syntax import Spelt
from xl_send.xlsx.template.timeline_figures import (
    HALF_TERMS,
    LATER,
    PLAN,
    SOONER,
    MilestoneWay,
    YearView,
    id_formula,
    label_formula,
    more_formula,
    row_formulas,
    start_formula,
    way_formula,
)
from xl_send.xlsx.write.cell_writer import DAY_FORMAT
from xl_send.xlsx.write.conditional_formats import colour_states
from xl_send.xlsx.write.looks import GREY_TEXT, HEADERS, NAVY, RULE, SKY, STATES, STONE, Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.record_links import put_way_back
from xl_send.xlsx.write.widths import LINE_POINTS, row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

YEAR = "Year view"
ABOUT_YEAR = "Key milestones over the half-terms, live: when each is expected, and how far that is from its plan."
NOTES = (
    "Key milestones by half-term: live, from Milestones and Calendar. A half-term goes on to the day before the next.",
    "A coloured cell says when a milestone is expected or was reached; arrows lead there from its plan date.",
)
TITLES = ("ID", "Milestone", "RAG by dates", "Plan date", "Expected")
WIDTHS = (11, 32, 11, 11, 11)
SPAN_WIDTH = 11
# The rows of notes and of what is missing, of first days, of titles, and the first of milestones, counted from 0.
MORE, DAYS, HEAD, FIRST = 2, 3, 4, 5
SPANS = range(len(TITLES), len(TITLES) + HALF_TERMS + 2)
SMALL = {"font_size": 9, "text_wrap": True, "align": "center", "valign": "vcenter"}


def write_timeline(book: Workbook, looks: Looks, values: YearView) -> Worksheet:
    """Add the sheet, with a row for each key milestone that there is."""
    sheet: Worksheet = book.add_worksheet(YEAR)
    widths = [*WIDTHS, *(SPAN_WIDTH for _ in SPANS)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    rows = values.rows or [MilestoneWay(cells=[""] * len(SPANS))]
    _write_notes(sheet, looks, len(rows))
    _write_heads(sheet, looks, values)
    for number, row in enumerate(rows):
        _write_row(sheet, looks, number, row)
    _colour(sheet, looks, FIRST + len(rows) - 1)
    set_up_page(sheet, widths, header_rows=FIRST, frozen_columns=2)
    put_way_back(sheet, list(zip(TITLES, WIDTHS, strict=True)), HEAD)
    return sheet


def _write_notes(sheet: Worksheet, looks: Looks, rows: int) -> None:
    for row, note in enumerate(NOTES):
        sheet.set_row(row, 20)
        sheet.write_string(row, 0, note, looks.note())
    sheet.write_formula(MORE, 0, Spelt(more_formula(rows)), looks.make(bold=True, font_color="#B10E1E"), "")


def _write_heads(sheet: Worksheet, looks: Looks, values: YearView) -> None:
    day = looks.make(num_format="dd mmm yyyy", font_size=9, align="center", font_color=GREY_TEXT, italic=True)
    sheet.write_string(DAYS, SPANS[0] - 1, "from", looks.make(font_size=9, align="right", font_color=GREY_TEXT))
    for place, start in zip(SPANS[1:], values.starts, strict=True):
        before = "" if place == SPANS[1] else _at(DAYS, place - 1)
        sheet.write_formula(DAYS, place, Spelt(start_formula(before)), day, cached(start))
    head = looks.make(bold=True, bg_color=HEADERS["optional"][0], **SMALL, **RULE)
    for place, title in enumerate(TITLES):
        sheet.write_string(HEAD, place, title, looks.header("calculated"))
    for place, label in zip(SPANS[1:-1], values.labels, strict=True):
        formula = label_formula(_at(DAYS, place), _at(DAYS, place + 1))
        sheet.write_formula(HEAD, place, Spelt(formula), head, label)
    sheet.write_string(HEAD, SPANS[0], "Earlier", head)
    sheet.write_string(HEAD, SPANS[-1], "Later", head)
    sheet.set_row(HEAD, 2 * LINE_POINTS + 9)


def _write_row(sheet: Worksheet, looks: Looks, number: int, row: MilestoneWay) -> None:
    at = FIRST + number
    places = {title: f"${column_letters(place + 1)}{at + 1}" for place, title in enumerate(TITLES)}
    own, plan, expected, rag = places["ID"], places["Plan date"], places["Expected"], places["RAG by dates"]
    formulas = (id_formula(number + 1), *row_formulas(own, plan))
    text = looks.make(text_wrap=True, align="left", indent=1, valign="vcenter", **RULE)
    day = looks.make(num_format=DAY_FORMAT, **SMALL, **RULE)
    for place, (formula, value) in enumerate(zip(formulas, row[: len(TITLES)], strict=True)):
        look = day if TITLES[place] in {"Plan date", "Expected"} else text
        sheet.write_formula(at, place, Spelt(formula), look, cached(value))
    cells = {"plan": plan, "expected": expected, "rag": rag}
    way = looks.make(**SMALL, **RULE)
    for place, value in zip(SPANS, row.cells, strict=True):
        start = "" if place == SPANS[0] else _at(DAYS, place)
        end = "" if place == SPANS[-1] else _at(DAYS, place + 1)
        formula = Spelt(way_formula(cells, start, end))
        sheet.write_formula(at, place, formula, way, value)
    sheet.set_row(at, max(row_height([(row.name, WIDTHS[1])]), 2 * LINE_POINTS + 4))


def _at(row: int, place: int) -> str:
    """A cell of a row that stands above all milestones."""
    return f"{column_letters(place + 1)}${row + 1}"


def _colour(sheet: Worksheet, looks: Looks, last: int) -> None:
    spans = (FIRST, SPANS[0], last, SPANS[-1])
    for status, pair in STATES.items():
        look = {"type": "text", "criteria": "ends with", "value": f", {status.value}", "format": looks.when(pair)}
        sheet.conditional_format(*spans, {**look, "stop_if_true": True})
    ways = ((PLAN, (SKY, NAVY)), (LATER, (STONE, GREY_TEXT)), (SOONER, (STONE, GREY_TEXT)))
    for begins, pair in ways:
        look = {"type": "text", "criteria": "begins with", "value": begins, "format": looks.when(pair, bold=False)}
        sheet.conditional_format(*spans, look)
    colour_states(sheet, looks, (FIRST, 2, last, 2))
    begins = f'=LEFT($A{FIRST + 1},FIND("-",$A{FIRST + 1}&"-"))<>LEFT($A{FIRST},FIND("-",$A{FIRST}&"-"))'
    whole = (FIRST, 0, last, SPANS[-1])
    sheet.conditional_format(*whole, {"type": "formula", "criteria": begins, "format": looks.begins()})
    now = f"=AND({AS_AT}>={_at(DAYS, SPANS[1])},{AS_AT}<{_at(DAYS, SPANS[2])})"
    head = (HEAD, SPANS[1], HEAD, SPANS[-2])
    sheet.conditional_format(*head, {"type": "formula", "criteria": now, "format": looks.when(HEADERS["required"])})
