"""Money in two lines: budget and outturn of each financial year, and what is over and what may be lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import SectionPart
from xl_send.board_pack.wording import are, filled, shortened
from xl_send.results import Item, Status
from xl_send.text import pounds, share
from xl_send.words import counted, every_name
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine

_YEARS = 2
_LONGEST = 60


def money(material: Material) -> SectionPart:
    """The two lines, over all lines of money that are known, and how many are not."""
    lines, rows = rated_lines(material), known_lines(material)
    if not lines:
        return SectionPart()
    over = _over(material, lines) if material.profile.money_lines else _counted(lines)
    sums = " ".join(_years(rows))
    # A sum that lacks a line says so before it is read: it may be the largest.
    whole = len(lines) == len(rows) and not material.unread(MoneyLine)
    told = filled(
        sums if whole or not sums else f"As far as it is known: {sums}", over, in_no_sum(len(lines) - len(rows))
    )
    return SectionPart("Money", sentences=told, drawn_from=(MoneyLine,))


def rated_lines(material: Material) -> list[tuple[Item, MoneyLine]]:
    """Every line of money that was read, whoever is told of single lines, with its item."""
    found = ((item, item.record) for item in material.picture.items)
    return [(item, row) for item, row in found if isinstance(row, MoneyLine)]


def known_lines(material: Material) -> list[MoneyLine]:
    """The lines that may be added up: a figure in doubt would put every sum in doubt."""
    return [row for item, row in rated_lines(material) if item.status is not Status.NO_DATA]


def in_no_sum(lines: int) -> str:
    """What is said of lines that were read and are in no sum, as they have no data."""
    have = "has" if lines == 1 else "have"
    return f"{counted(lines, 'line')} of money {have} no data and {are(lines)} in no sum." if lines else ""


def _years(rows: Sequence[MoneyLine]) -> Iterator[str]:
    """Budget and forecast outturn of the first years, over all the lines that were read."""
    years = sorted({row.year for row in rows if row.year})[:_YEARS]
    for year in years:
        budget, outturn = (
            sum(getattr(row, name) for row in rows if row.year == year) for name in ("budget", "outturn")
        )
        if outturn == budget:
            yield f"{year}: on budget ({pounds(budget)})."
        else:
            distance = over_or_under(budget, outturn)
            yield f"{year}: forecast {pounds(outturn)} of a budget of {pounds(budget)}, {distance}."


def over_or_under(budget: float, outturn: float) -> str:
    """How far a forecast is over or under its budget, in pounds and as a share."""
    over = outturn - budget
    if not over:
        return "on budget"
    part = f" ({share(round(abs(over / budget), 3))})" if budget else ""
    return f"{pounds(abs(over))}{part} {'over' if over > 0 else 'under'}"


def _over(material: Material, lines: Sequence[tuple[Item, MoneyLine]]) -> str:
    """The lines that are Red, most pounds first, and the grant that may be lost."""
    red = [(item, row) for item, row in lines if item.status in {Status.RED, Status.AMBER}]
    lost = [(item, row) for item, row in red if row.funding is Funding.GRANT and row.outturn < row.budget]
    over = sorted((entry for entry in red if entry not in lost), key=lambda entry: entry[1].budget - entry[1].outturn)
    most, rest = over[:2], [item.status for item, _ in over[2:]]
    told = [
        f"{_name(material, item, row)}, {over_or_under(row.budget, row.outturn)} ({item.status.value})"
        for item, row in most
    ]
    aside = [f"{pounds(sum(row.budget - row.outturn for _, row in lost))} of grant may be lost"] if lost else []
    more = [f"{rest.count(status)} more {status.value}" for status in (Status.RED, Status.AMBER) if status in rest]
    return f"{every_name([*told, *more, *aside])}." if told or aside else ""


def _name(material: Material, item: Item, row: MoneyLine) -> str:
    return material.with_id(shortened(row.name or item.id, _LONGEST), item.id)


def _counted(lines: Sequence[tuple[Item, MoneyLine]]) -> str:
    red, amber = (sum(item.status is status for item, _ in lines) for status in (Status.RED, Status.AMBER))
    return (
        f"Of {len(lines)} lines of budget {red} {are(red)} Red and {amber} {are(amber)} Amber." if red or amber else ""
    )
