"""Every page for an audience or an owner in a real browser: axe finds nothing, and what axe does not see holds too."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from board_pack.boards import board, example_page
from board_pack.html.test_palette import TOLD_BY_SHAPE, contrast
from files import write_example
from office.outside_tools import CI, LONGEST, missing, need_paper_fonts
from statuses import table
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.html.page import to_html
from xl_send.commands.consolidate import consolidate
from xl_send.commands.feedback.files import PAGE

BROWSERS = ("chromium", "google-chrome", "chrome")
# The most sheets of paper that each audience's pack of the example may take (contract: audiences).
PAPERS = {
    "workstream": 6, "board": 12, "partnership": 6, "forum": 2, "scrutiny": 4, "parents": 2, "dfe": 8, "one": 1,
    "sixty": 70, "letter": 1, "asked": 1,
}  # fmt: skip
ONE = "Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n"


def sixty() -> str:
    """A programme of sixty workstreams with long names, each with a milestone and a risk."""
    codes = [f"A{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(60)]
    streams = "".join(f"| {code} | Workstream {code} with a name that goes on for a good while |\n" for code in codes)
    milestones = "".join(
        f"| {code}-M01 | {code} | 2 Nov 2026 | {2 + number % 25} Dec 2026 |\n" for number, code in enumerate(codes)
    )
    risks = "".join(f"| {code}-R01 | {code} |\n" for code in codes)
    return (
        f"Workstreams:\n| Code | Workstream |\n| --- | --- |\n{streams}\n"
        f"Milestones:\n| ID | Workstream | Baseline date | Forecast date |\n| --- | --- | --- | --- |\n{milestones}\n"
        f"Risks:\n| ID | Workstream |\n| --- | --- |\n{risks}"
    )


def feedback(home: Path) -> dict[str, str]:
    """What the owner of a return with faults of many kinds is sent, and one whose returns clash."""
    faults = [
        {"ID": f"TRN-M{number:02d}", "Workstream": "TRN", "Milestone": "<b>A long name" * 9, "Forecast date": said}
        for number, said in enumerate(("tbc", "soon", "x" * 90, "mid November", "=1+1"), 1)
    ]
    (home / "returns").mkdir()
    for name, code, rows in (("messy", "TRN", faults), ("one", "OUT", []), ("other", "OUT", [])):
        cover = table("Programme", {"As at": "13 Nov 2026", "Prepared by": name})
        text = cover + table("Workstreams", {"Code": code, "Owner": name}) + table("Milestones", *rows)
        write_example(text, home / "returns" / f"{name}.xlsx")
    made = consolidate(home / "returns", feedback=home / "sent").feedback
    pages = {
        path.name.removesuffix(PAGE): path.read_text(encoding="utf-8") for path in made if path.name.endswith(PAGE)
    }
    return {"letter": pages["messy"], "asked": pages["OUT"]}


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not executable:
        missing("Chromium is not here: apt install chromium")
    if not (CI / "node_modules/puppeteer-core").is_dir() or not shutil.which("node"):
        missing("What drives browsers is not here: npm install --no-save --prefix .ci")
    folder = tmp_path_factory.mktemp("packs")
    pages = {one.value: example_page(one.value) for one in PackAudience}
    pages |= {"one": to_html(board(ONE)), "sixty": to_html(board(sixty())), **feedback(folder)}
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    told = {"executable": executable, "pages": {name: str(folder / f"{name}.html") for name in pages}}
    ended = subprocess.run(  # noqa: S603
        ["node", str(Path(__file__).parent / "pages.mjs")],  # noqa: S607
        input=json.dumps(told), capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_axe_finds_nothing_wide_or_narrow_light_or_dark(met: dict[str, Any]) -> None:
    found = {(name, width): size["violations"] for name, page in met.items() for width, size in page["sizes"].items()}
    assert {place: violations for place, violations in found.items() if violations} == {}
    assert {name: page["darkViolations"] for name, page in met.items() if page["darkViolations"]} == {}
    assert {name: page["errors"] for name, page in met.items() if page["errors"]} == {}


def test_nothing_scrolls_sideways_at_any_width(met: dict[str, Any]) -> None:
    wide = {(name, width): size["wide"] for name, page in met.items() for width, size in page["sizes"].items()}
    assert {place: found for place, found in wide.items() if found > int(place[1])} == {}


def test_each_pack_takes_no_more_paper_than_its_audience_is_promised(met: dict[str, Any]) -> None:
    need_paper_fonts()
    assert {name: page["papers"] for name, page in met.items() if page["papers"] > PAPERS[name]} == {}
    assert all(page["tagged"] for page in met.values())


def hexed(colour: str) -> str:
    """A computed colour as six digits; blank for none."""
    parts = re.match(r"rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)", colour)
    if not parts or parts[4] == "0":
        return ""
    return "#" + "".join(f"{int(parts[number]):02x}" for number in (1, 2, 3))


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_every_sign_and_word_of_pictures_stands_out_in_every_scheme(scheme: str, met: dict[str, Any]) -> None:
    faint = {}
    for name, page in met.items():
        ground = hexed(page[scheme]["ground"]) or "#ffffff"
        for key, style in page[scheme]["seen"].items():
            look, needed = key.partition("p-")[2].split(" ")[0], 4.5 if key.endswith("text") else 3
            inks = [hexed(style["fill"])] if key.endswith("text") else [hexed(style["stroke"]), hexed(style["fill"])]
            if look not in TOLD_BY_SHAPE and max((contrast(ink, ground) for ink in inks if ink), default=21) < needed:
                faint[name, key] = (inks, ground)
    assert faint == {}


def test_words_in_cells_of_the_risk_map_can_be_read_in_every_scheme(met: dict[str, Any]) -> None:
    for scheme in ("light", "dark", "forced"):
        seen = met["board"][scheme]["seen"]
        words = [hexed(style["fill"]) for key, style in seen.items() if key.endswith("text")]
        cells = [hexed(style["fill"]) for key, style in seen.items() if "cell-" in key]
        assert min(contrast(word, cell) for word in words for cell in cells if word and cell) >= 4.5
