"""How a new file gets its name: one that every computer allows, and never that of a file that is there."""

from __future__ import annotations

import os
import re
from pathlib import Path

# What Windows allows in no file's name, what cannot be seen, and halves of characters; and what it keeps for devices,
# whatever follows a full stop. https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"
}
# How names begin that are hidden, or that Excel gives to what it leaves beside a workbook.
_NOT_SEEN = (" ", ".", "~$")
_LONGEST, _LONGEST_STEM = 200, 100


def fits_everywhere(name: str) -> bool:
    """Whether a file may have this name on every computer, and is seen there."""
    device = name.partition(".")[0].rstrip(" ").casefold() in _DEVICES
    odd = _UNFIT.search(name) or name.startswith(_NOT_SEEN) or name.endswith((" ", "."))
    return 0 < len(name) <= _LONGEST and not device and not odd


def safe_stem(text: str, noun: str) -> str:
    """A text as a file's name without its ending, as near as every computer allows; `noun` says what the file is."""
    stem = _UNFIT.sub("-", text)[:_LONGEST_STEM].strip(" .")
    return stem if fits_everywhere(stem) else f"{noun} {stem}".rstrip(" .")


def give_name(aside: Path, path: Path) -> None:
    """Give a file its name, unless that is taken. Raises `FileExistsError` where it is."""
    if os.name == "nt":
        aside.rename(path)
        return
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # Some drives, and a browser, know no second names: the name is taken first, then filled.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        aside.replace(path)
