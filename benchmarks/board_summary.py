"""How long the whole board summary takes, as a ratio to a cold `import matplotlib.pyplot`.

`python benchmarks/board_summary.py` prints the median ratio of `xl-send report` on the six example workbooks, web page
and Word document with all their pictures, to `python -c "import matplotlib.pyplot"`, each pair measured in turn as
whole processes. The aim is at most 2.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from as_installed import compile_ours

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "workbook_templates" / "example"
RUNS = 7
PEER = ("-c", "import matplotlib.pyplot")


def seconds(arguments: Sequence[str], *allowed: int) -> float:
    """Wall seconds of a whole process."""
    began = time.perf_counter()
    ended = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, cwd=ROOT)
    if ended.returncode not in {0, *allowed}:
        sys.exit(ended.stderr.decode())
    return time.perf_counter() - began


def main() -> None:
    """Print the ratio, and what the two took."""
    compile_ours()
    with tempfile.TemporaryDirectory() as folder:
        # Two rows of the example cannot be read, which ends in 1.
        words = ("-m", "xl_send", "report", str(EXAMPLES), "--html", "--word", "-o", folder)
        seconds(words, 1)
        seconds(PEER)
        taken = [(seconds(words, 1), seconds(PEER)) for _ in range(RUNS)]
    pack, peer = (statistics.median(one) for one in zip(*taken, strict=True))
    ratio = statistics.median(one / other for one, other in taken)
    print(f"board summary {pack:.2f} s, import matplotlib.pyplot {peer:.2f} s: {ratio:.2f} of it (aim: at most 2)")


if __name__ == "__main__":
    main()
