"""What consolidate says of what it did: in words, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from pathlib import Path

from xl_send.commands.consolidate import ConsolidateResult
from xl_send.consolidation.not_taken import NotTaken, value_text
from xl_send.consolidation.returns import DIFFERENCES, Return
from xl_send.consolidation.sources import NOT_TAKEN, SourceFile, Sources, lines_of
from xl_send.words import counted, listed
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread

WIDTH = 100
# Entries that were not taken are named on screen so far; all of them stand on their sheet.
NAMED = 12
SCHEMA = "xl_send/consolidated/1"


def consolidated_text(found: ConsolidateResult) -> str:
    """A line a file, what is to be settled, and where the workbook is."""
    sources = found.sources
    marking = [f"{found.marking}."] if found.marking else []
    lines = [*marking, *textwrap.wrap(sources.whose_thresholds, WIDTH), "", *map(_line, lines_of(sources))]
    if sources.not_taken:
        lines += ["", "Not taken", *(line for left in sources.not_taken[:NAMED] for line in _not_taken(left))]
    if len(sources.not_taken) > NAMED:
        lines.append(f"  and {len(sources.not_taken) - NAMED} more, on the {NOT_TAKEN} sheet.")
    return "\n".join([*lines, "", closing_words(sources, _place(found))])


def _not_taken(found: NotTaken) -> list[str]:
    """Where it stands and why; what it says stands on the sheet alone, as it may be a figure that is not for all."""
    place = f"{found.sheet} row {found.row}" if found.row else found.sheet
    record = f" ({found.record})" if found.record else ""
    told = f"{Path(found.path).name}, {place}{record}: {found.why}"
    return textwrap.wrap(told, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _place(found: ConsolidateResult) -> str:
    return str(found.path) if found.path else "one workbook"


def _line(line: SourceFile) -> str:
    told = f"  {line.fate:<9} {Path(line.path).name}"
    return f"{told}: {line.why}" if line.why else told


def closing_words(sources: Sources, output: str) -> str:
    """How many were taken and left out, what is missing or differs, and where the workbook is."""
    chosen = sources.chosen
    rows = sum(item.submission.rows_read for item in chosen.taken)
    told = [f"{counted(len(chosen.taken), 'return')} with {counted(rows, 'row')} brought together in {output}."]
    fates = Counter(line.fate.lower() for line in lines_of(sources))
    left = [f"{counted(fates[fate], 'file')} {fate}" for fate in ("set aside", "refused") if fates[fate]]
    if left:
        told.append(f"{' and '.join(left)}: the Returns sheet says why.")
    found = ((Path(item.path).name, words) for item in chosen.taken for words in unread_of(item))
    unread = [words if name in words else f"{name}: {words}" for name, words in found]
    if unread:
        told.append(f"Not everything could be read. {'; '.join(unread)}.")
    if sources.missing:
        told.append(f"There is no return of {listed(sources.missing)}, which the workbook before had.")
    if sources.differences:
        told.append(f"{counted(len(sources.differences), 'difference')} between returns: see the {DIFFERENCES} sheet.")
    if sources.not_taken:
        were = "entry of theirs was" if len(sources.not_taken) == 1 else "entries of theirs were"
        told.append(f"{len(sources.not_taken):,} {were} not taken: the {NOT_TAKEN} sheet says which and why.")
    return " ".join(told)


def unread_of(taken: Return) -> tuple[str, ...]:
    """What of a return could not be read."""
    return Unread(Programme((taken.submission,))).sentences


def consolidated_json(found: ConsolidateResult) -> str:
    """The same for programs."""
    sources = found.sources
    files = [
        {
            "path": _named(found, line.path),
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
            "sheet": difference.sheet, "record": difference.record, "column": difference.column,
            "taken": value_text(difference.taken),
            "taken_from": _named(found, difference.taken_from), "other": value_text(difference.other),
            "other_from": _named(found, difference.other_from),
        }
        for difference in sources.differences
    ]  # fmt: skip
    written = {
        "schema": SCHEMA,
        "marking": found.marking or None,
        "thresholds_from": {"sentence": sources.whose_thresholds},
        "output": _named(found, str(found.path)) if found.path else None,
        "files": files,
        "differences": differences,
        "not_taken": [
            {
                "path": _named(found, left.path),
                "sheet": left.sheet,
                "row": left.row,
                "record": left.record,
                "why": left.why,
            }
            for left in sources.not_taken
        ],
        "missing": list(sources.missing),
    }
    return json.dumps(written, indent=2, ensure_ascii=False)


def _named(found: ConsolidateResult, path: str) -> str:
    """A file by its path; for publication by its name alone."""
    return Path(path).name if found.for_publication else path
