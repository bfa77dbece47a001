"""Requests and answers as lines of fields with a tab between, each spelled in plain characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from xl_send.shells.buttons.button import Answered, ButtonAnswer, ButtonPress, Filled
from xl_send.shells.job.spelling import spell, unspell

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
    lines = [SCHEMA, *(line for sheet in answer.sheets for line in _sheet_lines(sheet)), _line("say", answer.say)]
    lines += [_line(name, value) for name, value in (("show", answer.show), ("file", answer.file)) if value]
    return "\n".join([*lines, END, ""])


def _sheet_lines(sheet: Filled) -> Iterator[str]:
    yield _line("sheet", sheet.name)
    yield _line("note", sheet.note)
    yield _line("titles", *(title.text for title in sheet.titles))
    yield _line("widths", *(str(title.width) for title in sheet.titles))
    yield _line("kinds", *(title.kind.value for title in sheet.titles))
    yield _line("rows", str(len(sheet.rows)))
    for row in sheet.rows:
        yield _line("row", *_values(row))


def _values(row: Iterable[Answered]) -> Iterator[str]:
    for value in row:
        if value is None:
            yield ""
        elif isinstance(value, date):
            yield value.isoformat()
        else:
            yield value[:LONGEST_TEXT] if isinstance(value, str) else repr(value)


def _line(name: str, *values: str) -> str:
    return "\t".join([name, *map(spell, values)])
