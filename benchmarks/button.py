"""How long a button's helper takes on an example workbook, as a ratio to a bare Python start.

`python benchmarks/button.py` prints, for each button, the median ratio of the whole helper process (from
its start to its answer in the job's folder) to `python -c pass`, each pair measured in turn. The copy
that Excel saves before, and the cells that it writes after, are not in it: they need Excel.
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
EXAMPLE = ROOT / "workbook_templates" / "example" / "transition.xlsx"
ACTIONS = ("validate", "status", "why", "conflicts", "sequence", "whatif", "report", "report-word")
RUNS = 9
BARE = ("-c", "pass")


def seconds(arguments: Sequence[str]) -> float:
    """Wall seconds of a whole process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - began


def pressed(action: str, folder: Path) -> float:
    """Wall seconds of one helper from its start to its answer."""
    told = {
        "action": action, "workbook": EXAMPLE.name, "name": EXAMPLE.name, "sheet": "Milestones", "row": "8",
        "output": str(folder / "board.html"), "id": "TRN-M07", "days": "15",
    }  # fmt: skip
    lines = [f"{name}\t{value}" for name, value in told.items()]
    (folder / "request.txt").write_text("\n".join([*lines, "END"]), encoding="ascii")
    taken = seconds(["-m", "xl_send.shells.job", str(folder)])
    if "\nsay\t" not in (folder / "result.txt").read_text(encoding="ascii"):
        sys.exit(f"{action} gave no answer.")
    return taken


def main() -> None:
    """Print a line for each button."""
    compile_ours()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "jobs" / "one"
        folder.mkdir(parents=True)
        shutil.copy(EXAMPLE, folder)
        bare = statistics.median(seconds(BARE) for _ in range(RUNS))
        print(f"bare start {bare * 1000:.0f} ms (aim: under 4 of them for a button)")
        for action in ACTIONS:
            pressed(action, folder)
            taken = [(pressed(action, folder), seconds(BARE)) for _ in range(RUNS)]
            ratio = statistics.median(item / start for item, start in taken)
            print(
                f"{action:<10} {statistics.median(item for item, _ in taken) * 1000:5.0f} ms, {ratio:5.1f} bare starts"
            )


if __name__ == "__main__":
    main()
