"""PDF by a program that is on the computer: LibreOffice from the document, or a browser from the web page.

Both write tagged PDF, which a screen reader can follow. No library does so as well without parts of its own that must
be compiled; every Windows computer has Edge.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xl_send.errors import CannotRunError

OFFICES = ("soffice", "libreoffice")
BROWSERS = ("msedge", "google-chrome", "chrome", "chromium", "chromium-browser")
_WINDOWS = (
    ("PROGRAMFILES", "LibreOffice/program/soffice.exe"), ("PROGRAMFILES(X86)", "Microsoft/Edge/Application/msedge.exe"),
    ("PROGRAMFILES", "Microsoft/Edge/Application/msedge.exe"), ("PROGRAMFILES", "Google/Chrome/Application/chrome.exe"),
)  # fmt: skip
_MAC = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_TAGGED = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_PATIENCE = 240
NONE = (
    "No PDF was written: neither LibreOffice nor Edge, Chrome or Chromium was found on this computer. "
    "Open the web page and print it to PDF, or save the Word document as PDF."
)


def to_pdf(page: bytes, document: bytes) -> bytes:
    """The PDF of a pack, from its document or from its web page, whichever a program here can turn into one.

    Raises `CannotRunError` where there is none, or where it writes nothing.
    """
    office, browser = program_found(OFFICES), program_found(BROWSERS)
    if not office and not browser:
        raise CannotRunError(NONE)
    with tempfile.TemporaryDirectory(prefix="xl_send-") as made:
        folder = Path(made)
        (folder / "pack.docx").write_bytes(document)
        (folder / "pack.html").write_bytes(page)
        command = _office(office, folder) if office else _browser(browser, folder)
        _run(command)
        written = folder / "pack.pdf"
        if not written.is_file():
            message = (
                f"No PDF was written: {Path(command[0]).name} did not make one. Close it if it is open and try again."
            )
            raise CannotRunError(message)
        return written.read_bytes()


def program_found(names: Sequence[str]) -> str:
    """Where a program of one of these names is, or nothing."""
    on_path = next((path for name in names if (path := shutil.which(name))), "")
    return on_path or next((path for path in _usual_places() if Path(path).stem.casefold() in _keys(names)), "")


def _keys(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names} | ({"google chrome", "microsoft edge"} if "chrome" in names else set())


def _usual_places() -> list[str]:
    if sys.platform == "win32":
        places = [Path(os.environ[name]) / rest for name, rest in _WINDOWS if name in os.environ]
    else:
        places = [Path(place) for place in _MAC]
    return [str(place) for place in places if place.is_file()]


def _office(program: str, folder: Path) -> list[str]:
    profile = (folder / "profile").as_uri()
    return [
        program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", _TAGGED, "--outdir", str(folder),
        str(folder / "pack.docx"),
    ]  # fmt: skip


def _browser(program: str, folder: Path) -> list[str]:
    # A browser refuses to guard itself where it is started by the system's own user, as in a container.
    unguarded = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    return [
        program, "--headless", "--disable-gpu", *unguarded, f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer", f"--print-to-pdf={folder / 'pack.pdf'}", (folder / "pack.html").as_uri(),
    ]  # fmt: skip


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 - a program found here
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"No PDF was written: {Path(command[0]).name} could not be run or took too long."
        raise CannotRunError(message) from error
