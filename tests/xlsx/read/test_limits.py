from __future__ import annotations

import random
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from xl_send.errors import RefusedError
from xl_send.xlsx.read import markup, package
from xl_send.xlsx.read.open_book import open_book
from xlsx.read.making import Parts, links, opened, parts, read, sheet, values, zipped

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
MEBIBYTE = 2**20


def assert_too_large(content: BytesIO) -> None:
    with pytest.raises(RefusedError, match="far larger"):
        open_book(content)


def noise(count: int) -> str:
    """Letters that hardly shrink, so that only their length can give them away."""
    return "".join(random.Random(1).choices("abcdefghijklmnop", k=2**16)) * (count // 2**16)  # noqa: S311 - not a secret


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/sharedStrings.xml", "<sst><si><t>" + "x" * 64 * MEBIBYTE + "</t></si></sst>"),
        ("xl/sharedStrings.xml", "<sst>" + "<si><t>x</t></si>" * MEBIBYTE * 2 + "</sst>"),
        ("xl/sharedStrings.xml", f"<sst><si><t><![CDATA[{noise(3 * MEBIBYTE)}<]]></t></si></sst>"),
        ("xl/worksheets/sheet1.xml", sheet("<row><c/></row>" * MEBIBYTE * 2)),
        ("xl/worksheets/sheet1.xml", sheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet(f'<row r="{noise(9 * MEBIBYTE)}"/>')),
        ("xl/worksheets/sheet1.xml", sheet(f"<!--{noise(9 * MEBIBYTE)}-->")),
        ("xl/worksheets/sheet1.xml", sheet(f"<row><c><v><![CDATA[{noise(2 * MEBIBYTE)}<]]></v></c></row>")),
        ("xl/styles.xml", "<styleSheet>" + "<xf/>" * 600_000 + "</styleSheet>"),
        ("xl/workbook.xml", "<workbook>" + "<sheet/>" * 600_000 + "</workbook>"),
    ],
    ids=["text", "texts", "raw text", "rows", "last row", "attribute", "comment", "raw cell", "styles", "sheets"],
)
def test_what_no_return_could_hold_is_refused(name: str, content: str) -> None:
    assert_too_large(zipped(parts() | {name: content}))


def test_a_block_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "LONGEST_BLOCK", MEBIBYTE)
    cells = "".join(f'<c r="A1" s="{number}"/>' for number in range(100_000))
    assert_too_large(zipped(parts(f'<row r="1">{cells}</row>')))


def test_large_pictures_are_never_inflated() -> None:
    content: Parts = parts(ONE) | {"xl/media/image1.png": bytes(64 * MEBIBYTE)}
    assert values(open_book(zipped(content)).grids[0]) == {"A1": 1.0}


@pytest.mark.parametrize("limit", ["MOST_COMPRESSED", "MOST_PART", "MOST_TOGETHER", "MOST_ENTRIES", "MOST_DIRECTORY"])
def test_each_limit_holds(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, limit, 1)
    assert_too_large(zipped(parts(ONE)))


def packed_sizes() -> dict[str, int]:
    """What a workbook of one sheet comes to, by the limit that it counts against."""
    file = zipped(parts(ONE))
    with zipfile.ZipFile(file) as made:
        listed = made.infolist()
        directory = len(file.getvalue()) - made.start_dir - 22
    return {
        "MOST_ENTRIES": len(listed),
        "MOST_DIRECTORY": directory,
        "MOST_COMPRESSED": max(item.compress_size for item in listed),
        "MOST_PART": max(item.file_size for item in listed),
        "MOST_TOGETHER": sum(item.file_size for item in listed),
    }


@pytest.mark.parametrize(("limit", "reached"), packed_sizes().items())
def test_a_workbook_may_reach_each_limit_and_not_pass_it(
    limit: str, reached: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for allowed in (reached, reached + 1):
        monkeypatch.setattr(package, limit, allowed)
        assert values(open_book(zipped(parts(ONE))).grids[0]) == {"A1": 1.0}
    monkeypatch.setattr(package, limit, reached - 1)
    assert_too_large(zipped(parts(ONE)))


@pytest.mark.parametrize(("spare", "fits"), [(0, True), (-1, False)])
def test_a_part_may_shrink_so_much_and_no_more(*, spare: int, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    content = parts(ONE) | {"xl/sharedStrings.xml": f"<sst>{' ' * 10_000}</sst>"}
    monkeypatch.setattr(package, "MOST_RATIO", 1)
    monkeypatch.setattr(package, "RATIO_COUNTS_FROM", 10_000 + len("<sst></sst>") + spare)
    if fits:
        assert open_book(zipped(content)).grids
    else:
        assert_too_large(zipped(content))


def test_each_part_is_fetched_once_and_none_that_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    fetch = zipfile.ZipFile.open

    def noted(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> object:
        fetched.append(info.filename)
        return fetch(file, info)

    content: Parts = parts(ONE) | {"xl/theme/theme1.xml": "<a/>", "xl/media/image1.png": b"a"}
    file = zipped(content)
    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    assert [list(grid.rows) for grid in open_book(file).grids] == [[(1, {1: 1.0})]]
    assert sorted(fetched) == sorted(parts(ONE))


def test_a_file_that_is_closed_after_opening_is_still_walked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(parts(ONE)).getvalue())
    book = open_book(path)
    path.unlink()
    assert values(book.grids[0]) == {"A1": 1.0}


@pytest.mark.parametrize("shift", [1, 10_000, 0x7FFFFFFF])
def test_a_list_of_parts_that_lies_elsewhere_than_stated_is_refused_on_disc_too(shift: int, tmp_path: Path) -> None:
    bad = bytearray(zipped(parts(ONE)).getvalue())
    end = bad.index(b"PK\x05\x06")
    (stated,) = struct.unpack_from("<L", bad, end + 16)
    struct.pack_into("<L", bad, end + 16, stated + shift)
    path = tmp_path / "a.xlsx"
    path.write_bytes(bad)
    for source in (path, BytesIO(bytes(bad))):
        with pytest.raises(RefusedError, match="damaged"):
            open_book(source)


@pytest.mark.parametrize("name", ["xl/worksheets/donn\u00e9es.xml", "XL\\Worksheets\\Sheet9.xml"])
def test_parts_are_found_however_their_names_are_written(name: str) -> None:
    content = parts(ONE)
    content[name] = content.pop("xl/worksheets/sheet1.xml")
    target = name.replace("\\", "/").casefold()
    content["xl/_rels/workbook.xml.rels"] = links(("worksheet", f"/{target}"))
    said, unsaid = bytearray(zipped(content).getvalue()), bytearray(zipped(content).getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = unsaid.find(mark)
        while place >= 0:
            (flags,) = struct.unpack_from("<H", unsaid, place + at)
            struct.pack_into("<H", unsaid, place + at, flags & ~0x800)
            place = unsaid.find(mark, place + 1)
    for file in (said, unsaid):
        assert values(open_book(BytesIO(bytes(file))).grids[0]) == {"A1": 1.0}


def test_sizes_that_a_zip_file_states_of_itself_are_not_believed() -> None:
    good = bytearray(zipped(parts(ONE)).getvalue())
    at = good.index(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<L", good, at + 24, 1)
        at = good.find(b"PK\x01\x02", at + 1)
    assert values(open_book(BytesIO(bytes(good))).grids[0]) == {"A1": 1.0}


@pytest.mark.parametrize(("offset", "wrong"), [(20, 10_000_000), (42, 10_000_000), (20, 9)])
def test_places_outside_the_file_and_parts_cut_short_are_refused(offset: int, wrong: int) -> None:
    bad = bytearray(zipped(parts(ONE)).getvalue())
    struct.pack_into("<L", bad, bad.index(b"PK\x01\x02") + offset, wrong)
    with pytest.raises(RefusedError, match="damaged"):
        open_book(BytesIO(bytes(bad)))


def large_zip(monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patched:
        patched.setattr(zipfile, "ZIP64_LIMIT", 10)
        patched.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
        return zipped(parts(ONE)).getvalue()


def test_zip_files_written_as_if_they_were_enormous_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = large_zip(monkeypatch)
    assert b"PK\x06\x06" in content
    assert values(open_book(BytesIO(content)).grids[0]) == {"A1": 1.0}


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"PK\x06\x06", b"PK\x06\x08"), (b"PK\x06\x07", b"PK\x06\x08"), (b"\x01\x00\x18\x00", b"\x02\x00\x18\x00")],
)
def test_such_zip_files_are_refused_when_damaged(old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    content = large_zip(monkeypatch)
    assert old in content
    with pytest.raises(RefusedError):
        open_book(BytesIO(content.replace(old, new)))


def test_a_sheet_longer_than_one_read_is_whole() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="s"><v>{row % 9}</v></c></row>'
        for row in range(1, 20_001)
    )
    strings = "".join(f"<si><t>{noise(2**16)[:20_000]}{place}</t></si>" for place in range(9))
    found = read(rows, strings)
    assert [found[f"A{row}"] for row in range(1, 20_001)] == list(range(1, 20_001))
    assert [str(found[f"B{row}"])[20_000:] for row in range(9, 18)] == list("012345678")


def test_the_largest_programme_is_well_within_the_limits() -> None:
    cells = "".join(f'<c r="{letter}@" s="1"><v>46000</v></c>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = "".join(f'<row r="{row}">{cells.replace("@", str(row))}</row>' for row in range(1, 5_001))
    assert len(read(rows)) == 5_000 * 26


def test_rows_are_walked_once() -> None:
    grid = opened(ONE).grids[0]
    assert (list(grid.rows), list(grid.rows)) == ([(1, {1: 1.0})], [])
