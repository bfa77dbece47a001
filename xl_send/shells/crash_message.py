"""What is said of a fault of our own: enough for whoever mends it, and nothing from a workbook."""

from __future__ import annotations

from errno import ENAMETOOLONG

from xl_send.errors import fault_place

NO_SUCH_NAME = (
    "A name that was given is too long for this computer, or has a character that no file's name may have. Give "
    "another one."
)


def crash_message(error: Exception, asked: str) -> str:
    """One sentence; `asked` is what the person can tell of how it came about."""
    if _is_of_a_name(error):
        return NO_SUCH_NAME
    return (
        f"xl_send has met a fault of its own ({fault_place(error)}). No workbook was changed. "
        f"Tell whoever looks after xl_send here, with these words and {asked}."
    )


def _is_of_a_name(error: Exception) -> bool:
    """Whether a name was met that no file can have."""
    too_long = isinstance(error, OSError) and error.errno == ENAMETOOLONG
    return too_long or (isinstance(error, ValueError) and str(error).startswith(("embedded null", "lstat: embedded")))
