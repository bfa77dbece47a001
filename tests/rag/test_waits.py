"""What may wait for a handover that could not be read: no more and no less than that."""

from __future__ import annotations

import pytest

from examples import programme
from network.programmes import Row, book, milestone
from xl_send.rag.items import items
from xl_send.results import Status

KNOWN = {
    "ID": "TRN-D01", "Needed by": "11 Dec 2026", "Receiver milestone": "TRN-M01", "Promised for": "4 Dec 2026",
    "Forecast": "4 Dec 2026",
}  # fmt: skip
SILENT, WRONG = {**KNOWN, "Receiver milestone": ""}, {**KNOWN, "Receiver milestone": "the trial"}
NAMELESS = {**KNOWN, "ID": "", "Needed by": "soon"}


@pytest.mark.parametrize(
    ("outs", "trns", "unknown"),
    [
        ((KNOWN,), (KNOWN,), set()),
        # Whichever of the two is read first, and unless the other names the milestone.
        ((WRONG,), (SILENT,), {"TRN-M01", "TRN-M02", "TRN-D01"}),
        ((SILENT,), (WRONG,), {"TRN-M01", "TRN-M02", "TRN-D01"}),
        ((WRONG,), (KNOWN,), set()),
        ((KNOWN,), (WRONG,), set()),
        # A row that nobody can place may be any handover of its milestone, and no other account of one that is there.
        ((KNOWN, NAMELESS), (KNOWN,), {"TRN-M01"}),
        ((NAMELESS,), (KNOWN,), {"TRN-M01", "TRN-D01"}),
        ((KNOWN,), (KNOWN, {**NAMELESS, "Receiver milestone": "TRN-M02"}), {"TRN-M02"}),
    ],
)
def test_what_may_wait_for_a_handover_that_could_not_be_read_is_unknown(
    outs: tuple[Row, ...], trns: tuple[Row, ...], unknown: set[str]
) -> None:
    rows = (milestone("TRN-M01", "11 Dec 2026"), milestone("TRN-M02", "11 Dec 2026"))
    found, _ = programme(book("OUT", Interdependencies=outs) + book("TRN", Milestones=rows, Interdependencies=trns))
    named = {item.id for item in items(found) if item.status is Status.NO_DATA}
    assert {name for name in named if name.startswith("TRN-")} == unknown


def test_however_far_behind_a_reason_names_what_is_not_known_of_itself_and_what_is_waited_for() -> None:
    waiting = [milestone(f"TRN-M0{n + 1}", "11 Dec 2026", Depends_on=f"TRN-M0{n}") for n in range(1, 5)]
    found, _ = programme(book("TRN", Milestones=(milestone("TRN-M01", "soon"), *waiting)))
    rated = {item.id: item.rating for item in items(found)}
    reasons = {name: rating.reason.partition(" (Green")[0] for name, rating in rated.items()}
    first = "it waits for TRN-M01, which could not be read"
    assert reasons["TRN-M02"] == first
    assert reasons["TRN-M03"] == f"it waits for TRN-M02, whose date is not known: {first}"
    assert (
        reasons["TRN-M05"] == f"it waits for TRN-M04, whose date is not known because that of TRN-M02 is not: {first}"
    )
    assert rated["TRN-M05"].brief == "it waits for TRN-M04, whose date is not known"


DECIDED = {"Decision_needed": "Decision", "Forum": "Programme Board"}
HANDOVER = {
    "Needed by": "18 Jan 2027",
    "Promised for": "11 Dec 2026",
    "Forecast": "11 Dec 2026",
    "Receiver milestone": "",
}
HANDOVERS = (
    {**HANDOVER, "ID": "TRN-D01"},
    {**HANDOVER, "ID": "TRN-D02", "Delivered": "12 Nov 2026", "Accepted": "12 Nov 2026"},
    {**HANDOVER, "ID": "TRN-D03", "State": "Paused"},
)


@pytest.mark.parametrize(
    ("without", "unknown"),
    [
        ("Meetings", {"TRN-M02"}),
        ("Forums", {"TRN-M02"}),
        # Days are counted by it: to a meeting, in schools, and between a handover and its need.
        ("Calendar", {"TRN-M02", "TRN-M04", "TRN-D01"}),
        ("Thresholds", set()),
    ],
)
def test_without_a_sheet_only_what_rests_on_it_is_unknown(without: str, unknown: set[str]) -> None:
    rows = (
        milestone("TRN-M01", "18 Dec 2026", Decision_needed="None", Forum="Programme Board"),
        milestone("TRN-M02", "18 Dec 2026", **DECIDED),
        milestone("TRN-M03", "18 Dec 2026", Decision_given="12 Nov 2026", **DECIDED),
        milestone("TRN-M04", "18 Dec 2026", Schools_must_act="Yes"),
        milestone("TRN-M05", "12 Nov 2026", Actual_date="12 Nov 2026", Schools_must_act="Yes", **DECIDED),
    )
    text = book("TRN", Milestones=rows, Interdependencies=HANDOVERS) + book("OUT", Interdependencies=HANDOVERS)
    assert not [item for item in items(programme(text)[0]) if item.status is Status.NO_DATA]
    text = text.replace(f"trn.xlsx {without}:", "trn.xlsx Left over:")
    found, _ = programme(f"{text}\ntrn.xlsx Without {without}:\n")
    assert {item.id for item in items(found) if item.status is Status.NO_DATA} == unknown


@pytest.mark.parametrize(
    ("forecast", "actual", "colour"),
    [
        # 13 November 2026 is the as at date: on it the milestone is reached, on the day after it is not.
        ("", "13 Nov 2026", Status.GREEN),
        ("", "14 Nov 2026", Status.NO_DATA),
        ("", "12 Mar 2027", Status.NO_DATA),
        ("11 Dec 2026", "12 Mar 2027", Status.GREEN),
        ("12 Mar 2027", "", Status.RED),
    ],
)
def test_what_waits_for_a_milestone_whose_actual_date_is_still_to_come_is_unknown(
    forecast: str, actual: str, colour: Status
) -> None:
    """A date typed under the wrong heading makes nothing that waits for it better than under the right one."""
    first = {**milestone("TRN-M01", "11 Dec 2026"), "Forecast date": forecast, "Actual date": actual}
    second = milestone("TRN-M02", "15 Jan 2027", Depends_on="TRN-M01")
    found, _ = programme(book("TRN", Milestones=(first, second)))
    assert {item.id: item.status for item in items(found)}["TRN-M02"] is colour


@pytest.mark.parametrize(
    ("more", "need", "unknown"),
    [
        ({}, {"Needed by": "19 Dec 2026"}, {"TRN-D01", "TRN-M01"}),
        ({}, {"Needed by": "18 Dec 2026"}, set()),
        (
            {"Agreed date": "31 Dec 2026", "Change reference": "CR-1"},
            {"Needed by": "21 Dec 2026"},
            {"TRN-D01", "TRN-M01"},
        ),
        # What is still to come has not happened.
        ({"Actual date": "20 Nov 2026"}, {"Needed by": "21 Dec 2026"}, {"TRN-D01", "TRN-M01"}),
        ({"Actual date": "12 Nov 2026"}, {"Needed by": "21 Dec 2026"}, set()),
        ({}, {"Needed by": "21 Dec 2026", "Accepted": "20 Nov 2026"}, {"TRN-D01", "TRN-M01"}),
        ({}, {"Needed by": "21 Dec 2026", "Accepted": "12 Nov 2026"}, set()),
    ],
)
def test_a_need_after_the_milestone_that_waits_is_in_doubt_and_so_is_the_milestone(
    more: Row, need: Row, unknown: set[str]
) -> None:
    row = {**milestone("TRN-M01", "11 Dec 2026", "18 Dec 2026"), **more}
    handover = {"ID": "TRN-D01", "Receiver milestone": "TRN-M01", "Forecast": "4 Dec 2026", **need}
    found, _ = programme(book("TRN", Milestones=(row,), Interdependencies=(handover,)))
    assert {item.id for item in items(found) if item.status is Status.NO_DATA} == unknown
