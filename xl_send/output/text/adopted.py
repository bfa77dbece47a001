"""What adopt says of what it did: in words, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xl_send.adoption.account import HOW_READ, LEFT_OVER
from xl_send.adoption.mapping import Line, What
from xl_send.commands.data.adopt import AdoptResult
from xl_send.output.lines import wrapped
from xl_send.words import counted, first_few

# Questions that are named on screen; all of them stand on the sheet and in the mapping.
NAMED = 15
SCHEMA = "xl_send/adopted/1"
_NOUNS = {
    "Workstreams": ("workstream", "workstreams"), "Milestones": ("milestone", "milestones"), "KPIs": ("KPI", "KPIs"),
    "Expectations": ("expectation", "expectations"), "Actuals": ("figure", "figures"), "Risks": ("risk", "risks"),
    "Interdependencies": ("interdependency", "interdependencies"), "Resources": ("resource line", "resource lines"),
    "Money": ("money line", "money lines"), "Issues and decisions": ("entry of the log", "entries of the log"),
}  # fmt: skip


def adopted_text(made: AdoptResult) -> str:
    """What was found, what is asked, what was left over and is still needed, and where it all is."""
    lines = [_found(made), ""]
    lines += [line for table in made.adopted.lines if table.what is What.TABLE for line in _table(table)]
    asked = [line for line in made.questions if line.what is not What.TABLE]
    if asked:
        lines += ["", "Please say", *(text for line in asked[:NAMED] for text in _question(line))]
    if len(asked) > NAMED:
        lines.append(f"  and {len(asked) - NAMED} more, on the sheet {HOW_READ}.")
    if made.needed:
        lines += ["", "Still needed", *(text for sentence in made.needed for text in _wrapped(sentence))]
    return "\n".join([*lines, "", *_closing(made)])


def _found(made: AdoptResult) -> str:
    counts = [counted(len(rows), *_NOUNS[sheet]) for sheet, rows in made.adopted.rows.items()]
    return f"{Path(made.tracker).name}: {first_few(counts, most=12)}."


def _table(line: Line) -> list[str]:
    place = f"{line.sheet}, {line.table}" if line.table else line.sheet
    read = line.ours if line.ours != "none" else "not read"
    return _wrapped(f"{place}: {read}; {line.why}.")


def _question(line: Line) -> list[str]:
    column = f", {line.column}" if line.column else ""
    cells = f" ({line.cells})" if line.cells else ""
    return _wrapped(f"{line.sheet}{column}{cells}: {' '.join(line.theirs.split())[:60]} - {line.why}")


def _wrapped(text: str) -> list[str]:
    return wrapped(text, "  ", "    ")


def _closing(made: AdoptResult) -> Iterator[str]:
    rows = len(made.adopted.left)
    if rows:
        yield f"{counted(rows, 'row')} with something left over, each with its cells and why, on the sheet {LEFT_OVER}."
    if made.path:
        yield f"The workbook is in {made.path}. How everything was read stands on its sheet {HOW_READ}."
    if made.map_path:
        yield f"To correct it, change the column Ours in {made.map_path} and give that with --map."


def adopted_json(made: AdoptResult) -> str:
    """The same as JSON, with every line of the mapping but the ids."""
    counts = {sheet: len(rows) for sheet, rows in made.adopted.rows.items()}
    found = Counter(finding.severity.value for finding in made.findings)
    value = {
        "schema": SCHEMA,
        "tracker": made.tracker,
        "path": str(made.path) if made.path else None,
        "map": str(made.map_path) if made.map_path else None,
        "rows": counts,
        "lines": [
            {**dict(zip(line._fields, map(str, line), strict=True))}
            for line in made.adopted.lines
            if line.what is not What.ID
        ],
        "questions": len(made.questions),
        "left_over": [
            {"sheet": row.sheet, "row": row.row, "why": row.why, "cells": [place for place, _ in row.cells]}
            for row in made.adopted.left
        ],
        "needed": list(made.needed),
        "findings": {severity: found.get(severity, 0) for severity in ("error", "query", "advice")},
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
