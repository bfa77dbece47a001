"""What holds for all tests: what is made while they are collected, some ten thousand, is no garbage.

It is not looked through again as they run, and garbage is looked for less often than Python does by itself.
"""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()
