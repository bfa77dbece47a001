"""`python -m xl_send`: council machines often have no Scripts folder on their path."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    # Nor does what is loaded at the start hold cycles: see `xl_send.shells.cli`.
    gc.disable()
    try:
        from xl_send.shells.cli import main as run

        code = run()
        # The process ends with what it holds: looking through that for cycles once more takes a tenth of its time.
        gc.freeze()
        sys.exit(code)
    except KeyboardInterrupt:
        # Before the command line itself is there to say so, or after it has ended.
        if sys.stderr is not None:
            sys.stderr.write("Stopped. No workbook was changed.\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
