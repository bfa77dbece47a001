"""Requests and answers as lines of fields with a tab between, each spelled in plain characters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.shells.job.spelling import spell, unspell
from xl_send.table import CellLink, Table, TableCell

SCHEMA = "xl_send/result/1"
END = "END"
# Excel takes longer texts one by one, but not a whole sheet of them at once.
LONGEST_TEXT = 8_000


def read_press(text: str, folder: str) -> ButtonPress:
    """The request, as the macros wrote it. Raises `ValueError` when it did not arrive whole."""
    lines = text.strip("\r\n").splitlines()
    if not lines or lines[-1] != END:
        message = "The request did not arrive whole."
        raise ValueError(message)
    told = {name: unspell(value) for name, _, value in (line.partition("\t") for line in lines[:-1])}
    action, name, sheet, record, row = (told.pop(item, "") for item in ("action", "name", "sheet", "record", "row"))
    path = f"{folder}/{told.pop('workbook', '')}"
    return ButtonPress(action, path, name, sheet, int(row) if row.isdecimal() else 0, record, told)


def answer_lines(answer: ButtonAnswer) -> str:
    """The answer, as the macros read it (macros/SendApply.bas)."""
    tables = [("sheet", table) for table in answer.sheets] + [("add", table) for table in answer.added]
    lines = [SCHEMA, *(line for kind, table in tables for line in _sheet_lines(kind, table)), _line("say", answer.say)]
    lines += [_line(name, value) for name, value in (("show", answer.show), ("file", answer.file)) if value]
    return "\n".join([*lines, END, ""])


def _sheet_lines(kind: str, table: Table) -> Iterator[str]:
    yield _line(kind, table.name)
    yield _line("note", table.note)
    yield _line("titles", *table.titles)
    yield _line("widths", *(str(column.width) for column in table.columns))
    yield _line("kinds", *(column.kind.value for column in table.columns))
    yield _line("rows", str(len(table.rows)))
    for row in table.rows:
        yield _line("row", *map(_value, row))


def _value(cell: TableCell) -> str:
    """A cell as the macros read it; a link as its formula, or as a place such as `Milestones!F7`, shown as F7."""
    if cell is None:
        return ""
    if isinstance(cell, CellLink):
        return f"={cell.formula}" if cell.formula else cell.place
    if isinstance(cell, date):
        return cell.isoformat()
    return cell[:LONGEST_TEXT] if isinstance(cell, str) else repr(cell)


def _line(name: str, *values: str) -> str:
    return "\t".join([name, *map(spell, values)])
