"""A figure that cannot be right gives its item No data, whatever it would flatter."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.answers import ask, before, findings, new, no_better, status
from cases.workbooks import Return, book, sound

FIGURE = ("Actuals", "TRN-K02 at 31 Oct 2026", "Value")


def with_figure(look: str) -> Return:
    """The sound return, 35 typed for 35% into a cell of that number format."""
    made = sound().put(*FIGURE, 35)
    made.cell(*FIGURE).number_format = look
    return made


@pytest.mark.parametrize("look", ["General", "0%"])
def test_an_impossible_percentage_is_an_error_however_its_cell_is_shown(look: str, tmp_path: Path) -> None:
    made = with_figure(look)
    path = made.save(tmp_path)
    assert [(item.severity, item.place) for item in new(path)] == [("error", ("Actuals", made.at(*FIGURE)))]
    assert "35%" in new(path)[0].fix
    assert ask("validate", path).code == 1


@pytest.mark.parametrize("look", ["General", "0%"])
def test_a_kpi_whose_figure_is_in_doubt_has_no_data_and_improves_nothing(look: str, tmp_path: Path) -> None:
    made = with_figure(look)
    found = status(made.save(tmp_path))
    assert found.colour("TRN-K02") == "No data"
    assert "its figure is in doubt" in found.reason("TRN-K02")
    assert made.at(*FIGURE) in found.reason("TRN-K02")
    for whose, aspect in (("TRN", "benefits"), ("TRN", "overall"), ("programme", "overall")):
        assert no_better(found.aspects[whose, aspect], before().aspects[whose, aspect])


@pytest.mark.parametrize("kpi", ["TRN-K01", "TRN-K02"])
def test_a_bare_45_in_a_percent_kpi_is_in_doubt_whichever_way_is_better(kpi: str, tmp_path: Path) -> None:
    found = status(book("percent_typed").save(tmp_path))
    assert found.colour(kpi) == "No data"
    assert "its figure is in doubt" in found.reason(kpi)


def test_a_bare_45_in_a_percent_kpi_is_an_error(tmp_path: Path) -> None:
    path = book("percent_typed").save(tmp_path)
    errors = [finding for finding in findings(path) if finding.severity == "error" and finding.sheet == "Actuals"]
    assert [(error.record, error.column) for error in errors] == [
        ("TRN-K01 at 31 Oct 2026", "Value"),
        ("TRN-K02 at 31 Oct 2026", "Value"),
    ]
