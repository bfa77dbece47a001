"""Every way in which a file can be no readable workbook, each as the sentence a person is told."""

from __future__ import annotations

NOT_FOUND = "There is no file of this name here; check the name and the folder."
NOT_REACHED = (
    "There is no file of this name here; check the name, and that this computer is connected to the network or drive "
    "that it is on."
)
WEB_ADDRESS = (
    "This is an address on the web, where xl_send opens nothing; download the file, or open its folder on this "
    "computer, and choose it there."
)
FOLDER = "This is a folder, not a workbook; choose the workbook inside it."
DEVICE = "This is no file but a pipe or a device; choose a workbook on a drive."
LOCKED = (
    "This file may not be opened: someone else may have it open, or you may not have permission; "
    "close it in Excel, or ask for a copy."
)
UNREACHABLE = "This file could not be read from its drive; check the connection, or copy it to this computer."
LOCK_FILE = (
    "This is the marker that Excel leaves beside a workbook while it is open, not the workbook "
    "itself; choose the file of the same name without the ~$."
)
EMPTY = "This file is empty; save or download the workbook again."
WEB_PAGE = "This is a web page, not an Excel workbook; open it in Excel and save it as an Excel Workbook (.xlsx)."
TEXT = "This is a plain text file, not an Excel workbook; open it in Excel and save it as an Excel Workbook (.xlsx)."
XML_SHEET = "This is an XML file, not an Excel workbook; open it in Excel and save it as an Excel Workbook (.xlsx)."
PDF = "This is a PDF, not an Excel workbook; ask for the workbook it was made from."
PROTECTED = (
    "This workbook is protected with a password, or encrypted by its sensitivity label; open it in Excel, take that "
    "off and save it again."
)
OLD_EXCEL = (
    "This is a workbook of the old Excel kind (.xls); open it in Excel and save it as an Excel Workbook (.xlsx)."
)
OLD_OFFICE = "This is an old Office document, not an Excel workbook; choose the workbook."
BINARY_EXCEL = "This is a binary Excel workbook (.xlsb); open it in Excel and save it as an Excel Workbook (.xlsx)."
OPEN_DOCUMENT = (
    "This is an OpenDocument file (.ods), not an Excel workbook; open it and save it as an Excel Workbook (.xlsx)."
)
NUMBERS = "This is an Apple Numbers document, not an Excel workbook; open it in Numbers and export it to Excel."
WORD = "This is a Word document, not an Excel workbook; choose the workbook."
POWERPOINT = "This is a PowerPoint presentation, not an Excel workbook; choose the workbook."
OTHER_ZIP = "This is a zip file, not an Excel workbook; if the workbook is inside it, unzip it first."
UNKNOWN = "This is not an Excel workbook; choose a file saved as an Excel Workbook (.xlsx)."
DAMAGED = (
    "This workbook is damaged or was only partly copied; open it in Excel, let Excel repair it, and "
    "save it again, or ask for a new copy."
)
DOUBLED = (
    "This workbook holds two versions of one of its own parts, so it cannot be trusted; open it in "
    "Excel and save it again."
)
TOO_LARGE = (
    "This workbook is far larger than any return should be; remove what does not belong in it, and save it again."
)
TOO_LONG = (
    "A cell of this workbook holds more than the 32,767 characters that Excel can hold; shorten it, and save the "
    "workbook in Excel."
)
UNSAFE = (
    "This workbook carries instructions that Excel never writes, so it was not opened; ask whoever "
    "sent it for one saved by Excel."
)


class UnusableError(Exception):
    """Raised inside this folder where a file proves unusable; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
