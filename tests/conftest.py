"""What holds for all tests: while they are collected, nothing of what is made is garbage; and a sheet is read once.

To freeze what was collected costs more than it saves: Python then looks through all the rest three times as often.
"""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest

from known.remembered import Memory, remember
from places import ROOT

# They read everything anew: their subject is how a file is read, and within which limits.
OF_READING = tuple(f"{ROOT / 'tests' / room}" for room in ("xlsx/read", "trust", "workers"))
MEMORY = Memory()
remember(MEMORY)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    MEMORY.asleep = str(item.path).startswith(OF_READING)
    return (yield)
