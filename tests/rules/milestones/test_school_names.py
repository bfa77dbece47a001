"""Which names of schools are asked about, and which are counted as one school."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.analysis.names.schools import school_keys
from xl_send.rules import all_rules

USUAL = "Larkfield Academy"


def _named(name: str) -> str:
    rows = f"| TRN-M01 | {USUAL} |\n| TRN-M02 | {USUAL} |\n| TRN-M03 | {name} |\n"
    return f"Milestones:\n| ID | Schools |\n| --- | --- |\n{rows}"


@pytest.mark.parametrize(
    "name", ["The Larkfield Academy", "Larkfield Acadamy", "Larkfeild Academy", "Academy Larkfield"]
)
def test_a_near_name_is_asked_about_and_counts_as_the_same(name: str) -> None:
    found, _ = programme(_named(name))
    (asked,) = all_rules()["MS51"].check(found)
    assert asked.cell.record == "TRN-M03"
    assert school_keys(found)(name) == school_keys(found)(USUAL)


@pytest.mark.parametrize(
    "name", ["Larkfield Primary School", "Larkhill Academy", "Parkfield Academy", "LARKFIELD academy"]
)
def test_another_school_and_another_spelling_of_capitals_are_not_asked_about(name: str) -> None:
    found, _ = programme(_named(name))
    assert not list(all_rules()["MS51"].check(found))
    assert (school_keys(found)(name) == school_keys(found)(USUAL)) == (name.casefold() == USUAL.casefold())


def test_three_spellings_are_one_school() -> None:
    found, _ = programme(_named("The Larkfield Acadamy; Larkfield Acadamy"))
    assert len({school_keys(found)(name) for name in (USUAL, "The Larkfield Acadamy", "Larkfield Acadamy")}) == 1


def test_a_crowd_at_a_school_is_seen_though_its_name_is_written_in_two_ways() -> None:
    tasks = "".join(
        f"| TRN-T0{n} | {name} | 16 Nov 2026 | 27 Nov 2026 |\n"
        for n, name in enumerate((USUAL, USUAL, "The Larkfield Academy"), 1)
    )
    found, _ = programme(f"Diagnostics:\n| ID | Schools | Starts | Ends |\n| --- | --- | --- | --- |\n{tasks}")
    assert len(list(all_rules()["CF15"].check(found))) == 1
