"""The page in real browsers, opened from a file: walked from end to end, and nothing leaves it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from browser.hostile import nasty_workbook, text_named_workbook, zip_bomb
from browser.page_file import built_page
from browser.test_bridge import EXAMPLE
from files import example_in
from known.on_demand import load_workbook
from office.outside_tools import CI, LONGEST, missing
from packages import parts_of
from xl_send.browser.bridge import Bridge

SAVED_ALIKE = ("programme", "order", "marked", "tables")
# Half of the example's returns, which clash with one another: a walk reads them again and again.
NAMES = ("early_help.xlsx", "outreach.xlsx", "transition.xlsx")
HERE = Path(__file__).resolve().parent
BROWSERS = {"chrome": ("chromium", "google-chrome", "chrome"), "firefox": ("firefox-esr", "firefox")}


def walked(script: str, browser: str, folder: Path, **asked: object) -> dict[str, Any]:
    """What a walk met in a browser; the test is skipped where the browser or what drives it is not here."""
    executable = next(filter(None, map(shutil.which, BROWSERS[browser])), None)
    if not executable:
        missing(f"{browser} is not here: apt install {BROWSERS[browser][0]}")
    if not (CI / "node_modules/puppeteer-core").is_dir() or not shutil.which("node"):
        missing("What drives browsers is not here: npm install --no-save --prefix .ci")
    told = {"browser": browser, "executable": executable, "page": str(built_page()), "downloads": str(folder), **asked}
    ended = subprocess.run(  # noqa: S603
        ["node", str(HERE / script)],  # noqa: S607
        input=json.dumps(told), capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    met: dict[str, Any] = json.loads(ended.stdout)
    return met


@cache
def whole_walk(browser: str, folder: Path) -> dict[str, Any]:
    for name in ("downloads", "hostile"):
        (folder / name).mkdir()
    hostile = [
        nasty_workbook(folder / "hostile/nasty.xlsx"),
        text_named_workbook(folder / "hostile/minutes.xlsx"),
        zip_bomb(folder / "hostile/bomb.xlsx"),
    ]
    return walked(
        "walk.mjs", browser, folder / "downloads",
        files=[str(EXAMPLE / name) for name in NAMES],
        hostile=[str(path) for path in hostile],
        pictures=os.environ.get("XL_SEND_PICTURES", ""),
    )  # fmt: skip


@pytest.fixture(scope="module", params=["chrome", "firefox"])
def met(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return whole_walk(request.param, tmp_path_factory.mktemp(request.param))


def test_every_result_is_reached_by_keyboard_and_says_something(met: dict[str, Any]) -> None:
    for name, panel in met["panels"].items():
        assert panel["focused"] == f"tab-{name}"
        assert len(panel["text"]) > 60, name
    assert "3 workbooks read." in met["panels"]["read"]["text"]
    assert "Milestones H7 in early_help.xlsx" in met["panels"]["findings"]["text"]
    assert "TRN-M07 slips 15 working days" in met["supposed"]


def test_the_board_pack_is_styled_and_its_links_lead_within(met: dict[str, Any]) -> None:
    assert met["board"]["margin"] == "0px"
    assert met["board"]["scrolled"]
    assert "parents and carers" in met["parents"].lower()


def test_every_file_is_saved_and_opens(met: dict[str, Any]) -> None:
    assert set(met["saved"]) == {"marked", "programme", "board", "order", "tables"}
    for path in map(Path, met["saved"].values()):
        if path.suffix == ".xlsx":
            assert load_workbook(path).sheetnames
        elif path.suffix == ".html":
            assert path.read_bytes().startswith(b"<!DOCTYPE html>")
    with zipfile.ZipFile(met["saved"]["marked"]) as marked:
        assert tuple(marked.namelist()) == NAMES


def test_saved_workbooks_are_part_by_part_those_made_without_a_browser(
    met: dict[str, Any], without_a_browser: Mapping[str, bytes]
) -> None:
    """So the tables are byte for byte what the command line writes, which `test_bridge` holds of these."""
    for what in SAVED_ALIKE:
        assert contents(Path(met["saved"][what]).read_bytes()) == contents(without_a_browser[what]), what


@pytest.fixture(scope="module")
def without_a_browser(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The same files made by this Python."""
    home, before = tmp_path_factory.mktemp("native"), Path.cwd()
    example_in(home / "returns", *NAMES)
    bridge = Bridge({"returns": home / "returns", "made": home / "made", "example": EXAMPLE}, lambda _: None)
    try:
        bridge.answer(json.dumps({"ask": "read", "names": NAMES}))
        asked = {what: json.dumps({"ask": "save", "what": what}) for what in SAVED_ALIKE}
        return {what: Path(json.loads(bridge.answer(ask))["path"]).read_bytes() for what, ask in asked.items()}
    finally:
        os.chdir(before)


def contents(packed: bytes) -> dict[str, object]:
    """What a zip file holds, however it was packed, and what the zip files in it hold."""
    held = parts_of(packed)
    return {name: contents(one) if name.endswith(".xlsx") else one for name, one in held.items()}


def test_nothing_bars_anybody_from_reading_it(met: dict[str, Any]) -> None:
    assert met["faultsAtFirst"] == []
    assert met["faults"] == []
    assert [(look, found["faults"]) for look, found in met["looks"].items() if found["faults"]] == []


def test_nothing_is_wider_than_the_screen(met: dict[str, Any]) -> None:
    looks = {"wide": met["panels"], **{look: found["panels"] for look, found in met["looks"].items()}}
    wide = [(look, name) for look, panels in looks.items() for name, panel in panels.items() if panel["tooWide"] > 0]
    assert wide == []


def test_hostile_files_do_nothing_and_the_rest_is_read(met: dict[str, Any]) -> None:
    read = met["hostile"]["read"]["text"]
    assert "1 workbook read, 2 files refused." in read
    assert "plain text file" in read
    assert "far larger than any return" in read
    assert "<img src=x" in met["hostile"]["findings"]["text"]
    assert met["markup"] == 0
    assert met["complaints"] == []


def test_nothing_leaves_the_page(met: dict[str, Any]) -> None:
    assert len(met["leaving"]) >= 4
    assert set(met["leaving"]) == {"refused"}
    assert met["stored"] == [0, 0, "", 0]
    assert not [line for line in met["outside"] if "invalid" in line or "pyodide" in line or "jsdelivr" in line]


def test_the_engine_works_beside_the_page_and_is_painted_before(met: dict[str, Any]) -> None:
    assert met["paint"] is None or met["paint"] < met["took"]
