"""The ways by which a governance summary leaks, each shut in every public output, and each open without its control."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest

from disclosure.outputs import leaks, public_outputs
from examples import programme
from statuses import table
from xl_send.errors import CannotRunError
from xl_send.workbook.submissions import Programme

MILESTONE = {"ID": "TRN-M01", "Baseline date": "25 Sep 2026", "Actual date": "25 Sep 2026", "Forecast date": ""}
SINCE = ("17 Jul 2026", "30 Sep 2026", "31 Oct 2026")
Control = tuple[str, Callable[..., object]]
ROOM = "xl_send.disclosure"
# Each control without effect.
NO_SMALL: Control = (f"{ROOM}.small_numbers.small_figures", lambda *_: ())
NO_CHANGE: Control = (f"{ROOM}.small_numbers.small_changes", lambda *_: ())
NO_PART: Control = (f"{ROOM}.small_numbers.Disclosure._complementary", lambda *_: frozenset())
NO_NARROWING: Control = (f"{ROOM}.small_numbers.Disclosure.narrows", lambda *_: False)
NO_TITLES: Control = (f"{ROOM}.protected.name_key", lambda _: "")
NO_TITLES_IN_WORDS: Control = (f"{ROOM}.owners_words._by_title", lambda *_: False)
NO_LATER: Control = (f"{ROOM}.publication._without", lambda reason, _: reason)
NO_WORDS: Control = (f"{ROOM}.publication.text_shown", lambda _shown, _record, _column, text: text)


class Shown(NamedTuple):
    """One KPI: its row, what was expected of it, and its figures with their bases."""

    id: str
    values: tuple[str, ...]
    bases: tuple[str, ...] = ("", "", "")
    expected: str = ""
    cells: Mapping[str, str] = MappingProxyType({})


class Route(NamedTuple):
    """A programme, what must not be told of it, and the control without which it is; and an earlier board."""

    now: Programme
    secrets: tuple[str, ...]
    control: Control
    then: Programme | None = None


def said(*kpis: Shown, as_at: str = "13 Nov 2026", more: str = "", commentary: str = "") -> Programme:
    """A programme of these KPIs, each with figures at the last dates of SINCE."""
    rows = [
        {"ID": one.id, "KPI": "Children out of school", "Unit": "Count", "Better when": "Lower", "Baseline": "400",
         "Target": "10", "Target date": "31 Jul 2027", "Reported RAG": "Green", "Commentary": "", **one.cells}
        for one in kpis
    ]  # fmt: skip
    points = [{"KPI": one.id, "Milestone": "TRN-M01", "Expected": one.expected} for one in kpis if one.expected]
    actuals = [
        {"KPI": one.id, "Period end": day, "Value": value, "Base": base}
        for one in kpis
        for day, value, base in zip(SINCE, one.values, one.bases, strict=False)
    ]
    cover = table("Programme", {"As at": as_at})
    milestones = table("Milestones", {**MILESTONE, "Commentary": commentary})
    text = cover + milestones + table("KPIs", *rows) + table("Expectations", *points) + table("Actuals", *actuals)
    return programme(text + more)[0]


SHARE = {"Unit": "Percent", "Baseline": "30%", "Target": "1%", "Tolerance": "1%"}
FEE = {"Unit": "Pounds", "KPI": "Average fee of a residential placement", "Baseline": "200000", "Target": "150000",
       "Tolerance": "1000"}  # fmt: skip
RATE = {"Unit": "Rate", "KPI": "Exclusions per 1,000 pupils", "Baseline": "71", "Target": "51", "Tolerance": "1"}
TOTAL = Shown("TRN-K01", ("263", "241", "213"), expected="300")
ORDERED = {"KPI": "Of these, ordered by the tribunal"}
AGREED = {"KPI": "Of these, agreed at admission"}
OTHERS = {"KPI": "Of these, others"}
SO_FAR = {"Measures": "Year to date", "Year basis": "Calendar"}
FEW = Shown("TRN-K01", ("97", "73", "3"))
BEFORE = "2 Oct 2026"
IN_TURN = {"Measures": "Period", "Year basis": "Calendar"}
TWIN = {"Counts children": "No", "KPI": "Children out-of-school"}
OF_NO_KPI = table("Actuals", {"KPI": "", "Period end": "31 Oct 2026", "Value": "8"})

ROUTES = {
    "1 a small count": Route(said(FEW._replace(expected="67")), ("3 at 31 Oct",), NO_SMALL),
    "2 a share of a known number": Route(
        said(Shown("TRN-K01", ("12%", "9%", "2%"), ("150",) * 3, "67%", SHARE)), ("2% at", "0.02"), NO_SMALL
    ),
    "3 a rate and its base": Route(
        said(Shown("TRN-K01", ("964", "763", "62"), ("50",) * 3, "67", RATE)), ("62 at",), NO_SMALL
    ),
    "4 a total less its visible parts": Route(
        said(TOTAL, Shown("TRN-K02", ("63", "41", "3"), expected="67", cells=ORDERED),
             Shown("TRN-K03", ("200", "200", "210"), expected="230", cells=AGREED)),
        ("210 at 31 Oct",), NO_PART,
    ),
    "5 an expectation and a gap": Route(
        said(FEW._replace(expected="2", cells={"Tolerance": "1"})), ("expected 2", '"expected": 2'), NO_NARROWING
    ),
    "6 one figure less the one before": Route(
        said(Shown("TRN-K01", ("110", "111", "112"), expected="170", cells=SO_FAR)), ("112 at", ": 112"), NO_CHANGE
    ),
    "6 one board less the one before": Route(
        said(Shown("TRN-K01", ("510", "317"), expected="170")), ("317",), NO_CHANGE,
        said(Shown("TRN-K01", ("510", "316"), expected="170"), as_at=BEFORE),
    ),
    "8 an average of one": Route(
        said(Shown("TRN-K01", ("211111", "222222", "287654"), ("", "", "1"), "300000", FEE)), ("287,654", "287654"),
        NO_SMALL,
    ),
    "8 an average of nobody knows how many": Route(
        said(Shown("TRN-K01", ("211111", "222222", "287654"), expected="300000", cells=FEE)), ("287,654", "287654"),
        NO_SMALL,
    ),
    "9 an owner's words": Route(
        said(FEW, commentary="3 children may move at Easter"), ("may move",), NO_WORDS,
        said(FEW._replace(values=("97", "73")), commentary="All is well", as_at=BEFORE),
    ),
    "9 words that call it by its title": Route(
        said(FEW, commentary="Children out of school now stand at three"), ("stand at three",), NO_TITLES_IN_WORDS,
        said(FEW._replace(values=("97", "73")), commentary="All is well", as_at=BEFORE),
    ),
    "11 the same figure under another id": Route(
        said(FEW, FEW._replace(id="TRN-K02", expected="67", cells=TWIN)),
        ("3 at 31 Oct",), NO_TITLES,
    ),
    "11 a later figure, told of one in doubt": Route(
        said(Shown("TRN-K01", ("50", "48", "3"), expected="67", cells=IN_TURN), more=OF_NO_KPI),
        ("3 at 31 Oct",), NO_LATER,
    ),
    "12 a colour beside its expectation": Route(
        said(FEW._replace(expected="3")), ("expected 3", '"expected": 3'), NO_NARROWING
    ),
    "13 all of a group": Route(
        said(Shown("TRN-K01", ("70%", "60%", "100%"), ("120",) * 3, "67%", SHARE)), ("100% at",), NO_SMALL
    ),
    "13 none of a group": Route(
        said(Shown("TRN-K01", ("70%", "60%", "0%"), ("120",) * 3, "67%", SHARE)), ("0% at 31",), NO_SMALL
    ),
    "14 small parts that leave little over": Route(
        said(TOTAL, Shown("TRN-K02", ("63", "41", "1"), expected="67", cells=ORDERED),
             Shown("TRN-K03", ("70", "60", "1"), expected="130", cells=OTHERS),
             Shown("TRN-K04", ("130", "140", "211"), expected="230", cells=AGREED)),
        ("211 at 31 Oct",), NO_PART,
    ),
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_is_shut_and_would_be_open_without_its_control(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = ROUTES[route]
    assert leaks(public_outputs(tried.now, tried.then), *tried.secrets) == []
    monkeypatch.setattr(*tried.control)
    assert leaks(public_outputs(tried.now, tried.then), *tried.secrets) != []


def test_7_one_return_that_says_it_counts_no_children_does_not_open_another() -> None:
    """One KPI of two workbooks: what is hidden in either account is hidden in both."""
    other = "".join(f"b.xlsx {part}" for part in ("KPIs:", "Actuals:"))
    assert other
    rows = table("KPIs", {"ID": "TRN-K01", "Unit": "Count", "Better when": "Lower", "Counts children": "No"})
    actuals = table("Actuals", {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "3"})
    more = "".join(text.replace("\nKPIs:", "\nb.xlsx KPIs:").replace("\nActuals:", "\nb.xlsx Actuals:")
                   for text in (rows, actuals))  # fmt: skip
    found = said(FEW._replace(expected="67"), more=more)
    assert len(found.submissions) == 2
    assert leaks(public_outputs(found), "3 at 31 Oct") == []


NAMES = {
    "9 a school, a need and an age": "A nine-year-old with autism at Larkfield Academy waits",
    "10 a name in words": "Ring jo.bloggs@example.org, the mother of NHS number 943 476 5919",
}


@pytest.mark.parametrize("route", NAMES)
def test_nothing_is_written_for_the_public_while_personal_data_stands(
    route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"Commentary": NAMES[route]}
    now = said(FEW._replace(values=("97", "73", "51"), cells=words))
    then = said(FEW._replace(values=("97", "73")), as_at=BEFORE)
    for side in ((now, None), (now, then)):
        with pytest.raises(CannotRunError, match=r"may identify a person.*KPIs [A-Z]+2"):
            public_outputs(*side)
    for place in ("publication.personal_data", "changes"):
        monkeypatch.setattr(f"xl_send.commands.{place}.refuse_while_personal_data_stands", lambda *_: None)
    assert leaks(public_outputs(now, then), NAMES[route]) != []
