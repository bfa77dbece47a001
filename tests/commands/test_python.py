"""`import xl_send`: the same verbs from Python, over whatever holds a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as NewWorkbook
from pandas import read_excel
from xlsxwriter import Workbook

import xl_send
from files import example_in, write_example
from known.on_demand import load_workbook
from xl_send.commands.loading import Readables
from xl_send.shells.cli import main
from xl_send.xlsx.template.example import example_workbooks

TEXT = "Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M01 | |\n"
SILENCE = """
Thresholds, as it lies:
| Tight float (working days) | 10 | Note |
| --- | --- | --- |
| Rule | Reason | Until |
| WB01 | Owners are appointed in spring | 1 April 2027 |
"""
OVER_PROGRAMMES: list[Callable[..., object]] = [xl_send.validate, xl_send.status, xl_send.conflicts, xl_send.sequence]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_example(TEXT, tmp_path / "return.xlsx")


@pytest.fixture
def another_template(tmp_path: Path) -> Path:
    place = tmp_path / "shopping.xlsx"
    with Workbook(place) as book:
        book.add_worksheet("Shopping").write("A1", "Milk")
    return place


WAYS: dict[str, Callable[[Path], Readables]] = {
    "a path": lambda path: path,
    "a text": str,
    "a folder": lambda path: path.parent,
    "a pattern": lambda path: str(path.parent / "*.xlsx"),
    "a list": lambda path: [path],
    "bytes": lambda path: path.read_bytes(),
    "an open file": lambda path: io.BytesIO(path.read_bytes()),
    "a programme": xl_send.read,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_of_giving_a_workbook_will_do(way: Callable[[Path], Readables], path: Path) -> None:
    found = xl_send.validate(way(path), select="WB01")
    assert [(finding.cell.address, finding.rule) for finding in found.findings] == [("F2", "WB01")]
    assert [item.id for item in xl_send.status(way(path)).items] == ["TRN-M01"]
    assert xl_send.conflicts(way(path)).refused == ()
    assert xl_send.sequence(way(path), without_solver=True).proposal.with_solver is False
    assert "SEND programme" in str(xl_send.summarise(way(path)).title)
    assert [submission.codes for submission in xl_send.read(way(path)).submissions] == [{"TRN"}]


def test_a_file_of_the_disk_is_named_as_it_was_opened(path: Path) -> None:
    with path.open("rb") as opened:
        assert {finding.cell.workbook for finding in xl_send.validate(opened).findings} == {str(path)}


def test_files_without_a_name_are_told_apart(path: Path) -> None:
    content = path.read_bytes()
    others = [example_workbooks()[name] for name in ("outreach.xlsx", "workforce.xlsx")]
    programme = xl_send.read(content, others[0], io.BytesIO(others[1]))
    assert list(programme.by_workbook) == ["workbook", "workbook (2)", "workbook (3)"]
    with pytest.raises(xl_send.Error, match="Two workbooks here are called workbook"):
        xl_send.validate(xl_send.read(content), xl_send.read(content))


def test_programmes_and_paths_go_together_and_a_path_named_twice_is_read_once(tmp_path: Path) -> None:
    folder = example_in(tmp_path / "returns")
    first, *others = sorted(folder.iterdir())
    together = xl_send.validate(xl_send.read(first), others, others[0])
    assert [item.workbook for item in together.programme.submissions] == [
        str(item) for item in sorted(folder.iterdir())
    ]
    assert together.findings == xl_send.validate(folder).findings


@pytest.mark.parametrize(
    "as_at", [date(2027, 1, 4), datetime(2027, 1, 4, 9, tzinfo=UTC), "2027-01-04", "4/1/2027", "4 January 2027"]
)
def test_the_date_may_be_a_date_or_a_text(as_at: date | str, path: Path) -> None:
    assert xl_send.status(path, as_at=as_at).as_at == date(2027, 1, 4)
    assert xl_send.status(xl_send.read(path), as_at=as_at).as_at == date(2027, 1, 4)
    assert xl_send.status(xl_send.read(path, as_at=as_at)).as_at == date(2027, 1, 4)


@pytest.mark.parametrize("as_at", [20270104, 46026.0, "soon", "2027-13-01", ["2027-01-04"], 0])
def test_what_is_no_date_is_refused_before_anything_is_read(as_at: Any) -> None:  # noqa: ANN401 - whatever is given
    for verb in (*OVER_PROGRAMMES, xl_send.read, xl_send.summarise, xl_send.consolidate):
        with pytest.raises(xl_send.Error, match="Give it as 13/11/2026 or 2026-11-13"):
            verb("not there.xlsx", as_at=as_at)


@pytest.mark.parametrize("source", [None, 7, [3.5]])
def test_what_is_no_workbook_at_all_is_said_to_be_none(source: Any) -> None:  # noqa: ANN401 - as above
    with pytest.raises(xl_send.CannotRunError, match="Give a path, a folder, an open file or a Programme"):
        xl_send.validate(source)


def test_nothing_named_is_said_to_be_nothing() -> None:
    with pytest.raises(xl_send.Error, match="Nothing was named"):
        xl_send.validate()


def test_another_template_is_refused_as_on_the_command_line(
    another_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(another_template)]) == 2
    told = capsys.readouterr().err.strip()
    for verb in (*OVER_PROGRAMMES, xl_send.read, xl_send.summarise, xl_send.consolidate):
        with pytest.raises(xl_send.RefusedError if verb is not xl_send.consolidate else xl_send.Error) as refused:
            verb(another_template)
        assert str(refused.value) == told


def test_one_bad_file_is_named_and_the_rest_is_read(path: Path, another_template: Path) -> None:
    found = xl_send.validate(path, another_template)
    assert [item.path for item in found.refused] == [str(another_template)]
    assert [item.workbook for item in found.programme.submissions] == [str(path)]
    assert found.errors_found()
    with pytest.raises(xl_send.RefusedError) as refused:
        xl_send.read(path, another_template)
    assert refused.value.path == str(another_template)


def test_silences_hold_as_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_example(TEXT + SILENCE, tmp_path / "silenced.xlsx")
    found = xl_send.validate(path)
    assert "WB01" not in {finding.rule for finding in found.findings}
    assert [(silence.rule, silence.hidden) for silence in found.silenced] == [("WB01", 1)]
    main(["validate", str(path), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [finding.key for finding in found.findings] == [item["key"] for item in told["findings"]]
    assert xl_send.validate(xl_send.read(path), as_at="2027-04-02").silenced == ()


def test_a_rule_may_be_named_alone_or_in_a_list_and_one_that_is_not_there_is_refused(path: Path) -> None:
    alone, listed = xl_send.validate(path, select="WB01"), xl_send.validate(path, select=["WB01"])
    assert alone.findings == listed.findings != ()
    assert xl_send.validate(path, ignore="WB").findings != xl_send.validate(path).findings
    with pytest.raises(xl_send.Error, match="no rule or family called WB0"):
        xl_send.validate(path, select="WB0")


def test_what_if_takes_one_slip_or_several(tmp_path: Path) -> None:
    folder = example_in(tmp_path / "returns")
    one, several = xl_send.whatif(folder, slip="TRN-M07=15"), xl_send.whatif(folder, slip=["TRN-M07=15"])
    assert one.supposed == several.supposed == "TRN-M07 slips 15 working days"
    assert one.differences.dates
    with pytest.raises(xl_send.Error, match="Say what to suppose"):
        xl_send.whatif(folder)


def test_returns_are_brought_together_from_python(tmp_path: Path) -> None:
    folder = example_in(tmp_path / "returns")
    found = xl_send.consolidate(folder)
    assert len(found.sources.chosen.taken) == len(example_workbooks())
    assert found.path is None
    (whole,) = xl_send.read(found.workbook).submissions
    assert whole.codes == {"EHP", "OUT", "STA", "SUF", "TRN", "WFD"}
    files = [io.BytesIO(item.read_bytes()) for item in sorted(folder.iterdir())]
    assert len(xl_send.consolidate(files).sources.chosen.taken) == len(files)
    written = xl_send.consolidate(folder, output=tmp_path / "all")
    assert written.path == tmp_path / "all.xlsx"
    assert written.path.read_bytes() == written.workbook
    with pytest.raises(xl_send.Error, match="Give the files themselves"):
        xl_send.consolidate(xl_send.read(folder))


def test_changes_compares_programmes_and_paths(path: Path, tmp_path: Path) -> None:
    later = xl_send.read(path, as_at="2027-01-04")
    assert xl_send.changes(path, later).changes.now == date(2027, 1, 4)
    with pytest.raises(xl_send.Error, match="is not later than"):
        xl_send.changes(later, path)
    with pytest.raises(xl_send.Error, match="There is no history here"):
        xl_send.changes(history=tmp_path / "none.sqlite")


def test_the_report_is_written_and_says_where(path: Path, tmp_path: Path) -> None:
    made = xl_send.report(path, output=tmp_path / "board")
    assert made.paths == (tmp_path / "board" / "board-summary.html",)
    assert made.paths[0].read_text("utf-8").startswith("<!DOCTYPE html>")
    assert made.pack == xl_send.summarise(path)


def test_copies_are_marked_and_named(path: Path, tmp_path: Path) -> None:
    (copy,) = xl_send.validate(path, mark=True).copies
    assert copy.path == tmp_path / "checked" / "return.xlsx"
    with pytest.raises(xl_send.Error, match="could not be read again"):
        xl_send.validate(path.read_bytes(), mark=True)


def test_every_error_is_one_of_ours() -> None:
    assert issubclass(xl_send.CannotRunError, xl_send.Error)
    assert issubclass(xl_send.RefusedError, xl_send.CannotRunError)


def test_nothing_else_is_promised() -> None:
    assert {name for name in xl_send.__all__ if getattr(xl_send, name)} == set(xl_send.__all__)
    with pytest.raises(AttributeError):
        _ = xl_send.forecast


def test_an_open_workbook_and_data_frames_are_read_as_the_file_is(tmp_path: Path) -> None:
    folder = example_in(tmp_path / "example")
    file = folder / "transition.xlsx"
    opened, frames = load_workbook(file, data_only=True), read_excel(file, sheet_name=None, engine="openpyxl")
    wanted = [(item.id, item.status, item.reason) for item in xl_send.status(file).items]
    assert [(item.id, item.status, item.reason) for item in xl_send.status(opened).items] == wanted
    assert [item.id for item in xl_send.status(frames).items] == [identity for identity, _, _ in wanted]
    read_only = load_workbook(file, data_only=True, read_only=True)
    assert [item.status for item in xl_send.status(read_only).items] == [status for _, status, _ in wanted]
    read_only.close()
    with pytest.raises(xl_send.CannotRunError, match="write-only"):
        xl_send.read(NewWorkbook(write_only=True))
    assert len(xl_send.consolidate(opened).sources.chosen.taken) == 1


def test_what_is_nothing_to_read_is_refused_at_once() -> None:
    for source in ({"Milestones": 3}, {}, 3, object()):
        with pytest.raises(xl_send.CannotRunError):
            xl_send.read(source)  # type: ignore[arg-type]
