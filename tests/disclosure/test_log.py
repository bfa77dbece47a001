"""The disclosure log names what is not shown, and holds none of it; what lies beside the records is not quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure.outputs import leaks, public_outputs
from disclosure.test_routes import FEW, Shown, said
from examples import programme
from statuses import table
from xl_send.disclosure.log import NotShown, disclosure_log
from xl_send.disclosure.protected import NOT_QUOTED
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.workbook.sheets.checks import Explanation
from xl_send.workbook.submissions import Programme


def seen(found: Programme, to: ShownTo = ShownTo.PUBLIC) -> Publication:
    return Publication(Disclosure(found, to))


def logged(found: Programme, to: ShownTo = ShownTo.PUBLIC) -> dict[str, NotShown]:
    return {entry.what: entry for entry in disclosure_log(seen(found, to))}


def test_each_figure_and_text_that_is_not_shown_is_named_with_its_cell_and_why() -> None:
    words = {"Commentary": "3 may move at Easter", "Tolerance": "1"}
    found = logged(said(FEW._replace(expected="2", cells=words)))
    kinds = {what: entry.kind for what, entry in found.items()}
    assert kinds == {
        "Value of TRN-K01 at 31 October 2026": "primary",
        "Expected of TRN-K01 at TRN-M01": "complementary",
        "Target of TRN-K01": "complementary",
        "Tolerance of TRN-K01": "complementary",
        "Commentary of TRN-K01": "free text",
    }
    value = found["Value of TRN-K01 at 31 October 2026"]
    assert (value.cell.sheet, value.cell.address, value.cell.column) == ("Actuals", "C4", "Value")
    assert value.why == "a count of children below the threshold"
    assert value.instead == "fewer than 5"
    text = found["Commentary of TRN-K01"]
    assert text.why == "it holds a number beside a figure that is hidden, or tells of few children"
    assert text.instead.startswith("Not shown")


def test_a_base_and_a_baseline_are_named() -> None:
    share = {"Unit": "Percent", "Baseline": "0%", "Target": "60%"}
    found = logged(said(Shown("TRN-K01", ("50%",), ("3",), cells=share)))
    assert found["Base of TRN-K01 at 17 July 2026"].instead == "fewer than 5"
    assert found["Value of TRN-K01 at 17 July 2026"].instead == "Too few to show"
    assert found["Baseline of TRN-K01"].kind == "primary"


@pytest.mark.parametrize(
    ("names", "why"),
    [({"child"}, "a child"), ({"email"}, "a person"), ({"upn"}, "a pupil")],
)
def test_a_text_that_was_withheld_when_it_was_read_is_named(names: set[str], why: str) -> None:
    found = said(FEW)
    marked = replace(found.submissions[0], withheld={("Risks", "G7"): frozenset(names)})
    entry = logged(replace(found, submissions=(marked,)))["Text"]
    assert (entry.cell.sheet, entry.cell.address, entry.kind) == ("Risks", "G7", "personal data")
    assert entry.why == f"it may identify {why}"
    assert entry.instead == ""


def test_a_programme_with_nothing_to_hide_has_an_empty_log() -> None:
    assert logged(said(Shown("TRN-K01", ("97", "73", "51")))) == {}
    office = seen(said(FEW), ShownTo.OFFICE)
    assert office.programme is office.shown.programme


UNREAD = [("Value", "about 3", True), ("Base", "3 or so", True), ("Period end", "spring", False)]


@pytest.mark.parametrize(("title", "text", "hidden"), UNREAD)
def test_a_cell_that_could_not_be_read_is_not_quoted_where_it_may_be_a_figure(
    title: str, text: str, *, hidden: bool
) -> None:
    actual = {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "30", "Base": "60", title: text}
    found, _ = programme(table("KPIs", {"ID": "TRN-K01", "Unit": "Count"}) + table("Actuals", actual))
    (cell,) = seen(found).programme.submissions[0].unread_cells
    assert (cell.text == NOT_QUOTED) is hidden
    entry = logged(found).get(f"{title}, as it lies")
    assert (entry is not None) is hidden
    assert entry is None or (entry.kind, entry.instead) == ("free text", NOT_QUOTED)
    assert bool(leaks(public_outputs(found), text)) is not hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [("3 children are left", True), ("Total of TRN-K01: 3", True), ("See the panel's record", False)],
)
def test_a_note_under_a_table_is_not_quoted_where_it_may_tell(text: str, *, hidden: bool) -> None:
    note = {"KPI": text, "Period end": "", "Value": "", "Base": ""}
    rows = [{"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "3", "Base": ""}, note]
    found, _ = programme(table("KPIs", {"ID": "TRN-K01", "Unit": "Count"}) + table("Actuals", *rows))
    asides = seen(found).programme.submissions[0].asides
    assert [aside.text == NOT_QUOTED for aside in asides] == [hidden]


def test_figures_of_a_row_that_could_not_be_read_are_not_kept() -> None:
    found, _ = programme(
        table("KPIs", {"ID": "TRN-K01", "Unit": "Count"})
        + table("Actuals", {"KPI": "TRN-K01", "Period end": "spring", "Value": "3"}, {"KPI": "TRN-K01", "Value": "4"})
    )
    rows = seen(found).programme.submissions[0].unread_rows
    assert rows
    assert all("value" not in row.values and "kpi" in row.values for row in rows)


def test_reasons_of_explanations_and_silences_are_free_text_too() -> None:
    found = said(FEW)
    cell = found.kpis["TRN-K01"].at("id")
    told = (
        Explanation("K", "TRN-K01 stands at 3", "", None, cell),
        Explanation("L", "Agreed by the board", "", None, cell),
    )
    safe = seen(replace(found, submissions=(replace(found.submissions[0], explanations=told),)))
    first, second = safe.programme.submissions[0].explanations
    assert first.reason.startswith("Not shown")
    assert second.reason == "Agreed by the board"


def test_a_figure_read_on_an_assumption_is_not_quoted() -> None:
    actual = {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": '"3"'}
    found, _ = programme(table("KPIs", {"ID": "TRN-K01", "Unit": "Count"}) + table("Actuals", actual))
    (before,), (after,) = found.submissions[0].remarks, seen(found).programme.submissions[0].remarks
    assert (before.text, before.value) == ("3", 3.0)
    assert (after.text, after.value) == (NOT_QUOTED, None)
