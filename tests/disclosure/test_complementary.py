"""Totals and parts: what a reader can work out by arithmetic is tried by going through all that it could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_send.disclosure.complementary import Sum, Suppression
from xl_send.disclosure.kpi_figures import KpiFigure

BELOW = 5


def figure(name: str) -> KpiFigure:
    return KpiFigure(name, "value")


def family(total: str, *parts: str) -> Sum:
    return Sum(figure(total), tuple(map(figure, parts)))


def hidden_of(sums: Sequence[Sum], values: Mapping[str, float], known: Sequence[str] = ()) -> set[str]:
    """The figures that are hidden in the end, small ones and those besides."""
    figures = {figure(name): value for name, value in values.items()}
    most = {one: BELOW - 1.0 for one, value in figures.items() if value < BELOW}
    further = Suppression(sums, figures, most, [figure(name) for name in known]).further(BELOW)
    return {one.kpi for one in (*most, *further)}


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ({"T": 21, "a": 3, "b": 18}, {"a", "b"}),
        ({"T": 18, "a": 9, "b": 2, "c": 7}, {"b", "c"}),
        ({"T": 30, "a": 10, "b": 20}, set()),
        # Two small ones of which the sum tells each: nought and nought, four and four.
        ({"T": 20, "a": 0, "b": 0, "c": 20}, {"a", "b", "c"}),
        ({"T": 30, "a": 4, "b": 4, "c": 22}, {"a", "b", "c"}),
        # Two of which the sum tells nothing: each may be any of nought to four.
        ({"T": 24, "a": 2, "b": 2, "c": 20}, {"a", "b"}),
        # A total that is itself small, with nothing else to tell it.
        ({"T": 4, "a": 1, "b": 3}, {"T", "a", "b"}),
        # Parts that do not make up the whole: one alone would still be told by a reader who thinks so.
        ({"T": 40, "a": 3, "b": 18}, {"a", "b"}),
    ],
)
def test_one_hidden_figure_never_stands_alone_with_its_total(values: dict[str, float], hidden: set[str]) -> None:
    parts = [name for name in values if name != "T"]
    assert hidden_of([family("T", *parts)], values) == hidden


def test_where_all_parts_are_known_or_hidden_the_total_is_hidden() -> None:
    assert hidden_of([family("T", "a", "b")], {"T": 21, "a": 3, "b": 18}, known=["b"]) == {"a", "T"}


def test_what_hides_in_one_sum_is_not_told_by_another() -> None:
    """b is hidden to guard a, and is a total of its own parts: one of them is hidden too."""
    sums = [family("T", "a", "b"), family("b", "c", "d")]
    hidden = hidden_of(sums, {"T": 21, "a": 3, "b": 18, "c": 8, "d": 10})
    assert hidden == {"a", "b", "c"}


def test_what_two_sums_tell_together_is_not_told_however_many_steps_a_reader_needs() -> None:
    """i is 0 to 4 and j is 8, so M is at most 12, so o is at least 1 where T is shown to be 13."""
    sums = [family("M", "i", "j"), family("T", "M", "o")]
    assert hidden_of(sums, {"i": 4, "j": 8, "M": 12, "o": 1, "T": 13}) == {"i", "M", "o", "T"}


def test_a_figure_hidden_for_its_change_is_not_told_by_a_sum_either() -> None:
    values = {figure("T"): 40.0, figure("a"): 12.0, figure("b"): 28.0}
    assert Suppression([family("T", "a", "b")], values, {figure("a"): inf}).further(BELOW) == {figure("b")}


def _possible(values: Mapping[str, int], hidden: set[str]) -> Iterator[Mapping[str, int]]:
    """All that the figures could be, by what a reader is told: those shown as they are, small ones small."""
    parts = [name for name in values if name not in "MT"]
    spans = [_span(values[name], is_hidden=name in hidden) for name in parts]
    for guess in product(*spans):
        full = dict(zip(parts, guess, strict=True))
        full["M"] = sum(value for name, value in full.items() if name.startswith("i"))
        full["T"] = full["M"] + sum(value for name, value in full.items() if name.startswith("o"))
        if all(value in _span(values[name], is_hidden=name in hidden) for name, value in full.items()):
            yield full


def _span(value: int, *, is_hidden: bool) -> range:
    if not is_hidden:
        return range(value, value + 1)
    return range(BELOW) if value < BELOW else range(40)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=2), st.lists(st.integers(0, 9), min_size=1, max_size=2))
def test_nobody_can_work_out_more_of_a_small_count_than_that_it_is_small(inner: list[int], outer: list[int]) -> None:
    """A total of parts, one of which is a total again; all that the hidden ones could be is gone through."""
    values = {f"i{number}": value for number, value in enumerate(inner)}
    values |= {f"o{number}": value for number, value in enumerate(outer)}
    values |= {"M": sum(inner), "T": sum(inner) + sum(outer)}
    sums = [
        family("M", *(f"i{number}" for number in range(len(inner)))),
        family("T", "M", *(f"o{number}" for number in range(len(outer)))),
    ]
    hidden = hidden_of(sums, values)
    possible = list(_possible(values, hidden))
    for name in hidden:
        if values[name] < BELOW:
            assert {full[name] for full in possible} == set(range(BELOW))
