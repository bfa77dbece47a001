"""The page under strain in Chromium: many workbooks, long ones, folders, no worker, an engine that breaks."""

from __future__ import annotations

import re
import string
from itertools import islice, product
from typing import Any

import pytest

from browser.hostile import small_workbook, text_named_workbook
from browser.test_page import walked
from sizes import cases

MANY, ROWS = cases(10, whole=60), cases(1000, whole=5000)


@pytest.fixture(scope="module")
def strained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("strain")
    for name in ("many", "folder", "folder/older", "downloads"):
        (home / name).mkdir()
    codes = [f"W{first}{second}" for first, second in islice(product(string.ascii_uppercase, repeat=2), MANY)]
    many = [small_workbook(home / f"many/{code}.xlsx", code) for code in codes]
    small_workbook(home / "folder/in it.xlsx", "TRN")
    text_named_workbook(home / "folder/old.xls")
    text_named_workbook(home / "folder/notes.txt")
    small_workbook(home / "folder/older/left alone.xlsx", "OLD")
    return walked(
        "crowd.mjs", "chrome", home / "downloads",
        many=[str(path) for path in many],
        long=[str(small_workbook(home / "long.xlsx", "TRN", ROWS))],
        in_folder=str(home / "folder"),
    )  # fmt: skip


def test_many_workbooks_are_read_at_once(strained: dict[str, Any]) -> None:
    assert f"{MANY} workbooks read." in strained["many"]["read"]


def test_thousands_of_rows_are_read_and_not_all_of_them_shown(strained: dict[str, Any]) -> None:
    assert re.search(rf"{ROWS // 1000},0\d\d read", strained["long"]["read"])
    assert 0 < strained["long"]["findings"] < 500


def test_a_dropped_folder_is_read_without_the_folders_in_it(strained: dict[str, Any]) -> None:
    read = strained["folder"]["read"]
    assert "1 workbook read, 1 file refused." in read
    assert "folder/old.xls" in read
    assert "left alone" not in read


@pytest.mark.parametrize("which", ["many", "alone"])
def test_the_page_draws_while_it_works(strained: dict[str, Any], which: str) -> None:
    drawn = " ".join(strained[which]["drawn"]).lower()
    assert "reading workbooks" in drawn
    assert "checking" in drawn


def test_without_a_worker_the_page_does_the_same(strained: dict[str, Any]) -> None:
    assert strained["workers"] == 0
    assert "6 workbooks read." in strained["alone"]["read"]


def test_an_engine_that_breaks_is_started_afresh(strained: dict[str, Any]) -> None:
    assert "6 workbooks read." in strained["again"]["read"]
    assert strained["complaints"] == []


def test_the_example_has_the_same_findings_each_time(strained: dict[str, Any]) -> None:
    assert strained["again"]["findings"] == strained["alone"]["findings"] > 10
