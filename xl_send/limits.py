"""How much of a workbook is read before it is refused as far larger than any return should be.

Whatever a file says of its own size is not believed: what is inflated, listed and kept is counted as it comes. A
council with workbooks that are larger for a good reason sets `XL_SEND_LIMITS` to a number, by which all of these are
multiplied (source: docs/security.md).
"""

from __future__ import annotations

import os
from collections.abc import Mapping

SETTING = "XL_SEND_LIMITS"
MOST_TIMES = 64
MEBIBYTE = 2**20


def times(environment: Mapping[str, str]) -> int:
    """By how much the limits are multiplied: a whole number from 1 to 64; anything else counts as 1."""
    given = environment.get(SETTING, "").strip()
    return min(max(int(given), 1), MOST_TIMES) if given.isascii() and given.isdigit() and len(given) < 9 else 1


TIMES = times(os.environ)

# The zip file: the parts in its list, the bytes of that list, the bytes of one part and of all as they
# lie, and inflated.
MOST_ENTRIES = 10_000 * TIMES
MOST_DIRECTORY = 4 * MEBIBYTE * TIMES
MOST_COMPRESSED, MOST_HELD = 32 * MEBIBYTE * TIMES, 64 * MEBIBYTE * TIMES
MOST_PART = 128 * MEBIBYTE * TIMES
MOST_TOGETHER = 256 * MEBIBYTE * TIMES
# Repetitive sheets, such as a million rows with a border and nothing in them, shrink about thirtyfold; a zip bomb a
# thousandfold.
MOST_RATIO, RATIO_COUNTS_FROM = 100, 16 * MEBIBYTE

# What the parts hold: elements that are walked and kept, sheets, shared texts, merged blocks, filled cells.
MOST_ELEMENTS = 500_000 * TIMES
MOST_KEPT = 100_000 * TIMES
MOST_SHEETS = 500 * TIMES
MOST_TEXTS = 300_000 * TIMES
MOST_CHARACTERS = 32 * MEBIBYTE * TIMES
MOST_MERGED = 20_000 * TIMES
MOST_CELLS = 1_000_000 * TIMES
# The rows of one sheet that are kept; of a workbook the rows and cells that do not read as they should; and of rows
# that hold the same and no id those that are told one by one.
MOST_ROWS, MOST_UNREAD_ROWS, MOST_ODD_CELLS = 150_000 * TIMES, 5_000 * TIMES, 50_000 * TIMES
SAME_ROWS_TOLD = 3
# The rows of a sheet of the council's own that are looked at, for what may identify a person.
MOST_OWN_ROWS = 5_000 * TIMES
# What of a sheet is taken apart, element by element, to be filled in a marked copy: its bytes and its brackets.
MOST_PATCHED, MOST_BRACKETS = 32 * MEBIBYTE * TIMES, 600_000 * TIMES

# What a worker that reads one file of many may take: seconds, and bytes of memory where the system can hold it to that.
MOST_SECONDS, MOST_MEMORY = 300 * TIMES, 2048 * MEBIBYTE * TIMES

# Excel's longest text of a cell, and what of one its mark-up may come to: it is the same for everybody.
LONGEST_CELL = 32_767
LONGEST_TEXT = 2**20
LONGEST_MARKUP = 4 * MEBIBYTE
LONGEST_BLOCK = 64 * MEBIBYTE
