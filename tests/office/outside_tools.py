"""Judges from outside Python: the Open XML SDK's validator, and LibreOffice.

Without one of them its tests are skipped, saying why; where XL_SEND_ALL_TOOLS is set they fail instead.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import pytest

from places import ROOT

CI = ROOT / ".ci"
BRIDGE = Path(__file__).parent / "libreoffice_bridge.py"
# Seconds for all that one sitting asks, on a busy computer.
LONGEST = 300
# For a program that works for a second: it tidies up seldom, and does not study what could be made faster.
DOTNET = {"DOTNET_TieredPGO": "0", "DOTNET_gcConcurrent": "0", "DOTNET_GCgen0size": "0x8000000"}
PYTHONS_WITH_UNO = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3")


def missing(what: str) -> NoReturn:
    if os.environ.get("XL_SEND_ALL_TOOLS"):
        pytest.fail(what)
    pytest.skip(what)


def sdk_errors(path: Path) -> list[str]:
    """What the Open XML SDK has against an Office file."""
    found = shutil.which("ooxml-validator", path=f"{CI / 'node_modules/.bin'}{os.pathsep}{os.environ['PATH']}")
    if not found:
        missing("The Open XML SDK's validator is not here: npm install --no-save --prefix .ci")
    ended = subprocess.run([found, str(path)], capture_output=True, text=True, check=False, env=os.environ | DOTNET)  # noqa: S603
    told = json.loads(ended.stdout)
    return [f"{item['path']} {item.get('xPath', '')}: {item['description']}" for item in told["errors"]]


def need_paper_fonts() -> None:
    """Skip where no typeface as wide as Arial is here: a page would hold less than on a reader's paper."""
    matcher = shutil.which("fc-match")
    told = subprocess.run([matcher, "Arial"], capture_output=True, text=True, check=False).stdout if matcher else ""  # noqa: S603
    if not any(name in told for name in ("Liberation", "Arial", "Arimo")):
        missing("No typeface as wide as Arial is here: apt install fonts-liberation fontconfig")


@cache
def _python_with_uno() -> str:
    for python in PYTHONS_WITH_UNO:
        if shutil.which(python):
            tried = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, env=_plain())  # noqa: S603
            if tried.returncode == 0:
                return python
    return ""


def _plain() -> dict[str, str]:
    """The environment without what belongs to this Python alone."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "VIRTUAL"))}


class _LibreOffice:
    """One LibreOffice with a profile of its own, for every sitting that this process asks for."""

    def __init__(self) -> None:
        self._profile = TemporaryDirectory(prefix="libreoffice", ignore_cleanup_errors=True)
        self.bridge = subprocess.Popen(  # noqa: S603
            [_python_with_uno(), str(BRIDGE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=_plain(), start_new_session=True,
        )  # fmt: skip
        self._say(self._profile.name)
        atexit.register(self.end)

    def _say(self, line: str) -> None:
        assert self.bridge.stdin
        self.bridge.stdin.write(line + "\n")
        self.bridge.stdin.flush()

    def asked(self, sitting: dict[str, Any]) -> dict[str, Any]:
        """What a sitting comes to. One that goes wrong or takes too long ends LibreOffice: the next starts another."""
        watch = threading.Timer(LONGEST, self.end)
        watch.start()
        try:
            self._say(json.dumps(sitting))
            assert self.bridge.stdout
            told = self.bridge.stdout.readline()
        finally:
            watch.cancel()
        if not told:
            _libreoffice.cache_clear()
            complaints = self.bridge.communicate()[1]
            self.end()
            pytest.fail(f"LibreOffice gave no answer: {complaints}")
        found: dict[str, Any] = json.loads(told)
        return found

    def end(self) -> None:
        """End it, and the LibreOffice that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.bridge.pid, signal.SIGKILL)
        self.bridge.wait()
        self._profile.cleanup()


@cache
def _libreoffice() -> _LibreOffice:
    if not shutil.which("soffice"):
        missing("LibreOffice is not here: apt install libreoffice-calc")
    if not _python_with_uno():
        missing("LibreOffice's Python is not here: apt install python3-uno")
    return _LibreOffice()


def in_libreoffice(
    workbook: Path, calls: Sequence[tuple[str, str, Sequence[str]]], kept: Path | None = None
) -> dict[str, Any]:
    """What macros answer in LibreOffice, which is started once and finds nothing open.

    Each call is a module, a function in it and its arguments. The result tells `answers` in order,
    `modules` and `sheets`. With `kept` the workbook is stored there afterwards, as an .xlsx file.
    """
    asked = {"workbook": str(workbook), "calls": calls}
    return _libreoffice().asked(asked | ({"kept": str(kept)} if kept else {}))
