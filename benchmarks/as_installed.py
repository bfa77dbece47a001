"""Our modules compiled as an installation leaves them, so that no run pays for what pip has done before."""

from __future__ import annotations

import compileall
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compile_ours() -> None:
    """Compile every module of ours; those that are up to date are passed over."""
    compileall.compile_dir(ROOT / "xl_send", quiet=1)
