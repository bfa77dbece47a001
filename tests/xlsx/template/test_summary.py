"""The Summary sheet stands first after Start, one page with its charts; its formulas are tried in test_parity."""

from __future__ import annotations

import zipfile
from io import BytesIO

from known.on_demand import load_workbook
from xl_send.xlsx.template.example import example_workbooks
from xl_send.xlsx.template.summary_sheet import SUMMARY


def test_it_comes_after_start_and_has_its_charts_described() -> None:
    package = example_workbooks()["transition.xlsx"]
    assert load_workbook(BytesIO(package)).sheetnames[:2] == ["Start", SUMMARY]
    with zipfile.ZipFile(BytesIO(package)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        drawing = parts.read("xl/drawings/drawing1.xml")
    assert len(charts) == 2
    assert drawing.count(b' descr="Bars of ') == 2
