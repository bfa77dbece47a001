"""The browser edition as one HTML file: `python -m xl_send.dev.build --browser` writes dist/xl_send.html.

The same sources give the same bytes. It is released, not committed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.metadata import Distribution
from pathlib import Path

from xl_send import __version__
from xl_send.board_pack.audiences import AUDIENCES
from xl_send.board_pack.html.page import to_html
from xl_send.browser.limits import LIMITS
from xl_send.commands.packs.report import summarise
from xl_send.commands.writing import write_whole
from xl_send.dev.browser_parts import PINNED, ROOT, libraries, page_parts, pyodide_versions
from xl_send.value_classes import NamedTuple
from xl_send.xlsx.template.example import example_workbooks

PAGE = "xl_send.html"
SOURCES = ROOT / "xl_send/browser"
SCRIPTS = ("engine_link.js", "taking.js", "page.js")
PANELS = (
    ("read", "What was read"), ("findings", "Findings"), ("status", "Status"), ("conflicts", "Conflicts"),
    ("order", "Proposed order"), ("whatif", "What if"), ("board", "Board pack"), ("save", "Save"),
)  # fmt: skip
FILES = (
    ("marked", "Marked copies (zip)", "Each workbook with its Checks and Status sheets filled: cells light up."),
    ("programme", "Programme workbook", "All of them brought together in one, with what was not taken and why."),
    ("board", "Board pack (web page)", "To print, to send, or to open in any browser."),
    ("order", "Proposed order (workbook)", "The order and what it leaves in conflict."),
    ("tables", "Tables (zip)", "Findings, conflicts, status, order and the programme itself, as CSV and JSON."),
)  # fmt: skip


class Licence(NamedTuple):
    """Whose work a part of the page is, and on what terms."""

    name: str
    version: str
    kind: str
    about: str
    text: str

    @classmethod
    def of(cls, found: Distribution) -> Licence:
        """The licence that a library ships with."""
        told = found.metadata
        classified = [text.rsplit(" :: ", 1)[-1] for text in told.get_all("Classifier", []) if "License" in text]
        kind = next((told[name] for name in ("License-Expression", "License") if name in told), ", ".join(classified))
        texts = [
            file.read_text()
            for file in found.files or []
            if ".dist-info" in str(file) and re.match(r"licen[cs]e|copying|notice", file.name, re.IGNORECASE)
        ]
        return cls(told["Name"], found.version, kind, " ".join(told.get_all("Summary") or []), "\n\n".join(texts))


def write_browser_page(folder: Path = ROOT / "dist") -> Path:
    """Write the page, and its hash beside it; where it is."""
    content = browser_page()
    write_whole(folder / PAGE, content, replace=True)
    digest = f"{hashlib.sha256(content).hexdigest()}  {PAGE}\n".encode("ascii")
    write_whole(folder / f"{PAGE}.sha256", digest, replace=True)
    return folder / PAGE


def browser_page() -> bytes:
    """The page as bytes. Raises `CannotRunError` where a part of it is not there, or is not the one that is pinned."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pyodide, python = pyodide_versions()
    style = _source("page.css").rstrip("\n")
    script = "\n".join([f"const LIMITS = {_in_script(LIMITS)};", *map(_source, SCRIPTS)])
    environment = Environment(
        loader=FileSystemLoader(SOURCES / "page"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    page = environment.get_template("page.html.j2").render(
        policy=_policy(style, script),
        version=__version__, pyodide=pyodide, python=python,
        style=style, script=script, engine=_source("engine.js"),
        panels=PANELS, files=FILES, audiences=AUDIENCES.items(),
        parts=page_parts(), licences=_licences(pyodide, python),
    )  # fmt: skip
    return page.encode("utf-8")


def _source(name: str) -> str:
    return (SOURCES / "page" / name).read_text(encoding="utf-8")


def _in_script(value: object) -> str:
    """A value as it may stand in a script of a page."""
    return json.dumps(value).replace("<", "\\u003c")


def _policy(style: str, script: str) -> str:
    """What the page allows itself: its own script, its own styles and those of the board pack, and no connection."""
    board = to_html(summarise(*example_workbooks().values()))
    styles = " ".join(_known_by(text) for text in [style, *re.findall(r"<style>(.*?)</style>", board, re.DOTALL)])
    return (
        f"default-src 'none'; script-src {_known_by(script)} blob: 'wasm-unsafe-eval'; worker-src blob:; "
        f"style-src {styles}; frame-src 'none'; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _known_by(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _licences(pyodide: str, python: str) -> list[Licence]:
    def kept(name: str) -> str:
        return (SOURCES / "licences" / name).read_text(encoding="utf-8")

    own = "The product itself."
    return [
        Licence("xl_send", __version__, "MIT", own, (ROOT / "LICENSE").read_text(encoding="utf-8")),
        Licence(
            "Pyodide", pyodide, "MPL-2.0",
            "Python for browsers, as its authors publish it on npm; its sources are at "
            "https://github.com/pyodide/pyodide. Only its python_stdlib.zip is packed anew, with what the page loads "
            f"at its start compiled; as delivered its SHA-256 is {PINNED['python_stdlib.zip']}. It is built with "
            "Emscripten (MIT) and holds libffi (MIT), zlib, bzip2, liblzma (public domain) and SQLite (public domain).",
            kept("MPL-2.0.txt"),
        ),
        Licence("Python", python, "PSF-2.0", "The language and its standard library.", kept("PSF-2.0.txt")),
        *map(Licence.of, libraries()),
    ]  # fmt: skip
