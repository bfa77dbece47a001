"""The Summary sheet: the return on one page, by live formulas and native charts, for whoever opens the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xl_send.results import Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.xlsx.formulas.syntax import Spelt
from xl_send.xlsx.template.summary_figures import (
    TOP_RISKS,
    Counted,
    SummaryValues,
    colour_count,
    coming,
    subject_formula,
    to_be_filled,
    top_risks,
)
from xl_send.xlsx.template.summary_kpis import TITLES as KPI_TITLES
from xl_send.xlsx.template.summary_kpis import TOP_KPIS, KpiLine, worst_kpi_formulas
from xl_send.xlsx.write.conditional_formats import colour_states
from xl_send.xlsx.write.looks import GREY_TEXT, LINK, NAVY, PAPER, RULE, STATES, STONE, Looks
from xl_send.xlsx.write.page_setup import A4, FOOTER
from xl_send.xlsx.write.record_links import BACK, TO_START
from xl_send.xlsx.write.widths import LINE_POINTS, row_height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from xl_send.xlsx.write.new_books import NewBook

SUMMARY = "Summary"
ASPECTS: tuple[tuple[str, type[Record]], ...] = (
    ("Milestones", Milestone),
    ("KPIs", Kpi),
    ("Risks", Risk),
    ("Interdependencies", Interdependency),
    ("Issues and decisions", LogEntry),
)
SHOWN = (Status.RED, Status.AMBER, Status.GREEN, Status.COMPLETE, Status.NOT_DUE, Status.NO_DATA)
# The left half, a gap, the right half.
WIDTHS = (48, *[9] * 7, 2, 24, 9, 9, 44)
RIGHT = 9
# The words of a risk go on over the columns to the right.
RISK_PLACE = 3
RISK_WIDTH = sum(WIDTHS[RISK_PLACE:]) * 9 // 10
ABOUT = "Live: this workbook's own formulas work it out as you type."


class _At(NamedTuple):
    """The rows at which the parts of the page begin, counted from 0."""

    colours: int = 3
    charts: int = 10
    kpis: int = 21
    risks: int = 30


AT = _At()
CHART_HEIGHT = 214


def write_summary(book: NewBook, looks: Looks, values: SummaryValues) -> Worksheet:
    """Fill the page. `values` are what its formulas come to, as the engine says."""
    sheet = book.add_worksheet(SUMMARY)
    sheet.hide_gridlines(2)
    # A page that nobody types into keeps its heights.
    sheet.grows = False
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    _write_banner(sheet, looks, values)
    _write_colours(sheet, looks, values)
    _write_list(sheet, looks, (AT.colours, "Milestones"), coming(), values.coming)
    _write_kpis(sheet, looks, values)
    _write_list(sheet, looks, (AT.kpis, "Missing or unanswered"), to_be_filled(), values.missing)
    _write_risks(sheet, looks, values)
    _insert_charts(book, sheet)
    _finish(sheet)
    return sheet


def _write_banner(sheet: Worksheet, looks: Looks, values: SummaryValues) -> None:
    look = {"bg_color": NAVY, "font_color": PAPER, "valign": "vcenter", "indent": 1}
    banner = looks.make(font_size=20, bold=True, **look)
    sheet.set_row(0, 38)
    for place in range(len(WIDTHS)):
        sheet.write_blank(0, place, None, banner)
    sheet.write_string(0, 0, "Summary", banner)
    back = looks.make(underline=1, font_color=LINK, align="right", valign="vcenter", indent=1)
    sheet.write_url(1, len(WIDTHS) - 1, TO_START, back, BACK, BACK)
    sheet.set_row(1, 22)
    about = looks.make(bold=True, align="left", indent=1, valign="vcenter")
    sheet.write_formula(1, 0, Spelt(subject_formula()), about, values.subject)
    said = looks.make(italic=True, font_color=GREY_TEXT, align="left", indent=1, valign="vcenter")
    sheet.write_string(2, 0, ABOUT, said)


def _heading(sheet: Worksheet, looks: Looks, at: tuple[int, int], titles: Sequence[str], last: int) -> None:
    """A row of titles, the first of which names the list; what is left of the half has the same ground."""
    row, first = at
    plain = looks.make(bold=True, italic=True, bg_color=STONE, font_color=GREY_TEXT, align="center", valign="vcenter")
    for place in range(first, last + 1):
        sheet.write_blank(row, place, None, plain)
    for place, title in enumerate(titles, first):
        sheet.write_string(row, place, title, plain if place > first else looks.header("required"))
    sheet.set_row(row, 24)


def _write_colours(sheet: Worksheet, looks: Looks, values: SummaryValues) -> None:
    _heading(sheet, looks, (AT.colours, 0), ("How many are", *(status.value for status in SHOWN), "All"), RIGHT - 2)
    figure = looks.make(align="center", **RULE)
    for row, (title, record) in enumerate(ASPECTS, AT.colours + 1):
        sheet.write_url(row, 0, f"internal:'{title}'!A1", looks.link(), title)
        counts = values.colours[record]
        for place, status in enumerate(SHOWN, 1):
            formula = Spelt(colour_count(record, status))
            sheet.write_formula(row, place, formula, figure, counts[status])
        total = Spelt(f"=SUM(B{row + 1}:G{row + 1})")
        sheet.write_formula(row, 7, total, figure, sum(counts[status] for status in SHOWN))
    _grey_noughts(sheet, looks, (AT.colours + 1, 1, AT.colours + len(ASPECTS), 7))
    for place, status in enumerate(SHOWN, 1):
        area = (AT.colours + 1, place, AT.colours + len(ASPECTS), place)
        sheet.conditional_format(
            *area, {"type": "cell", "criteria": ">", "value": 0, "format": looks.when(STATES[status])}
        )


def _grey_noughts(sheet: Worksheet, looks: Looks, area: tuple[int, int, int, int]) -> None:
    look = looks.when((PAPER, GREY_TEXT), bold=False)
    sheet.conditional_format(
        *area, {"type": "cell", "criteria": "==", "value": 0, "format": look, "stop_if_true": True}
    )


def _write_list(
    sheet: Worksheet, looks: Looks, at: tuple[int, str], lines: Sequence[Counted], values: Sequence[int]
) -> None:
    row, title = at
    _heading(sheet, looks, (row, RIGHT), (title, "How many"), len(WIDTHS) - 1)
    for number, (line, value) in enumerate(zip(lines, values, strict=True), row + 1):
        sheet.write_string(number, RIGHT, line.words, looks.cell())
        sheet.write_formula(number, RIGHT + 1, Spelt(line.formula), looks.make(align="center", **RULE), value)
        sheet.write_string(
            number, RIGHT + 2, line.meaning, looks.make(align="left", indent=1, italic=True, font_color=GREY_TEXT)
        )


def _write_kpis(sheet: Worksheet, looks: Looks, values: SummaryValues) -> None:
    _heading(sheet, looks, (AT.kpis, 0), KPI_TITLES, RIGHT - 2)
    named, told = (looks.make(align="left", indent=1, text_wrap=wrap, **RULE) for wrap in (True, False))
    centred = looks.make(align="center", **RULE)
    for number, formulas in enumerate(worst_kpi_formulas(TOP_KPIS), 1):
        shown = values.kpis[number - 1] if number <= len(values.kpis) else KpiLine()
        for place, (formula, value) in enumerate(zip(formulas, shown, strict=True)):
            look = told if place == len(KPI_TITLES) - 1 else centred if place else named
            sheet.write_formula(AT.kpis + number, place, Spelt(formula), look, value)
        sheet.set_row(AT.kpis + number, row_height([(shown.name, WIDTHS[0])]))
    first, last, unit, rag = AT.kpis + 1, AT.kpis + TOP_KPIS, KPI_TITLES.index("Unit"), KPI_TITLES.index("RAG")
    percent = f'=${column_letters(unit + 1)}{first + 1}="Percent"'
    sheet.conditional_format(first, 1, last, 3, {"type": "formula", "criteria": percent, "format": looks.as_percent()})
    colour_states(sheet, looks, (first, rag, last, rag))


def _write_risks(sheet: Worksheet, looks: Looks, values: SummaryValues) -> None:
    _heading(sheet, looks, (AT.risks, 0), ("Highest open risks", "Score", "RAG", "Risk"), len(WIDTHS) - 1)
    named, told = (looks.make(align="left", indent=1, text_wrap=wrap, **RULE) for wrap in (False, True))
    figure = looks.make(align="center", **RULE)
    for number, formulas in enumerate(top_risks(TOP_RISKS), 1):
        row = AT.risks + number
        shown = values.risks[number - 1] if number <= len(values.risks) else ("", "", "", "")
        for place, (formula, value) in enumerate(zip(formulas, shown, strict=True)):
            look = told if place == RISK_PLACE else figure if place else named
            if place == RISK_PLACE:
                sheet.merge_range(row, place, row, len(WIDTHS) - 1, "", told)
            sheet.write_formula(row, place, Spelt(formula), look, value)
        sheet.set_row(row, max(row_height([(str(shown[-1]), RISK_WIDTH)]), 2 * LINE_POINTS))
    colour_states(sheet, looks, (AT.risks + 1, 2, AT.risks + TOP_RISKS, 2))


def _insert_charts(book: NewBook, sheet: Worksheet) -> None:
    colours = _stacked(book, "Colours, each as a share")
    first, last = AT.colours + 1, AT.colours + len(ASPECTS)
    for place, status in enumerate(SHOWN, 1):
        colours.add_series(
            {
                "name": [SUMMARY, AT.colours, place],
                "categories": [SUMMARY, first, 0, last, 0],
                "values": [SUMMARY, first, place, last, place],
                "fill": {"color": STATES[status][0]},
                "border": {"color": "#8A94A3"},
                "gap": 60,
            }
        )
    words = "Bars of the share of Red, Amber, Green and other states for each aspect; the figures stand above."
    colours.set_size({"width": 8 * sum(WIDTHS[: RIGHT - 1]) - 8, "height": CHART_HEIGHT})
    sheet.insert_chart(AT.charts, 0, colours, {"description": words, "x_offset": 4, "y_offset": 2})
    bars: Any = book.add_chart({"type": "bar"})
    lines = AT.colours + 1, AT.colours + len(coming())
    bars.add_series(
        {
            "name": [SUMMARY, AT.colours, RIGHT],
            "categories": [SUMMARY, lines[0], RIGHT, lines[1], RIGHT],
            "values": [SUMMARY, lines[0], RIGHT + 1, lines[1], RIGHT + 1],
            "fill": {"color": NAVY},
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    _dress(bars, "Milestones: late, due and reached")
    bars.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    bars.set_legend({"none": True})
    words = "Bars of how many milestones are late, due soon, due later and reached; the figures stand above."
    bars.set_size({"width": 8 * sum(WIDTHS[RIGHT:]) - 8, "height": CHART_HEIGHT})
    sheet.insert_chart(AT.charts, RIGHT, bars, {"description": words, "x_offset": 4, "y_offset": 2})


def _stacked(book: NewBook, title: str) -> Any:  # noqa: ANN401 - the library has no type for it
    chart: Any = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    _dress(chart, title)
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    return chart


def _dress(chart: Any, title: str) -> None:  # noqa: ANN401 - as above
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": {"size": 9}, "major_gridlines": {"visible": True, "line": {"color": "#E4E4E1"}}})


def _finish(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, AT.risks + TOP_RISKS, len(WIDTHS) - 1)
    sheet.set_footer(FOOTER)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_tab_color("#00662F")
