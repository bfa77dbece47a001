"""Our speed and memory as ratios to named peers, measured in turn in the same run.

`python benchmarks/compare.py` needs the test extra. Read the ratios, not the seconds.
(a) a cold `validate` of one example workbook against a cold `import pandas`;
(b) reading, validating and colouring 200 example-sized workbooks against openpyxl's read-only mode,
    and against calamine, merely reading the same cells;
(c) the same for one workbook of 5,000 milestones, 5,000 risks and 100,000 actuals, time and memory.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from as_installed import compile_ours

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "workbook_templates" / "example").glob("*.xlsx"))
CHILDREN = Path(__file__).with_name("children.py")
PEERS = ("ours", "ours-reading", "openpyxl", "calamine")


def cold(command: Sequence[str]) -> float:
    """Wall seconds of a whole process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], check=False, capture_output=True)
    return time.perf_counter() - began


def child(task: str, paths: Sequence[Path]) -> tuple[float, float]:
    """Seconds and MiB of one task over the files, in a process of its own."""
    command = [sys.executable, str(CHILDREN), task, *map(str, paths)]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(memory)


def start_up() -> None:
    """(a): a command, cold."""
    compile_ours()
    cold(["-c", "import pandas"])
    ratios = []
    for _ in range(7):
        ours = cold(["-m", "xl_send", "validate", str(EXAMPLES[0])])
        ratios.append(ours / cold(["-c", "import pandas"]))
    print(f"(a) cold validate / cold import pandas: {statistics.median(ratios):.2f} (aim 0.35 or less)")


def compare(title: str, paths: Sequence[Path], runs: int) -> None:
    """Every peer over the same files in turn; the median of each."""
    found: dict[str, list[tuple[float, float]]] = {peer: [] for peer in PEERS}
    for _ in range(runs):
        for peer in PEERS:
            found[peer].append(child(peer, paths))
    seconds = {peer: statistics.median(run[0] for run in found[peer]) for peer in PEERS}
    memory = {peer: statistics.median(run[1] for run in found[peer]) for peer in PEERS}
    print(title)
    for peer in PEERS:
        print(f"    {peer:<13} {seconds[peer]:8.2f} s {memory[peer]:8.1f} MiB")
    for peer in ("openpyxl", "calamine"):
        time_ratio, memory_ratio = seconds["ours"] / seconds[peer], memory["ours"] / memory[peer]
        print(f"    ours / {peer}: time {time_ratio:.2f}, memory {memory_ratio:.2f}")


def main() -> None:
    """Print the three comparisons."""
    start_up()
    with tempfile.TemporaryDirectory() as folder:
        many = [Path(folder) / f"return_{number:03}.xlsx" for number in range(200)]
        for number, path in enumerate(many):
            shutil.copy(EXAMPLES[number % len(EXAMPLES)], path)
        compare("(b) 200 example-sized workbooks (aim 0.8 of openpyxl or less)", many, 3)
        large = Path(folder) / "large.xlsx"
        # In a process of its own: a child's peak begins at what its parent holds.
        subprocess.run([sys.executable, str(CHILDREN.with_name("large_workbook.py")), str(large)], check=True)
        compare("(c) one large workbook (aim 1.0 of openpyxl's time, 2.0 of its memory, or less)", [large], 3)


if __name__ == "__main__":
    main()
