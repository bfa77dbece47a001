"""A workbook whose thresholds serve all is named by its file, never by its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from files import write_example
from xl_send.shells.cli import main

TEXT = """
Programme:
| As at |
| --- |
| {day} |

Workstreams:
| Code |
| --- |
| {code} |

Thresholds:
| Money red over |
| --- |
| {share} |
"""


def test_a_differing_threshold_names_files_without_their_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for code, day, share in (("TRN", "13 Nov 2026", "8%"), ("EHP", "13 Nov 2026", "8%"), ("OUT", "6 Nov 2026", "12%")):
        write_example(TEXT.format(code=code, day=day, share=share), tmp_path / f"{code.lower()}.xlsx")
    main(["validate", str(tmp_path), "--select", "TH06"])
    told = capsys.readouterr().out
    headed = [line for line in told.splitlines() if str(tmp_path) in line]
    assert headed == [str(tmp_path / "out.xlsx")]
    assert "12% here" in " ".join(told.split())
