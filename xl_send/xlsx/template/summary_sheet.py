"""The Summary sheet: the return on one page, by live formulas and native charts, for whoever opens the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_send.results import Status
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
    missing,
    top_risks,
)
from xl_send.xlsx.write.conditional_formats import colour_states
from xl_send.xlsx.write.looks import NAVY, PAPER, STATES, Looks
from xl_send.xlsx.write.page_setup import A4, FOOTER

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SUMMARY = "Summary"
ASPECTS: tuple[tuple[str, type[Record]], ...] = (
    ("Milestones", Milestone),
    ("KPIs", Kpi),
    ("Risks", Risk),
    ("Interdependencies", Interdependency),
    ("Issues and decisions", LogEntry),
)
SHOWN = (Status.RED, Status.AMBER, Status.GREEN, Status.COMPLETE, Status.NOT_DUE, Status.NO_DATA)
WIDTHS = (30, 12, 12, 12, 12, 12, 14, 56)
ABOUT = "Live: this workbook's own formulas work it out as you type. It describes"
CHART_ROWS = 13


class _At(NamedTuple):
    """The rows at which the parts of the page begin, counted from 0."""

    colours: int = 3
    charts: int = 10
    coming: int = 24
    risks: int = 31
    missing: int = 38


AT = _At()


def write_summary(book: Workbook, looks: Looks, values: SummaryValues) -> Worksheet:
    """Fill the page. `values` are what its formulas come to, as the engine says."""
    sheet: Worksheet = book.add_worksheet(SUMMARY)
    sheet.hide_gridlines(2)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    _write_banner(sheet, looks, values)
    _write_colours(sheet, looks, values)
    _write_list(sheet, looks, (AT.coming, "Milestones to come"), coming(), values.coming)
    _write_risks(sheet, looks, values)
    _write_list(sheet, looks, (AT.missing, "What is missing"), missing(), values.missing)
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
    sheet.write_string(1, 0, ABOUT, looks.note())
    sheet.write_formula(
        1, 5, Spelt("=as_at"), looks.make(num_format="dd mmm yyyy", bold=True, align="left"), values.as_at
    )


def _heading(sheet: Worksheet, looks: Looks, row: int, titles: Sequence[str]) -> None:
    for place, title in enumerate(titles):
        sheet.write_string(row, place, title, looks.header("calculated" if place else "required"))
    sheet.set_row(row, 24)


def _write_colours(sheet: Worksheet, looks: Looks, values: SummaryValues) -> None:
    _heading(sheet, looks, AT.colours, ("How many are", *(status.value for status in SHOWN), "All of these"))
    for row, (title, record) in enumerate(ASPECTS, AT.colours + 1):
        sheet.write_url(row, 0, f"internal:'{title}'!A1", looks.link(), title)
        counts = values.colours[record]
        for place, status in enumerate(SHOWN, 1):
            formula = Spelt(f"={colour_count(record, status)}")
            sheet.write_formula(row, place, formula, looks.cell(figure=True), counts[status])
        total = Spelt(f"=SUM(B{row + 1}:G{row + 1})")
        sheet.write_formula(row, 7, total, looks.cell(figure=True), sum(counts[status] for status in SHOWN))


def _write_list(
    sheet: Worksheet, looks: Looks, at: tuple[int, str], lines: Sequence[Counted], values: Sequence[int]
) -> None:
    row, title = at
    _heading(sheet, looks, row, (title, "How many"))
    for number, (line, value) in enumerate(zip(lines, values, strict=True), row + 1):
        sheet.write_string(number, 0, line.words, looks.cell())
        sheet.write_formula(number, 1, Spelt(f"={line.formula}"), looks.cell(figure=True), value)
        sheet.write_string(number, 2, line.meaning, looks.note())


def _write_risks(sheet: Worksheet, looks: Looks, values: SummaryValues) -> None:
    _heading(sheet, looks, AT.risks, ("Highest open risks", "Score", "RAG", "Risk"))
    for number, formulas in enumerate(top_risks(TOP_RISKS), 1):
        shown = values.risks[number - 1] if number <= len(values.risks) else ("", "", "", "")
        for place, (formula, value) in enumerate(zip(formulas, shown, strict=True)):
            sheet.write_formula(
                AT.risks + number, place, Spelt(f"={formula}"), looks.make(indent=1, align="left"), value
            )
    colour_states(sheet, looks, (AT.risks + 1, 2, AT.risks + TOP_RISKS, 2))


def _insert_charts(book: Workbook, sheet: Worksheet) -> None:
    colours = _stacked(book, "Colours, each as a share")
    first, last = AT.colours + 1, AT.colours + len(ASPECTS)
    for place, status in enumerate(SHOWN, 1):
        colours.add_series(
            {
                "name": [SUMMARY, AT.colours, place],
                "categories": [SUMMARY, first, 0, last, 0],
                "values": [SUMMARY, first, place, last, place],
                "fill": {"color": STATES[status][0]},
                "border": {"color": "#FFFFFF"},
            }
        )
    words = "Bars of the share of Red, Amber, Green and other states for each aspect; the figures stand above."
    sheet.insert_chart(AT.charts, 0, colours, {"description": words, "x_offset": 6, "y_offset": 4})
    bars: Any = book.add_chart({"type": "bar"})
    lines = AT.coming + 1, AT.coming + len(coming())
    bars.add_series(
        {
            "name": [SUMMARY, AT.coming, 0],
            "categories": [SUMMARY, lines[0], 0, lines[1], 0],
            "values": [SUMMARY, lines[0], 1, lines[1], 1],
            "fill": {"color": NAVY},
            "data_labels": {"value": True},
        }
    )
    _dress(bars, "Milestones: late, due and reached")
    bars.set_legend({"none": True})
    words = "Bars of how many milestones are late, due soon and later; the figures stand below."
    sheet.insert_chart(AT.charts, 5, bars, {"description": words, "x_offset": 30, "y_offset": 4})


def _stacked(book: Workbook, title: str) -> Any:  # noqa: ANN401 - the library has no type for it
    chart: Any = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    _dress(chart, title)
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    return chart


def _dress(chart: Any, title: str) -> None:  # noqa: ANN401 - as above
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": {"size": 9}, "major_gridlines": {"visible": True, "line": {"color": "#E4E4E1"}}})
    chart.set_size({"width": 520, "height": 330 - 60})


def _finish(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, AT.missing + len(missing()), len(WIDTHS) - 1)
    sheet.set_footer(FOOTER)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_tab_color("#00662F")
