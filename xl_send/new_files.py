"""A file that was written aside gets its name, and never that of one that is there."""

from __future__ import annotations

import os
from pathlib import Path


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
