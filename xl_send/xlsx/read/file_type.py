"""Tells what a file is that is no workbook, so that a person learns what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from xl_send.xlsx.read import refusals
from xl_send.xlsx.read.refusals import UnusableError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SEARCHED = 64 * 2**20
_OLE_STREAMS = (
    ("EncryptedPackage", refusals.PROTECTED),
    ("Workbook", refusals.OLD_EXCEL),
    ("Book", refusals.OLD_EXCEL),
)
_OLD_EXCEL_STARTS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_WEB = (b"<html", b"<!doctype html", b"<table", b"<body", b"<head", b"mime-version:")
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_PARTS = (
    ("xl/workbook.bin", refusals.BINARY_EXCEL),
    ("word/", refusals.WORD),
    ("ppt/", refusals.POWERPOINT),
    ("content.xml", refusals.OPEN_DOCUMENT),
    ("index/document.iwa", refusals.NUMBERS),
    ("index.zip", refusals.NUMBERS),
    ("xl/", refusals.DAMAGED),
    ("[content_types].xml", refusals.DAMAGED),
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
        return refusals.EMPTY
    if head.startswith(_OLE):
        return _refusal_of_ole(head + file.read(_OLE_SEARCHED))
    if head.startswith(_OLD_EXCEL_STARTS):
        return refusals.OLD_EXCEL
    if head.startswith(b"%PDF"):
        return refusals.PDF
    return _refusal_of_text(head)


def _refusal_of_ole(content: bytes) -> str:
    for stream, sentence in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return sentence
    return refusals.OLD_OFFICE


def _refusal_of_text(head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.replace(b"\0", b"") if wide else head
    lowered = text.lower()
    if any(mark in lowered for mark in _WEB):
        return refusals.WEB_PAGE
    if b"\0" in text or not text.strip():
        return refusals.DAMAGED if not text.strip(b"\0 \r\n\t") else refusals.UNKNOWN
    if lowered.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<?xml"):
        return refusals.XML_SHEET
    control = sum(byte < 9 or 13 < byte < 32 for byte in text)
    return refusals.UNKNOWN if control > len(text) // 50 else refusals.TEXT


def refusal_of_zip(names: Iterable[str]) -> str:
    """What a zip file is, by the names of its parts, that is no workbook."""
    listed = tuple(names)
    for start, sentence in _ZIP_PARTS:
        if any(name.startswith(start) for name in listed):
            return sentence
    return refusals.OTHER_ZIP
