"""Good returns and one file of each hostile kind in a folder: the good are read, the others refused in a sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from packages import parts_of
from trust.hostile import KINDS, fill, good_returns
from xl_send.commands.loading import find_workbooks, load
from xl_send.errors import RefusedError
from xl_send.shells.cli import main
from xl_send.workbook.sheets.milestones import Milestone

GOOD = 3
# What the Python that starts and all that it loads take, and a return of ordinary size with its findings.
MOST_MEBIBYTES = 300
TOLD_BY_LINUX = "/proc/self/status"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile") / "returns"
    fill(made, GOOD)
    return made


def test_the_good_are_read_and_each_other_is_refused_in_a_sentence_within_the_memory_of_any_computer(
    folder: Path,
) -> None:
    """The child's own peak is told by the system: no time is measured, and the other tests' memory does not count."""
    script = (
        "import pathlib, sys; from xl_send.shells.cli import main; "
        f"code = main(['validate', {str(folder)!r}, '--format', 'json', '--select', 'SH']); "
        f"told = pathlib.Path({TOLD_BY_LINUX!r}); "
        "sys.stderr.write(told.read_text() if told.exists() else ''); sys.exit(code)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert ended.returncode == 1, ended.stderr
    found = json.loads(ended.stdout)
    read = {Path(item["path"]).name for item in found["workbooks"]}
    harmless = {f"hostile {kind}.xlsx" for kind, (_, told) in KINDS.items() if not told}
    assert len(read - harmless) == GOOD
    assert harmless < read
    refused = {Path(item["path"]).name: item["reason"] for item in found["refused"]}
    for kind, (_, told) in KINDS.items():
        assert told in refused.get(f"hostile {kind}.xlsx", ""), kind
    assert "pipe or a device" in refused["hostile pipe.xlsx"]
    assert not {name for name in refused if name.startswith(("~$", "._")) or "folder" in name}
    peak = re.search(r"VmHWM:\s*(\d+) kB", ended.stderr)
    assert peak is None or int(peak[1]) < MOST_MEBIBYTES * 1024


def test_a_column_filled_down_to_row_200_000_is_told_once(folder: Path) -> None:
    (found,) = load(folder / "hostile filled down.xlsx").programme.submissions
    (told,) = (aside for aside in found.asides if aside.text == "200,000")
    assert told.cell.address == "B5"
    assert sum(row.record is Milestone for row in found.unread_rows) == 3


def test_a_part_is_listed_as_one_sheet_only() -> None:
    """As many entries as are allowed, all of one part, are refused as well."""
    from trust.hostile import ONE
    from xlsx.read.making import parts, workbook, zipped

    listed = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r1"/>' for number in (1, 2))
    with pytest.raises(RefusedError, match="instructions"):
        load(zipped(parts(ONE) | {"xl/workbook.xml": workbook(listed)}))


def test_marking_stays_within_the_limits_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A Checks sheet of a hundred thousand rows is not taken apart, element by element."""

    from xl_send.xlsx.template.example import example_workbooks
    from xlsx.read.making import zipped

    content = parts_of(example_workbooks()["transition.xlsx"])
    names = content["xl/workbook.xml"]
    assert isinstance(names, bytes)
    place = names.decode().split("<sheet ")[1:]
    number = next(at for at, one in enumerate(place, 1) if 'name="Checks"' in one)
    part = f"xl/worksheets/sheet{number}.xml"
    sheet = content[part]
    assert isinstance(sheet, bytes)
    rows = "".join(f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/></row>' for row in range(5_000, 160_000))
    content[part] = sheet.replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    (tmp_path / "large.xlsx").write_bytes(zipped(content).getvalue())
    assert main(["validate", str(tmp_path), "--mark", "--select", "SH01"]) == 2
    assert "far larger" in capsys.readouterr().err
    assert [item.name for item in tmp_path.iterdir()] == ["large.xlsx"]


def test_what_is_left_beside_workbooks_is_no_return(folder: Path) -> None:
    for asked in (str(folder), f"{folder}/*"):
        names = {Path(name).name for name in find_workbooks(asked)}
        assert {name for name, _ in good_returns(GOOD)} < names
        assert not {name for name in names if name.startswith((".", "~"))}
