"""Which day a dated thing stands at by its own row, which cell says so, and whether it is done."""

from __future__ import annotations

from datetime import date

import pytest

from network.programmes import book, milestone
from statuses import read
from xl_send.network import network_of

TASK = {"ID": "TRN-T01", "Starts": "2 Nov 2026", "Ends": "27 Nov 2026"}
HANDOVER = {"ID": "TRN-D01", "Needed by": "11 Dec 2026"}


@pytest.mark.parametrize(
    ("cells", "day", "column", "done"),
    [
        ({}, date(2026, 12, 11), "Forecast date", False),
        ({"Forecast_date": "18 Dec 2026"}, date(2026, 12, 18), "Forecast date", False),
        ({"Actual_date": "13 Nov 2026"}, date(2026, 11, 13), "Actual date", True),
        ({"Actual_date": "14 Nov 2026"}, date(2026, 12, 11), "Forecast date", False),  # after the as at date
    ],
)
def test_a_milestone_stands_at_its_actual_else_its_forecast(
    cells: dict[str, str], day: date, column: str, done: bool
) -> None:
    row = {**milestone("TRN-M01", "11 Dec 2026"), **{name.replace("_", " "): text for name, text in cells.items()}}
    node = network_of(read(book("TRN", Milestones=(row,)))).node("TRN-M01")
    assert node
    assert (node.own, node.cell.column, node.done) == (day, column, done)
    assert node.as_at == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("cells", "day", "column", "done"),
    [
        ({}, date(2026, 11, 27), "Ends", False),
        ({"Forecast end": "4 Dec 2026"}, date(2026, 12, 4), "Forecast end", False),
        ({"Forecast end": "4 Dec 2026", "Actual end": "13 Nov 2026"}, date(2026, 11, 13), "Actual end", True),
        ({"Forecast end": "4 Dec 2026", "Actual end": "14 Nov 2026"}, date(2026, 12, 4), "Forecast end", False),
        ({"Actual end": "14 Nov 2026"}, date(2026, 11, 27), "Ends", False),
    ],
)
def test_a_task_stands_at_its_actual_end_else_its_forecast_else_its_plan(
    cells: dict[str, str], day: date, column: str, done: bool
) -> None:
    node = network_of(read(book("TRN", Diagnostics=({**TASK, **cells},)))).node("TRN-T01")
    assert node
    assert (node.own, node.cell.column, node.done) == (day, column, done)


@pytest.mark.parametrize(
    ("cells", "day", "column", "done"),
    [
        ({}, None, "Promised for", False),
        ({"Promised for": "4 Dec 2026"}, date(2026, 12, 4), "Promised for", False),
        ({"Promised for": "4 Dec 2026", "Forecast": "7 Dec 2026"}, date(2026, 12, 7), "Forecast", False),
        ({"Forecast": "7 Dec 2026", "Delivered": "13 Nov 2026"}, date(2026, 11, 13), "Delivered", True),
        ({"Forecast": "7 Dec 2026", "Delivered": "14 Nov 2026"}, date(2026, 12, 7), "Forecast", False),
        ({"Delivered": "12 Nov 2026", "Accepted": "13 Nov 2026"}, date(2026, 11, 13), "Accepted", True),
        ({"Delivered": "12 Nov 2026", "Accepted": "14 Nov 2026"}, date(2026, 11, 12), "Delivered", True),
    ],
)
def test_a_handover_stands_at_its_acceptance_else_its_delivery_else_what_is_expected(
    cells: dict[str, str], day: date | None, column: str, done: bool
) -> None:
    node = network_of(read(book("TRN", Interdependencies=({**HANDOVER, **cells},)))).node("TRN-D01")
    assert node
    assert (node.own, node.cell.column, node.done) == (day, column, done)


@pytest.mark.parametrize(
    ("receiver", "giver", "column", "workbook"),
    [
        ({"Accepted": "13 Nov 2026"}, {"Delivered": "12 Nov 2026"}, "Accepted", "trn.xlsx"),
        ({}, {"Delivered": "12 Nov 2026"}, "Delivered", "out.xlsx"),
        ({"Forecast": "4 Dec 2026"}, {"Forecast": "7 Dec 2026"}, "Forecast", "out.xlsx"),
        ({"Promised for": "4 Dec 2026"}, {}, "Promised for", "out.xlsx"),
    ],
)
def test_that_a_handover_is_accepted_the_receiver_says_and_all_else_of_its_day_the_giver(
    receiver: dict[str, str], giver: dict[str, str], column: str, workbook: str
) -> None:
    theirs = book("OUT", Interdependencies=({**HANDOVER, **giver},))
    ours = book("TRN", Interdependencies=({**HANDOVER, **receiver},))
    found = network_of(read(theirs + ours))
    node = found.node("TRN-D01")
    assert node
    assert (node.cell.column, node.cell.workbook) == (column, workbook)
