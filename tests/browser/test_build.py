"""The page as a file: the same bytes each time, nothing in it but what is pinned or named, and every licence."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from base64 import b64decode
from pathlib import Path

import pytest

from browser.page_file import PYODIDE_MISSING, built_page
from office.outside_tools import missing
from packages import parts_of
from places import ROOT
from sizes import cases
from xl_send.dev import browser_parts
from xl_send.dev.browser_page import PANELS, write_browser_page
from xl_send.dev.compiling import packed_files, unpacked_files
from xl_send.errors import CannotRunError


@pytest.fixture(scope="module")
def page() -> str:
    return built_page().read_text(encoding="utf-8")


def test_the_same_sources_give_the_same_bytes(page: str, tmp_path: Path) -> None:
    """By a Python that orders sets otherwise. What the page's own Python compiles is not compiled again but by hand."""
    (tmp_path / "product").write_bytes(packed_files(dict(browser_parts._product())))  # noqa: SLF001 - what is compiled
    for name in browser_parts.COMPILED:
        letters = re.search(rf'<script type="application/x-b64" id="{re.escape(name)}">([^<]*)<', page)
        assert letters
        (tmp_path / name).write_bytes(gzip.decompress(b64decode(letters[1])))
    by_another_python(AGAIN, str(tmp_path), str(cases(0, whole=1)))
    content = (tmp_path / "xl_send.html").read_bytes()
    assert content == page.encode("utf-8")
    told = (tmp_path / "xl_send.html.sha256").read_text(encoding="ascii")
    assert told == f"{hashlib.sha256(content).hexdigest()}  xl_send.html\n"


# Builds the page into a folder, with what was compiled for the first one, if it would be compiled of the same.
AGAIN = """
import sys
from pathlib import Path
from xl_send.dev import browser_page, browser_parts
folder, whole = Path(sys.argv[1]), sys.argv[2] == "1"
def compiled(product):
    assert product == (folder / "product").read_bytes()
    return [browser_parts.PagePart(name, (folder / name).read_bytes()) for name in browser_parts.COMPILED]
if not whole:
    browser_parts._compiled = compiled
browser_page.write_browser_page(folder)
"""
COMPILES = """
import sys
from pathlib import Path
folder, sources = sys.argv[1:]
sys.path[:0] = [sources, folder + "/library.zip"]
from compiling import compile_all
compile_all(Path(folder))
"""
# A product of one module that asks one of the library, which is all that its start loads.
SMALL = {
    "xl_send/__init__.py": b"",
    "xl_send/browser/__init__.py": b"",
    "xl_send/browser/bridge.py": b"""
import of_the_library
from types import SimpleNamespace
from pathlib import Path
def page_bridge(*_):
    return SimpleNamespace(returns=Path(__file__).parent, answer=lambda _: "{}" if "a" in {"a", "b", "c"} else "")
""",
    "xl_send/browser/never_loaded.py": b"1 + 1\n",
    "xl_send/browser/example/one.xlsx": b"PK",
}


def by_another_python(script: str, *arguments: str, seed: int = 1234) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=environment, cwd=ROOT)  # noqa: S603


def test_what_a_start_loads_is_compiled_and_nothing_else_to_the_same_bytes(tmp_path: Path) -> None:
    made = list[dict[str, bytes]]()
    for seed in (1, 2):
        if made:
            shutil.rmtree(tmp_path)
            tmp_path.mkdir()
        (tmp_path / "files").write_bytes(packed_files(SMALL))
        for name in ("stdlib", "library.zip"):
            with zipfile.ZipFile(tmp_path / name, "w") as library:
                library.writestr("of_the_library.py", "HERE = {'x', 'y', 'z'}\n")
                library.writestr("of_nobody.py", "1 + 1\n")
        by_another_python(COMPILES, str(tmp_path), str(ROOT / "xl_send/dev"), seed=seed)
        made.append({path.name: path.read_bytes() for path in (tmp_path / "compiled").iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == set(browser_parts.COMPILED)
    names = [name for name, _ in unpacked_files(made[0]["xl_send.files"])]
    assert [name for name in names if name.endswith(".pyc")] == [
        f"{name}c" for name in SMALL if name.endswith("__.py") or "bridge" in name
    ]
    assert len(names) == len(SMALL)
    assert list(parts_of(made[0]["python_stdlib.zip"])) == ["of_the_library.pyc", "of_nobody.py"]


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
    assert {found.metadata["Name"].lower() for found in browser_parts.libraries()} >= {"jinja2", "xlsxwriter"}
