"""How the workbook looks: one typeface, a calm palette, and colours that always carry their word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xl_send.rating.items import Status

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK = "#0B0C0C"
PAPER = "#FFFFFF"
NAVY = "#1D3557"
SKY = "#DCE6F2"
MIST = "#F4F6F9"
STONE = "#E4E4E1"
LINE = "#C9CED6"
GREY_TEXT = "#474C52"

# Fill and text of every state; each pair keeps a contrast of 4.5 to 1 or better, which a test holds.
STATES: Mapping[Status, tuple[str, str]] = {
    Status.RED: ("#B10E1E", PAPER),
    Status.AMBER: ("#FFBF47", INK),
    Status.GREEN: ("#00662F", PAPER),
    Status.COMPLETE: ("#1D5E9E", PAPER),
    Status.NOT_DUE: ("#EDEFF2", INK),
    Status.NO_DATA: ("#D5D2CC", INK),
    Status.CONTEXT: ("#E3EEF8", INK),
    Status.NOT_RATED: ("#EDEFF2", INK),
}
MARK = ("#FFE1DC", "#7A0A14")
HEADERS: Mapping[str, tuple[str, str]] = {
    "required": (NAVY, PAPER),
    "optional": (SKY, INK),
    "folded": (MIST, INK),
    "calculated": (STONE, GREY_TEXT),
}
SEVERITIES: Mapping[str, tuple[str, str]] = {
    "error": STATES[Status.RED],
    "query": STATES[Status.AMBER],
    "advice": STATES[Status.CONTEXT],
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def make(self, **properties: Any) -> Format:  # noqa: ANN401 - the library's own vocabulary
        """A format with these properties on top of the typeface."""
        whole = {"font_name": "Arial", "font_size": 10, "valign": "top", "font_color": INK, **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def header(self, look: str) -> Format:
        """A column's title: required, optional, folded or calculated."""
        fill, text = HEADERS[look]
        return self.make(
            bold=look != "folded", italic=look == "calculated", bg_color=fill, font_color=text, text_wrap=True,
            valign="vcenter", border=1, border_color=LINE, align="left", indent=1,
        )  # fmt: skip

    def cell(self, number_format: str = "General", *, calculated: bool = False, label: bool = False) -> Format:
        """A cell to fill in, one that fills itself, or a label beside one."""
        fills = {"bg_color": MIST} if label or calculated else {}
        return self.make(
            num_format=number_format, text_wrap=True, border=1, border_color=LINE, bold=label, align="left", indent=1,
            **fills,
        )  # fmt: skip

    def state(self, status: Status) -> Format:
        """A cell that shows a state."""
        fill, text = STATES[status]
        return self.make(
            bg_color=fill, font_color=text, bold=True, border=1, border_color=LINE, align="left", indent=1,
            valign="vcenter",
        )  # fmt: skip

    def link(self) -> Format:
        """A cell that leads to another."""
        return self.make(font_color="#1D5E9E", underline=1, border=1, border_color=LINE, align="left", indent=1)

    def when(self, pair: tuple[str, str], *, bold: bool = True) -> Format:
        """What a conditional format lays over a cell."""
        return self._book.add_format({"bg_color": pair[0], "font_color": pair[1], "bold": bold})

    @cached_property
    def mark(self) -> Format:
        """What a conditional format lays over a cell that the Checks sheet lists."""
        return self._book.add_format({"bg_color": MARK[0], "font_color": MARK[1], "border": 1, "border_color": MARK[1]})

    @cached_property
    def as_percent(self) -> Format:
        """What a conditional format lays over a figure whose KPI is a percentage."""
        return self._book.add_format({"num_format": "0.0%"})
