"""Files that nobody should be able to do harm with, one of each kind, each made anew: none is kept.

`python tests/trust/hostile.py FOLDER 20` puts so many good returns and one of each hostile kind into a folder.
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cases.workbooks import sheet_part  # noqa: E402
from packages import parts_of  # noqa: E402
from xl_send.xlsx.template.example import example_workbooks  # noqa: E402
from xlsx.read.making import Parts, links, parts, sheet, workbook, zipped  # noqa: E402

MEBIBYTE = 2**20
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
GOOD = "transition.xlsx"


def _named(name: str, rows: str, strings: str = "") -> Parts:
    """A workbook of one sheet of ours with these rows."""
    return parts(rows, strings) | {"xl/workbook.xml": workbook(f'<sheet name="{name}" sheetId="1" r:id="r1"/>')}


def _text(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def _return(title: str, rows: str, code: str = "ZZZ") -> BytesIO:
    """A small return with a sheet of these rows, after the one that names its workstream."""
    streams = _titles("Code", "Workstream") + f'<row r="2">{_text("A2", code)}{_text("B2", "Zeds")}</row>'
    content = _named("Workstreams", streams)
    content["xl/workbook.xml"] = workbook(
        f'<sheet name="Workstreams" sheetId="1" r:id="r1"/><sheet name="{title}" sheetId="2" r:id="r2"/>'
    )
    content["xl/_rels/workbook.xml.rels"] = links(
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml")
    )
    content["xl/worksheets/sheet2.xml"] = sheet(rows)
    return zipped(content)


def _titles(*titles: str) -> str:
    cells = (_text(f"{letter}1", title) for letter, title in zip("ABCDEFGH", titles, strict=False))
    return f'<row r="1">{"".join(cells)}</row>'


def filled_down() -> BytesIO:
    """A column filled down to row 200,000."""
    rows = "".join(f'<row r="{row}">{_text(f"B{row}", "ZZZ")}</row>' for row in range(2, 200_001))
    return _return("Milestones", _titles("ID", "Workstream", "Milestone") + rows)


def many_rows() -> BytesIO:
    """A hundred and fifty thousand rows that differ and do not read."""
    rows = "".join(f'<row r="{row}">{_text(f"A{row}", f"x{row}")}</row>' for row in range(2, 150_000))
    return _return("Risks", _titles("ID", "Workstream", "Risk") + rows)


def long_cell(length: int, letter: str = "a") -> Callable[[], BytesIO]:
    """A cell of so many letters."""
    row = f'<row r="2">{_text("B2", letter * length)}</row>'
    return lambda: _return("Milestones", _titles("ID", "Comment") + row, "YYY")


def entries_of_one_part() -> BytesIO:
    """Sixty thousand sheets that are all one part."""
    listed = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, 60_001))
    return zipped(parts(ONE) | {"xl/workbook.xml": workbook(listed)})


def bomb() -> BytesIO:
    """A part that is two hundred mebibytes of nothing."""
    return zipped(parts(ONE) | {"xl/worksheets/sheet1.xml": sheet(ONE + " " * 200 * MEBIBYTE)})


def many_texts() -> BytesIO:
    """Two million shared texts."""
    return zipped(parts(ONE, "".join(f"<si><t>{number}</t></si>" for number in range(2_000_000))))


def many_elements() -> BytesIO:
    """Half a million relationships."""
    return zipped(
        parts(ONE) | {"xl/_rels/workbook.xml.rels": links(*[("worksheet", "worksheets/sheet1.xml")] * 400_000)}
    )


def many_merges() -> BytesIO:
    """Thousands of merged blocks that lie over one another."""
    blocks = "".join(f'<mergeCell ref="A1:Z{5000 + number}"/>' for number in range(15_000))
    content = _named("Milestones", ONE)
    content["xl/worksheets/sheet1.xml"] = sheet(ONE, f"<mergeCells>{blocks}</mergeCells>")
    return zipped(content)


def many_cells() -> BytesIO:
    """A million and a half filled cells."""
    row = "".join(f'<c r="{letter}@"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNO")
    rows = "".join(f'<row r="{number}">{row.replace("@", str(number))}</row>' for number in range(2, 100_000))
    return _return("Actuals", _titles("KPI", "Period end", "Value") + rows)


def deep() -> BytesIO:
    """Elements a hundred thousand deep."""
    return zipped(parts(ONE) | {"xl/worksheets/sheet1.xml": sheet("<a>" * 100_000 + "</a>" * 100_000)})


def entities() -> BytesIO:
    """Entities that double and double again."""
    bang = "".join(f'<!ENTITY e{number} "&e{number - 1};&e{number - 1};">' for number in range(1, 40))
    return zipped(parts(ONE) | {"xl/workbook.xml": f'<!DOCTYPE a [<!ENTITY e0 "ha">{bang}]><workbook>&e39;</workbook>'})


def outside_entity() -> BytesIO:
    """An entity that stands for a file of this computer."""
    return zipped(
        parts(ONE)
        | {"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>'}
    )


def _changed(part: str, old: bytes, new: bytes) -> Callable[[], BytesIO]:
    """A good return with something else in one part."""

    def made() -> BytesIO:
        content = parts_of(example_workbooks()[GOOD])
        before = content[part]
        assert isinstance(before, bytes)
        assert old in before
        content[part] = before.replace(old, new, 1)
        return zipped(content)

    return made


def doubled() -> BytesIO:
    """Two parts of one name."""
    file = zipped(parts(ONE))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("XL/workbook.xml", workbook(""))
    return file


def cut() -> BytesIO:
    """A good return, half copied."""
    whole = example_workbooks()[GOOD]
    return BytesIO(whole[: len(whole) // 2])


def plain(content: bytes) -> Callable[[], BytesIO]:
    return lambda: BytesIO(content)


# Each kind, and words of the sentence that it is refused with; none where it is read.
KINDS: Mapping[str, tuple[Callable[[], BytesIO], str]] = {
    "bomb": (bomb, "far larger"),
    "entries of one part": (entries_of_one_part, "far larger"),
    "many texts": (many_texts, "far larger"),
    "many elements": (many_elements, "far larger"),
    "many merges": (many_merges, "damaged"),
    "many cells": (many_cells, "far more rows"),
    "many rows": (many_rows, "far more rows"),
    "filled down": (filled_down, ""),
    "long cell": (long_cell(200_000), "32,767 characters"),
    "longest cell": (long_cell(32_767), ""),
    "deep": (deep, "damaged"),
    "entities": (entities, "instructions"),
    "outside entity": (outside_entity, "instructions"),
    "doubled": (doubled, "two versions"),
    "two rows of one number": (
        _changed(sheet_part("Milestones"), b'<row r="7"', b'<row r="6"'), "damaged",
    ),
    "no rows": (_changed(sheet_part("Milestones"), b"sheetData", b"sheetDate"), "damaged"),
    "cut": (cut, "damaged"),
    "empty": (plain(b""), "empty"),
    "noughts": (plain(bytes(5_000)), "damaged"),
    "a web page": (plain(b"<html><body>no</body></html>"), "web page"),
    "a text": (plain(b"Milestone,Date\n"), "plain text"),
    "of another kind": (lambda: zipped(parts(ONE)), "another kind"),
}  # fmt: skip


def good_returns(count: int) -> Iterator[tuple[str, bytes]]:
    """So many returns of ordinary size, each of a workstream of its own."""
    made = list(example_workbooks().items())
    yield from made[:count]
    for number in range(count - len(made)):
        code = f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}".encode()
        content = parts_of(dict(made)[GOOD])
        content = {
            part: text.replace(b"TRN", code) if part.endswith(".xml") and isinstance(text, bytes) else text
            for part, text in content.items()
        }
        yield f"return {number}.xlsx", zipped(content).getvalue()


def fill(folder: Path, good: int) -> None:
    """Good returns and one file of each hostile kind, and what else lies about in folders."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in good_returns(good):
        (folder / name).write_bytes(content)
    for kind, (make, _) in KINDS.items():
        (folder / f"hostile {kind}.xlsx").write_bytes(make().getvalue())
    (folder / "hostile folder.xlsx").mkdir(exist_ok=True)
    (folder / "~$transition.xlsx").write_bytes(b"\x05Sam")
    (folder / "._transition.xlsx").write_bytes(b"\x00\x05\x16\x07")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "hostile pipe.xlsx")
        (folder / "hostile link.xlsx").symlink_to("/dev/zero")


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
