"""Two pages for the Schools Forum: decisions and money, then places and what is asked of schools and when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from xl_send.analysis.audiences import last_day, open_tasks
from xl_send.board_pack.annex.forward_plan import half_term_name
from xl_send.board_pack.annex.kpi_rows import HEADINGS, kpi_row
from xl_send.board_pack.annex.milestones import soonest
from xl_send.board_pack.first_page.asks import asked_here
from xl_send.board_pack.first_page.colour import colour
from xl_send.board_pack.material import KPI_SHEETS, Material, severity
from xl_send.board_pack.second_page.money import in_no_sum, known_lines, over_or_under, rated_lines
from xl_send.board_pack.second_page.unknown import unknown
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry
from xl_send.board_pack.wording import day, filled, shortened
from xl_send.calendar import Terms
from xl_send.results import Item, Status
from xl_send.text import pounds
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine

KPIS_SHOWN, ASKED_SHOWN = 7, 12
OVERDUE = "Overdue"
_PLACES = re.compile(r"\b(?:places?|provision|placements?|units?|capacity|sufficiency)\b", re.IGNORECASE)
_MONEY = (
    Heading("Year and funding", "name"), Heading("Budget", "figure"), Heading("Spent", "figure"),
    Heading("Forecast", "figure"), Heading("Over or under", "says"),
)  # fmt: skip
_LOAD = (
    Heading("Half-term", "tag"),
    Heading("What schools are asked to do", "ask"),
    Heading("Finding out, at schools", "says"),
)
_OVER = frozenset({Status.COMPLETE, Status.NOT_RATED})


def schools_forum_pages(material: Material) -> tuple[PackPage, ...]:
    """The two pages."""
    first = PackPage(
        "asks",
        "What we ask of you, and the money",
        tuple(
            part
            for part in (colour(material), asked_here(material), _money(material), unknown(material))
            if not part.empty
        ),
        front=True,
    )
    parts = (_places(material), _load(material))
    second = PackPage(
        "schools", "Places, and what is asked of schools", tuple(part for part in parts if not part.empty), front=True
    )
    return first, second


def _money(material: Material) -> SectionPart:
    """Budget, spending and forecast by year and funding, the high needs block first; no single line."""
    sums: dict[tuple[str, int, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    order = (Funding.HIGH_NEEDS, *(one for one in Funding if one is not Funding.HIGH_NEEDS))
    rows, lines = known_lines(material), rated_lines(material)
    for row in rows:
        place = order.index(row.funding) if row.funding else len(order)
        found = sums[row.year or "No year", place, row.funding.value if row.funding else "Not given"]
        for number, value in enumerate((row.budget, row.spent or 0.0, row.outturn)):
            found[number] += value
    if not sums:
        return SectionPart("Money", sentences=(material.none("No line of money is listed.", MoneyLine),))
    told = tuple(_money_row(f"{year}, {name.lower()}", *sums[year, place, name]) for year, place, name in sorted(sums))
    table = PackTable("Money by year and where it comes from", _MONEY, told)
    silent = sum(row.spent is None for row in rows)
    do = "does" if silent == 1 else "do"
    unspent = f"{counted(silent, 'line')} of money {do} not say what was spent." if silent else ""
    sentences = filled(in_no_sum(len(lines) - len(rows)), unspent)
    return SectionPart("Money", sentences=sentences, tables=(table,), drawn_from=(MoneyLine,))


def _money_row(name: str, budget: float, spent: float, outturn: float) -> tuple[TableEntry, ...]:
    return tuple(
        map(TableEntry, (name, pounds(budget), pounds(spent), pounds(outturn), over_or_under(budget, outturn)))
    )


def _places(material: Material) -> SectionPart:
    """KPIs that speak of places or provision, as far as this audience is shown them."""
    found = [(item, row) for item, row in material.rated(Kpi) if _PLACES.search(f"{row.name} {row.definition}")]
    found.sort(key=lambda entry: severity(entry[0]))
    if not found:
        return SectionPart("Places", sentences=(material.none("No KPI about places is for this audience.", Kpi),))
    return SectionPart("Places", tables=(_kpi_table(material, found),), drawn_from=KPI_SHEETS)


def _kpi_table(material: Material, found: Sequence[tuple[Item, Kpi]]) -> PackTable:
    rest = len(found) - KPIS_SHOWN
    closing = f"{counted(rest, 'more KPI')} not listed." if rest > 0 else ""
    rows = tuple(kpi_row(material, *entry) for entry in found[:KPIS_SHOWN])
    return PackTable("KPIs about places", HEADINGS, rows, closing).trimmed()


def _load(material: Material) -> SectionPart:
    """What schools must do by half-term: milestones for which they act, and tasks that find out in schools."""
    at = material.as_at
    if at is None:
        return SectionPart()
    terms = Terms.of(material.programme.policy.calendar if material.programme.policy else ())
    asked = [
        (soonest(material, item, row), row)
        for item, row in material.rated(Milestone)
        if row.schools_must_act and item.status not in _OVER
    ]
    asked.sort(key=lambda entry: (entry[0], entry[1].id))
    by_term: dict[str, list[str]] = {}
    for due, row in asked[:ASKED_SHOWN]:
        schools = f", {counted(len(row.schools), 'school')}" if row.schools else ""
        when = half_term_name(terms, due) if due >= at else OVERDUE
        by_term.setdefault(when, []).append(f"{day(due)}: {shortened(row.name, 90)}{schools}")
    tasks: dict[str, tuple[int, set[str]]] = {}
    for task in sorted(open_tasks(material.programme), key=lambda one: one.starts):
        if task.schools and last_day(task) >= at:
            name = half_term_name(terms, max(task.starts, at))
            number, named = tasks.get(name, (0, set()))
            tasks[name] = number + 1, named | set(task.schools)
    names = list(dict.fromkeys([*by_term, *tasks]))
    if not names:
        none = material.none("Nothing is asked of schools from now on.", Milestone, Diagnostic)
        return SectionPart("What is asked of schools", sentences=(none,))
    rows = tuple(
        (TableEntry(name), TableEntry(points=tuple(by_term.get(name, ()))), TableEntry(_told(tasks.get(name))))
        for name in names
    )
    rest = len(asked) - ASKED_SHOWN
    closing = f"{counted(rest, 'more milestone')} for which schools act not listed." if rest > 0 else ""
    table = PackTable("Load on schools by half-term", _LOAD, rows, closing)
    return SectionPart("What is asked of schools", tables=(table,), drawn_from=(Milestone, Diagnostic))


def _told(tasks: tuple[int, set[str]] | None) -> str:
    return f"{counted(tasks[0], 'task')} in {counted(len(tasks[1]), 'school')}" if tasks else ""
