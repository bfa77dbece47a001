"""What makes a colour better by a word alone is known first: a budget raised to the outturn, a need-by put off."""

from __future__ import annotations

from itertools import product

import pytest

from editing import Edit, after, board, of, with_edits
from statuses import only, table
from xl_send.compare import ChangeKind, changes_between
from xl_send.compare.differences import why_better
from xl_send.compare.order import ChangeSection, section_of
from xl_send.results import Rating, Status

OVER: Edit = ("Money", "TRN-F01", {"Budget": "104000", "Forecast outturn": "150000"})
LATE: Edit = ("Milestones", "TRN-M08", {"Forecast date": "19 Mar 2027", "Fixed date": "Yes", "Key": "Yes"})
ISSUE: Edit = ("Issues and decisions", "TRN-A01", {"Severity": "High", "Status": "Open", "Kind": "Issue"})
NEED: Edit = ("Interdependencies", "TRN-D01", {"Needed by": "1 Dec 2026"})


def _first(before: Edit, *edits: Edit) -> set[ChangeKind]:
    found = changes_between(board(with_edits([before])), board(with_edits([before, *edits])))
    return {change.what for change in of(found, before[1]) if section_of(change) is ChangeSection.FIRST}


@pytest.mark.parametrize(
    ("before", "cells"),
    [
        (OVER, {"Budget": "150000"}),
        (LATE, {"Fixed date": ""}),
        (LATE, {"Key": "No"}),
        (ISSUE, {"Severity": "Low"}),
        (NEED, {"Needed by": "5 Feb 2027"}),
    ],
)
def test_whoever_eases_the_measure_is_told_of_first(before: Edit, cells: dict[str, str]) -> None:
    assert _first(before, (before[0], before[1], cells))


@pytest.mark.parametrize(
    ("before", "cells"),
    [(OVER, {"Forecast outturn": "104000"}), (NEED, {"Forecast": "20 Nov 2026", "Promised for": "20 Nov 2026"})],
)
def test_what_has_truly_got_better_is_not(before: Edit, cells: dict[str, str]) -> None:
    assert ChangeKind.COLOUR_BETTER not in _first(before, (before[0], before[1], cells))


PLAN = {"Agreed date": "16 Dec 2026", "Change reference": "CR-12"}
LOWER: Edit = ("Expectations", "TRN-K02 TRN-M06", {"Expected": "20%"})


@pytest.mark.parametrize(
    ("edit", "eased"),
    [
        (("Milestones", "TRN-M07", PLAN), True),
        (("Milestones", "TRN-M07", {"Forecast date": "11 Dec 2026", **PLAN}), True),
        (("Milestones", "TRN-M07", {"Forecast date": "8 Dec 2026", **PLAN}), False),
        (LOWER, True),
    ],
)
def test_a_new_plan_or_expectation_makes_nothing_go_better(edit: Edit, eased: bool) -> None:
    found = of(after(edit), edit[1].split()[0])
    told = [change for change in found if change.what in {ChangeKind.COLOUR_BETTER, ChangeKind.COLOUR_EASED}]
    assert [change.what is ChangeKind.COLOUR_EASED for change in told] == [eased]
    no_better = ("it goes no better than it did.", "expected no sooner than it was.")
    assert told[0].sentence.endswith(no_better) is eased


def test_a_red_risk_closed_without_an_outcome_is_known_first() -> None:
    (closed,) = (
        change for change in of(after(("Risks", "TRN-R01", {"Status": "Closed"})), "TRN-R01")
        if change.what is ChangeKind.CLOSED
    )  # fmt: skip
    assert closed.first
    told = after(("Risks", "TRN-R01", {"Status": "Closed", "Outcome": "A third link worker is in post"}))
    assert not any(change.first for change in of(told, "TRN-R01"))


STATES = (Status.RED, Status.AMBER, Status.GREEN, Status.COMPLETE, Status.NOT_DUE, Status.NO_DATA, Status.NOT_RATED)
BETTER = {(Status.RED, Status.AMBER), (Status.RED, Status.GREEN), (Status.AMBER, Status.GREEN)}


@pytest.mark.parametrize(("was", "now"), list(product(STATES, STATES)))
def test_of_a_better_colour_it_is_said_what_the_worse_one_was_for_and_of_no_other(was: Status, now: Status) -> None:
    item = only(table("Milestones", {"ID": "TRN-M01"}), "TRN-M01")
    then, after_it = (item._replace(rating=Rating(status, f"{status} for this", ())) for status in (was, now))
    told = f". By that alone it is no longer {was.value}: {was} for this"
    assert why_better(then, after_it) == (told if (was, now) in BETTER else "")
