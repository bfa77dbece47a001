"""`python -m xl_send`: council machines often have no Scripts folder on their path."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    from xl_send.shells.cli import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
