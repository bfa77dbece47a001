"""`python -m xl_send`: council machines often have no Scripts folder on their path."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> None:
    """Run the command line and end with its exit code."""
    # Nor does what is loaded at the start hold cycles: see `xl_send.shells.cli`.
    gc.disable()
    try:
        from xl_send.shells.cli import main as run

        _end(run())
    except KeyboardInterrupt:
        # Before the command line itself is there to say so, or after it has ended.
        if sys.stderr is not None:
            sys.stderr.write("Stopped. No workbook was changed.\n")
        sys.exit(2)


def _end(code: int) -> NoReturn:
    """End at once, with all that was said written out.

    Everything that a verb opens it has closed. To take the rest apart, object by object, takes the longer the more was
    read, and gives nothing; mypy ends in the same way.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        # Whoever read it has gone: Python's own end knows what is to be done.
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
