"""What consolidate says of what it did: in words, and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from xl_send.commands.outcomes import count
from xl_send.consolidation import Return
from xl_send.consolidation.sources import DIFFERENCES, SourceFile, Sources, as_text, lines_of
from xl_send.words import listed
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread

SCHEMA = "xl_send/consolidated/1"


def consolidated_text(sources: Sources, output: str) -> str:
    """A line a file, what is to be settled, and where the workbook is."""
    lines = map(_line, lines_of(sources))
    return "\n".join([*lines, "", closing_words(sources, output)])


def _line(line: SourceFile) -> str:
    told = f"  {line.fate:<9} {Path(line.path).name}"
    return f"{told}: {line.why}" if line.why else told


def closing_words(sources: Sources, output: str) -> str:
    """How many were taken and left out, what is missing or differs, and where the workbook is."""
    chosen = sources.chosen
    rows = sum(item.submission.rows_read for item in chosen.taken)
    told = [f"{count(len(chosen.taken), 'return')} with {count(rows, 'row')} brought together in {output}."]
    left = [
        f"{count(number, 'file')} {fate}"
        for number, fate in ((len(chosen.aside), "set aside"), (len(sources.refused), "refused"))
        if number
    ]
    if left:
        told.append(f"{' and '.join(left)}: the Returns sheet says why.")
    found = ((Path(item.path).name, words) for item in chosen.taken for words in unread_of(item))
    unread = [words if name in words else f"{name}: {words}" for name, words in found]
    if unread:
        told.append(f"Not everything could be read. {'; '.join(unread)}.")
    if sources.missing:
        told.append(f"There is no return of {listed(sources.missing)}, which the workbook before had.")
    if sources.differences:
        told.append(f"{count(len(sources.differences), 'difference')} between returns: see the {DIFFERENCES} sheet.")
    return " ".join(told)


def unread_of(one: Return) -> tuple[str, ...]:
    """What of a return could not be read."""
    return Unread(Programme((one.submission,))).sentences


def consolidated_json(sources: Sources, output: str) -> str:
    """The same for programs."""
    files = [
        {
            "path": line.path,
            "fate": line.fate.lower(),
            "why": line.why,
            "workstreams": sorted(line.read.codes) if line.read else [],
            "as_at": line.read.as_at.isoformat() if line.read and line.read.as_at else None,
            "rows_read": line.read.submission.rows_read if line.read else 0,
            "rows_unread": len(line.read.submission.unread_rows) if line.read else 0,
            "could_not_be_read": list(unread_of(line.read)) if line.read else [],
            "sha256": line.read.digest if line.read else None,
        }
        for line in lines_of(sources)
    ]
    differences = [
        {
            "sheet": difference.sheet, "record": difference.record, "column": difference.column, "taken": as_text(difference.taken),
            "taken_from": difference.taken_from, "other": as_text(difference.other), "other_from": difference.other_from,
        }
        for difference in sources.differences
    ]  # fmt: skip
    written = {
        "schema": SCHEMA,
        "output": output,
        "files": files,
        "differences": differences,
        "missing": list(sources.missing),
    }
    return json.dumps(written, indent=2, ensure_ascii=False)
