"""Notes that tell why a figure or its day is unlike the others, and those that only describe the row."""

from __future__ import annotations

import pytest

from xl_send.analysis.words.reasons import accounts_for_it, says_why, tells_of_its_day

WHY = (
    "Fees go up in April, savings from July",
    "New cohort joins in September",
    "Clearing old cases first",
    "Two schools join in January",
    "Slow start agreed, ramps up after Easter",
    "Counting rule changed in April",
    "Year 6 move counts them twice in July",
    "Uplifts come before savings",
    "Lower on purpose, first month",
    "Leavers go in July; intake starts in September",
    "Autumn is always the low point",
    "Allowing for snow days",
)
OF_ITS_DAY = (
    "Run early for the Board",
    "Drawn a week late, server move",
    "Board wanted it before Christmas",
    "Extract of 30 November",
    "System was down on 31 December",
    "Figure at handover",
    "Requested by DfE",
    "Quarter not complete",
    "Counted for this return",
    "Last working day",
    "Mid-year check",
    "Date of last school",
    "Pulled for Ofsted",
)
DESCRIBES = (
    "Therapists, clinics and drop-ins in Woodford and Ashby",
    "Agency cover for maternity leave",
    "Data from school returns",
    "Commissioned places only",
    "Closed cases of the team",
    "Moves and transfers team",
    "Start date of the plan",
    "Open cases at month end",
    "From the panel log",
    "Primary and secondary",
    "Source: Capita",
    "New starts in the month",
    "Checked and confirmed with the service.",
)


@pytest.mark.parametrize("text", WHY)
def test_what_happens_tells_why(text: str) -> None:
    assert says_why(text)
    assert accounts_for_it(text)


@pytest.mark.parametrize("text", OF_ITS_DAY)
def test_what_a_day_was_for_tells_of_it(text: str) -> None:
    assert tells_of_its_day(text)


@pytest.mark.parametrize("text", DESCRIBES)
def test_what_describes_a_row_tells_neither(text: str) -> None:
    assert not accounts_for_it(text)
    assert not tells_of_its_day(text)
