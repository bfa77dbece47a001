"""Consolidating many returns, as a ratio to openpyxl merely reading and writing the same rows, in turn in one run.

`python benchmarks/consolidating.py [RETURNS]` needs the test extra. The returns are those of the example, each with
workstream codes of its own; 200 unless told. Read the ratio, not the seconds.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from xl_send.workbook.cells import Value
from xl_send.xlsx.template.example import content_of, example_texts
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODES = re.compile(r"\b(EHP|OUT|STA|SUF|TRN|WFD)\b")
RETURNS = 200


def renamed(filling: WorkbookContent, ending: str) -> WorkbookContent:
    """The same return of other workstreams: each code with two more letters."""

    def of(value: Value) -> Value:
        return CODES.sub(rf"\1{ending}", value) if isinstance(value, str) else value

    rows = {
        record: [{title: of(value) for title, value in row.items()} for row in found]
        for record, found in filling.rows.items()
    }
    return replace(filling, rows=rows)


def fillings() -> Iterator[tuple[str, WorkbookContent]]:
    """Returns without end, of six workstreams under each ending."""
    for ending in map("".join, product(LETTERS, LETTERS)):
        for text in example_texts():
            yield f"{ending}_{text.name}", renamed(content_of(text), ending)


def ours(folder: Path, output: Path) -> None:
    """Bring them together, checked and coloured."""
    from xl_send.shells.cli import main

    main(["consolidate", str(folder), "-o", str(output), "--replace"])


def openpyxl(folder: Path, output: Path) -> None:
    """Read every row of every sheet, and write it to a sheet of the same name."""
    from openpyxl import Workbook, load_workbook

    rows: dict[str, list[tuple[object, ...]]] = {}
    for path in sorted(folder.iterdir()):
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            found = (row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row))
            rows.setdefault(sheet.title, []).extend(found)
        book.close()
    whole = Workbook(write_only=True)
    for title, lines in rows.items():
        into = whole.create_sheet(title)
        for line in lines:
            into.append(line)
    whole.save(output)


TASKS = {"ours": ours, "openpyxl": openpyxl}


def measured(task: str, folder: Path) -> float:
    """Seconds of a task in a process of its own."""
    began = time.perf_counter()
    command = [sys.executable, __file__, task, str(folder), str(folder.parent / f"{task}.xlsx")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def compare(number: int) -> None:
    """Print the seconds of both and their ratio."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "returns"
        folder.mkdir()
        for _, (name, filling) in zip(range(number), fillings(), strict=False):
            (folder / name).write_bytes(workbook_bytes("workstream", filling))
        found = {task: measured(task, folder) for task in TASKS}
    for task, seconds in found.items():
        print(f"    {task:<9} {seconds:8.1f} s")
    print(f"    {number} returns, ours / openpyxl: {found['ours'] / found['openpyxl']:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        TASKS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        compare(int(sys.argv[1]) if len(sys.argv) > 1 else RETURNS)
