"""What is supposed: something done, a task that slips, somebody who leaves; and who would be missed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from examples import programme
from statuses import table
from xl_send.compare.scenario import closed, owned_by, with_slips, without_people
from xl_send.errors import CannotRunError
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import SHEETS, Programme

WHO = "Kit Example"
OWNED = {
    "Workstreams": {"Code": "TRN", "Owner": WHO}, "Milestones": {"ID": "TRN-M01", "Owner": WHO},
    "KPIs": {"ID": "TRN-K01", "Owner": WHO}, "Risks": {"ID": "TRN-R01", "Owner": WHO},
    "Diagnostics": {"ID": "TRN-T01", "Lead": WHO}, "Issues and decisions": {"ID": "TRN-A01", "Owner": WHO},
}  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "cells", "counts"),
    [
        ("Workstreams", {}, True),
        ("Milestones", {}, True),
        ("Milestones", {"Actual date": "12 Nov 2026"}, False),
        ("KPIs", {}, True),
        ("Risks", {}, True),
        ("Risks", {"Status": "Became an issue"}, True),
        ("Risks", {"Status": "Closed"}, False),
        ("Diagnostics", {}, True),
        ("Diagnostics", {"Status": "Under way"}, True),
        ("Diagnostics", {"Status": "Done", "Actual end": "12 Nov 2026"}, False),
        ("Diagnostics", {"Status": "Dropped"}, False),
        ("Issues and decisions", {}, True),
        ("Issues and decisions", {"Status": "Closed"}, False),
    ],
)
def test_what_is_done_or_closed_misses_nobody(sheet: str, cells: dict[str, str], *, counts: bool) -> None:
    row = OWNED[sheet]
    found, _ = programme(table(sheet, {**row, **cells}))
    assert owned_by(found, [" kit  EXAMPLE "]) == ((next(iter(row.values())),) if counts else ())
    assert owned_by(found, ["Somebody else"]) == ()


def only_row(found: Programme, sheet: str) -> Record:
    (row,) = (row for record in SHEETS if record.SHEET.title == sheet for row in found.each(record))
    return row


EARLIER, AS_AT = date(2026, 11, 2), date(2026, 11, 13)


@pytest.mark.parametrize(
    ("sheet", "cells", "done"),
    [
        ("Milestones", {}, {"actual": AS_AT, "decided": AS_AT}),
        ("Milestones", {"Decision given": "2 Nov 2026"}, {"actual": AS_AT, "decided": EARLIER}),
        ("Milestones", {"Actual date": "2 Nov 2026"}, {"actual": EARLIER, "decided": AS_AT}),
        ("Diagnostics", {}, {"actual_end": AS_AT, "status": "Done"}),
        ("Diagnostics", {"Actual end": "2 Nov 2026"}, {"actual_end": EARLIER, "status": "Done"}),
        ("Interdependencies", {}, {"delivered": AS_AT, "accepted": AS_AT}),
        ("Interdependencies", {"Delivered": "2 Nov 2026"}, {"delivered": EARLIER, "accepted": AS_AT}),
        ("Interdependencies", {"Accepted": "2 Nov 2026"}, {"delivered": AS_AT, "accepted": EARLIER}),
        ("Risks", {}, {"status": "Closed"}),
        ("Issues and decisions", {}, {"status": "Closed"}),
    ],
)
def test_what_is_supposed_done_is_done_as_at_its_return_or_on_the_day_that_it_gives(
    sheet: str, cells: dict[str, str], done: dict[str, object]
) -> None:
    found, _ = programme(table(sheet, {"Owner": WHO, **cells}))
    row = only_row(found, sheet)
    then = only_row(closed(found, [f" {getattr(row, 'id', '').lower()} "]), sheet)
    assert {name: getattr(then, name) for name in done} == done


@pytest.mark.parametrize(
    ("cells", "days", "dates"),
    [
        ({}, 1, ("2026-11-17", "2026-11-24", None)),
        ({}, 4, ("2026-11-20", "2026-11-27", None)),
        ({}, -1, ("2026-11-13", "2026-11-20", None)),
        ({"Forecast end": "25 Nov 2026"}, 1, ("2026-11-17", "2026-11-26", "2026-11-26")),
        # What is under way ends later, and began when it began.
        ({"Status": "Under way"}, 1, ("2026-11-16", "2026-11-23", "2026-11-24")),
        # In schools it begins, and takes as many days, when these are open: from Friday the 18th on they are not.
        ({"Schools": "Town Junior School"}, 25, ("2027-01-04", "2027-01-11", None)),
        ({}, 25, ("2026-12-21", "2026-12-30", None)),
    ],
)
def test_a_task_that_slips_keeps_its_length(
    cells: dict[str, str], days: int, dates: tuple[str, str, str | None]
) -> None:
    terms = (
        {"Name": "Autumn", "Kind": "Term", "From": "1 Sep 2026", "To": "18 Dec 2026"},
        {"Name": "Spring", "Kind": "Term", "From": "4 Jan 2027", "To": "25 Mar 2027"},
    )
    task = {"ID": "TRN-T01", "Starts": "16 Nov 2026", "Ends": "23 Nov 2026", **cells}
    found, _ = programme(table("Diagnostics", task) + table("Calendar", *terms))
    row = only_row(with_slips(found, [("TRN-T01", days)]), "Diagnostics")
    assert isinstance(row, Diagnostic)
    days_of = (row.starts, row.ends, row.forecast_end)
    assert tuple(day.isoformat() if day else None for day in days_of) == dates


PLAN = table(
    "Milestones",
    {"ID": "TRN-M01"},
    {"ID": "TRN-M02", "Actual date": "12 Nov 2026"},
) + table("Resources", {"ID": "TRN-P01", "Person or team": "EP team"})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("TRN-M20", "TRN-M20 is not in the plan of these workbooks. Did you mean TRN-M02?"),
        ("TRN-M02", "TRN-M02 was done on 12 November 2026, so it cannot slip."),
    ],
)
def test_what_cannot_slip_is_told_why(name: str, told: str) -> None:
    with pytest.raises(CannotRunError, match=f"^{re.escape(told)}$"):
        with_slips(programme(PLAN)[0], [(name, 5)])


def test_nobody_can_leave_who_has_no_line_and_owns_nothing() -> None:
    found, _ = programme(PLAN)
    told = 'No resource line is for "EP taem". Did you mean EP team? They are for EP team.'
    with pytest.raises(CannotRunError, match=f"^{re.escape(told)}$"):
        without_people(found, ["EP taem"])
    (line,) = (row for row in [only_row(without_people(found, ["ep team"]), "Resources")])
    assert (getattr(line, "available", None), getattr(line, "post", None)) == (0.0, "Vacant")
    # An owner without a line leaves the lines as they are.
    assert only_row(without_people(found, ["Transition Lead"]), "Resources") == only_row(found, "Resources")


@pytest.mark.parametrize(
    ("text", "name", "days", "day"),
    [
        (table("Milestones", {"ID": "TRN-M01"}), "TRN-M01", 5, date(2026, 12, 18)),
        (table("Milestones", {"ID": "TRN-M01"}), "TRN-M01", -1, date(2026, 12, 10)),
        (table("Milestones", {"ID": "TRN-M01", "Forecast date": "18 Dec 2026"}), "TRN-M01", 1, date(2026, 12, 21)),
        (table("Interdependencies", {"Forecast": "4 Dec 2026"}), "TRN-D01", 5, date(2026, 12, 11)),
        (table("Interdependencies", {"Promised for": "4 Dec 2026"}), "TRN-D01", 5, date(2026, 12, 11)),
    ],
)
def test_what_slips_is_forecast_so_many_working_days_later(text: str, name: str, days: int, day: date) -> None:
    then = with_slips(programme(text)[0], [(name, days)])
    rows: list[Milestone | Interdependency] = [*then.each(Milestone), *then.each(Interdependency)]
    assert [(row.id, row.forecast) for row in rows] == [(name, day)]


def test_what_has_no_date_cannot_slip() -> None:
    told = "TRN-D01 has no date that could slip. Give it a forecast first."
    with pytest.raises(CannotRunError, match=f"^{re.escape(told)}$"):
        with_slips(programme(table("Interdependencies", {"ID": "TRN-D01"}))[0], [("TRN-D01", 5)])
