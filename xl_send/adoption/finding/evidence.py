"""How much titles speak of each sheet of ours, and so what a table is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.adoption.finding.periods import names_period
from xl_send.adoption.finding.synonyms import NO_PLACE
from xl_send.adoption.finding.titles import meaning
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.tracker.sheets import At
from xl_send.value_classes import NamedTuple

# A column that says what a row is about, for each sheet of ours.
MAIN: Mapping[str, str] = {
    "Milestones": "Milestone", "Risks": "Risk", "Issues and decisions": "What", "KPIs": "KPI",
    "Workstreams": "Workstream", "Resources": "Person or team", "Money": "Line", "Interdependencies": "Needed",
}  # fmt: skip
# Two of these at least make a sheet of that kind; other titles are common to many.
_TELLING: Mapping[str, frozenset[str]] = {"Interdependencies": frozenset({"Giver", "Receiver"})}
LEAST_EVIDENCE, _OF_PERIOD = 1.1, 0.4


class TheirColumn(NamedTuple):
    """A column of another's table: its place, its title (`top / bottom` where two stand above one another)."""

    place: int
    title: str
    cells: tuple[At, ...] = ()


class TitleRow(NamedTuple):
    """The titles of a table, from `top` to `bottom`; `sheet` is the sheet of ours they speak of, by how much."""

    top: int
    bottom: int
    columns: tuple[TheirColumn, ...]
    sheet: str
    evidence: float

    @property
    def left(self) -> int:
        """The first column."""
        return self.columns[0].place

    @property
    def right(self) -> int:
        """The last column."""
        return self.columns[-1].place


def judge(top: int, bottom: int, columns: Sequence[TheirColumn], named: frozenset[str]) -> TitleRow | None:
    """The header that titles make, for the sheet of ours that they speak of most; None where they are none."""
    if len(columns) < 2:
        return None
    judged = [(evidence(columns, sheet, named), sheet) for sheet in MAIN]
    best, sheet = max(judged)
    if best < LEAST_EVIDENCE:
        return None
    return TitleRow(top, bottom, tuple(columns), sheet, best)


def evidence(columns: Sequence[TheirColumn], sheet: str, named: frozenset[str] = frozenset()) -> float:
    """How much titles speak of a sheet of ours: what is known on few sheets speaks more. Nought for too few."""
    found: dict[str, float] = {}
    places = 0
    for column in columns:
        if sheet == "KPIs" and names_period(column.title):
            found[column.title] = _OF_PERIOD
            places += 1
            continue
        if names_period(column.title):
            continue
        meant = meaning(column.title, sheet)
        if meant is None:
            continue
        shared = sum(meaning(column.title, other) is not None for other in MAIN)
        worth = meant.score / shared * (0.6 if meant.column == NO_PLACE else 1.0)
        name = column.title if meant.column == NO_PLACE else meant.column
        places += meant.column not in {NO_PLACE, *found}
        found[name] = max(found.get(name, 0.0), worth)
    if places < 2 or (sheet in _TELLING and not _TELLING[sheet] <= found.keys()):
        return 0.0
    if sheet == "KPIs" and MAIN[sheet] not in found:
        found = {name: worth for name, worth in found.items() if worth != _OF_PERIOD}
    total = sum(found.values()) + (0.8 if sheet in named else 0.0)
    if MAIN[sheet] in found:
        total += 0.5
    return total * min(1.0, 0.45 + len(found) / len(columns))


def has_main(header: TitleRow) -> bool:
    """Whether a title says what its rows are about."""
    meanings = (meaning(column.title, header.sheet) for column in header.columns)
    return any(found is not None and found.column == MAIN[header.sheet] for found in meanings)


def same_titles(one: TitleRow, other: TitleRow) -> bool:
    """Whether two headers have mostly the same titles in the same columns."""
    first = {column.place: comparable(column.title) for column in one.columns}
    second = {column.place: comparable(column.title) for column in other.columns}
    same = sum(first[place] == second.get(place) for place in first)
    return same * 10 >= 6 * max(len(first), len(second))
