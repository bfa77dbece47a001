"""How the workbook looks: one typeface, a calm palette, and colours that always carry their word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xl_send.results import Status
from xl_send.workbook.ids import Code, FinancialYear, Id, Link, Links
from xl_send.workbook.kinds import Kind, Measure, Number

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

TYPEFACE: Mapping[str, Any] = {"font_name": "Arial", "font_size": 11, "font_scheme": "none"}

INK = "#0B0C0C"
PAPER = "#FFFFFF"
NAVY = "#1D3557"
SKY = "#DCE6F2"
MIST = "#F4F6F9"
STONE = "#E4E4E1"
LINE = "#C9CED6"
GREY_TEXT = "#474C52"
LINK = "#1D5E9E"

# Fill and text of every state; each pair keeps a contrast of 4.5 to 1 or better, which a test holds.
STATES: Mapping[Status, tuple[str, str]] = {
    Status.RED: ("#B10E1E", PAPER),
    Status.AMBER: ("#FFBF47", INK),
    Status.GREEN: ("#00662F", PAPER),
    Status.COMPLETE: (LINK, PAPER),
    Status.NOT_DUE: ("#EDEFF2", INK),
    Status.NO_DATA: ("#D5D2CC", INK),
    Status.CONTEXT: ("#E3EEF8", INK),
    Status.NOT_RATED: ("#EDEFF2", INK),
}
RULE: Mapping[str, Any] = {"border": 1, "border_color": LINE}
# Fill, text and frame of a cell that Checks lists, by severity: told apart by their frames and letters too.
MARKS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "error": ("#FFE1DC", "#7A0A14", {"border": 1, "bold": True}),
    "query": ("#FFF0C2", "#5C3D00", {"border": 3}),
    "advice": ("#E3EEF8", "#174A7C", {"border": 4, "italic": True}),
}
BAND = (MIST, INK)
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
ON_PAPER = (INK, GREY_TEXT, LINK, NAVY)


def format_of(kind: Kind) -> str:
    """The number format of a kind's cells. Excel must not read an id or a year as a number or a date."""
    return "@" if isinstance(kind, Id | Code | Link | Links | FinancialYear) else kind.number_format


def is_figure(kind: Kind) -> bool:
    """Whether cells of this kind hold figures, which stand to the right so that they compare."""
    return isinstance(kind, Number | Measure)


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._cells: dict[tuple[str, bool, bool, bool], Format] = {}

    def make(self, **properties: Any) -> Format:  # noqa: ANN401 - the library's own vocabulary
        """A format with these properties on top of the typeface."""
        whole = {**TYPEFACE, "valign": "top", "font_color": INK, **properties}
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

    def label(self, *, required: bool) -> Format:
        """The name of a value that stands to its right."""
        fill, text = HEADERS["required" if required else "optional"]
        return self.make(
            bold=True,
            bg_color=fill,
            font_color=text,
            text_wrap=True,
            border=1,
            border_color=LINE,
            align="left",
            indent=1,
        )

    def cell(
        self, number_format: str = "General", *, calculated: bool = False, figure: bool = False, ruled: bool = True
    ) -> Format:
        """A cell to fill in, or one that fills itself; not ruled or shaded where its row is once it is filled."""
        key = number_format, calculated, figure, ruled
        if key not in self._cells:
            look = self._properties(number_format, calculated=calculated, figure=figure, ruled=ruled)
            self._cells[key] = self.make(**look)
        return self._cells[key]

    def struck(self, number_format: str, *, ruled: bool) -> Format:
        """A cell whose text its owner has struck through."""
        return self.make(
            **self._properties(number_format, calculated=False, figure=False, ruled=ruled), font_strikeout=True
        )

    def _properties(self, number_format: str, *, calculated: bool, figure: bool, ruled: bool) -> dict[str, Any]:
        fill = {"bg_color": MIST} if calculated and ruled else {}
        rule = RULE if ruled else {}
        shown = {"num_format": number_format, "text_wrap": True, "align": "right" if figure else "left", "indent": 1}
        return {**shown, **fill, **rule}

    def name(self) -> Format:
        """What a line of the Start page is called."""
        return self.make(bold=True, indent=1, valign="vcenter")

    def state(self, status: Status) -> Format:
        """A cell that shows a state."""
        fill, text = STATES[status]
        return self.make(
            bg_color=fill, font_color=text, bold=True, border=1, border_color=LINE, indent=1, valign="vcenter"
        )

    def link(self, *, framed: bool = True) -> Format:
        """A cell that leads to another."""
        frame = {"border": 1, "border_color": LINE} if framed else {}
        valign = "top" if framed else "vcenter"
        return self.make(font_color=LINK, underline=1, align="left", indent=1, valign=valign, **frame)

    def unlocked(self) -> Format:
        """A cell to fill in on a protected sheet."""
        return self.make(locked=False, text_wrap=True, border=1, border_color=LINE, align="left", indent=1)

    def bare(self) -> Format:
        """A row above the titles: paper, without the lines of the columns below."""
        return self.make(bg_color=PAPER)

    def note(self) -> Format:
        """A line of explanation that is no data."""
        return self.make(italic=True, font_color=GREY_TEXT, valign="vcenter")

    def when(self, pair: tuple[str, str], *, bold: bool = True) -> Format:
        """What a conditional format lays over a cell."""
        return self._book.add_format({"bg_color": pair[0], "font_color": pair[1], "bold": bold, **RULE})

    def begins(self) -> Format:
        """What a conditional format lays over the first row of several that belong together."""
        return self._book.add_format({**RULE, "top": 1, "top_color": NAVY})

    @cached_property
    def ruled(self) -> Format:
        """What a conditional format lays over the cells of a filled row."""
        return self._book.add_format(RULE)

    def mark(self, severity: str) -> Format:
        """What a conditional format lays over a cell that the Checks sheet lists with this severity."""
        return self._book.add_format(_as_mark(severity))

    def marked(self, severity: str) -> Format:
        """A cell that always looks as one that the Checks sheet lists."""
        return self.make(indent=1, valign="vcenter", **_as_mark(severity))

    def as_percent(self, *, banded: bool = False) -> Format:
        """What a conditional format lays over a figure whose KPI is a percentage."""
        band = {"bg_color": BAND[0], "font_color": BAND[1]} if banded else {}
        return self._book.add_format({"num_format": "0.0%", **band, **RULE})


def _as_mark(severity: str) -> dict[str, Any]:
    fill, text, frame = MARKS[severity]
    return {"bg_color": fill, "font_color": text, "border_color": text, **frame}
