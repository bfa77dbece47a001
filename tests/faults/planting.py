"""How faults are planted: a planter for each rule, entered by `plants`, and the helpers it is made of."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from faults.clean import Blame
from faults.plot import Fits, Plot, Row

Plant = Callable[[Plot], Blame | list[Blame]]
P = TypeVar("P", bound=Plant)
Text = str | Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Planter:
    """Plants one rule's fault and gives the cells that the rule must blame, and no other.

    `also` are the rules that cannot but speak as well, at whatever cell.
    """

    rule: str
    plant: Plant
    also: frozenset[str] = frozenset()

    def cells(self, plot: Plot) -> frozenset[Blame]:
        """Plant the fault; the cells to be blamed."""
        found = self.plant(plot)
        return frozenset([found] if isinstance(found, tuple) else found)


_PLANTERS: dict[str, list[Planter]] = {}


def plants(rule: str, *also: str) -> Callable[[P], P]:
    """Enter the function below as a planter of a rule's fault. A rule may have several."""

    def enter(plant: P) -> P:
        _PLANTERS.setdefault(rule, []).append(Planter(rule, plant, frozenset(also)))
        return plant

    return enter


@cache
def all_planters() -> Mapping[str, list[Planter]]:
    """Every planter by its rule."""
    home = Path(__file__).parent
    for path in sorted(home.glob("planters/**/*.py")):
        importlib.import_module(".".join(("faults", *path.relative_to(home).with_suffix("").parts)))
    return dict(sorted(_PLANTERS.items()))


def _said(text: Text, row: Row) -> str:
    return text if isinstance(text, str) else text(row)


def set_cell(sheet: str, column: str, text: Text, *fits: Fits) -> Plant:
    """Write one cell of a row that fits, and blame it."""
    return lambda plot: (row := plot.pick(sheet, *fits)).write(column, _said(text, row))


def blank(sheet: str, column: str, *fits: Fits) -> Plant:
    """Clear one filled cell of a row that fits, and blame it."""
    return set_cell(sheet, column, "", lambda row: bool(row[column]), *fits)


def set_cells(sheet: str, blamed: str, texts: Mapping[str, Text], *fits: Fits) -> Plant:
    """Write several cells of a row that fits, and blame one, written or not."""

    def plant(plot: Plot) -> Blame:
        row = plot.pick(sheet, *fits)
        for column, text in [(column, _said(text, row)) for column, text in texts.items()]:
            row.write(column, text)
        return row.at(blamed)

    return plant


def copy_row(sheet: str, blamed: str, texts: Mapping[str, Text], *fits: Fits) -> Plant:
    """Copy a row that fits to the end of its sheet, change some cells of the copy, and blame one of them."""

    def plant(plot: Plot) -> Blame:
        first = plot.pick(sheet, *fits)
        row = first.copy()
        for column, text in texts.items():
            row.write(column, _said(text, first))
        return row.at(blamed)

    return plant


def enter_all(table: Mapping[str, Plant | tuple[Plant, tuple[str, ...]]]) -> None:
    """Enter a table of planters by rule; with a second value, the rules that speak as well."""
    for rule, entry in table.items():
        plant, also = entry if isinstance(entry, tuple) else (entry, ())
        plants(rule, *also)(plant)
