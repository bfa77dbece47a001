"""A Note that a rule asks for is taken where it tells of its row, and not where any row could carry it."""

from __future__ import annotations

import pytest

from xl_send.analysis.notes.empty_talk import says_something
from xl_send.analysis.words.reasons import accounts_for_it


@pytest.mark.parametrize(
    "text",
    [
        "Fees go up in April, savings from July", "Slow start agreed, ramps up after Easter", "Run early for the Board",
        "Two officers left on 3 July without handover", "Re-run on the right filter", "Provider went bust",
        "Teacher on maternity leave until June", "One family of four moved in", "Old figure had closed cases in",
    ],
)  # fmt: skip
def test_words_of_its_own_account_for_a_row(text: str) -> None:
    assert says_something(text)
    assert accounts_for_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "n/a", "Agreed with the Programme Board.", "Good progress this month.", "Checked and confirmed.",
        "Whole cohort", "From the SEN2 return", "Source: Capita AR3", "Signed off by Amina Shah, Head of Finance",
        "As reported to Schools Forum on 4 May", "Data supplied by the provider", "Team fully recruited and mobilised.",
        "Everything on track and no issues to report.", "Board minute 6", "Received from Leeds on Tuesday",
    ],
)  # fmt: skip
def test_words_that_any_row_could_carry_account_for_nothing(text: str) -> None:
    assert not says_something(text)


def test_no_note_says_nothing() -> None:
    assert not says_something(None)
