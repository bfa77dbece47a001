"""Values written as what they are: text stays text whatever sign it begins with."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from xl_send.table import CellLink
from xl_send.value_classes import frozen
from xl_send.workbook.cells import MonthAlone, Percentage, Struck, Value
from xl_send.workbook.kinds import Kind
from xl_send.xlsx.formulas.syntax import Spelt, day_number
from xl_send.xlsx.write.looks import Looks, format_of, is_figure

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

DAY_FORMAT, MONTH_FORMAT, MOMENT_FORMAT = "dd mmm yyyy", "mmm yyyy", "dd mmm yyyy hh:mm"
LONGEST_TEXT = 32_767


@frozen(eq=True, slots=True)
class CellWriter:
    """What values are written with: one sheet, the looks, whether figures stand to the right and cells are ruled."""

    sheet: Worksheet
    looks: Looks
    figures_right: bool = True
    ruled: bool = True

    def text_look(self, kind: Kind) -> Format:
        """What a text in a cell of this kind looks like."""
        return self._cell(format_of(kind))

    def look(self, kind: Kind) -> Format:
        """What a cell of this kind looks like."""
        return self._cell(format_of(kind), figure=self._figure(kind))

    def calculated(self, kind: Kind) -> Format:
        """What a cell of this kind that fills itself looks like."""
        return self.looks.cell(format_of(kind), calculated=True, figure=self._figure(kind), ruled=self.ruled)

    def value(self, at: tuple[int, int], value: Value, kind: Kind) -> None:
        """Write one value into a cell of this kind, also where the value is of another kind."""
        if isinstance(value, datetime):
            self.sheet.write_datetime(*at, value, self._cell(MOMENT_FORMAT))
        elif isinstance(value, date):
            write_day(self.sheet, at, value, self._cell(MONTH_FORMAT if isinstance(value, MonthAlone) else DAY_FORMAT))
        elif isinstance(value, bool):
            self.sheet.write_boolean(*at, value, self.look(kind))
        elif isinstance(value, Percentage):
            look = self._cell(_percent_format(value), figure=self._figure(kind))
            self.sheet.write_number(*at, float(value), look)
        elif isinstance(value, float):
            self.sheet.write_number(*at, value, self.look(kind))
        elif isinstance(value, Struck):
            write_text(self.sheet, at, str(value), self.looks.struck(format_of(kind), ruled=self.ruled))
        else:
            write_text(self.sheet, at, str(value), self.text_look(kind))

    def blank(self, at: tuple[int, int], kind: Kind) -> None:
        """Lay out one empty cell of this kind."""
        self.sheet.write_blank(*at, None, self.look(kind))

    def _cell(self, number_format: str, *, figure: bool = False) -> Format:
        return self.looks.cell(number_format, figure=figure, ruled=self.ruled)

    def _figure(self, kind: Kind) -> bool:
        return self.figures_right and is_figure(kind)


def write_text(sheet: Worksheet, at: tuple[int, int], text: str, look: Format) -> None:
    """Write a text, refusing in words one that Excel cannot hold, which would otherwise be left out."""
    if sheet.write_string(*at, text, look) != 0:
        message = f"A text of {len(text):,} characters is longer than one cell can hold ({LONGEST_TEXT:,})."
        raise ValueError(message)


def write_link(sheet: Worksheet, at: tuple[int, int], link: CellLink | None, look: Format) -> None:
    """Write the way to a cell: by a formula where it goes with a record, else to its place."""
    if link and link.formula:
        sheet.write_formula(*at, Spelt(link.formula), look, link.address)
    elif link:
        sheet.write_url(*at, f"internal:'{link.sheet}'!{link.address}", look, link.address)


def fitting_text(text: str) -> str:
    """A text of our own as far as a cell holds it: what quotes a long text of an officer's may be longer."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def write_day(sheet: Worksheet, at: tuple[int, int], day: date, look: Format) -> None:
    """Write a date as a date."""
    if day.year > 1900:  # in whose February Excel counts a day too many
        sheet.write_number(*at, day_number(date(day.year, day.month, day.day)), look)
    else:
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day in a cell has no time zone
        sheet.write_datetime(*at, moment, look)


def _percent_format(value: Percentage) -> str:
    hundredths = round(float(value) * 10_000, 6)
    if hundredths % 100 == 0:
        return "0%"
    return "0.0%" if hundredths % 10 == 0 else "0.00%"
