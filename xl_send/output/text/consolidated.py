"""What consolidate says of what it did: in words, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from datetime import date
from pathlib import Path

from xl_send.commands.consolidate import ConsolidateResult
from xl_send.consolidation.chase import chase_sentence, days_late
from xl_send.consolidation.not_taken import NotTaken, value_text
from xl_send.consolidation.returns import DIFFERENCES, Return
from xl_send.consolidation.sources import NOT_TAKEN, RETURNS_COLUMNS, SourceFile, Sources, lines_of, returned
from xl_send.words import counted, listed
from xl_send.workbook.days import say
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
    if found.feedback:
        lines += ["", f"For owners: {counted(len(found.feedback), 'file')} in {found.feedback[0].parent}."]
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
    name = line.expected.code if line.expected else Path(line.path).name
    told = f"  {line.fate:<9} {name}"
    return f"{told}: {line.why}" if line.why else told


def closing_words(sources: Sources, output: str) -> str:
    """How many were taken and left out, what is missing or differs, and where the workbook is."""
    chosen = sources.chosen
    rows = sum(item.submission.rows_read for item in chosen.taken)
    told = [f"{counted(len(chosen.taken), 'return')} with {counted(rows, 'row')} brought together in {output}."]
    told += filter(None, [_carried(sources)])
    fates = Counter(line.fate.lower() for line in lines_of(sources))
    left = [f"{counted(fates[fate], 'file')} {fate}" for fate in ("set aside", "refused") if fates[fate]]
    if left:
        told.append(f"{' and '.join(left)}: the Returns sheet says why.")
    found = ((Path(item.path).name, words) for item in chosen.taken for words in unread_of(item))
    unread = [words if name in words else f"{name}: {words}" for name, words in found]
    if unread:
        told.append(f"Not everything could be read. {'; '.join(unread)}.")
    if sources.missing:
        names = listed([found.code for found in sources.missing])
        told.append(f"There is no return of {names}, which the workbook before had.")
    told += filter(None, [_to_chase(sources)])
    if sources.differences:
        told.append(f"{counted(len(sources.differences), 'difference')} between returns: see the {DIFFERENCES} sheet.")
    if sources.not_taken:
        were = "entry of theirs was" if len(sources.not_taken) == 1 else "entries of theirs were"
        told.append(f"{len(sources.not_taken):,} {were} not taken: the {NOT_TAKEN} sheet says which and why.")
    return " ".join(told)


def _carried(sources: Sources) -> str:
    """Which of them did not come, so that the last ones stand in their place."""
    found = [(", ".join(sorted(item.codes)), item.as_at) for item in sources.chosen.taken if item.carried]
    if not found:
        return ""
    names = listed([f"{codes}, as at {say(day)}" if day else codes for codes, day in found])
    return f"No return came of some of them, so the last ones are carried forward: {names}."


def _to_chase(sources: Sources) -> str:
    taken = sources.chosen.taken
    late = sum(bool(days_late(item.as_at, sources.as_at)) for item in taken)
    wrong = sum(bool(sources.checks[item.path].errors) for item in taken if item.path in sources.checks)
    return chase_sentence(late, wrong)


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
        if line.path
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
        "missing": [found.code for found in sources.missing],
        "feedback": [_named(found, str(path)) for path in found.feedback],
        "chase": [_chased(found, sources, line) for line in lines_of(sources)],
    }
    return json.dumps(written, indent=2, ensure_ascii=False)


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
