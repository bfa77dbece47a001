"""Rules at their limits: the examples of their docstrings with one cell altered, and what they then blame.

Each line of `limits.txt`: the rule, which of its examples, the cell by workbook, sheet, row of the example and title,
what stands there instead, and the cells that are blamed, each with its severity where that is not the rule's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from examples import Written, as_read, blocks, book, parse
from rules.approved import approved, mark_of
from xl_send.rules import Rule, all_rules
from xl_send.workbook.submissions import Programme


class Limit(NamedTuple):
    """One cell of an example altered, and what is blamed then."""

    rule: str
    heading: str
    number: int
    workbook: str
    sheet: str
    row: int
    title: str
    text: str
    blamed: frozenset[str]


def _limits() -> Iterator[Limit]:
    for line in Path(__file__).with_name("limits.txt").read_text().splitlines():
        rule, example, place, title, text, blamed = (part.strip() for part in line.split("|"))
        heading, number = example.split()
        workbook, sheet = place.rsplit(" row ", 1)[0].split(" ", 1)
        row = int(place.rsplit(" ", 1)[1])
        found = frozenset(part.strip() for part in blamed.split(";") if part.strip())
        yield Limit(rule, heading, int(number) - 1, workbook, sheet, row - 1, title, text, found)


LIMITS = list(_limits())


def _blamed(rule: Rule, limit: Limit) -> frozenset[str]:
    books = parse(blocks(rule.documentation, limit.heading)[limit.number])
    sheet = books[limit.workbook].setdefault(limit.sheet, Written())
    if limit.title not in sheet.titles:
        sheet.titles.append(limit.title)
    if not sheet.rows:
        sheet.rows.append({})
    sheet.rows[limit.row][limit.title] = limit.text
    found = Programme(tuple(as_read(book(name, sheets, set())) for name, sheets in books.items()))
    return frozenset(
        " ".join(filter(None, (hit.cell.workbook, hit.cell.sheet, hit.cell.address, hit.severity)))
        for hit in rule.check(found)
    )


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.rule} {limit.title} {limit.text}")
def test_on_either_side_of_a_limit(limit: Limit) -> None:
    rule = all_rules().get(limit.rule)
    known = approved().get(limit.rule)
    if rule and known and known.mark == mark_of(rule):
        assert _blamed(rule, limit) == limit.blamed
