"""Which KPIs may count children, and which cells of the sheets of figures may be quoted."""

from __future__ import annotations

import pytest

from examples import programme
from statuses import table
from xl_send.disclosure.protected import NOT_QUOTED, Protected
from xl_send.findings import Cell
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone


def protected(*kpis: tuple[str, str, str], more: str = "") -> Protected:
    """What KPIs of these ids, units and words of whether they count children are taken to be."""
    rows = (
        {"ID": name, "KPI": f"Measure {name}", "Unit": unit, "Counts children": counts} for name, unit, counts in kpis
    )
    found, _ = programme(table("KPIs", *rows) + more)
    return Protected.of(found)


def test_what_says_no_by_every_account_counts_no_children() -> None:
    found = protected(("TRN-K01", "Count", "Yes"), ("TRN-K02", "Percent", ""), ("TRN-K03", "Count", "No"))
    assert list(found) == [{"TRN-K01", "TRN-K02"}, {"TRN-K01"}, {"TRN-K03"}]
    again = "\nb.xlsx KPIs:\n| ID | Unit | Counts children |\n| --- | --- | --- |\n| TRN-K03 | Percent | {} |\n"
    both = protected(("TRN-K03", "Count", "No"), more=again.format("Yes"))
    assert list(both) == [{"TRN-K03"}, {"TRN-K03"}, set()]
    neither = protected(("TRN-K03", "Count", "No"), more=again.format("No"))
    assert list(neither) == [set(), set(), {"TRN-K03"}]


def test_a_kpi_of_which_a_row_could_not_be_read_counts_children() -> None:
    unread = "\nb.xlsx KPIs:\n| ID | Unit |\n| --- | --- |\n| TRN-K03 | nonsense |\n"
    assert protected(("TRN-K03", "Count", "No"), more=unread).children == {"TRN-K03"}


BOTH = (("TRN-K01", "Count", "Yes"), ("TRN-K02", "Count", "No"))
VALUE = columns_by_name(Actual)["value"]


@pytest.mark.parametrize(
    ("kpis", "record", "quoted"),
    [
        (BOTH, "TRN-K01 at 31 Oct 2026", False),
        (BOTH, "TRN-K02 at 31 Oct 2026", True),
        (BOTH, "TRN-K02", True),
        (BOTH, "TRN-K09 at 31 Oct 2026", False),  # of a KPI that is not known
        (BOTH, "", False),
        (BOTH[1:], "", True),  # whatever it is of, none of them counts children
        (BOTH[1:], "TRN-K09 at 31 Oct 2026", True),
        ((), "", False),
    ],
)
def test_a_cell_of_a_figure_is_quoted_where_its_kpi_is_known_to_count_no_children(
    kpis: tuple[tuple[str, str, str], ...], record: str, quoted: bool
) -> None:
    told = protected(*kpis).quoted(Cell("return.xlsx", "Actuals", "C2", record), VALUE, "about three")
    assert told == ("about three" if quoted else NOT_QUOTED)


@pytest.mark.parametrize(
    ("sheet", "record", "name", "quoted"),
    [
        ("KPIs", Kpi, "baseline", False), ("KPIs", Kpi, "target", False), ("KPIs", Kpi, "tolerance", False),
        ("KPIs", Kpi, "owner", True), ("Expectations", Expectation, "expected", False), ("kpis ", Kpi, "target", False),
        ("Expectations", Expectation, "milestone", True), ("Actuals", Actual, "value", False),
        ("Actuals", Actual, "base", False), ("Actuals", Actual, "period_end", True),
        ("Milestones", Milestone, "baseline", True),
    ],
)  # fmt: skip
def test_which_columns_hold_figures(
    sheet: str, record: type[Kpi | Actual | Expectation | Milestone], name: str, quoted: bool
) -> None:
    column = columns_by_name(record)[name]
    told = protected(*BOTH).quoted(Cell("return.xlsx", sheet, "C2", "TRN-K01"), column, "about three")
    assert told == ("about three" if quoted else NOT_QUOTED)
