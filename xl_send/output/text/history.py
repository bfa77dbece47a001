"""What a history keeps, in words, for programs and as comma-separated values."""

from __future__ import annotations

import json
from collections.abc import Sequence

from xl_send.commands.keeping.checking import HistoryCheckResult
from xl_send.commands.keeping.exporting import HistoryExportResult
from xl_send.commands.keeping.listing import HistoryListResult
from xl_send.commands.keeping.showing import HistoryShowResult
from xl_send.listings.history import KeptBoardLine, boards_table, checked_table, workbooks_table
from xl_send.output.data.csv_rows import table_csv
from xl_send.rag.rollup import PROGRAMME
from xl_send.results import AspectName
from xl_send.words import counted
from xl_send.workbook.days import say

LIST_SCHEMA, SHOW_SCHEMA, CHECK_SCHEMA = "xl_send/history_list/1", "xl_send/history_show/1", "xl_send/history_check/1"
PUT_BACK = (
    "The file or database is damaged, or was changed by another program: put back a copy from a backup, or take out "
    "the boards that are sound with history export."
)
NONE_YET = "No board is kept here yet. Consolidate returns with --history first."


def list_text(found: HistoryListResult) -> str:
    """Each programme with its boards, the earliest first."""
    lines = [found.history, "=" * len(found.history)]
    for whose in dict.fromkeys(_whose(board) for board in found.boards):
        lines += ["", whose]
        lines += [
            f"  {say(board.as_at):<20}{counted(board.workbooks, 'workbook'):<16}{board.overall or 'no colour'}"
            for board in found.boards
            if _whose(board) == whose
        ]
    return "\n".join(lines if found.boards else [*lines, "", NONE_YET])


def list_json(found: HistoryListResult) -> str:
    """Every board. Dates are as in 2026-11-13."""
    return _json({"schema": LIST_SCHEMA, "history": found.history, "boards": [_board(one) for one in found.boards]})


def list_csv(found: HistoryListResult) -> str:
    """One row for each board."""
    return table_csv(boards_table(found.boards))


def show_text(found: HistoryShowResult) -> str:
    """The workbooks of a board, then its colours: the programme's, and the overall of each workstream."""
    head = f"{_whose(found.board)}, as at {say(found.board.as_at)}"
    lines = [head, "=" * len(head), "", f"Kept in {found.history}", ""]
    for one in found.workbooks:
        codes = f" ({' '.join(one.workstreams)})" if one.workstreams else ""
        lines += [f"{one.file}{codes}: {counted(one.cells, 'cell')}", f"  SHA-256 {one.sha256}"]
    lines += ["", "Colours as they were told"]
    for (of, aspect), status in sorted(found.colours.items(), key=lambda item: item[0][0] != PROGRAMME):
        if of == PROGRAMME or aspect == AspectName.OVERALL.value:
            lines.append(f"  {AspectName(aspect).heading if of == PROGRAMME else of:<24}{status}")
    return "\n".join([*lines, "", "Every aspect of every workstream: --format json."])


def show_json(found: HistoryShowResult) -> str:
    """A board with its workbooks and every colour. Dates are as in 2026-11-13."""
    return _json(
        {
            "schema": SHOW_SCHEMA,
            "history": found.history,
            "board": _board(found.board),
            "workbooks": [
                {
                    "file": one.file,
                    "workstreams": list(one.workstreams),
                    "as_at": one.as_at.isoformat() if one.as_at else None,
                    "sha256": one.sha256,
                    "cells": one.cells,
                }
                for one in found.workbooks
            ],
            "colours": [
                {"of": of, "aspect": aspect, "status": status} for (of, aspect), status in found.colours.items()
            ],
        }
    )


def show_csv(found: HistoryShowResult) -> str:
    """One row for each workbook."""
    return table_csv(workbooks_table(found.workbooks))


def check_text(found: HistoryCheckResult) -> str:
    """Whether it is sound, and of which boards that is not so."""
    if not found.damaged:
        return f"{found.history}: {counted(len(found.boards), 'board')} checked. All is as it was kept."
    of_all = f"{counted(len(found.damaged), 'board')} of {len(found.boards)}"
    lines = [f"{found.history}: {of_all} cannot be believed. {PUT_BACK}"]
    lines += [
        f"  {one.period.council}, {one.period.programme}, as at {say(one.period.as_at)}: {'; '.join(one.damaged)}"
        for one in found.damaged
    ]
    return "\n".join(lines)


def check_json(found: HistoryCheckResult) -> str:
    """Every board, with what of it is not as it was kept."""
    boards = [
        {
            "council": one.period.council,
            "programme": one.period.programme,
            "as_at": one.period.as_at.isoformat(),
            "sound": not one.damaged,
            "damaged": list(one.damaged),
        }
        for one in found.boards
    ]
    return _json({"schema": CHECK_SCHEMA, "history": found.history, "sound": not found.damaged, "boards": boards})


def check_csv(found: HistoryCheckResult) -> str:
    """One row for each board."""
    return table_csv(checked_table(found.boards))


def export_text(found: HistoryExportResult) -> str:
    """What was exported, and where it is."""
    days = _days([say(period.as_at) for period in found.boards])
    if found.target:
        return f"{found.target} now keeps {counted(len(found.boards), 'board')} of {found.history}: {days}."
    lines = [f"{counted(len(found.boards), 'board')} of {found.history} written: {days}."]
    return "\n".join([*lines, *map(str, found.paths)])


def _days(said: Sequence[str]) -> str:
    return said[0] if len(set(said)) == 1 else f"{said[0]} to {said[-1]}"


def _whose(board: KeptBoardLine) -> str:
    return ", ".join(name for name in (board.council, board.programme) if name) or "No council or programme named"


def _board(board: KeptBoardLine) -> dict[str, object]:
    return {**board._asdict(), "as_at": board.as_at.isoformat(), "overall": board.overall or None}


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
