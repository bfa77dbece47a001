"""Many returns consolidated, against peers that merely read them on as many cores, in turn in one run.

`python benchmarks/many_returns.py [RETURNS ...] [--datamaps PYTHON]` needs the test extra; 200 and 2,000 returns unless
told. The returns are those of the example, each with workstream codes of its own. `PYTHON` is that of an environment
in which `pip install datamaps` was done. Read the ratios, not the seconds.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice, pairwise, product
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from children import peak_memory

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODES = re.compile(rb"\b(EHP|OUT|STA|SUF|TRN|WFD)\b")
TEXTS = "xl/sharedStrings.xml"
SIZES = (200, 2_000)
# Values are compiled one by one there, so a few returns are enough to know what one costs.
FEW = 24
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Cost(NamedTuple):
    """What a task cost: seconds, those of all processors together, its own peak memory in MiB, and what was done."""

    seconds: float
    processor: float
    memory: float
    done: int


def returns() -> Iterator[tuple[str, bytes]]:
    """Returns without end: those of the example, with two letters more to each code."""
    from xl_send.xlsx.template.example import example_workbooks

    for ending in map("".join, product(LETTERS, LETTERS)):
        for name, content in example_workbooks().items():
            yield f"{ending}_{name}", renamed(content, ending.encode())


def renamed(content: bytes, ending: bytes) -> bytes:
    """A return of other workstreams: its shared texts name other codes, and so do all that rest on them."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, CODES.sub(rb"\1" + ending, part) if info.filename == TEXTS else part)
    return made.getvalue()


def consolidated(folder: str, workers: str) -> int:
    """Bring returns together, checked and coloured; how many were taken."""
    import xl_send

    with xl_send.reading_with(workers):
        made = xl_send.consolidate(folder, output=Path(folder).parent / f"{workers}.xlsx", replace=True)
    return len(made.sources.chosen.taken)


def read(folder: str, workers: str) -> int:
    """Read and understand returns, the map alone."""
    import xl_send

    with xl_send.reading_with(workers):
        return len(xl_send.read(folder).submissions)


def _openpyxl(path: str) -> int:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    cells = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    book.close()
    return cells


def _calamine(path: str) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def openpyxl(folder: str, workers: str) -> int:
    """Read every cell in openpyxl's read-only mode, on as many cores."""
    return _each(_openpyxl, folder, workers)


def calamine(folder: str, workers: str) -> int:
    """Read every cell with calamine, on as many cores."""
    return _each(_calamine, folder, workers)


def _each(task: Callable[[str], int], folder: str, workers: str) -> int:
    with Pool(int(workers)) as pool:
        return sum(pool.imap_unordered(task, map(str, sorted(Path(folder).iterdir())), 4))


TASKS = {"consolidated": consolidated, "read": read, "openpyxl": openpyxl, "calamine": calamine}


def cost(task: str, folder: Path, workers: int) -> Cost:
    """A task in a process of its own."""
    command = [sys.executable, __file__, "--task", task, str(folder), str(workers)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Cost(float(told[-4]), float(told[-3]), float(told[-2]), int(told[-1]))


def compare(number: int, folder: Path) -> Cost:
    """Print what everybody took over so many returns; what ours cost."""
    found = {
        (task, workers): cost(task, folder, workers)
        for task, workers in [
            *(("openpyxl", CORES), ("calamine", CORES), ("consolidated", CORES), ("consolidated", 1)),
            *(("read", CORES), ("read", 1)),
        ]
    }
    print(f"{number} returns, {CORES} cores")
    for (task, workers), taken in found.items():
        print(
            f"    {task:<13} {workers} at once {taken.seconds:9.1f} s {taken.processor:9.1f} s of a processor "
            f"{taken.memory:8.0f} MiB"
        )
    ours = found["consolidated", CORES]
    for peer, aim in (("openpyxl", " (aim 0.6)"), ("calamine", "")):
        print(f"    consolidated / {peer} reading: {_ratio(ours, found[peer, CORES])}{aim}")
    for task, aim in (("read", " (aim 1.8)"), ("consolidated", "")):
        gain = found[task, 1].seconds / found[task, CORES].seconds
        print(f"    {task}, one worker / {CORES}: {gain:.2f}{aim}")
    print(f"    memory, {CORES} at once / one: {ours.memory / found['consolidated', 1].memory:.2f}")
    return ours


def _ratio(one: Cost, other: Cost) -> str:
    """Of their seconds; and of the processors' work, which others on the machine change less."""
    return f"{one.seconds / other.seconds:.2f}, in work {one.processor / other.processor:.2f}"


def against_datamaps(python: str, folder: Path, ours: Cost) -> None:
    """Print what a value costs there and here."""
    from openpyxl import load_workbook

    place = folder.parent / "datamaps"
    place.mkdir()
    paths = sorted(folder.iterdir())[:FEW]
    for path in paths:
        (place / path.name).write_bytes(path.read_bytes())
    (place / "blank_template.xlsx").write_bytes(paths[0].read_bytes())
    book = load_workbook(paths[0], read_only=True)
    with (place / "datamap.csv").open("w", newline="", encoding="utf-8") as written:
        rows = csv.writer(written)
        rows.writerow(["cell_key", "template_sheet", "cell_reference", "type"])
        for title in ("Workstreams", "Milestones", "KPIs", "Expectations", "Actuals", "Risks", "Interdependencies"):
            for row in book[title].iter_rows(min_row=2):
                rows.writerows(
                    (f"{title} {cell.coordinate}", title, cell.coordinate, "TEXT") for cell in row if cell.value
                )
    call = [
        str(Path(python).with_name("datamaps")),
        "import",
        "templates",
        "-m",
        "-d",
        "datamap.csv",
        "--inputdir",
        ".",
    ]
    began = time.perf_counter()
    subprocess.run(
        call, cwd=place, env={**os.environ, "HOME": str(place), "PYTHONPATH": ""}, check=True, capture_output=True
    )
    seconds = time.perf_counter() - began
    master = load_workbook(next(place.rglob("master.xlsx")), read_only=True).worksheets[0]
    values = sum(value is not None for row in master.iter_rows(min_row=2, min_col=2, values_only=True) for value in row)
    held = sum(map(_values, sorted(folder.iterdir())[: ours.done]))
    there, here = seconds / values, ours.seconds / held
    print(f"    a value: datamaps {there * 1e6:.0f} µs ({values:,}), ours {here * 1e6:.0f} µs ({held:,})")
    print(f"    datamaps / ours, a value: {there / here:.1f} (aim 20)")


def _values(path: Path) -> int:
    """How many values a return holds."""
    from xl_send.xlsx.read.open_book import open_book

    return sum(len(cells) for grid in open_book(path).grids for _, cells in grid.rows)


def main(arguments: list[str]) -> None:
    """Print the comparisons."""
    if arguments[:1] == ["--task"]:
        began = time.perf_counter()
        values = TASKS[arguments[1]](arguments[2], arguments[3])
        used = sum(os.times()[:4])
        print(f"{time.perf_counter() - began:.4f} {used:.4f} {peak_memory():.1f} {values}")
        return
    python = arguments[arguments.index("--datamaps") + 1] if "--datamaps" in arguments else ""
    sizes = [int(word) for word in arguments if word.isdigit()] or SIZES
    found = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "returns"
        folder.mkdir()
        made = returns()
        for number in sizes:
            for name, content in islice(made, number - len(list(folder.iterdir()))):
                (folder / name).write_bytes(content)
            found.append((number, compare(number, folder)))
        if python:
            against_datamaps(python, folder, found[0][1])
    for (few, before), (many, after) in pairwise(found):
        each = (after.memory - before.memory) / (many - few)
        print(f"memory from {few} to {many} returns: {each * 1024:.0f} KiB more for each return")


if __name__ == "__main__":
    main(sys.argv[1:])
