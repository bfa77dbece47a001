"""What goes wrong with the workbook that is open in Excel, as sentences for the officer."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.errors import CannotRunError

NO_XLWINGS = "This way needs xlwings, which is not installed here: pip install xlwings. The command line needs nothing."
NO_EXCEL = "No Excel is open on this computer. Open your workbook in Excel and try again."
NO_BOOK = "No workbook is open in Excel. Open yours and try again."
BUSY = (
    "Excel is waiting for you: a cell is being typed in, or a box is open. Press Enter in the cell or close the box, "
    "then press the button again."
)
CLOSED = "The workbook was closed in the meantime, so nothing was written. Open it and press the button again."
REFUSED = (
    "Excel refused what it was asked. Finish what you are typing in a cell, close any box that is open, and press the "
    "button again."
)
NOT_WHOLE = (
    "The answer could not be written whole. Your own sheets are as they were. Finish what you are typing in a cell, "
    "close any box that is open, and press the button again."
)
NO_READING = (
    "This Excel does not let another program read the open workbook. Use the buttons of the add-in, or save the "
    "workbook and use the command line."
)
TOO_LARGE = "This workbook is far larger than any return should be. Take out what does not belong in it, and try again."
CHANGED = "The workbook was changed while it was worked on, so nothing was written. Press the button again."
NO_NEW_SHEETS = (
    "There is no {} sheet, and the workbook is protected against new ones. Take the protection off (Review, Protect "
    "Workbook) and press the button again. Nothing in your workbook was changed."
)
PROTECTED = (
    "The {} sheet is protected. Take the protection off (Review, Unprotect Sheet) and press the button again. Nothing "
    "in your workbook was changed."
)
ANOTHERS = (
    "The sheet called {} is not the one that the buttons fill: its titles are others. Rename it and press the button "
    "again. Nothing in your workbook was changed."
)

# How Excel says that it takes no calls now: rejected, later, and not while a cell is typed in.
_BUSY_CODES = frozenset({-2147418111, -2147417846, -2146777998})
# Where among what Windows tells of an error Excel's own code for it stands.
_OWN_CODE = 5


class LiveError(CannotRunError):
    """Why the open workbook could not be worked on, as a sentence for the officer."""


def is_busy(error: BaseException) -> bool:
    """Whether Excel takes no calls because a cell is being typed in or a box is open."""
    return type(error).__name__ == "ExcelBusyError" or not _BUSY_CODES.isdisjoint(_codes(error))


def _codes(error: BaseException) -> Iterator[object]:
    """The numbers by which Windows and Excel know an error."""
    yield getattr(error, "hresult", None)
    told = getattr(error, "excepinfo", None)
    if isinstance(told, tuple) and len(told) > _OWN_CODE:
        yield told[_OWN_CODE]
