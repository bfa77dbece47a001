"""Lines of money and of people's time that are Red or Amber, and what is not rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xl_send.model.resources import MoneyLine, Resource
from xl_send.rating.items import Item, Status
from xl_send.rating.wording import plain, pounds
from xl_send.report.material import Material, severity
from xl_send.report.values import Entry, Heading, Part, Section, Table, Tag
from xl_send.report.wording import counted, sentence, statuses_counted
from xl_send.schema.days import say

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


def _money(material: Material) -> Part:
    rated = material.rated(MoneyLine)
    if not rated:
        return Part("Money", sentences=("No line of money is listed.",))
    off = sorted((one for one in rated if one[0].status in _OFF), key=lambda one: severity(one[0]))
    told = (
        f"{counted(len(rated), 'line')}: {statuses_counted([item.status for item, _ in rated])}.",
        *_years([row for _, row in rated]),
    )
    if not off:
        return Part("Money", sentences=(*told, "No line is Red or Amber."))
    table = Table("Red and Amber lines of money", _MONEY, tuple(_money_row(material, *one) for one in off))
    return Part("Money", sentences=told, tables=(table.trimmed(),))


def _years(lines: Sequence[MoneyLine]) -> tuple[str, ...]:
    """Budget and forecast outturn of each financial year, over all the lines that were read."""
    years = sorted({line.year for line in lines if line.year})
    return tuple(
        f"{year}: budget {pounds(sum(one.budget for one in lines if one.year == year))}, "
        f"forecast outturn {pounds(sum(one.outturn for one in lines if one.year == year))}."
        for year in years
    )


def _money_row(material: Material, item: Item, line: MoneyLine) -> tuple[Entry, ...]:
    return (
        Entry(line.name or item.id, notes=material.whose(item.id, line.workstream, None, line.year or "")),
        Entry(line.funding.value, notes=("Carry-forward agreed",) if line.carry_forward else ()),
        Entry(pounds(line.budget)),
        Entry(pounds(line.spent) if line.spent is not None else "Not given"),
        Entry(pounds(line.outturn)),
        Entry(_variance(line)),
        Entry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
        Entry(line.note or ""),
    )


def _variance(line: MoneyLine) -> str:
    over = line.outturn - line.budget
    return f"{pounds(abs(over))} {'over' if over > 0 else 'under'}"


def _people(material: Material) -> Part:
    rated = material.rated(Resource)
    if not rated:
        return Part("People", sentences=("No line of people's time is listed.",))
    off = sorted((one for one in rated if one[0].status in _OFF), key=lambda one: severity(one[0]))
    told = f"{counted(len(rated), 'line')}: {statuses_counted([item.status for item, _ in rated])}."
    table = Table("Red and Amber lines of people's time", _PEOPLE, tuple(_person_row(material, *one) for one in off))
    return Part("People", sentences=(told,), points=_unrated(rated), tables=(table,) if off else ())


def _unrated(rated: Sequence[tuple[Item, Resource]]) -> tuple[str, ...]:
    """Why lines are not rated or without data, each reason once."""
    reasons = Counter(item.reason for item, _ in rated if item.status in {Status.NOT_RATED, Status.NO_DATA})
    told = [f"{counted(number, 'line')} not coloured: {reason}." for reason, number in sorted(reasons.items())]
    more = len(told) - _REASONS_SHOWN
    return (*told[:_REASONS_SHOWN], f"{counted(more, 'more reason')} of the same kind.") if more > 0 else tuple(told)


def _person_row(material: Material, item: Item, line: Resource) -> tuple[Entry, ...]:
    return (
        Entry(line.role or item.id, notes=material.whose(item.id, line.workstream, None)),
        Entry(line.who),
        Entry(f"{say(line.starts)} to {say(line.ends)}"),
        Entry(plain(line.fte)),
        Entry(line.funding.value),
        Entry(line.post.value),
        Entry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
    )
