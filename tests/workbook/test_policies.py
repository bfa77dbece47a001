"""Whose thresholds and calendar serve a programme: no single return rules the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import programme
from sizes import cases
from statuses import table
from xl_send.workbook.doubts import ORDERED
from xl_send.workbook.policies import PolicySource, policy_of
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Thresholds
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread

GREEN, AMBER = "Milestone green within (working days)", "Milestone amber within (working days)"
DEFAULT = Thresholds()


def returns(*settings_of: dict[str, str], editions: tuple[str, ...] = (), days: tuple[str, ...] = ()) -> Programme:
    """A return for each set of thresholds, named a.xlsx, b.xlsx and so on."""
    text = ""
    for place, given_here in enumerate(settings_of):
        edition = editions[place] if editions else "0.1.0"
        day = days[place] if days else "13 Nov 2026"
        name = f"{'abcdefg'[place]}.xlsx"
        sheets = table("Programme", {"As at": day, "Template version": edition})
        sheets += table("Thresholds", given_here or {GREEN: ""})
        text += "".join(f"{name} {line}\n" if line.endswith(":") else f"{line}\n" for line in sheets.splitlines())
    return programme(text)[0]


def green(found: Programme) -> float:
    assert found.policy
    return found.policy.thresholds.milestone_green


@pytest.mark.parametrize(
    ("values", "used"),
    [
        ((7,), 7), ((7, 7), 7), ((7, 5), 5), ((7, 8), 5), ((7, 7, 8), 7), ((7, 7, 8, 8), 5), ((7, 7, 8, 9), 7),
        (("", "", 8), 5), ((7, 7, "tbc"), 7), ((7, "tbc"), 7),
    ],
)  # fmt: skip
def test_what_most_share_holds_and_of_a_tie_the_default(values: tuple[object, ...], used: float) -> None:
    found = returns(*({GREEN: str(value)} for value in values))
    assert green(found) == used


@pytest.mark.parametrize(
    ("values", "doubt"),
    [
        ((7, "tbc"), True), ((7, 7, "tbc"), False), ((7, 8, 8, "tbc"), True), ((7, 8, 8, 8, "tbc"), False),
        ((7, 8), False), (("tbc", "tbc"), True), ((7, 7, 7, "tbc", "tbc"), False), ((7, 7, "tbc", "tbc"), True),
    ],
)  # fmt: skip
def test_a_setting_is_in_doubt_while_what_could_not_be_read_might_settle_it(
    values: tuple[object, ...], *, doubt: bool
) -> None:
    found = returns(*({GREEN: str(value)} for value in values))
    assert found.policy
    assert (found.policy.in_doubt("milestone_green") is not None) is doubt
    why = Unread(found).threshold(found.policy, frozenset({"milestone_green"}))
    assert ("could not be read" in why) is doubt


def test_each_setting_is_settled_by_itself() -> None:
    found = returns({GREEN: "7", AMBER: "30"}, {GREEN: "7", AMBER: "25"}, {GREEN: "6", AMBER: "25"})
    assert found.policy
    assert (found.policy.thresholds.milestone_green, found.policy.thresholds.milestone_amber) == (7, 25)
    assert found.policy.source is PolicySource.SHARED
    assert found.policy.differing == ("a.xlsx", "c.xlsx")


def test_settings_that_no_workbook_has_together_and_that_contradict_are_the_defaults() -> None:
    found = returns({GREEN: "25", AMBER: "30"}, {GREEN: "25", AMBER: "40"}, {GREEN: "5", AMBER: "20"})
    assert found.policy
    assert (found.policy.thresholds.milestone_green, found.policy.thresholds.milestone_amber) == (5, 20)


@settings(max_examples=cases(15, whole=40), deadline=None)
@given(st.lists(st.sampled_from(("", "5", "7", "9", "21")), min_size=1, max_size=4), st.integers(0, 23))
def test_neither_order_nor_date_decides(values: list[str], turn: int) -> None:
    days = tuple(f"{1 + turn % 9 + place} Nov 2026" for place in range(len(values)))
    found = returns(*({GREEN: value} for value in values), days=days)
    used = green(found)
    for submissions in permutations(found.submissions):
        policy = policy_of(submissions)
        assert policy
        assert policy.thresholds.milestone_green == used
        assert all(getattr(policy.thresholds, low) <= getattr(policy.thresholds, high) for low, high in ORDERED[1:])
    assert used == DEFAULT.milestone_green or str(int(used)) in values


def test_the_programme_edition_rules_and_the_one_that_was_named_before_it() -> None:
    found = returns({GREEN: "7"}, {GREEN: "7"}, {GREEN: "9"}, editions=("0.1.0", "0.1.0", "0.1.0 Programme"))
    assert found.policy
    assert (green(found), found.policy.source) == (9, PolicySource.PROGRAMME_EDITION)
    named = replace(found, policy_workbook=found.submissions[0])
    assert green(named) == 7
    assert "which was named" in (named.policy.sentence if named.policy else "")


def test_of_two_programme_editions_neither_rules() -> None:
    found = returns({GREEN: "7"}, {GREEN: "8"}, {GREEN: "9"}, editions=("0.1.0", "0.1.0 programme", "0.1.0 programme"))
    assert green(found) == DEFAULT.milestone_green


@pytest.mark.parametrize("edition", ["", "0.1.0", "programme", "0.1.0 programmes", "final programme"])
def test_what_is_no_programme_edition(edition: str) -> None:
    found = returns({GREEN: "9"}, {GREEN: "7"}, {GREEN: "7"}, editions=(edition, "0.1.0", "0.1.0"))
    assert green(found) == 7


@pytest.mark.parametrize(
    ("values", "named", "used"),
    [
        (("4", "4", "6"), None, 6), (("0", "4"), None, 5), (("0", "0"), None, 5), (("0", "6"), None, 6),
        (("3", "4"), None, 4), (("4", "4"), 0, 4), (("0", "0"), 0, 0), (("0", "4"), 0, 4), (("0", ""), 0, 5),
        (("0.5",), None, 5), (("1",), None, 1),
    ],
)  # fmt: skip
def test_the_strictest_suppression_holds(values: tuple[str, ...], named: int | None, used: float) -> None:
    found = returns(*({"Suppress counts below": value} for value in values))
    if named is not None:
        found = replace(found, policy_workbook=found.submissions[named])
    assert found.policy
    assert found.policy.thresholds.suppress_below == used


def test_a_matrix_of_one_return_is_not_the_programmes() -> None:
    sheet = "a.xlsx Thresholds, as it lies:\n| Likelihood down, impact across | 1 |\n| --- | --- |\n| 1 | Red |\n"
    more = "".join(f"{name}.xlsx Thresholds:\n| {GREEN} |\n| --- |\n| |\n\n" for name in "bc")
    found, _ = programme(f"{sheet}| Milestone green within | 5 |\n\n{more}")
    assert found.policy
    assert found.policy.thresholds.matrix == DEFAULT_MATRIX
    assert found.policy.differing == ("a.xlsx",)


def test_the_calendar_is_the_one_that_most_share_else_the_fullest() -> None:
    term = "| Term | 1 Sep 2026 | 18 Dec 2026 |\n"
    other = "| Term | 3 Sep 2026 | 18 Dec 2026 |\n| Closure day | 4 Dec 2026 | 4 Dec 2026 |\n"
    head = "Calendar:\n| Kind | From | To |\n| --- | --- | --- |\n"
    two, _ = programme(f"a.xlsx {head}{term}\nb.xlsx {head}{other}")
    three, _ = programme(f"a.xlsx {head}{term}\nb.xlsx {head}{other}\nc.xlsx {head}{term}")
    assert [len(found.policy.calendar) for found in (two, three) if found.policy] == [2, 1]


def test_there_is_no_policy_without_a_workbook() -> None:
    assert Programme(()).policy is None
