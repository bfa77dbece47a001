"""Where the buttons find this computer's Python, and where their short-lived files stand.

Everything is the user's own and on this computer: no roaming profile, no shared drive. On a Mac it is
the folder that Excel, which may not see the whole disk there, shares with the other Office programs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from xl_send.shells.job.spelling import spell

INTERPRETER = "interpreter.txt"
JOBS = "jobs"
# Excel's own letters for the group of Office programs on a Mac.
_OFFICE_ON_MAC = "Library/Group Containers/UBF8T346G9.Office"
_SCRIPTS_ON_MAC = "Library/Application Scripts/com.microsoft.Excel"


def home(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Path:
    """Our folder among this user's own. The macros look in the same place (`HomeFolder` in macros/SendHost.bas)."""
    user = Path(environ.get("USERPROFILE" if platform == "win32" else "HOME") or Path.home())
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or user / "AppData" / "Local") / "xl_send"
    if platform == "darwin":
        return user / _OFFICE_ON_MAC / "xl_send"
    return Path(environ.get("XDG_CONFIG_HOME") or user / ".config") / "xl_send"


def interpreter_file(folder: Path | None = None) -> Path:
    """The file whose one line names the Python that the buttons start, spelled as `spelling` says."""
    return (folder or home()) / INTERPRETER


def mac_script_file(user: Path | None = None) -> Path:
    """Where Excel on a Mac looks for the script that starts Python; others may not write there for it."""
    return (user or Path.home()) / _SCRIPTS_ON_MAC / "xl_send.applescript"


def interpreter_line(python: str) -> bytes:
    """What stands in that file for a Python by its full path."""
    return f"{spell(python)}\n".encode("ascii")
