"""What conflicts say: the whole story of a slip in one sentence after another, and how old an account is."""

from __future__ import annotations

import pytest

from network.programmes import Row, book, milestone
from statuses import read
from xl_send.findings import Finding
from xl_send.rules import all_rules, check


def told(rule: str, *books: str) -> list[Finding]:
    return list(check(read("".join(books)), [all_rules()[rule]]))


def test_a_slip_is_told_to_the_meeting_the_end_of_term_and_the_figures_that_it_passes() -> None:
    (found,) = told(
        "CF10",
        book("OUT", Milestones=(milestone("OUT-M01", "4 Dec 2026", "15 Jan 2027"),)),
        book(
            "TRN",
            Milestones=(
                milestone("TRN-M01", "14 Jan 2027", Key="Yes", Depends_on="OUT-M01", Decision_needed="Decision",
                          Forum="Programme Board"),
                milestone("TRN-M02", "17 Dec 2026", Depends_on="OUT-M01", Schools_must_act="Yes", Key="No"),
                milestone("TRN-M03", "17 Dec 2026", Depends_on="TRN-M02", State="Paused"),
            ),
            KPIs=({"ID": "TRN-K01", "Better when": "Higher"}, {"ID": "TRN-K02", "Better when": "Context only"}),
            Expectations=(
                {"KPI": "TRN-K01", "Milestone": "TRN-M01"},
                {"KPI": "TRN-K01", "Milestone": "TRN-M02", "Measured on": "15 Jan 2027"},
                {"KPI": "TRN-K02", "Milestone": "TRN-M02"},
            ),
        ),
    )  # fmt: skip
    assert found.message == (
        "OUT-M01 is expected on 15 January 2027, 27 working days later than planned. So it moves TRN-M01 by 41 working "
        "days, to 12 March 2027; TRN-M02 by 18 working days, to 15 January 2027; TRN-M03 by 18 working days, to 15 "
        "January 2027. TRN-M01 misses Programme Board on 14 January 2027; the next is on 12 March 2027. TRN-M02 passes "
        "the end of term on 18 December 2026; schools can act again from 4 January 2027. Figures are expected before "
        "the milestones that should bring them: TRN-K01 by 14 January 2027."
    )
    assert found.severity.value == "error"
    assert [related.cell.record for related in found.related] == ["TRN-M01", "TRN-M02", "TRN-M03"]


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (
            milestone("OUT-M01", "2 Nov 2026"),
            "cannot be before 13 November 2026, 9 working days later than planned.",
        ),
        (
            milestone("OUT-M01", "2 Nov 2026", Actual_date="12 Nov 2026"),
            "came on 12 November 2026, 8 working days later than planned.",
        ),
        (milestone("OUT-M01", "30 Nov 2026"), "is expected on 30 November 2026."),
    ],
)
def test_a_cause_is_told_as_it_is(cause: Row, said: str) -> None:
    books = (
        book("OUT", Milestones=(cause,)),
        book("TRN", Milestones=(milestone("TRN-M01", "10 Nov 2026", "20 Nov 2026", Depends_on="OUT-M01+10"),)),
    )
    (found,) = told("CF10", *books)
    assert found.message.startswith(f"OUT-M01 {said}")


def test_a_late_handover_is_the_cause_by_its_own_name() -> None:
    (found,) = told(
        "CF10",
        book("OUT", Interdependencies=({"ID": "TRN-D01", "Forecast": "15 Jan 2027"},)),
        book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026"),),
             Interdependencies=({"ID": "TRN-D01", "Needed by": "11 Dec 2026"},)),
    )  # fmt: skip
    assert found.message.startswith(
        "TRN-D01, which TRN needs, is expected on 15 January 2027, 22 working days later than it is needed. So it "
        "moves TRN-M01 by 22 working days, to 22 January 2027."
    )


def test_a_conflict_with_an_old_account_says_so() -> None:
    (found,) = told(
        "CF01",
        book("OUT", Programme=({"As at": "18 Sep 2026"},),
             Interdependencies=({"ID": "TRN-D01", "Forecast": "15 Jan 2027"},)),
        book("TRN", Interdependencies=({"ID": "TRN-D01", "Needed by": "11 Dec 2026"},)),
    )  # fmt: skip
    assert found.message.endswith(
        "out.xlsx is as at 18 September 2026, 56 days before trn.xlsx, so this may be out of date."
    )


def test_the_cause_is_the_first_on_the_way_that_is_late_and_is_told_once_for_all_that_it_moves() -> None:
    found = told(
        "CF10",
        book("OUT", Milestones=(
            milestone("OUT-M01", "27 Nov 2026"),
            milestone("OUT-M02", "4 Dec 2026", "11 Dec 2026", Depends_on="OUT-M01"),
            milestone("OUT-M03", "4 Dec 2026", "11 Dec 2026", Depends_on="OUT-M02"),
        )),
        book("TRN", Milestones=(
            milestone("TRN-M01", "8 Dec 2026", Depends_on="OUT-M03"),
            milestone("TRN-M02", "9 Dec 2026", Depends_on="TRN-M01"),
        )),
    )  # fmt: skip
    assert [item.key for item in found] == ["CF10:OUT-M02"]
    assert [related.cell.record for related in found[0].related] == ["TRN-M01", "TRN-M02"]
