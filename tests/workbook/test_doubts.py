"""Which figures cannot be right by what their KPI is and what stands beside them: just so, and just not."""

from __future__ import annotations

from pathlib import Path

import pytest

import xl_send
from files import write_example
from statuses import read, table
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.kpis import Actual, Kpi

ALL_OF_THEM = {"Unit": "Percent", "KPI": "Share of all plans issued in time"}
ON_A_SCALE = {"Unit": "Score", "KPI": "Confidence of staff", "Definition": "On a scale of 1 to 5."}


@pytest.mark.parametrize(
    ("kpi", "sound", "doubtful"),
    [
        ({"Unit": "Percent"}, {"Value": "150%"}, {"Value": "151%"}),
        ({"Unit": "Percent"}, {"Value": "0%", "Base": "1"}, {"Value": "0%", "Base": "0"}),
        ({"Unit": "Count"}, {"Value": "0"}, {"Value": "-1"}),
        ({"Unit": "Count"}, {"Value": "12"}, {"Value": "12.5"}),
        ({"Unit": "Count"}, {"Value": "1"}, {"Value": "100%"}),
        ({"Unit": "Count"}, {"Value": "40", "Base": "40"}, {"Value": "41", "Base": "40"}),
        (ON_A_SCALE, {"Value": "5"}, {"Value": "5.1"}),
        (ALL_OF_THEM, {"Value": "100%"}, {"Value": "101%"}),
    ],
)
def test_a_figure_that_cannot_be_right_is_in_doubt(
    kpi: dict[str, str], sound: dict[str, str], doubtful: dict[str, str]
) -> None:
    percent = "%" if kpi["Unit"] == "Percent" else ""
    row = {"ID": "TRN-K01", "Baseline": f"1{percent}", "Target": f"2{percent}", **kpi}
    figures = [
        {"KPI": "TRN-K01", "Period end": f"{day} Oct 2026", **given} for day, given in enumerate((sound, doubtful), 1)
    ]
    found = read(table("KPIs", row) + table("Actuals", *figures))
    (of,) = found.each(Kpi)
    assert [is_given_in_doubt(of, actual) for actual in found.each(Actual)] == [False, True]


def test_analysts_and_boards_are_told_which_figure_is_in_doubt(tmp_path: Path) -> None:
    then, now = (
        write_example(
            table("Programme", {"As at": day}) + table("Workstreams", {"Code": "TRN"})
            + table("KPIs", {"ID": "TRN-K01", "Unit": "Count"})
            + table("Actuals", {"KPI": "TRN-K01", "Period end": "30 Sep 2026", "Value": value}),
            tmp_path / f"{value}.xlsx",
        )
        for day, value in (("16 Oct 2026", "12"), ("13 Nov 2026", "-5"))
    )  # fmt: skip
    points = xl_send.tables(now)["kpi_points"]
    assert points.loc[points["actual"] == -5, "in_doubt"].tolist() == ["Yes"]
    assert points.loc[points["actual"] != -5, "in_doubt"].isna().all()
    told = " ".join(change.sentence for change in xl_send.changes(then, now).changes.changes)
    assert "-5 (in doubt)" in told
