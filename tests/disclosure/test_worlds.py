"""Small programmes that differ only in what is hidden have the same public outputs, whatever they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from disclosure.outputs import leaks, public_outputs
from disclosure.test_routes import BEFORE, FEW, Shown, said
from xl_send.disclosure.file_names import renamed, without_folders
from xl_send.disclosure.kpi_figures import KpiFigure
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.rag.items import items
from xl_send.workbook.submissions import Programme

NAMES = ("Children without a place", "Of these, out of county", "of whom moved", "Permanent exclusions")
MEASURES = (("Snapshot", ""), ("Year to date", "Calendar"), ("Period", "Financial"))


@st.composite
def kpis(draw: st.DrawFn) -> list[Shown]:
    """Up to four counts of children, some of them small, some parts of the one before."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        measures, basis = draw(st.sampled_from(MEASURES))
        values = draw(st.lists(st.integers(0, 12) | st.integers(100, 999), min_size=1, max_size=3))
        cells = {
            "KPI": NAMES[number], "Measures": measures, "Year basis": basis,
            "Better when": draw(st.sampled_from(("Lower", "Higher"))),
            "Commentary": draw(st.sampled_from(("", "All is well", "3 may move", "Both are known"))),
        }  # fmt: skip
        expected = draw(st.sampled_from(("", "3", "90")))
        found.append(Shown(f"TRN-K0{number + 1}", tuple(map(str, values)), expected=expected, cells=cells))
    return found


def hidden_in(found: Programme, then: Programme) -> Mapping[KpiFigure, str]:
    shown = Disclosure(found, ShownTo.PUBLIC, Disclosure(then, ShownTo.PUBLIC))
    return {place: cause.name for place, cause in shown.hidden.items()}


def other_world(world: list[Shown], number: int) -> list[Shown]:
    """The same KPIs, each small count another small count."""
    return [
        one._replace(values=tuple(str((int(value) + number) % 5) if int(value) < 5 else value for value in one.values))
        for one in world
    ]


@settings(max_examples=20, deadline=None)
@given(kpis(), st.integers(1, 4))
def test_what_is_hidden_leaves_no_trace(world: list[Shown], number: int) -> None:
    """A world in which the same is hidden for the same reasons and each KPI has the same colour."""
    one, other = said(*world), said(*other_world(world, number))
    then = said(*world[:1], as_at=BEFORE)
    assume(hidden_in(one, then) == hidden_in(other, then))
    assume([item.status for item in items(one)] == [item.status for item in items(other)])
    told, other_told = public_outputs(one, then), public_outputs(other, then)
    assert [name for name in told if told[name] != other_told[name]] == []


def test_where_workbooks_are_kept_is_told_nobody() -> None:
    """Also of a programme that was read by its paths: it is told as one that was read by names."""
    found = said(FEW._replace(expected="67", cells={"Commentary": "3 may move"}))
    kept = renamed(found, {"return.xlsx": "/home/jo/secret/return.xlsx"})
    outputs = public_outputs(kept)
    assert leaks(outputs, "/home/jo", "secret") == []
    assert outputs == public_outputs(found)


def test_workbooks_of_one_name_stay_apart() -> None:
    found = said(FEW)
    twice = [renamed(found, {"return.xlsx": path}).submissions[0] for path in ("a/return.xlsx", "C:\\b\\return.xlsx")]
    kept = without_folders(replace(found, submissions=tuple(twice)))
    assert [one.workbook for one in kept.submissions] == ["return.xlsx", "return.xlsx (2)"]
    assert without_folders(found) is found
