"""Which figures are hidden, one by one, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest

from disclosure.test_routes import BEFORE, FEE, SHARE, SO_FAR, Shown, said
from examples import programme
from statuses import table
from xl_send.disclosure.kpi_figures import Cause
from xl_send.disclosure.owners_words import text_shown
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.rag.items import items
from xl_send.workbook.submissions import Programme

AREA = {**SHARE, "KPI": "Pupils with an EHC plan taught in mainstream schools"}


def causes(found: Programme, earlier: Programme | None = None, of: str = "TRN-K01") -> list[str]:
    """Why each value of a KPI is hidden, in the order of their dates; a dot where it is shown."""
    shown = Disclosure(found, earlier=Disclosure(earlier) if earlier else None)
    days = sorted({figure.at for figure in shown.told if figure.column == "value"} | {
        figure.at for figure in shown.hidden if figure.column == "value"
    }, key=str)  # fmt: skip
    hidden = {
        figure.at: cause for figure, cause in shown.hidden.items() if (figure.kpi, figure.column) == (of, "value")
    }
    return [hidden[day].name if day in hidden else "." for day in days]


def one(
    *values: str, bases: tuple[str, ...] = ("", "", ""), cells: Mapping[str, str] = MappingProxyType({})
) -> Programme:
    return said(Shown("TRN-K01", values, bases, cells=cells))


@pytest.mark.parametrize(
    ("value", "base", "cause"),
    [
        ("2%", "150", "SHARE"), ("3%", "150", "SHARE"), ("3.4%", "150", "."), ("50%", "4", "FEW"), ("50%", "10", "."),
        ("97%", "150", "SHARE"), ("96%", "150", "."), ("100%", "12", "SHARE"), ("0%", "4000", "SHARE"),
        ("4%", "", "NO_BASE"), ("50%", "", "NO_BASE"),
    ],
)  # fmt: skip
def test_a_share_is_hidden_where_few_are_counted_or_few_are_not(value: str, base: str, cause: str) -> None:
    assert causes(one(value, bases=(base,), cells=SHARE)) == [cause]


@pytest.mark.parametrize(("value", "cause"), [("40%", "."), ("5%", "."), ("4%", "SHARE"), ("97%", "SHARE")])
def test_a_share_of_all_in_an_area_may_do_without_its_base(value: str, cause: str) -> None:
    assert causes(one(value, cells=AREA)) == [cause]


@pytest.mark.parametrize(
    "name",
    [
        "Girls with an EHC plan in mainstream", "Pupils with a plan at Ashcombe", "Year 9 pupils with a plan",
        "Pupils with autism in mainstream", "Children waiting for a place", "Share of something",
    ],
)  # fmt: skip
def test_of_a_narrower_group_a_share_without_its_base_is_hidden(name: str) -> None:
    assert causes(one("40%", cells={**SHARE, "KPI": name})) == ["NO_BASE"]


def test_a_base_in_words_or_beside_another_figure_serves() -> None:
    assert causes(one("40%", cells={**SHARE, "KPI": "Share of 150 pupils"})) == ["."]
    assert causes(one("40%", cells={**SHARE, "KPI": "Share", "Definition": "Of 150 pupils, who came."})) == ["."]
    assert causes(one("40%", "20%", bases=("150", ""), cells=SHARE)) == [".", "."]
    assert causes(one("40%", "2%", bases=("150", ""), cells=SHARE)) == [".", "SHARE"]


@pytest.mark.parametrize(("base", "cause"), [("1", "FEW"), ("4", "FEW"), ("5", "."), ("", "NO_BASE")])
def test_an_average_is_hidden_over_few(base: str, cause: str) -> None:
    assert causes(one("287654", bases=(base,), cells=FEE)) == [cause]


@pytest.mark.parametrize(
    ("unit", "value", "cause"), [("Rate", "62", "SHARE"), ("Rate", "162", ".")]
)  # fmt: skip
def test_a_rate_is_hidden_where_it_tells_of_few_events(unit: str, value: str, cause: str) -> None:
    named = {"Unit": unit, "KPI": "Exclusions per 1,000 pupils"}
    assert causes(one(value, bases=("50",), cells=named)) == [cause]
    assert causes(one(value, bases=("50",), cells={**named, "KPI": "Exclusions, as a rate"})) == ["SHARE"]
    per_thousand = {**named, "KPI": "Exclusions per thousand pupils"}
    assert causes(one(value, bases=("50",), cells=per_thousand)) == [cause]
    assert causes(one(value, bases=("50",), cells={**named, "KPI": "Exclusions per hundred pupils"})) == ["."]


@pytest.mark.parametrize(
    ("values", "cells", "hidden"),
    [
        (("60", "61", "62"), {}, [".", "CHANGE", "CHANGE"]),
        (("60", "63", "66"), {}, [".", "CHANGE", "."]),
        (("60", "60", "60"), {}, [".", ".", "."]),
        (("60", "60", "65"), SO_FAR, [".", "CHANGE", "."]),
        (("60", "61", "62"), {"Measures": "Period", "Year basis": "Calendar"}, [".", ".", "."]),
        (("60", "61", "62"), {"Series break": "1 Oct 2026"}, [".", "CHANGE", "."]),
        (("60", "61", "62"), {"Measures": "Year to date", "Year basis": "Academic"}, [".", ".", "CHANGE"]),
        (("60", "3", "62"), {}, [".", "SMALL", "CHANGE"]),
        (("60", "61", "62"), {"Counts children": "No"}, [".", ".", "."]),
    ],
)  # fmt: skip
def test_a_figure_is_hidden_that_differs_from_the_last_told_by_few(
    values: tuple[str, ...], cells: dict[str, str], hidden: list[str]
) -> None:
    assert causes(one(*values, cells=cells)) == hidden


@pytest.mark.parametrize(
    ("values", "bases", "hidden"),
    [
        (("40%", "42%"), ("50", "50"), [".", "CHANGE"]),
        (("40%", "60%"), ("50", "50"), [".", "."]),
        # Rounded to whole per cent of thousands, nobody can tell by how many children two shares differ.
        (("40%", "40%"), ("5000", "5003"), [".", "."]),
    ],
)  # fmt: skip
def test_shares_are_compared_by_the_children_behind_them(
    values: tuple[str, ...], bases: tuple[str, ...], hidden: list[str]
) -> None:
    assert causes(one(*values, bases=bases, cells=SHARE)) == hidden


def test_an_average_over_one_child_more_or_less_tells_of_that_child() -> None:
    assert causes(one("61111", "62222", bases=("9", "8"), cells=FEE)) == [".", "CHANGE"]


@pytest.mark.parametrize(("then", "now", "cause"), [("316", "317", "CHANGE"), ("316", "316", "."), ("316", "330", ".")])
def test_a_figure_revised_by_few_since_the_last_edition_is_hidden(then: str, now: str, cause: str) -> None:
    assert causes(one("510", now), said(Shown("TRN-K01", ("510", then)), as_at=BEFORE)) == [".", cause]


def test_a_baseline_revised_by_few_is_hidden() -> None:
    shown = Disclosure(one("97", cells={"Baseline": "402"}), earlier=Disclosure(one("97", cells={"Baseline": "400"})))
    assert {figure.column: cause for figure, cause in shown.hidden.items()} == {"baseline": Cause.CHANGE}


def test_what_the_last_edition_told_stays_told() -> None:
    """The last edition told 63 beside 60: now that stands, and 66 is held against it."""
    earlier = one("60", "63", cells={"Counts children": "No"})
    assert causes(one("60", "63", "66"), earlier) == [".", ".", "CHANGE"]


FAMILIES = {
    "TRN-K01": ("263", "213"), "TRN-K02": ("63", "3"), "TRN-K03": ("200", "210"),
    "TRN-K04": ("571", "563"), "TRN-K05": ("171", "4"), "TRN-K06": ("400", "559"),
}  # fmt: skip


@pytest.mark.parametrize(
    "parts",
    [
        ({"Part of": "{}"}, {"Part of": "{}", "Baseline date": "7 Sep 2026"}),
        ({"KPI": "Of these, by order"}, {"KPI": "of which agreed"}),
        ({"KPI": "By order"}, {"KPI": "Agreed"}),
    ],
    ids=["declared", "worded", "adding up"],
)
def test_parts_are_known_as_declared_as_worded_and_as_they_add_up(parts: tuple[dict[str, str], ...]) -> None:
    """Those of every total."""
    of: dict[str, dict[str, str]] = {}
    for total, *names in (("TRN-K01", "TRN-K02", "TRN-K03"), ("TRN-K04", "TRN-K05", "TRN-K06")):
        for name, cells in zip(names, parts, strict=True):
            of[name] = {title: text.format(total) for title, text in cells.items()}
    found = said(*(Shown(name, values, cells=of.get(name, {})) for name, values in FAMILIES.items()))
    latest = {name: causes(found, of=name) for name in FAMILIES}
    assert list(latest.values()) == 2 * [[".", "."], [".", "SMALL"], [".", "PART"]]


@pytest.mark.parametrize(
    ("titles", "cause"),
    [
        (({"Part of": "TRN-K01"}, {"Part of": "TRN-K01"}), "PART"),
        (({"KPI": "Of these, by order"}, {"KPI": "of which agreed"}), "PART"),
        (({"KPI": "By order"}, {"KPI": "Agreed"}), "."),
    ],
)
def test_parts_of_one_date_alone_are_known_as_declared_or_worded(
    titles: tuple[dict[str, str], ...], cause: str
) -> None:
    figures = ("3", "210")
    parts = [Shown(f"TRN-K0{at}", (figures[at - 2],), cells=cells) for at, cells in enumerate(titles, 2)]
    found = said(Shown("TRN-K01", ("213",)), *parts)
    assert (causes(found, of="TRN-K02"), causes(found, of="TRN-K03")) == (["SMALL"], [cause])


def test_what_adds_up_once_by_chance_is_no_sum() -> None:
    kpis = [Shown("TRN-K01", ("213",)), Shown("TRN-K02", ("3",)), Shown("TRN-K03", ("210",))]
    assert causes(said(*kpis), of="TRN-K03") == ["."]


def test_what_another_account_hides_is_hidden_and_nothing_more() -> None:
    first, latest = (263, 63, 200), (213, 3, 210)
    found = said(*(Shown(f"TRN-K0{n + 1}", (str(first[n]), str(latest[n])), cells=cells) for n, cells in enumerate(OF)))
    once = Disclosure(found)
    assert Disclosure(found, besides=once.small).small == once.small


def test_what_is_hidden_to_guard_another_account_is_guarded_here_by_one_more() -> None:
    found = said(*(Shown(f"TRN-K0{n + 1}", (value,), cells=OF[n]) for n, value in enumerate(("213", "63", "150"))))
    guard = next(place for place in Disclosure(found).told if (place.kpi, place.column) == ("TRN-K02", "value"))
    hidden = Disclosure(found, besides={guard: Cause.PART}).hidden
    assert {place.kpi: cause for place, cause in hidden.items()} == {"TRN-K02": Cause.PART, "TRN-K03": Cause.PART}


OF: tuple[dict[str, str], ...] = ({}, {"Part of": "TRN-K01"}, {"Part of": "TRN-K01"})


def test_to_the_programme_office_nothing_is_hidden_and_that_is_said() -> None:
    office = Disclosure(one("97", "3"), ShownTo.OFFICE)
    assert not office.hidden
    assert office.marking == "For the programme office: holds small numbers"
    assert not Disclosure(one("97", "83"), ShownTo.OFFICE).marking
    assert not Disclosure(one("97", "3")).marking


def test_a_kpi_of_which_a_row_could_not_be_read_is_taken_to_count_children() -> None:
    rows = table("KPIs", {"ID": "TRN-K01", "Unit": "Furlongs", "Counts children": "No"})
    found, _ = programme(rows + table("Actuals", {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "3"}))
    assert "TRN-K01" in Disclosure(found).protected.children


@pytest.mark.parametrize("declared", [True, False])
def test_declared_parts_need_not_add_up(declared: bool) -> None:
    """A reader who takes them for all parts would still subtract; other KPIs that do not add up are no parts."""
    part = {"Part of": "TRN-K01"} if declared else {}
    kpis = [Shown("TRN-K01", ("213",)), Shown("TRN-K02", ("3",), cells=part), Shown("TRN-K03", ("199",), cells=part)]
    assert causes(said(*kpis), of="TRN-K03") == (["PART"] if declared else ["."])


@pytest.mark.parametrize(("each", "rest", "cause"), [("4", "22", "PART"), ("2", "24", "."), ("0", "30", "PART")])
def test_two_small_parts_are_guarded_by_a_third_where_what_is_left_of_the_total_tells_each(
    each: str, rest: str, cause: str
) -> None:
    """Of two that are "fewer than 5" and make eight together, each is four; of two that make four, nobody knows."""
    parts = [Shown(f"TRN-K0{number}", (figure,), cells=OF[1]) for number, figure in enumerate((each, each, rest), 2)]
    found = said(Shown("TRN-K01", (str(2 * int(each) + int(rest)),)), *parts)
    assert [causes(found, of=f"TRN-K0{number}") for number in (1, 2, 3, 4)] == [["."], ["SMALL"], ["SMALL"], [cause]]


def test_a_total_that_was_not_read_and_a_part_without_figures_are_passed_over() -> None:
    parts = [Shown("TRN-K02", ("3",), cells={"Part of": "TRN-K09"}), Shown("TRN-K03", (), cells={"Part of": "TRN-K01"})]
    shown = Disclosure(said(Shown("TRN-K01", ("213",)), *parts))
    assert [(place.kpi, cause) for place, cause in shown.hidden.items()] == [("TRN-K02", Cause.SMALL)]


def test_a_part_is_looked_for_in_the_month_of_its_total() -> None:
    """The part of the last day of September goes with a total of the second; one of October does not."""
    rows = [{"ID": "TRN-K01", "Part of": ""}, {"ID": "TRN-K02", "Part of": "TRN-K01"}]
    rows += [{"ID": "TRN-K03", "Part of": "TRN-K01"}]
    figures = [("TRN-K01", "2 Sep 2026", "213"), ("TRN-K02", "30 Sep 2026", "3"), ("TRN-K03", "9 Sep 2026", "90"),
               ("TRN-K03", "16 Sep 2026", "210"), ("TRN-K03", "1 Oct 2026", "199")]  # fmt: skip
    actuals = [dict(zip(("KPI", "Period end", "Value"), row, strict=True)) for row in figures]
    kpis = [{"Unit": "Count", "Measures": "Period", "Year basis": "Academic", **row} for row in rows]
    shown = Disclosure(programme(table("KPIs", *kpis) + table("Actuals", *actuals))[0])
    assert [place.at for place, cause in shown.hidden.items() if cause is Cause.PART] == [date(2026, 9, 16)]


@pytest.mark.parametrize(("values", "withheld"), [(("60", "61"), True), (("60", "3"), False), (("60", "90"), False)])
def test_what_was_expected_of_a_count_hidden_for_its_change_is_withheld(
    values: tuple[str, ...], withheld: bool
) -> None:
    """Of a small count every other small count has the same colour here; of one near 60 nobody knows."""
    found = said(Shown("TRN-K01", values, expected="200"))
    (item,) = (item for item in items(found) if item.id == "TRN-K01")
    assert Disclosure(found).narrows(found.kpis["TRN-K01"], item.rating) is withheld


@pytest.mark.parametrize(("day", "hidden"), [("1 Sep 2026", True), ("2 Sep 2026", False)])
def test_baselines_of_one_date_are_totals_and_parts_too(day: str, hidden: bool) -> None:
    of = {"Part of": "TRN-K01", "Baseline date": "1 Sep 2026"}
    kpis = [
        Shown("TRN-K01", ("900",), cells={"Baseline": "213", "Baseline date": "1 Sep 2026"}),
        Shown("TRN-K02", ("700",), cells={**of, "Baseline": "3"}),
        Shown("TRN-K03", ("199",), cells={**of, "Baseline": "210", "Baseline date": day}),
    ]
    shown = Disclosure(said(*kpis))
    assert [place.kpi for place, cause in shown.hidden.items() if cause is Cause.PART] == (
        ["TRN-K03"] if hidden else []
    )


def test_a_figure_that_is_twice_another_is_no_sum() -> None:
    kpis = [Shown("TRN-K01", ("200", "400")), Shown("TRN-K02", ("100", "200")), Shown("TRN-K03", ("97", "3"))]
    shown = Disclosure(said(*kpis))
    assert [(place.kpi, cause) for place, cause in shown.hidden.items()] == [("TRN-K03", Cause.SMALL)]
    kpis = [Shown("TRN-K01", ("12", "4")), Shown("TRN-K02", ("6", "2")), Shown("TRN-K03", ("97", "93"))]
    assert Cause.PART not in Disclosure(said(*kpis)).hidden.values()


@pytest.mark.parametrize(
    ("column", "text", "withheld"),
    [
        ("help_needed", "None", False), ("help_needed", "none at present", False), ("help_needed", "None of 3", True),
        ("help_needed", "One more place", True), ("commentary", "None", True), ("commentary", "As expected", False),
        ("name", "Year 7 pupils out of school", False), ("name", "The two pupils out of school", True),
        ("definition", "Counted on 3 dates a year", False),
    ],
)  # fmt: skip
def test_words_about_a_hidden_count_hold_no_number(column: str, text: str, withheld: bool) -> None:
    found = one("97", "73", "3")
    assert text_shown(Disclosure(found), found.kpis["TRN-K01"], column, text).startswith("Not shown") is withheld
    open_still = one("97", "73", "51")
    assert text_shown(Disclosure(open_still), open_still.kpis["TRN-K01"], column, text) == text
