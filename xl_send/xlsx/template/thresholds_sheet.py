"""What stands on the Thresholds sheet besides the thresholds: the risk matrix and the silenced rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xl_send.reading.labels import MATRIX_TITLE, SILENCE_TITLES
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Matrix, Silence, Thresholds
from xl_send.xlsx.formulas.names import MATRIX_COLUMN
from xl_send.xlsx.write.cell_writer import DAY_FORMAT, write_day, write_text
from xl_send.xlsx.write.conditional_formats import colour_states
from xl_send.xlsx.write.label_sheets import HEADER_POINTS, write_label_sheet
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.table_sheets import Values, add_table
from xl_send.xlsx.write.validations import day_rule, heading_message

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (48, 30, 90)
MATRIX_WIDTHS = (32, 11)
GAP = 3
MATRIX_NOTE = "The risk matrix stands to the right of this table."
SMALLER = "A council with a 4 by 4 matrix clears row 5 and column 5."
SILENCES_TABLE = "tblSilencedRules"
# How far below the last silenced rule help reaches: the table grows with what is typed there.
SILENCES_REACH = 50
SILENCES_NOTE = "Rules that your programme has chosen not to be told of, until a date. Every output lists them."
SILENCE_HELP = (
    "The id of the rule, such as MS02.",
    "Why the programme need not be told of it. Required.",
    "The last day on which the rule is silenced. Must be a date, such as 13 November 2026. Required.",
)


def write_thresholds(
    sheet: Worksheet, looks: Looks, given: Values, matrix: Matrix = DEFAULT_MATRIX, silences: Sequence[Silence] = ()
) -> None:
    """Fill the whole sheet. A matrix may be smaller than 5 by 5."""
    last = write_label_sheet(sheet, looks, Thresholds, given, WIDTHS)
    _write_matrix(sheet, looks, matrix)
    sheet.write_string(last + 2, 0, MATRIX_NOTE, looks.note())
    _write_silences(sheet, looks, last + 4, silences)
    set_up_page(sheet, [*WIDTHS, GAP, MATRIX_WIDTHS[0], *[MATRIX_WIDTHS[1]] * 5])


def _write_matrix(sheet: Worksheet, looks: Looks, matrix: Matrix) -> None:
    left = MATRIX_COLUMN
    sheet.set_column(left - 1, left - 1, GAP)
    sheet.set_column(left, left, MATRIX_WIDTHS[0])
    sheet.set_column(left + 1, left + 5, MATRIX_WIDTHS[1])
    sheet.write_string(0, left, MATRIX_TITLE, looks.header("required"))
    for score in range(1, 6):
        sheet.write_number(0, left + score, score, looks.header("optional"))
        sheet.write_number(score, left, score, looks.header("optional"))
        colours = matrix[score - 1] if score <= len(matrix) else ()
        for impact in range(1, 6):
            word = colours[impact - 1].value if impact <= len(colours) else None
            sheet.write(score, left + impact, word, looks.cell())
    sheet.write_string(7, left, SMALLER, looks.note())
    area = (1, left + 1, 5, left + 5)
    sheet.data_validation(*area, _colours_rule())
    colour_states(sheet, looks, area)


def _colours_rule() -> dict[str, Any]:
    message = "must be one of: Red, Amber, Green"
    return {
        **heading_message("Risk matrix", "The colour of this likelihood and impact: Red, Amber or Green."),
        "validate": "list",
        "source": "=list_Rag",
        "error_type": "warning",
        "error_title": "Risk matrix",
        "error_message": f"Each cell of the matrix {message}. Keep what you typed?",
    }


def _write_silences(sheet: Worksheet, looks: Looks, top: int, silences: Sequence[Silence]) -> None:
    sheet.write_string(top, 0, SILENCES_NOTE, looks.note())
    first, last = top + 2, top + 1 + max(1, len(silences))
    headers = [(title, looks.header("optional")) for title in SILENCE_TITLES]
    sheet.set_row(first - 1, HEADER_POINTS)
    add_table(sheet, (first - 1, 0, last, 2), SILENCES_TABLE, headers, filtered=False)
    for row in range(first, last + 1):
        sheet.write_blank(row, 0, None, looks.cell("@"))
        sheet.write_blank(row, 1, None, looks.cell())
        sheet.write_blank(row, 2, None, looks.cell(DAY_FORMAT))
    for row, silence in enumerate(silences, first):
        write_text(sheet, (row, 0), silence.rule, looks.cell("@"))
        write_text(sheet, (row, 1), silence.reason, looks.cell())
        write_day(sheet, (row, 2), silence.until, looks.cell(DAY_FORMAT))
    for place, (title, text) in enumerate(zip(SILENCE_TITLES, SILENCE_HELP, strict=True)):
        rule = day_rule(title) if title == "Until" else {}
        sheet.data_validation(first - 1, place, first - 1, place, heading_message(title, text))
        sheet.data_validation(first, place, last + SILENCES_REACH, place, {**heading_message(title, text), **rule})
