"""What can be no readable workbook: what it is instead, and the sentence that a person is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

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


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SEARCHED = 64 * 2**20
_OLE_STREAMS = (
    ("EncryptedPackage", PROTECTED),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
)
_OLD_EXCEL_STARTS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_WEB = (b"<html", b"<!doctype html", b"<table", b"<body", b"<head", b"mime-version:")
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_PARTS = (
    ("xl/workbook.bin", BINARY_EXCEL),
    ("word/", WORD),
    ("ppt/", POWERPOINT),
    ("content.xml", OPEN_DOCUMENT),
    ("index/document.iwa", NUMBERS),
    ("index.zip", NUMBERS),
    ("xl/", DAMAGED),
    ("[content_types].xml", DAMAGED),
)
_HEAD = 4096


def refuse_unless_zip(file: BinaryIO) -> None:
    """Refuse whatever is not a zip file, which every workbook is."""
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_ZIP_STARTS):
        return
    raise UnusableError(_refusal_of(head, file))


def _refusal_of(head: bytes, file: BinaryIO) -> str:
    if not head:
        return EMPTY
    if head.startswith(_OLE):
        return _refusal_of_ole(head + file.read(_OLE_SEARCHED))
    if head.startswith(_OLD_EXCEL_STARTS):
        return OLD_EXCEL
    if head.startswith(b"%PDF"):
        return PDF
    return _refusal_of_text(head)


def _refusal_of_ole(content: bytes) -> str:
    for stream, sentence in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return sentence
    return OLD_OFFICE


def _refusal_of_text(head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.replace(b"\0", b"") if wide else head
    lowered = text.lower()
    if any(mark in lowered for mark in _WEB):
        return WEB_PAGE
    if b"\0" in text or not text.strip():
        return DAMAGED if not text.strip(b"\0 \r\n\t") else UNKNOWN
    if lowered.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<?xml"):
        return XML_SHEET
    control = sum(byte < 9 or 13 < byte < 32 for byte in text)
    return UNKNOWN if control > len(text) // 50 else TEXT


def refusal_of_zip(names: Iterable[str]) -> str:
    """What a zip file is, by the names of its parts, that is no workbook."""
    listed = tuple(names)
    for start, sentence in _ZIP_PARTS:
        if any(name.startswith(start) for name in listed):
            return sentence
    return OTHER_ZIP
