"""The returns that a programme workbook or a history holds, each as a workbook of its own to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from xl_send.commands.loading import NamedFile, understood
from xl_send.commands.loading.returns import read_return
from xl_send.commands.starting.originals import Original
from xl_send.consolidation.parting import PartedReturn, parted
from xl_send.consolidation.returns import Return
from xl_send.errors import RefusedError
from xl_send.xlsx.read.open_book import open_book

_NO_WORKSTREAM = "No workstream is listed in it, so no return can be begun from it."


def returns_within(original: Original) -> Iterator[Original]:
    """The returns in a workbook: itself, or of a programme workbook one for each file or workstream that is in it.

    Raises `RefusedError` where a programme workbook lists no workstream.
    """
    found = read_return(NamedFile(BytesIO(original.content), str(original.path)))
    if not found.made:
        yield original
        return
    parts = parted(found)
    if not parts:
        raise RefusedError(str(original.path), _NO_WORKSTREAM)
    for part in parts:
        yield as_workbook(part, found, original.path.parent)


def as_workbook(part: PartedReturn, whole: Return, folder: Path) -> Original:
    """One of them as a workbook of the workstream edition, under its name."""
    from xl_send.workbook.sheets.governance import CalendarEntry
    from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

    submission = whole.submission
    content = workbook_bytes(
        "workstream",
        WorkbookContent(
            rows=part.rows,
            labels=part.labels,
            own_lists=submission.own_lists,
            calendar=submission.all(CalendarEntry),
            matrix=submission.thresholds.matrix,
            silences=submission.thresholds.silences,
            explanations=submission.explanations,
        ),
    )
    path = folder / part.name
    return Original(path, content, understood(open_book(BytesIO(content), str(path))))
