"""What it costs to start and check one workbook, as a ratio to a bare `import pandas`.

`python benchmarks/start_up.py [WORKBOOK]` prints the processor's time of a whole `validate` of an example workbook, of
`import pandas` and of a Python that does nothing, each the median of runs taken in turn, and how many modules of ours
are loaded. Where a system does not tell a child's processor time (Windows), it is the time by the clock.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from as_installed import ROOT, compile_ours

EXAMPLE = ROOT / "workbook_templates" / "example" / "early_help.xlsx"
RUNS = 15
COUNTED = (
    "import sys; from xl_send.shells.cli import main; main(['validate', {path!r}]); "
    "print(sum(name.partition('.')[0] == 'xl_send' for name in sys.modules))"
)


def _spent() -> float:
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(arguments: Sequence[str]) -> float:
    """What a whole process takes."""
    began = _spent()
    subprocess.run([sys.executable, *arguments], check=False, capture_output=True, cwd=ROOT)
    return _spent() - began


def modules_loaded(path: str) -> int:
    """How many modules of ours are there once a workbook is checked."""
    call = [sys.executable, "-c", COUNTED.format(path=path)]
    return int(subprocess.run(call, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()[-1])


def main(arguments: Sequence[str]) -> None:
    """Print what each takes, and the ratio."""
    compile_ours()
    path = str(arguments[0] if arguments else EXAMPLE)
    tasks = {
        "bare start": ("-c", "pass"),
        "import pandas": ("-c", "import pandas"),
        "validate": ("-m", "xl_send", "validate", path),
    }
    taken = [{name: seconds(call) for name, call in tasks.items()} for _ in range(RUNS)]
    for name in tasks:
        print(f"{name:<14}{statistics.median(found[name] for found in taken) * 1000:5.0f} ms")
    ratio = statistics.median(found["validate"] / found["import pandas"] for found in taken)
    print(f"validate is {ratio:.2f} of import pandas, with {modules_loaded(path)} modules of ours")


if __name__ == "__main__":
    main(sys.argv[1:])
