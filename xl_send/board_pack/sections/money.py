"""Lines of money and of people's time that are Red or Amber, and what is not rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import sentence, statuses_counted
from xl_send.results import Item, Status
from xl_send.text import plain, pounds
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.resources import MoneyLine, Resource

_OFF = frozenset({Status.RED, Status.AMBER})
_REASONS_SHOWN = 5
_MONEY = (
    Heading("Line", "name"), Heading("Funding"), Heading("Budget", "number"), Heading("Spent to date", "number"),
    Heading("Forecast outturn", "number"), Heading("Variance", "number"), Heading("RAG", "why"),
    Heading("Note", "says"),
)  # fmt: skip
_PEOPLE = (
    Heading("Role", "name"), Heading("Person or team"), Heading("From and to"), Heading("FTE", "number"),
    Heading("Funding"), Heading("Post"), Heading("RAG", "why"),
)  # fmt: skip


def resources(material: Material) -> Section:
    """Money first, then people."""
    return Section("resources", "Resources and money", (_money(material), _people(material)))


def _money(material: Material) -> SectionPart:
    rated = material.rated(MoneyLine)
    if not rated:
        return SectionPart("Money", sentences=(material.none("No line of money is listed.", MoneyLine),))
    off = sorted((entry for entry in rated if entry[0].status in _OFF), key=lambda entry: severity(entry[0]))
    told = (
        f"{counted(len(rated), 'line')}: {statuses_counted([item.status for item, _ in rated])}.",
        *_years([row for _, row in rated]),
    )
    if not off:
        return SectionPart("Money", sentences=(*told, material.none("No line is Red or Amber.", MoneyLine)))
    table = Table("Red and Amber lines of money", _MONEY, tuple(_money_row(material, *entry) for entry in off))
    return SectionPart("Money", sentences=told, tables=(table.trimmed(),))


def _years(lines: Sequence[MoneyLine]) -> tuple[str, ...]:
    """Budget and forecast outturn of each financial year, over all the lines that were read."""
    years = sorted({line.year for line in lines if line.year})
    return tuple(
        f"{year}: budget {pounds(sum(money_line.budget for money_line in lines if money_line.year == year))}, "
        f"forecast outturn {pounds(sum(money_line.outturn for money_line in lines if money_line.year == year))}."
        for year in years
    )


def _money_row(material: Material, item: Item, line: MoneyLine) -> tuple[TableEntry, ...]:
    return (
        TableEntry(line.name or item.id, notes=material.whose(item.id, line.workstream, None, line.year or "")),
        TableEntry(
            line.funding.value if line.funding else "Not given",
            notes=("Carry-forward agreed",) if line.carry_forward else (),
        ),
        TableEntry(pounds(line.budget)),
        TableEntry(pounds(line.spent) if line.spent is not None else "Not given"),
        TableEntry(pounds(line.outturn)),
        TableEntry(_variance(line)),
        TableEntry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
        TableEntry(line.note or ""),
    )


def _variance(line: MoneyLine) -> str:
    over = line.outturn - line.budget
    return f"{pounds(abs(over))} {'over' if over > 0 else 'under'}"


def _people(material: Material) -> SectionPart:
    rated = material.rated(Resource)
    if not rated:
        return SectionPart("People", sentences=(material.none("No line of people's time is listed.", Resource),))
    off = sorted((entry for entry in rated if entry[0].status in _OFF), key=lambda entry: severity(entry[0]))
    told = f"{counted(len(rated), 'line')}: {statuses_counted([item.status for item, _ in rated])}."
    table = Table(
        "Red and Amber lines of people's time", _PEOPLE, tuple(_person_row(material, *entry) for entry in off)
    )
    return SectionPart("People", sentences=(told,), points=_unrated(rated), tables=(table,) if off else ())


def _unrated(rated: Sequence[tuple[Item, Resource]]) -> tuple[str, ...]:
    """Why lines are not rated or without data, each reason once."""
    reasons = Counter(item.reason for item, _ in rated if item.status in {Status.NOT_RATED, Status.NO_DATA})
    told = [f"{counted(number, 'line')} not coloured: {reason}." for reason, number in sorted(reasons.items())]
    more = len(told) - _REASONS_SHOWN
    return (*told[:_REASONS_SHOWN], f"{counted(more, 'more reason')} of the same kind.") if more > 0 else tuple(told)


def _person_row(material: Material, item: Item, line: Resource) -> tuple[TableEntry, ...]:
    return (
        TableEntry(line.role or item.id, notes=material.whose(item.id, line.workstream, None)),
        TableEntry(line.who),
        TableEntry(f"{say(line.starts)} to {say(line.ends)}"),
        TableEntry(plain(line.fte)),
        TableEntry(line.funding.value if line.funding else "Not given"),
        TableEntry(line.post.value if line.post else "Not given"),
        TableEntry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
    )
