"""The page built once for all tests, whichever process asks first: a build takes some ten seconds."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from office.outside_tools import LONGEST, missing
from xl_send.dev import browser_page, browser_parts

PYODIDE_MISSING = "Python for browsers is not here: npm install --no-save --prefix .ci"


@cache
def built_page() -> Path:
    """Where the page is; the test is skipped where Python for browsers is not installed.

    It is kept from one run to the next under the hash of all that it is made from.
    """
    if not browser_parts.PYODIDE.is_dir():
        missing(PYODIDE_MISSING)
    home = Path(tempfile.gettempdir(), "xl_send_page_of_tests")
    home.mkdir(exist_ok=True)
    kept = home / _inputs()
    # SQLite's lock is one that every platform has: whoever comes second waits for the first.
    with closing(sqlite3.connect(home / "lock", timeout=LONGEST, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not (kept / browser_page.PAGE).exists():
            browser_page.write_browser_page(kept)
    return kept / browser_page.PAGE


def _inputs() -> str:
    """The hash of every file of ours that goes into the page, or makes it."""
    root = browser_parts.ROOT
    found = [path for path in (root / "xl_send").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    told = hashlib.sha256()
    for path in [*sorted(found), root / "pyproject.toml", root / "LICENSE"]:
        told.update(f"{path.relative_to(root)} {path.stat().st_size}\n".encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
