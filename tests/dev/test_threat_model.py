"""Each line of the threat model names the tests that hold it, and they are there."""

from __future__ import annotations

import re

import pytest

from places import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ") and "What may happen" not in line]


def held_by(line: str) -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line)


@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith("| ---")])
def test_each_line_is_held_by_a_test_that_is_there(line: str) -> None:
    named = held_by(line)
    assert named
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), test


def test_the_limits_that_are_told_are_those_that_hold() -> None:
    from xl_send import limits

    told = " ".join(PAGE.partition("## The limits")[2].replace(",", "").split())
    mebibyte = limits.MEBIBYTE
    for words in (
        f"{limits.MOST_ENTRIES} parts", f"list {limits.MOST_DIRECTORY // mebibyte} MiB",
        f"{limits.MOST_COMPRESSED // mebibyte} MiB of one part", f"{limits.MOST_HELD // mebibyte} MiB of all",
        f"{limits.MOST_PART // mebibyte} MiB of one part inflated", f"{limits.MOST_TOGETHER // mebibyte} MiB of all",
        f"{limits.MOST_SHEETS} sheets", f"{limits.MOST_TEXTS} texts", f"{limits.MOST_MERGED} merged blocks",
        f"{limits.MOST_ROWS} rows of a sheet", f"{limits.MOST_UNREAD_ROWS} of a workbook that cannot be read",
        f"{limits.MOST_ODD_CELLS} cells", f"{limits.LONGEST_CELL} characters of a cell", f"up to {limits.MOST_TIMES}",
        f"`{limits.SETTING}`", f"{limits.MOST_SECONDS} seconds a file",
        f"{limits.MOST_MEMORY // mebibyte} MiB a process",
    ):  # fmt: skip
        assert words in told, words


@pytest.mark.parametrize(
    ("given", "times"), [("", 1), ("4", 4), (" 4 ", 4), ("0", 1), ("9999", 64), ("-3", 1), ("x", 1), ("1.5", 1)]
)
def test_the_limits_are_multiplied_by_what_is_set(given: str, times: int) -> None:
    from xl_send.limits import SETTING
    from xl_send.limits import times as told

    assert told({SETTING: given}) == times
    assert told({}) == 1
