"""The page as a file: the same bytes each time, nothing in it but what is pinned or named, and every licence."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from browser.page_file import PYODIDE_MISSING, built_page
from office.outside_tools import missing
from places import ROOT
from xl_send.dev import browser_parts
from xl_send.dev.browser_page import PANELS, write_browser_page
from xl_send.errors import CannotRunError


@pytest.fixture(scope="module")
def page() -> str:
    return built_page().read_text(encoding="utf-8")


def test_the_same_sources_give_the_same_bytes(page: str, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from xl_send.dev.browser_page import write_browser_page; "
        f"write_browser_page(Path({str(tmp_path)!r}))"
    )
    again = {**os.environ, "PYTHONHASHSEED": "1234", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", script], check=True, env=again, cwd=ROOT)  # noqa: S603
    content = (tmp_path / "xl_send.html").read_bytes()
    assert content == page.encode("utf-8")
    told = (tmp_path / "xl_send.html.sha256").read_text(encoding="ascii")
    assert told == f"{hashlib.sha256(content).hexdigest()}  xl_send.html\n"


def test_a_part_that_is_not_the_pinned_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not browser_parts.PYODIDE.is_dir():
        missing(PYODIDE_MISSING)
    monkeypatch.setitem(browser_parts.PINNED, "pyodide.mjs", "0" * 64)
    with pytest.raises(CannotRunError, match="not the part that is pinned"):
        write_browser_page(tmp_path)
    monkeypatch.setattr(browser_parts, "PYODIDE", tmp_path)
    with pytest.raises(CannotRunError, match="npm install"):
        write_browser_page(tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_policy_allows_no_connection_and_no_script_but_its_own(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
    assert rules["default-src"] == rules["connect-src"] == rules["frame-src"] == rules["form-action"] == "'none'"
    assert "unsafe-inline" not in policy[1]
    assert re.fullmatch(r"'sha256-[^']+' blob: 'wasm-unsafe-eval'", rules["script-src"])


def test_nothing_in_the_page_names_an_address_that_a_browser_would_ask(page: str) -> None:
    shown = re.sub(r"<script.*?</script>|<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert not re.findall(r"(?:src|href)=\"(?!#)[^\"]+\"", shown)
    assert "url(" not in shown
    assert "@import" not in shown


def test_every_part_is_named_with_its_hash_and_every_licence_is_shown(page: str) -> None:
    for name, pinned in browser_parts.PINNED.items():
        assert f'id="{name}"' in page
        assert pinned in page
    for found in browser_parts.libraries():
        licence = re.search(
            rf"<summary>{re.escape(found.metadata['Name'])} {found.version}: .+?</details>", page, re.DOTALL
        )
        assert licence
        assert len(licence[0]) > 500
    assert "Mozilla Public License Version 2.0" in page
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in page
    assert all(f'id="panel-{name}"' in page for name, _ in PANELS)


def test_what_is_left_out_is_a_dependency_still() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f'"{name}>' in declared for name in browser_parts.LEFT_OUT)
    assert {found.metadata["Name"].lower() for found in browser_parts.libraries()} >= {"click", "jinja2", "xlsxwriter"}
