"""Text that may stand in any document, whatever a workbook holds."""

from __future__ import annotations

# Characters that no document may hold, halves of characters, and those that turn the reading direction.
_UNWANTED = dict.fromkeys(
    [
        *range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), *range(0x202A, 0x202F),
        *range(0x2066, 0x206A), 0xFFFE, 0xFFFF,
    ],
    " ",
)  # fmt: skip


def clean(text: str) -> str:
    """The text with a space for each character that must not stand in a document."""
    return text.translate(_UNWANTED)
