"""The first sheets of a programme workbook: the colours of its workstreams, and who answers for what."""

from __future__ import annotations

from datetime import date

from examples import programme
from network.programmes import book, milestone
from statuses import read, table
from xl_send.consolidation.overview import overview_table, owners_table
from xl_send.rag.rollup import programme_status
from xl_send.table import Table

OUT = book("OUT", Milestones=(milestone("OUT-M01", "11 Dec 2026"),))
TRN = book(
    "TRN",
    Workstreams=({"Code": "TRN", "Owner": "Transition Lead", "Reported RAG": "Amber"},),
    Milestones=(milestone("TRN-M01", "11 Dec 2026", "14 Jan 2027"), milestone("TRN-M02", "11 Dec 2026")),
)


def overview(text: str, marking: str = "") -> Table:
    found = read(text)
    return overview_table(found, programme_status(found), marking)


def test_the_programme_stands_first_and_then_its_workstreams_by_their_codes() -> None:
    found = overview(TRN + OUT)
    assert found.name == "Overview"
    assert [column.title for column in found.columns] == [
        "Workstream", "Owner", "Overall", "Reported", "Delivery", "Benefits", "Risks and issues", "Interdependencies",
        "Resources and money", "Why",
    ]  # fmt: skip
    none = "Not rated"
    assert [tuple(row[:9]) for row in found.rows] == [
        ("The programme", "", "Amber", "", "Amber", none, none, none, none),
        ("Transition to secondary (OUT)", "Transition Lead", "Green", "Green", "Green", none, none, none, none),
        ("Transition to secondary (TRN)", "Transition Lead", "Red", "Amber", "Red", none, none, none, none),
    ]
    assert str(found.rows[2][9]) == "Red because TRN-M01 (21 working days late)"


def test_what_stands_above_it() -> None:
    notes = overview(TRN + OUT).notes
    assert notes[:2] == (
        "SEND programme, Exampleshire County Council, as at 13 November 2026",
        "1 Red, 0 Amber, 2 Green; 0% of what is rated has no data.",
    )
    assert len(notes) == 3
    assert overview(TRN, "For the programme office").notes[1].startswith("For the programme office. 1 Red, 0 Amber")
    (_, nothing, _) = overview(book("TRN")).notes
    assert nothing == "0 Red, 0 Amber, 0 Green; nothing is rated."
    lost = milestone("TRN-M01", "11 Dec 2026", Actual_date="14 Nov 2026", Forecast_date="")
    (_, half, _) = overview(book("TRN", Milestones=(lost, milestone("TRN-M02", "11 Dec 2026")))).notes
    assert half == "0 Red, 0 Amber, 1 Green; 50% of what is rated has no data."
    assert overview("").notes[0] == "SEND programme, Exampleshire County Council, as at 13 November 2026"


def test_what_is_carried_forward_is_said_above_and_beside_its_name() -> None:
    carried = {"Code": "TRN", "Carried forward from": "16 Oct 2026"}
    found = overview(book("TRN", Workstreams=(carried,)) + OUT)
    assert found.notes[1] == "Carried forward from the last return, as none came: TRN, as at 16 October 2026."
    assert found.rows[2][0] == "Transition to secondary (TRN), carried forward from 16 October 2026"


def owners(text: str) -> list[tuple[object, ...]]:
    found = owners_table(programme_status(read(text)))
    assert found.name == "Owners"
    return [tuple(row) for row in found.rows]


def test_who_answers_for_most_that_is_open_comes_first() -> None:
    late = milestone("TRN-M01", "11 Dec 2026", "14 Jan 2027", Owner="B Lead")
    near = milestone("TRN-M02", "11 Dec 2026", Owner="b  lead")
    done = milestone("TRN-M03", "11 Dec 2026", Owner="B Lead", Actual_date="12 Nov 2026")
    sheets = (
        table("Milestones", late, near, done)
        + table("Risks", {"ID": "TRN-R01", "Owner": "A Lead", "Likelihood": "3"})
        + table("Issues and decisions", {"ID": "TRN-A01", "Owner": "TBC"})
        + table("KPIs", {"ID": "TRN-K01", "Owner": "C Lead"})
    )
    assert owners(sheets) == [
        ("B Lead", "TRN", 2, 2, 0, 0, 0, 1, 0, date(2026, 12, 11)),
        ("A Lead", "TRN", 1, 0, 0, 1, 0, 0, 1, None),
        ("C Lead", "TRN", 1, 0, 1, 0, 0, 0, 0, None),
    ]


def test_the_next_milestone_is_the_first_that_is_not_reached_overdue_or_not() -> None:
    overdue, due = (milestone("TRN-M01", "2 Nov 2026", day) for day in ("12 Nov 2026", "13 Nov 2026"))
    due["ID"] = "TRN-M02"
    assert [row[-1] for row in owners(table("Milestones", due, overdue))] == [date(2026, 11, 12)]
    assert [row[-1] for row in owners(table("Milestones", due, overdue | {"Actual date": "12 Nov 2026"}))] == [
        date(2026, 11, 13)
    ]


def test_rows_of_no_owner_and_rows_that_could_not_be_read_are_told_first() -> None:
    rows = (
        {"ID": "TRN-M01", "Owner": "Lead", "Forecast date": "11 Dec 2026"},
        {"ID": "TRN-M02", "Owner": "tbc", "Forecast date": "11 Dec 2026"},
        {"ID": "TRN-M03", "Owner": "Lead", "Forecast date": "soon"},
    )
    found = owners_table(programme_status(programme(table("Milestones", *rows))[0]))
    assert [row[:4] for row in found.rows] == [("Lead", "TRN", 1, 1)]
    assert found.notes == (
        "1 open row names no owner and is not counted here.",
        "Not counted here: 1 row of Milestones could not be read.",
        "What is open of each owner, in all workstreams together: who answers for most comes first.",
    )
