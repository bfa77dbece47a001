"""Text that may stand in any document, whatever a workbook holds."""

from __future__ import annotations

from xl_send.workbook.characters import FORBIDDEN

# What no document may hold, the later control characters, and those that turn the reading direction.
_UNWANTED = dict.fromkeys((*FORBIDDEN, *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")


def clean(text: str) -> str:
    """The text with a space for each character that must not stand in a document."""
    return text.translate(_UNWANTED)
