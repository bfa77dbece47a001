"""What is counted is counted once, and what counts better than it is says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from files import write_example
from network.programmes import book
from statuses import read
from xl_send.rag.rollup import PROGRAMME, programme_status
from xl_send.results import AspectName, Status
from xl_send.shells.cli import main

SHARED = {
    "KPIs": ({"ID": "TRN-K01", "Workstream": "TRN"},),
    "Expectations": ({"KPI": "TRN-K01", "Measured on": "30 Sep 2026", "Expected": "120"},),
}


def test_a_kpi_of_two_returns_counts_once_as_the_worse_of_its_figures() -> None:
    both = [
        book(code, **SHARED, Actuals=({"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": value},))
        for code, value in (("TRN", "125"), ("OUT", "40"))
    ]
    picture = programme_status(read("\n".join(both)))
    assert sum(item.id == "TRN-K01" for item in picture.items) == 2
    found = {aspect.aspect: aspect.counts for aspect in picture.aspects if aspect.of == PROGRAMME}
    assert found[AspectName.BENEFITS] == {Status.RED: 1}
    assert found[AspectName.OVERALL] == {Status.RED: 1}


def test_status_says_why_what_is_red_counts_amber(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    risk = {"ID": "TRN-R01", "Likelihood": "5", "Impact": "4", "Proximity": "Next term", "Action due": "18 Dec 2026"}
    path = write_example(book("TRN", Risks=(risk,)), tmp_path / "trn.xlsx")
    main(["status", str(path)])
    told = " ".join(capsys.readouterr().out.split())
    assert "TRN-R01 is Red and counts Amber, because its treatment is in hand." in told
