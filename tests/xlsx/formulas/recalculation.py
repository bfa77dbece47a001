"""Workbooks recalculated from scratch by headless LibreOffice, many in one run."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from office.outside_tools import missing

# Every formula is worked out anew, whatever value the file holds for it.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
# Comma separated, UTF-8, American dates, values as they are and not as shown, every sheet a file.
AS_TEXT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false,false,false,-1"
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(E[+-]?\d+)?")

Cell = str | float | date
# By workbook and sheet: for each row below the titles, its cells by title.
Recalculated = Mapping[str, Mapping[str, list[dict[str, Cell]]]]


def recalculated(workbooks: Mapping[str, bytes], folder: Path) -> Recalculated:
    """What LibreOffice makes of workbooks, by name without ending. Only text output is asked for: it is quick."""
    if not shutil.which("soffice"):
        missing("LibreOffice is not here: apt install libreoffice-calc")
    profile, made = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    for name, content in workbooks.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    files = [str(folder / f"{name}.xlsx") for name in workbooks]
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", AS_TEXT]
    subprocess.run([*command, "--outdir", str(made), *files], check=True, capture_output=True, timeout=300)  # noqa: S603
    return {
        name: {item.stem.removeprefix(f"{name}-"): _rows(item) for item in made.glob(f"{name}-*.csv")}
        for name in workbooks
    }


def _rows(path: Path) -> list[dict[str, Cell]]:
    with path.open(encoding="utf-8", newline="") as lines:
        titles, *rows = list(csv.reader(lines))
    return [{title: cell_of(text) for title, text in zip(titles, row, strict=False)} for row in rows]


def cell_of(text: str) -> Cell:
    """A date, a number or a text, as the text output writes each."""
    if day := _DAY.fullmatch(text):
        return date(int(day[3]), int(day[1]), int(day[2]))
    if _NUMBER.fullmatch(text.removesuffix("%")):
        return float(text) if text[-1] != "%" else float(text[:-1]) / 100
    return text
