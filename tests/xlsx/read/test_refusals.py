from __future__ import annotations

import os
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from xl_send.errors import RefusedError
from xl_send.xlsx.read.open_book import open_book
from xlsx.read.making import links, opened, parts, sheet, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = zipped(parts('<row r="1"><c r="A1"><v>1</v></c></row>')).getvalue()


def refusal(content: bytes | BytesIO) -> str:
    with pytest.raises(RefusedError) as caught:
        open_book(BytesIO(content) if isinstance(content, bytes) else content, name="north.xlsx")
    assert caught.value.path == "north.xlsx"
    assert "north" not in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    return caught.value.sentence


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(80)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"ID,Title\r\nM-1,Plan\r\n", "plain text"),
        ("ID;Title\n".encode("utf-16"), "plain text"),
        (b"\n <html><table><tr><td>1</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML file"),
        (b"%PDF-1.7 \0\1\2", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not an Excel workbook"),
        (bytes(range(1, 32)) * 9, "not an Excel workbook"),
        (bytes(5000), "damaged"),
        (stream("EncryptedPackage"), "password"),
        (stream("Workbook"), "old Excel kind"),
        (stream("Book"), "old Excel kind"),
        (stream("WordDocument"), "old Office document"),
        (b"\x09\x08\x10\0\0\x06\x05\0", "old Excel kind"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD[:-1000], "damaged"),
        (GOOD.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "damaged"),
        (GOOD.replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1), "damaged"),
    ],
)
def test_what_is_no_zip_file_is_named_for_what_it_is(content: bytes, words: str) -> None:
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"xl/workbook.bin": "", "_rels/.rels": links(("officeDocument", "xl/workbook.bin"))}, "(.xlsb)"),
        ({"xl/workbook.bin": ""}, "(.xlsb)"),
        ({"word/document.xml": "<document/>", "_rels/.rels": links(("officeDocument", "word/document.xml"))}, "Word"),
        ({"a.xml": "<document/>", "_rels/.rels": links(("officeDocument", "a.xml"))}, "zip file"),
        ({"ppt/presentation.xml": ""}, "PowerPoint"),
        ({"mimetype": "", "content.xml": "", "styles.xml": ""}, "OpenDocument"),
        ({"Index/Document.iwa": ""}, "Numbers"),
        ({"north/return.xlsx": "", "south/return.xlsx": ""}, "unzip"),
        ({"xl/styles.xml": "", "[Content_Types].xml": ""}, "damaged"),
        ({}, "zip file"),
    ],
)
def test_a_zip_file_that_is_no_workbook_is_named_for_what_it_is(content: dict[str, str | bytes], words: str) -> None:
    assert words in refusal(zipped(content))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("xl/worksheets/sheet1.xml", sheet("<row>"), "damaged"),
        ("xl/worksheets/sheet1.xml", sheet('<row r="1"/>') + "<again/>", "damaged"),
        ("xl/worksheets/sheet1.xml", sheet('<row r="0"/>'), "damaged"),
        ("xl/worksheets/sheet1.xml", sheet('<row r="1"><c t="str"><v>a & b</v></c></row>'), "damaged"),
        ("xl/worksheets/sheet1.xml", sheet('<row r="1"><c t="str"><v>\1</v></c></row>'), "damaged"),
        ("xl/worksheets/sheet1.xml", sheet("").encode() + b"\xff", "damaged"),
        ("xl/worksheets/sheet1.xml", "<chartsheet/>", "damaged"),
        ("xl/worksheets/sheet1.xml", "", "damaged"),
        ("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="klingon"?><worksheet/>', "damaged"),
        ("xl/worksheets/sheet1.xml", f'<!DOCTYPE a [<!ENTITY b "c">]>{sheet("")}', "Excel never writes"),
        ("xl/worksheets/sheet1.xml", f'<!DOCTYPE a SYSTEM "file:///etc/passwd">{sheet("")}', "Excel never writes"),
        ("xl/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>', "Excel never writes"),
        ("xl/sharedStrings.xml", "<!DOCTYPE a><sst/>", "Excel never writes"),
        ("xl/workbook.xml", "<!DOCTYPE a><workbook/>", "Excel never writes"),
        ("xl/workbook.xml", "<document/>", "damaged"),
        ("xl/workbook.xml", workbook('<sheet name="Lost"/>'), "damaged"),
        ("xl/_rels/workbook.xml.rels", links(("worksheet", "worksheets/other.xml")), "damaged"),
        ("xl/sharedStrings.xml", "<sst><si><t>cut off", "damaged"),
        ("xl/sharedStrings.xml", "<other/>", "damaged"),
    ],
)
def test_damage_to_a_part_that_matters_refuses_the_whole(name: str, content: str | bytes, words: str) -> None:
    assert words in refusal(zipped(parts() | {name: content}))


def test_a_sheet_that_lies_outside_the_file_is_not_fetched() -> None:
    outside = links(("worksheet", "file:///C:/other.xml")).replace("Target=", 'TargetMode="External" Target=')
    assert "damaged" in refusal(zipped(parts() | {"xl/_rels/workbook.xml.rels": outside}))


def test_a_part_that_comes_twice_is_refused_only_if_it_is_needed() -> None:
    for name, needed in (("xl/worksheets/sheet1.xml", True), ("xl/theme/theme1.xml", False)):
        file = zipped(parts() | {"xl/theme/theme1.xml": ""})
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as more:
            more.writestr(name, sheet(""))
        if needed:
            assert "two versions" in refusal(file)
        else:
            assert open_book(file).grids


def test_a_part_whose_bytes_were_changed_is_refused() -> None:
    stored = zipped(parts('<row r="1"><c r="A1"><v>12345</v></c></row>'), zipfile.ZIP_STORED).getvalue()
    assert open_book(BytesIO(stored)).grids
    assert "damaged" in refusal(stored.replace(b"12345", b"12346"))


def test_a_part_under_a_password_is_refused() -> None:
    entry = GOOD.index(b"PK\x01\x02")
    marked = bytearray(GOOD)
    struct.pack_into("<H", marked, entry + 8, 1)
    assert "password" in refusal(bytes(marked))


def test_a_part_packed_in_an_unknown_way_is_refused() -> None:
    assert "damaged" in refusal(zipped(parts(), zipfile.ZIP_LZMA))


def refusal_of_path(path: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        open_book(path)
    assert caught.value.path == os.fspath(path)
    return caught.value.sentence


def test_a_path_without_a_workbook_says_why(tmp_path: Path) -> None:
    lock = tmp_path / "~$north.xlsx"
    lock.write_bytes(b"\5Jo Bloggs")
    assert "no file" in refusal_of_path(tmp_path / "missing.xlsx")
    assert "no file" in refusal_of_path(tmp_path / "~$north.xlsx" / "missing.xlsx")
    assert "folder" in refusal_of_path(tmp_path)
    assert "without the ~$" in refusal_of_path(lock)


@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionError(13, "in use"), "someone else"), (OSError(5, "gone"), "connection")],
)
def test_a_file_that_cannot_be_reached_says_why(
    error: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    assert words in refusal_of_path(tmp_path / "north.xlsx")


def test_a_drive_that_fails_while_reading_says_so() -> None:
    class Failing(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, size)

    assert "connection" in refusal(Failing(GOOD))


def test_opened_books_are_unaffected_by_what_is_refused() -> None:
    assert opened().grids[0].title == "Data"
