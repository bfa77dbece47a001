"""The page built once for all tests of one run."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from outside_tools import missing
from xl_send.dev.browser_page import write_browser_page
from xl_send.dev.browser_parts import PYODIDE

PYODIDE_MISSING = "Python for browsers is not here: npm install --no-save --prefix .ci"


@cache
def built_page() -> Path:
    """Where the page is; the test is skipped where Python for browsers is not installed."""
    if not PYODIDE.is_dir():
        missing(PYODIDE_MISSING)
    return write_browser_page(Path(tempfile.mkdtemp(prefix="xl_send_page_")))
