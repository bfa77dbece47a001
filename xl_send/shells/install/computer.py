"""The computer that the add-in is put on: its folders, its registry, and what it lets us start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from xl_send.shells.install import locations as places
from xl_send.value_classes import field, frozen

ADD_IN = "xl_send.xlam"
_STARTED = "import xl_send; print(xl_send.__version__)"
_MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
PATIENCE = 60


def _read_registry(key: str, name: str) -> object:
    """A value of this user's registry, or None where there is none."""
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None


def _starts(python: str) -> bool:
    """Whether a Python starts and finds this package."""
    try:
        ended = subprocess.run(  # noqa: S603 - the interpreter that is running now
            [python, "-P", "-c", _STARTED], capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


@frozen(eq=True)
class Computer:
    """Where things are for the user who is working here. Tests put another in its place."""

    platform: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    python: str = sys.executable
    registry: Callable[[str, str], object] = _read_registry
    starts: Callable[[str], bool] = _starts

    @property
    def user(self) -> Path:
        """The user's own folder."""
        return Path(self.environ.get("USERPROFILE" if self.platform == "win32" else "HOME") or Path.home())

    @property
    def home(self) -> Path:
        """The folder of this product among the user's own."""
        return places.home(self.platform, self.environ)

    @property
    def add_in(self) -> Path | None:
        """Where Excel loads add-ins from when it starts, with the add-in's name; None where there is no Excel."""
        if self.platform == "win32":
            roaming = self.environ.get("APPDATA") or str(self.user / "AppData" / "Roaming")
            return Path(roaming) / "Microsoft" / "Excel" / "XLSTART" / ADD_IN
        return self.user / _MAC_STARTUP / ADD_IN if self.platform == "darwin" else None

    @property
    def mac_script(self) -> Path | None:
        """Where Excel on a Mac looks for the script that starts Python; None elsewhere."""
        return places.mac_script_file(self.user) if self.platform == "darwin" else None
