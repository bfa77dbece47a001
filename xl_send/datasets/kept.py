"""What a history keeps, whole, as tables for archives and other programs."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.datasets.dataset import DataRow, Dataset, Field, FieldType
from xl_send.history import History, Period

_BOARD = (
    Field("council", FieldType.STRING, "The council, as the board's returns name it."),
    Field("programme", FieldType.STRING, "The programme, as the board's returns name it."),
    Field("board", FieldType.DATE, "The date as at which the board's returns were measured."),
)
_WORKBOOK = (
    Field("workbook", FieldType.STRING, "The name of the file."),
    Field("workstreams", FieldType.STRING, "The codes of the workstreams that the workbook tells of, a space between."),
)
_KEY = ("council", "programme", "board")


def kept_tables(history: History, boards: Iterable[Period]) -> tuple[Dataset, ...]:
    """Boards, workbooks, colours and cells as tables. Raises `HistoryError` where one is not as it was kept."""
    rows: dict[str, list[DataRow]] = {"boards": [], "workbooks": [], "colours": [], "cells": []}
    for period in boards:
        known: DataRow = {"council": period.council, "programme": period.programme, "board": period.as_at}
        rows["boards"].append({**known, "workbooks": period.workbooks})
        rows["workbooks"] += [
            {
                **known,
                "workbook": found.file,
                "workstreams": " ".join(found.workstreams),
                "as_at": found.as_at,
                "sha256": found.sha256,
                "cells": found.cells,
            }
            for found in history.workbooks(period)
        ]
        rows["colours"] += [
            {**known, "of": of, "aspect": aspect, "status": status}
            for (of, aspect), status in history.colours(period).items()
        ]
        rows["cells"] += [
            {
                **known,
                "workbook": cell.file,
                "workstreams": " ".join(cell.workstreams),
                "sheet": cell.sheet,
                "row": cell.row,
                "column": cell.column,
                "kind": cell.kind,
                "text": cell.text,
            }
            for cell in history.cells(period)
        ]
    return (_boards(rows["boards"]), _workbooks(rows["workbooks"]), _colours(rows["colours"]), _cells(rows["cells"]))


def _boards(rows: list[DataRow]) -> Dataset:
    fields = (*_BOARD, Field("workbooks", FieldType.INTEGER, "How many workbooks are kept of it."))
    return Dataset("boards", "One row for each board.", fields, _KEY, rows)


def _workbooks(rows: list[DataRow]) -> Dataset:
    fields = (
        *_BOARD,
        *_WORKBOOK,
        Field("as_at", FieldType.DATE, "The workbook's own As at; blank where it could not be read."),
        Field("sha256", FieldType.STRING, "The SHA-256 of the file, by which an auditor knows it again."),
        Field("cells", FieldType.INTEGER, "How many of its cells are kept."),
    )
    return Dataset(
        "workbooks", "One row for each workbook that is kept.", fields, (*_KEY, "workbook", "workstreams"), rows
    )


def _colours(rows: list[DataRow]) -> Dataset:
    fields = (
        *_BOARD,
        Field("of", FieldType.STRING, "The workstream's code, or programme."),
        Field(
            "aspect", FieldType.STRING, "What of it: delivery, benefits, risks, interdependencies, resources, overall."
        ),
        Field("status", FieldType.STRING, "The colour or state that was told then."),
    )
    return Dataset("colours", "One row for each colour that was told.", fields, (*_KEY, "of", "aspect"), rows)


def _cells(rows: list[DataRow]) -> Dataset:
    fields = (
        *_BOARD,
        *_WORKBOOK,
        Field("sheet", FieldType.STRING, "The sheet's title."),
        Field("row", FieldType.INTEGER, "The row's number."),
        Field("column", FieldType.INTEGER, "The column's number; A is 1."),
        Field(
            "kind",
            FieldType.STRING,
            "What the cell held: text, number, share, day, moment, yes, or why it has no value.",
        ),
        Field("text", FieldType.STRING, "The value as text; a share of 45 % is 0.45, days are as in 2026-11-13."),
    )
    key = (*_KEY, "workbook", "workstreams", "sheet", "row", "column")
    return Dataset("cells", "One row for each cell that is kept.", fields, key, rows)
