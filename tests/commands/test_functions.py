"""`import xl_send`: the same verbs from Python."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

import xl_send
from files import write_example
from xl_send.xlsx.template.example import example_workbooks

TEXT = "Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M01 | |\n"


def test_a_workbook_is_read_checked_coloured_and_summed_up(tmp_path: Path) -> None:
    path = write_example(TEXT, tmp_path / "return.xlsx")
    programme = xl_send.read(str(path))
    assert [entry.cell.address for entry in xl_send.validate(programme) if entry.rule == "WB01"] == ["F2"]
    assert [item.id for item in xl_send.status(programme).items] == ["TRN-M01"]
    assert "SEND programme" in str(xl_send.summarise(programme).title)


def test_an_open_file_will_do_and_the_date_may_be_given(tmp_path: Path) -> None:
    content = io.BytesIO(write_example(TEXT, tmp_path / "return.xlsx").read_bytes())
    programme = xl_send.read(content, as_at=date(2027, 1, 4))
    assert xl_send.status(programme).as_at == date(2027, 1, 4)


def test_nothing_else_is_promised() -> None:
    with pytest.raises(AttributeError):
        _ = xl_send.forecast


def test_returns_are_brought_together_from_python(tmp_path: Path) -> None:
    for name, content in example_workbooks().items():
        (tmp_path / name).write_bytes(content)
    found = xl_send.consolidate(*map(str, sorted(tmp_path.iterdir())))
    assert len(found.sources.chosen.taken) == len(example_workbooks())
    (whole,) = xl_send.read(io.BytesIO(found.workbook)).submissions
    assert whole.codes == {"EHP", "OUT", "STA", "SUF", "TRN", "WFD"}
