"""Whatever the bytes, a workbook is read or refused, and both ways of reading agree."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import pytest

from packages import parts_of
from xl_send.errors import RefusedError
from xl_send.workbook.cells import Book
from xl_send.xlsx.read import sheets
from xl_send.xlsx.read.open_book import open_book
from xlsx.read.making import parts, zipped
from xlsx.read.test_against_others import by_openpyxl, by_xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable

SNIPPETS = [
    b"<", b">", b"</row>", b'<row r="3">', b"<row>", b"<row/>", b'<c r="A1"><v>5</v></c>', b"</c>", b"<c/>", b"<v/>",
    b'<!-- <row r="9"> -->', b"<![CDATA[x<y]]>", b"<?pi x?>", b"&amp;", b"&#13;", b"&bogus;", b"\r\n", b"\0", b"\xff",
    b'"', b"'", b"r=", b's="99"', b't="s"', b't="d"', b"nan", b"1e999", b"-1", b"60", b"0,85", b"<f>1</f>", b"_x000D_",
    b"<is><t>x</t></is>", b"_xD83D_", b"x:", b"utf-16", b'hidden="1"', b'r="1048577"', b'r="0"', b"<!DOCTYPE a>",
    b"</sheetData>", b"<si/>", b"../", b" ",
]  # fmt: skip
FAMILY = [
    zipped(parts('<row r="1"><c r="A1" s="1"><v>46000</v></c></row>', "<si><t>a</t></si>")),
    by_xlsxwriter(in_memory=True, date1904=False),
    by_openpyxl(write_only=True),
]


def mutant(content: bytes, chance: Random) -> bytes:
    """The bytes with a few of them lost, changed, repeated or pushed apart."""
    changed = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(len(changed) + 1)
        put = chance.choice([*SNIPPETS, bytes([chance.randrange(256)]), bytes(changed[at : at + 90])])
        changed[at : at + chance.choice([0, 0, 1, len(put), 20])] = put
    return bytes(changed)


def outcome(file: BytesIO) -> list[object] | str:
    """All that a person could see of a file."""
    try:
        book: Book = open_book(file)
    except RefusedError as refusal:
        return refusal.sentence
    return [(grid.title, grid.hidden_rows, grid.merged, repr(list(grid.rows))) for grid in book.grids]


def assert_both_ways_agree(file: BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = outcome(file)
    with monkeypatch.context() as patched:
        patched.setattr(sheets, "quick_rows", lambda *_: None)
        assert outcome(file) == quick


def whole(content: bytes, chance: Random) -> BytesIO:
    """A mutant of the zip file itself."""
    return BytesIO(mutant(content, chance))


def inner(content: bytes, chance: Random) -> BytesIO:
    """A file one of whose parts is a mutant."""
    found = parts_of(content)
    sheet_or_texts = [name for name in found if "sheet1" in name or "Strings" in name]
    name = chance.choice([*found, *sheet_or_texts * 4])
    part = found[name]
    return zipped(found | {name: mutant(part if isinstance(part, bytes) else part.encode(), chance)})


@pytest.mark.parametrize("make", [whole, inner])
@pytest.mark.parametrize("seed", range(len(FAMILY)))
def test_a_mutant_is_read_or_refused(
    make: Callable[[bytes, Random], BytesIO], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(seed)  # noqa: S311 - not a secret
    for _ in range(60):
        assert_both_ways_agree(make(FAMILY[seed].getvalue(), chance), monkeypatch)


def random_cell(chance: Random, place: str) -> str:
    attributes = [f'r="{place}"', chance.choice(["", 's="1"', 's="2"', "s='1'", 's="99"', 'cm="1"', 'x="/>"'])]
    attributes.append(
        chance.choice(["", *(f't="{kind}"' for kind in ("s", "str", "n", "b", "e", "d", "inlineStr", "?"))])
    )
    value = chance.choice(
        [
            "",
            "0",
            "1",
            "46000.5",
            "-3",
            "60",
            "1e5",
            "0,85",
            " 12 ",
            "a &amp; b",
            "a\r\nb",
            "5.",
            "\N{CIRCLED DIGIT ONE}",
        ]
    )
    formula = chance.choice(["", "", "<f>A1&lt;B1</f>", "<f/>", '<f t="shared" si="0"/>', '<f ref="A/B">x</f>'])
    content = chance.choice(
        [f"{formula}<v>{value}</v>"] * 5
        + ["", formula, f"{formula}<v/>", f"<is><t>{value}</t></is>", f"<is><r><t>{value}</t></r><r><t>b</t></r></is>"]
    )
    return f"<c {' '.join(filter(None, attributes))}>{content}</c>"


def test_both_ways_agree_on_every_form_of_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(0)  # noqa: S311 - not a secret
    for _ in range(300):
        cells = "".join(random_cell(chance, f"{letter}1") for letter in "ABCDEF"[: chance.randrange(7)])
        row = f'<row r="1">{cells}</row>'
        assert_both_ways_agree(zipped(parts(row, "<si><t>a</t></si>")), monkeypatch)
        commented = outcome(zipped(parts(f"<!-- -->{row}", "<si><t>a</t></si>")))
        assert outcome(zipped(parts(row, "<si><t>a</t></si>"))) == commented
