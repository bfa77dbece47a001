"""Outputs are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from xl_send.commands.outcomes import CannotRunError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place in one step.

    Raises `CannotRunError` in one plain sentence when the place cannot be written to, or when the
    file is open in another program; the file that was there is then untouched.
    """
    aside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".~xl_send-", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except OSError as error:
        if aside:
            with contextlib.suppress(OSError):
                Path(aside).unlink()
        why = error.strerror or "no reason given"
        message = f"{path}: This file could not be written ({why}). Close it if it is open, or choose another place."
        raise CannotRunError(message) from error
