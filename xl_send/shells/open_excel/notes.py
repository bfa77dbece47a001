"""What Next problem shows beside a cell of the open workbook: a note of ours, which goes again with the next button.

The macros do the same (macros/SendNote.bas). A note or comment that is somebody else's is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings

BEGINS, ENDS = "SEND programme", "(This note goes when the next button is pressed.)"
ROW_AGAIN = "Its row was filtered out, folded or hidden, and is shown again. "
COLUMN_AGAIN = "Its column was folded or hidden, and is shown again. "
STILL_HIDDEN = (
    "Its row or column is hidden, and this sheet is protected: take the protection off (Review, Unprotect Sheet) to "
    "see the cell. "
)
WIDE, LETTERS_ACROSS, LINE_HIGH = 300, 52, 13


def put_note(cell: xlwings.Range, words: str) -> bool:
    """Whether the words stand in a note on the cell. One that has a note or comment, or is protected, gets none."""
    text = f"{BEGINS}\n{words}\n{ENDS}"
    try:
        if cell.sheet.api.ProtectContents or cell.note is not None:
            return False
        note: Any = cell.add_note(text)
        if not _is_ours(str(note.text)):
            note.delete()  # cut short, it would not be known again
            return False
    except Exception:  # noqa: BLE001 - Excel's errors share no class of their own
        return False
    with suppress(Exception):  # it stands there, however large
        note.api.Visible = True
        note.api.Shape.Width = WIDE
        lines = sum(1 + len(part) // LETTERS_ACROSS for part in text.split("\n"))
        note.api.Shape.Height = (lines + 1) * LINE_HIGH
    return True


def take_notes_away(book: xlwings.Book) -> None:
    """Take every note of ours off. Where there is none, nothing is changed."""
    for note in list(_ours(book)):
        with suppress(Exception):  # a protected sheet keeps it
            note.delete()


def noted_cell(book: xlwings.Book) -> tuple[str, str] | None:
    """The sheet and address of the cell on which a note of ours stands."""
    for note in _ours(book):
        with suppress(Exception):
            return str(note.location.sheet.name), str(note.location.get_address(False, False))  # noqa: FBT003
    return None


def _ours(book: xlwings.Book) -> Iterator[Any]:
    for sheet in book.sheets:
        with suppress(Exception):  # not every Excel tells of notes
            yield from [note for note in sheet.notes if _is_ours(str(note.text))]


def _is_ours(text: str) -> bool:
    """Whether a note is as we left it: what somebody has added to is theirs."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.startswith(f"{BEGINS}\n") and plain.endswith(ENDS)


def show_cell(cell: xlwings.Range) -> str:
    """Select a cell, its row and column shown again if they were not, a group whole; what that was, or why not."""
    strips = {ROW_AGAIN: "EntireRow", COLUMN_AGAIN: "EntireColumn"}
    told = ""
    with suppress(Exception):  # not every Excel tells
        for words, strip in strips.items():
            if getattr(cell.api, strip).Hidden:
                with suppress(Exception):  # a protected sheet shows no more than it does
                    _open(cell, strip)
                told += words
        if any(getattr(cell.api, strip).Hidden for strip in strips.values()):
            told = STILL_HIDDEN
    cell.select()
    return told


def _open(cell: xlwings.Range, strip: str) -> None:
    sheet, row = cell.sheet, strip == "EntireRow"
    at = cell.row if row else cell.column
    strips = sheet.api.Rows if row else sheet.api.Columns
    level = getattr(cell.api, strip).OutlineLevel
    first = last = at
    while level > 1 and first > 1 and strips(first - 1).OutlineLevel >= level:
        first -= 1
    while level > 1 and strips(last + 1).OutlineLevel >= level:
        last += 1
    ends = ((first, 1), (last, 1)) if row else ((1, first), (1, last))
    getattr(sheet.range(*ends).api, strip).Hidden = False
    if row and cell.api.EntireRow.Hidden:
        for holder in ("table", "sheet"):
            with suppress(Exception):  # there is no table, or no filter
                (cell.api.ListObject.AutoFilter if holder == "table" else sheet.api).ShowAllData()
