"""A file that is named beside the returns, such as a mapping or a style: its bytes, or a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from xl_send.commands.loading.files import printable_path
from xl_send.errors import CannotRunError
from xl_send.xlsx.read.open_book import not_opened
from xl_send.xlsx.read.refusals import FOLDER

_FOLDER = "This is a folder; name the file in it."


def bytes_named(place: str | os.PathLike[str]) -> bytes:
    """What is in a file. Raises `CannotRunError`, which says what is wrong and what to do, where it cannot be read."""
    try:
        return Path(place).read_bytes()
    except (OSError, ValueError) as error:
        sentence = not_opened(place, error)
        message = f"{printable_path(os.fspath(place))}: {_FOLDER if sentence == FOLDER else sentence}"
        raise CannotRunError(message) from error
