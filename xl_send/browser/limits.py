"""What the page itself takes in: it must not fill a browser's memory before the product can judge a file."""

from __future__ import annotations

from xl_send.commands.loading import NEARLY_WORKBOOKS, WORKBOOKS
from xl_send.limits import MOST_COMPRESSED
from xl_send.xlsx.read.refusals import TOO_LARGE, UNREACHABLE

# Bytes of all files together; Python's own memory in a browser ends at a few thousand million.
MOST_TOGETHER = 256 * 2**20

LIMITS = {
    "endings": [*WORKBOOKS, *NEARLY_WORKBOOKS],
    "most": MOST_COMPRESSED,
    "most_together": MOST_TOGETHER,
    "too_large": TOO_LARGE,
    "too_many": "With the others this is more than a browser can hold in its memory; put in fewer at once.",
    "no_workbook": "There is no Excel workbook in this folder; choose one that holds .xlsx files.",
    "folder_shut": "This browser does not let a page see into a dropped folder; use Choose a folder instead.",
    "unreachable": UNREACHABLE,
    "cannot_start": (
        "This browser cannot run the page: it needs WebAssembly, which may be switched off here. Use a current Edge, "
        "Chrome or Firefox, or the installed xl_send."
    ),
    "broken": (
        "The page ran out of memory or met a fault of its own, and has started afresh. Put in fewer workbooks at once, "
        "or use the installed xl_send."
    ),
}
