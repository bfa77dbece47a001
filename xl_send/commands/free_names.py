"""A name that nothing in a folder has yet, so that nothing is written over."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path


def free_name(path: Path, folder: Path) -> Path:
    """The file's own name in a folder, numbered where that is taken."""
    names = chain([path.name], (f"{path.stem} ({number}){path.suffix}" for number in count(2)))
    return next(folder / name for name in names if not (folder / name).exists())
