"""The Word packs on paper, as LibreOffice lays them out, and the PDF that the product makes by it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from board_pack.boards import board, example
from board_pack.test_browser import ONE, PAPERS
from office.outside_tools import LONGEST, missing, need_paper_fonts
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.word import to_word
from xl_send.commands.packs.pdf import BROWSERS, OFFICES, program_found, to_pdf

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def test_each_document_takes_no_more_paper_than_its_audience_is_promised(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        missing("LibreOffice is not here: apt install libreoffice-writer")
    need_paper_fonts()
    packs = {name: example(name) for name in ("board", "forum", "scrutiny", "parents")} | {"one": board(ONE)}
    for name, pack in packs.items():
        (tmp_path / f"{name}.docx").write_bytes(to_word(pack))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    files = [str(tmp_path / f"{name}.docx") for name in packs]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=LONGEST)  # noqa: S603
    papers = {name: len(PAGE.findall((tmp_path / f"{name}.pdf").read_bytes())) for name in packs}
    assert {name: number for name, number in papers.items() if not 1 <= number <= PAPERS[name]} == {}


@pytest.mark.parametrize("programs", [OFFICES, BROWSERS])
def test_a_pdf_is_tagged_whichever_program_makes_it(programs: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    here = program_found(programs)
    if not here:
        missing(f"None of {', '.join(programs)} is here")
    monkeypatch.setattr("xl_send.commands.packs.pdf.program_found", lambda names: here if names == programs else "")
    pack = board(ONE)
    made = to_pdf(to_html(pack).encode("utf-8"), to_word(pack))
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made
    assert len(PAGE.findall(made)) == 1
