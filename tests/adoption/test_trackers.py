"""Trackers in the styles that councils keep: titles found in every one, columns right, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache

import pytest

from adoption.trackers import NONE, TRACKERS, Tracker, Truth
from xl_send.adoption.adopt import Adopted, adopt_tracker
from xl_send.adoption.finding.synonyms import OWN_ID, columns_by_title
from xl_send.adoption.mapping import GivenMapping, What
from xl_send.adoption.tracker.sheets import Tracker as Read
from xl_send.adoption.tracker.sheets import address, shown_text
from xl_send.calendar import Terms
from xl_send.commands.data.adopt import read_tracker
from xl_send.commands.loading import NamedFile, named_files
from xl_send.workbook.cells import Value
from xl_send.xlsx.template.example import blank_content


@cache
def terms() -> Terms:
    return Terms.of(tuple(blank_content().calendar))


@cache
def made(name: str) -> Tracker:
    return TRACKERS[name]()


@cache
def read(name: str) -> Read:
    (file,) = named_files([made(name).content])
    assert isinstance(file, NamedFile)
    return read_tracker(file)


@cache
def adopted(name: str) -> Adopted:
    return adopt_tracker(read(name), terms(), GivenMapping())


def each_table() -> Iterator[tuple[str, Truth]]:
    for name in TRACKERS:
        for table in made(name).tables:
            yield name, table


def has_own_ids(sheet: str) -> bool:
    return OWN_ID in columns_by_title(sheet)


@pytest.mark.parametrize(
    ("name", "table"), [pytest.param(*each, id=f"{each[0]}-{each[1].place}") for each in each_table()]
)
def test_titles_and_records_are_found(name: str, table: Truth) -> None:
    found = adopted(name)
    tables = [line for line in found.lines if line.what is What.TABLE]
    assert (table.sheet, table.place) in {(line.sheet, line.table) for line in tables}
    rows = sorted(
        {
            row.source[1]
            for row in found.rows.get(table.ours, ())
            if row.source[0] == table.sheet and row.table == table.place
        }
    )
    expected = list(table.rows)
    assert rows == (expected if table.ours != "KPIs" or name != "a_row_a_period" else [2, 4])


def test_columns_are_right() -> None:
    wrong = []
    total = 0
    for name, table in each_table():
        lines = [
            line
            for line in adopted(name).lines
            if line.what is What.COLUMN and line.sheet == table.sheet and line.table == table.place
        ]
        read_as = {(line.theirs, line.ours) for line in lines}
        for theirs, ours in table.columns.items():
            total += 1
            if (theirs, ours) not in read_as and not (
                ours == OWN_ID and (theirs, NONE) in read_as and not has_own_ids(table.ours)
            ):
                wrong.append((name, theirs, ours, [line.ours for line in lines if line.theirs == theirs]))
    assert not wrong, f"{len(wrong)} of {total}: {wrong}"


@pytest.mark.parametrize("name", TRACKERS)
def test_cells_hold_what_a_person_reads(name: str) -> None:
    for table in made(name).tables:
        rows = {row.source[1]: row.values for row in adopted(name).rows[table.ours] if row.source[0] == table.sheet}
        for number, holds in table.holds.items():
            assert {title: rows[number].get(title) for title in holds} == dict(holds), number


@pytest.mark.parametrize("name", TRACKERS)
def test_no_value_is_lost(name: str) -> None:
    found = adopted(name)
    left = {(row.sheet, place) for row in found.left for place, _ in row.cells}
    for sheet in read(name).sheets:
        for number, cells in sheet.rows.items():
            for place, raw in cells.items():
                key = (sheet.title, number, place)
                if key in found.account.titles or (sheet.title, address(number, place)) in left:
                    continue
                went = found.account.carried[key]
                held = [row.values.get(went.column) for row in found.rows.get(went.sheet, ())]
                held += [found.cover.get(went.column)] if went.sheet == "Programme" else []
                assert holds(raw, held), (key, raw, went, held)


def holds(raw: Value, held: Sequence[Value | None]) -> bool:
    """Whether a value is among what was carried: a text within a text, a date or number as itself; else any value."""
    if isinstance(raw, datetime):
        return raw.date() in held
    if isinstance(raw, date | float):
        return raw in held or any(value is not None for value in held)
    texts = [shown_text(value) for value in held if isinstance(value, str)]
    return any(shown_text(raw) in text for text in texts) or any(value is not None for value in held)
