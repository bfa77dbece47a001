"""The risk map: how many open risks stand in each cell of the council's matrix, and how those that matter moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xl_send.board_pack.pictures.shapes import (
    Block,
    Drawing,
    Label,
    LegendEntry,
    Mark,
    Shape,
    Trace,
    of_what_is_drawn,
)
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import Rag

WIDE, HEIGHT = 505, 112
_LEFT, _TOP, _FOOT = 16, 2, 90
_LEGEND = (
    LegendEntry("Red", "cell-red"), LegendEntry("Amber", "cell-amber"), LegendEntry("Green", "cell-green"),
    LegendEntry("numbered as listed", "box", "ring"), LegendEntry("moved since last time", "move"),
)  # fmt: skip
Cell = tuple[int, int]
Matrix = Sequence[Sequence[Rag]]


class PlacedRisk(NamedTuple):
    """A risk that is listed beside the map: its number there, its likelihood and impact, and those of last time."""

    number: int
    at: Cell
    before: Cell | None = None


def risk_map(
    caption: str, matrix: Matrix, counts: Mapping[Cell, int], listed_ones: Sequence[PlacedRisk], share: float
) -> Drawing:
    """The map, likelihood upwards and impact across; `counts` has how many open risks stand in each cell.

    It is drawn for this share of the page.
    """
    width = round(WIDE * share)
    frame = _Frame(len(matrix), max((len(row) for row in matrix), default=1), width - 2)
    shapes = tuple(_shapes(frame, caption, matrix, counts, listed_ones))
    legend = of_what_is_drawn(_LEGEND, shapes)
    return Drawing(caption, _description(matrix, counts, listed_ones), width, HEIGHT, shapes, legend)


class _Frame(NamedTuple):
    likelihoods: int
    impacts: int
    right: float

    @property
    def wide(self) -> float:
        return (self.right - _LEFT) / self.impacts

    @property
    def high(self) -> float:
        return (_FOOT - _TOP) / self.likelihoods

    def corner(self, cell: Cell) -> tuple[float, float]:
        likelihood, impact = cell
        return round(_LEFT + (impact - 1) * self.wide, 1), round(_TOP + (self.likelihoods - likelihood) * self.high, 1)

    def middle(self, cell: Cell) -> tuple[float, float]:
        x, y = self.corner(cell)
        return round(x + self.wide / 2, 1), round(y + self.high / 2, 1)


def _shapes(
    frame: _Frame, caption: str, matrix: Matrix, counts: Mapping[Cell, int], placed: Sequence[PlacedRisk]
) -> Iterator[Shape]:
    for likelihood, row in enumerate(matrix, 1):
        for impact, colour in enumerate(row, 1):
            x, y = frame.corner((likelihood, impact))
            yield Block(x, y, round(frame.wide, 1), round(frame.high, 1), f"cell-{colour.value.lower()}")
            yield Label(colour.value[0], x + 3, y + 8, "start", "tiny")
            if number := counts.get((likelihood, impact)):
                yield Label(str(number), x + 12, y + frame.high / 2 + 4, "middle", "strong")
    for likelihood in range(1, frame.likelihoods + 1):
        yield Label(str(likelihood), _LEFT - 5, frame.middle((likelihood, 1))[1] + 3, "end")
    for impact in range(1, frame.impacts + 1):
        yield Label(str(impact), frame.middle((1, impact))[0], _FOOT + 9, "middle")
    yield Label(
        f"{caption}: likelihood (up) by impact (across), how many open risks in each",
        _LEFT,
        _FOOT + 19,
        "start",
        "tiny",
    )
    yield from _placed(frame, placed)


def _placed(frame: _Frame, placed: Sequence[PlacedRisk]) -> Iterator[Shape]:
    """The numbers of those listed, side by side where several share a cell, with lines from where they were."""
    shared, taken = Counter(one.at for one in placed), Counter[Cell]()
    for one in placed:
        x, y = frame.corner(one.at)
        step = min(11.5, (frame.wide - 30) / max(shared[one.at] - 1, 1))
        centre = (round(x + 24 + step * taken[one.at], 1), round(y + frame.high / 2, 1))
        taken[one.at] += 1
        if one.before and one.before != one.at:
            yield Trace((frame.middle(one.before), centre), "move")
        yield Mark(*centre, "ring", "box", 10)
        yield Label(str(one.number), centre[0], centre[1] + 3, "middle", "in-cell")


def _description(matrix: Matrix, counts: Mapping[Cell, int], placed: Sequence[PlacedRisk]) -> str:
    """How many stand where, and what has moved."""
    by_colour: dict[str, int] = {}
    for (likelihood, impact), number in counts.items():
        if likelihood <= len(matrix) and impact <= len(matrix[likelihood - 1]):
            colour = matrix[likelihood - 1][impact - 1].value
            by_colour[colour] = by_colour.get(colour, 0) + number
    total = sum(counts.values())
    parts = [f"{by_colour[rag.value]} in {rag.value} cells" for rag in Rag if by_colour.get(rag.value)]
    told = f"{total} open {'risk' if total == 1 else 'risks'}: {every_name(parts)}." if parts else "No open risk."
    moved = [
        f"{one.number} from {_cell(one.before)} to {_cell(one.at)}"
        for one in placed
        if one.before not in {None, one.at}
    ]
    return f"{told} Moved since last time, by number in the list: {every_name(moved)}." if moved else told


def _cell(cell: Cell | None) -> str:
    return f"likelihood {cell[0]}, impact {cell[1]}" if cell else ""
