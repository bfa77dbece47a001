"""The names of new files: such as every computer allows, and never that of one that is there."""

from __future__ import annotations

import os
import re
from itertools import chain, count
from pathlib import Path

# What Windows allows in no file name, what is no character that can be seen, and names of its devices, whatever follows
# their full stop; and how Excel begins the name of what it leaves beside a workbook.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_NOT_ALLOWED = re.compile(
    r'^~\$|[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffd]+'
)
_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\s*(?:\.|$))")
# What drives hold of a name, in bytes, with room for an ending and a number.
_LONGEST, _LONGEST_WHOLE = 120, 200


def allowed_name(text: str) -> str:
    """A text as the name of a file, without its ending, on every computer; what may not be in one is a line."""
    shorter = _NOT_ALLOWED.sub("_", text).encode()[:_LONGEST].decode(errors="ignore")
    return _allowed(shorter) or "return"


def is_allowed(name: str) -> bool:
    """Whether a file may have this name, with its ending, on every computer."""
    return _allowed(name) == name and 0 < len(name.encode()) <= _LONGEST_WHOLE


def _allowed(text: str) -> str:
    return _DEVICE.sub(r"\1_", _NOT_ALLOWED.sub("_", text.strip(" .")))


def own_name(text: str, taken: set[str]) -> str:
    """The same, numbered where it is taken already; drives do not tell capitals from small letters."""
    name = allowed_name(text)
    names = chain([name], (f"{name} ({number})" for number in count(2)))
    own = next(each for each in names if each.casefold() not in taken)
    taken.add(own.casefold())
    return own


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
