"""Property tests at full size, by hand: `python tests/trust/full_size.py wrong_ids 5000` says which seeds fail."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]
TRIALS = {
    "wrong_ids": "trust.test_wrong_ids:try_every_command",
    "corruptions": "trust.corruptions:try_one",
}


def main(name: str, count: int, first: int = 0) -> int:
    """Try so many seeds from the first on; the exit code is 1 where any of them failed."""
    module, _, function = TRIALS[name].partition(":")
    trial: Callable[[int], object] = getattr(importlib.import_module(module), function)
    failed: Counter[str] = Counter()
    for seed in range(first, first + count):
        try:
            trial(seed)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
            if not failed[kind]:
                sys.stdout.write(f"seed {seed}: {kind}: {error}\n")
            failed[kind] += 1
    sys.stdout.write(f"{name}: {count} tried, {sum(failed.values())} failed {dict(failed)}\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
