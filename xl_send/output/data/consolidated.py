"""What consolidate says of what it did, as JSON for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from xl_send.commands.consolidate import ConsolidateResult
from xl_send.consolidation.accounts import Difference
from xl_send.consolidation.row_sources import value_text
from xl_send.consolidation.sources import RETURNS_COLUMNS, SourceFile, Sources, returned, source_lines

SCHEMA = "xl_send/consolidated/1"


def consolidated_json(found: ConsolidateResult) -> str:
    """Each file with its fate, what differs between returns, what was not taken, and whom to chase."""
    sources = found.sources
    lines = list(source_lines(sources))
    written = {
        "schema": SCHEMA,
        "marking": found.marking or None,
        "thresholds_from": {"sentence": sources.whose_thresholds},
        "output": _named(found, str(found.path)) if found.path else None,
        "files": [_file(found, line) for line in lines if line.path],
        "differences": [_differing(found, difference) for difference in sources.differences],
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
        "missing": [expected.code for expected in sources.missing],
        "feedback": [_named(found, str(path)) for path in found.feedback],
        "chase": [_chased(found, sources, line) for line in lines],
    }
    return json.dumps(written, indent=2, ensure_ascii=False)


def _file(found: ConsolidateResult, line: SourceFile) -> dict[str, object]:
    """A file that was named: its fate and why, and what was read of it."""
    return {
        "path": _named(found, line.path),
        "fate": line.fate.lower(),
        "why": line.why,
        "workstreams": sorted(line.read.codes) if line.read else [],
        "as_at": line.read.as_at.isoformat() if line.read and line.read.as_at else None,
        "rows_read": line.read.submission.rows_read if line.read else 0,
        "rows_unread": len(line.read.submission.unread_rows) if line.read else 0,
        "could_not_be_read": list(line.read.not_read) if line.read else [],
        "sha256": line.read.digest if line.read else None,
    }


def _differing(found: ConsolidateResult, difference: Difference) -> dict[str, object]:
    """A cell in which two returns differ, and which of them was taken."""
    return {
        "sheet": difference.sheet,
        "record": difference.record,
        "column": difference.column,
        "taken": value_text(difference.taken),
        "taken_from": _named(found, difference.taken_from),
        "other": value_text(difference.other),
        "other_from": _named(found, difference.other_from),
    }


def _chased(found: ConsolidateResult, sources: Sources, line: SourceFile) -> dict[str, object]:
    """One line of the chase list: whose it is, whether it came, how late, and what is wrong with it."""
    row = dict(zip((column.title for column in RETURNS_COLUMNS), returned(line, sources), strict=True))
    day = row["As at"]
    return {
        "workstreams": str(row["Workstreams"]).split(", ") if row["Workstreams"] else [],
        "path": _named(found, line.path) if line.path else None,
        "fate": line.fate.lower(),
        "owner": row["Owner"] or None,
        "deputy": row["Deputy"] or None,
        "as_at": day.isoformat() if isinstance(day, date) else None,
        "days_late": row["Days late"],
        "errors": row["Errors"],
        "queries": row["Queries"],
        "put_right_first": row["Put right first"] or None,
    }


def _named(found: ConsolidateResult, path: str) -> str:
    """A file by its path; for publication by its name alone."""
    return Path(path).name if found.for_publication else path
