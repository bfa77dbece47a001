"""From what a person names to a programme.

One bad file never stops the others: it is refused with its reason, and the rest are read. What is there twice counts
once, by the same choice for every verb.
"""

from __future__ import annotations

from xl_send.commands.loading.files import (
    NEARLY_WORKBOOKS,
    WORKBOOKS,
    NamedFile,
    find_workbooks,
    read_submission,
    understood,
)
from xl_send.commands.loading.programmes import (
    AsAt,
    Readable,
    Readables,
    as_at_given,
    each_source,
    is_read,
    load,
    named_files,
    read,
)

__all__ = [
    "AsAt",
    "NEARLY_WORKBOOKS",
    "NamedFile",
    "Readable",
    "Readables",
    "WORKBOOKS",
    "as_at_given",
    "each_source",
    "find_workbooks",
    "is_read",
    "load",
    "named_files",
    "read",
    "read_submission",
    "understood",
]
