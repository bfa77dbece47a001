"""What holds for all tests: that they are some ten thousand, which need not be looked through for what is garbage."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
