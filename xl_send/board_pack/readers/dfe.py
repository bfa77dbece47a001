"""Two pages and tables for the Department for Education: conditions of the plan, and each KPI's path in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.board_pack.annex.key import key
from xl_send.board_pack.annex.milestones import soonest
from xl_send.board_pack.first_page.colour import colour
from xl_send.board_pack.material import KPI_SHEETS, Material, item_name, severity
from xl_send.board_pack.second_page.kpi_charts import kpi_charts
from xl_send.board_pack.second_page.money import money
from xl_send.board_pack.second_page.unknown import unknown
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, lines_of, shortened, statuses_counted
from xl_send.rag.context import Measured
from xl_send.rag.kpis.expectations import points_of
from xl_send.results import Item, ItemKind, Status
from xl_send.text import figure
from xl_send.words import counted, sentence
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import identity
from xl_send.workbook.unread import NotRead

CONDITIONS, MOST_FIGURES = 18, 6
# Lines of the first page for conditions and for what is said before them, and how many letters one has.
_ROOM, _LINE, _CELL = 42, 115, 38
# So much of why a row has its colour; the whole stands in the Status sheet.
LONGEST = 110
_CONDITIONS = (
    Heading("Condition (Plan reference)", "name"), Heading("Worst shown", "tag"), Heading("How many", "says"),
    Heading("What holds it back", "ask"), Heading("Next date", "day"),
)  # fmt: skip
_PATHS = (
    Heading("KPI", "ask"), Heading("Baseline", "dated"), Heading("Expected", "says"), Heading("Measured", "says"),
    Heading("Target", "dated"), Heading("RAG", "tag"),
)  # fmt: skip
Conditioned = list[Item]


def dfe_pages(material: Material) -> tuple[PackPage, ...]:
    """Conditions, then KPIs as pictures, then their paths in tables, and key and sources."""
    first = PackPage(
        "conditions",
        "Conditions of the plan",
        _filled(colour(material), *_conditions(material), money(material)),
        front=True,
    )
    second = PackPage("why", "Where the KPIs are", _filled(kpi_charts(material, 6), unknown(material)), front=True)
    paths = PackPage("paths", "The path of each KPI", _filled(_paths(material)))
    return first, second, paths, key(material)


def _filled(*parts: SectionPart) -> tuple[SectionPart, ...]:
    return tuple(part for part in parts if not part.empty)


def _conditions(material: Material) -> tuple[SectionPart, ...]:
    """A row for each Plan reference that milestones or KPIs name, the worst first."""
    found: dict[str, Conditioned] = {}
    rows: list[tuple[Item, Milestone | Kpi]] = [*material.rated(Milestone), *material.rated(Kpi)]
    for item, row in rows:
        if row.plan_reference:
            found.setdefault(_condition_name(row.plan_reference), []).append(item)
    for name, items in _unread(material).items():
        found.setdefault(name, []).extend(items)
    withheld = _withheld(material)
    without = sum(not row.plan_reference for _, row in rows)
    told = f"{counted(without, 'milestone or KPI', 'milestones and KPIs')} name no condition." if without else ""
    if not found:
        words = material.none("No milestone or KPI names a condition in Plan reference.", Milestone, Kpi)
        return (SectionPart("Conditions", sentences=(words,)),)
    names = sorted(found, key=lambda name: (min(map(severity, found[name])), name))
    every = [_condition(material, name, found[name], withheld[name]) for name in names]
    shown = _that_fit(material, every)
    rest = [min(found[name], key=severity).status for name in names[len(shown) :]]
    nothing = len(withheld.keys() - found.keys())
    alone = f"Of {counted(nothing, 'more condition')} every row is for the board only." if nothing else ""
    closing = " ".join(filled(_not_listed(rest), alone, told))
    table = PackTable("Conditions, the worst first", _CONDITIONS, tuple(shown), closing)
    return (SectionPart("Conditions", tables=(table,), drawn_from=(Milestone, Kpi)),)


def _that_fit(material: Material, rows: Sequence[tuple[TableEntry, ...]]) -> list[tuple[TableEntry, ...]]:
    """As many of these rows, from the first, as the page has lines for."""
    told = colour(material)
    room = _ROOM - lines_of([*told.sentences, *material.unread(Milestone, Kpi)], _LINE)
    shown: list[tuple[TableEntry, ...]] = []
    for row in rows[:CONDITIONS]:
        room -= max(lines_of([entry.text, *entry.notes], _CELL) for entry in row)
        if room < 0:
            break
        shown.append(row)
    return shown


def _not_listed(worst: Sequence[Status]) -> str:
    """How many conditions there is no room for, and how the worst of each stands."""
    return f"{counted(len(worst), 'more condition')} not listed: {statuses_counted(worst)}." if worst else ""


def _condition_name(reference: str) -> str:
    return " ".join(reference.split())


def _unread(material: Material) -> dict[str, Conditioned]:
    """The milestones and KPIs that could not be read, by the condition that they name: each may be Red."""
    found: dict[str, Conditioned] = {}
    for item in material.picture.items:
        row = item.record
        if isinstance(row, NotRead) and item.kind in {ItemKind.MILESTONE, ItemKind.KPI}:
            reference = _condition_name(row.unread.value("plan_reference"))
            if reference:
                found.setdefault(reference, []).append(item)
    return found


def _withheld(material: Material) -> Counter[str]:
    """How many milestones and KPIs of each condition are not for this audience: their colours are in none of it."""
    every: list[Milestone | Kpi] = [*material.programme.each(Milestone), *material.programme.each(Kpi)]
    names = {
        identity(row): _condition_name(row.plan_reference)
        for row in every
        if row.plan_reference and not material.may_see(row)
    }
    return Counter(names.values())


def _condition(material: Material, name: str, items: Conditioned, withheld: int) -> tuple[TableEntry, ...]:
    worst = min(items, key=severity)
    told = {Status.RED, Status.AMBER} if worst.status.coloured else {worst.status} & {Status.NO_DATA}
    off = [item for item in sorted(items, key=severity) if item.status in told]
    held = "; ".join(
        f"{material.with_id(shortened(item_name(item), 60), item.id)}: {shortened(item.rating.in_brief, LONGEST)}"
        for item in off[:2]
    )
    whole = "Nothing shown here is Red or Amber." if withheld else "Nothing is Red or Amber."
    return (
        TableEntry(name),
        TableEntry(tag=Tag.of(worst.status)),
        TableEntry(
            statuses_counted([item.status for item in items]),
            notes=filled(f"{withheld} more for the board only" if withheld else ""),
        ),
        TableEntry(sentence(held) if held else whole),
        TableEntry(day(min(_open_dates(material, items), default=None))),
    )


def _open_dates(material: Material, items: Sequence[Item]) -> Iterator[date]:
    for item in items:
        if isinstance(item.record, Milestone) and item.status not in {Status.COMPLETE, Status.NOT_RATED}:
            yield soonest(material, item, item.record)


def _paths(material: Material) -> SectionPart:
    """Every KPI with what was expected of it and what was measured, point by point."""
    measured = Measured.of(material.programme)
    rated = sorted(material.rated(Kpi), key=lambda entry: entry[1].id)
    rows = tuple(_path(material, measured, *entry) for entry in rated)
    if not rows:
        return SectionPart(sentences=(material.none("No KPI is for this audience.", Kpi),))
    caption = f"KPIs: expected and measured, point by point, with the latest {MOST_FIGURES} figures"
    table = PackTable(caption, _PATHS, rows).trimmed()
    return SectionPart(tables=(table,), drawn_from=KPI_SHEETS)


def _path(material: Material, measured: Measured, item: Item, row: Kpi) -> tuple[TableEntry, ...]:
    found, shown = measured.of_record(row), material.shown
    points = points_of(row, found.shared) if found else ()
    expected = tuple(
        f"{figure(point.value, row.unit)} at {day(point.day)}" for point in points if point.day != row.target_date
    )
    actuals = shown.figures.given_by(row, found.shared.as_at)[-MOST_FIGURES:] if found else ()
    return (
        TableEntry(row.name or row.id, notes=material.whose(row.id, None, row.plan_reference or "")),
        TableEntry(shown.baseline(row), notes=filled(day(row.baseline_date))),
        TableEntry(points=expected),
        TableEntry(points=tuple(material.figure_at(row, actual) for actual in actuals)),
        TableEntry(shown.target(row, item.rating), notes=filled(day(row.target_date))),
        TableEntry(tag=Tag.of(item.status)),
    )
