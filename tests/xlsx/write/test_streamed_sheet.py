"""What new workbooks are written with writes what the writing library writes, but for what is said of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from sizes import cases
from xl_send.workbook.characters import writable
from xl_send.xlsx.formulas.syntax import Spelt
from xl_send.xlsx.write import new_books
from xl_send.xlsx.write.new_books import new_book
from xl_send.xlsx.write.streamed_sheet import StreamedSheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NUMBERS = st.floats(-1e12, 1e12) | st.integers(-5, 5) | st.sampled_from([0.1 + 0.2, 1e-9, 45_000])
TEXT = st.sampled_from(["", "a", "=1+1", "two\nlines", ' <&"> ', "_x0041_", "\x0bslide", "e\u0301", "x" * 20_000])
FORMULAS = st.sampled_from(['=A1&"<"', '=IF(B2>1,"&",2)', "=ROW()"])
VALUES = st.sampled_from(["", "#N/A", "yes & no", 3, 2.5, 0])
CELLS = st.one_of(
    TEXT.map(lambda text: ("string", text)),
    NUMBERS.map(lambda number: ("number", number)),
    st.just(("blank", None)),
    st.tuples(st.just("formula"), FORMULAS, VALUES),
)
WRITES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30), CELLS, st.sampled_from([None, "0%", "@"])))
HEIGHTS = st.dictionaries(st.integers(0, 45), st.sampled_from([None, 15, 20, 33.3]), max_size=6)


def _fill(book: Workbook, writes: list[Any], heights: Mapping[int, float | None], spelt: Callable[[str], str]) -> None:
    looks: dict[str | None, Any] = {None: None}
    looks.update({text: book.add_format({"num_format": text}) for text in ("0%", "@")})
    sheet = book.add_worksheet("One")
    sheet.set_column(3, 5, 12, looks["0%"])
    for row, place, (kind, value, *more), look in writes:
        write = getattr(sheet, f"write_{kind}")
        if kind == "formula":
            write(row, place, spelt(value), looks[look], *more)
        else:
            write(row, place, value, looks[look])
    for row, height in heights.items():
        sheet.set_row(row, height, looks["@"] if row % 2 else None)
    book.add_worksheet("Two").write_string(0, 0, "a")
    book.close()


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def _as_ours(sheet: str) -> str:
    """The library's sheet with what is to be otherwise."""
    grows = re.sub(r'(<row [^>]*?) customHeight="1"', r"\1", sheet)
    return re.sub(r"<c( [^>]*)>(<f>[^<]*</f>)<v></v></c>", r'<c\1 t="str">\2<v></v></c>', grows)


@settings(max_examples=cases(40, whole=1_000), deadline=None)
@given(WRITES, HEIGHTS)
def test_a_sheet_is_written_as_the_library_writes_it(writes: list[Any], heights: Mapping[int, float | None]) -> None:
    theirs, ours = io.BytesIO(), io.BytesIO()
    plain = xlsxwriter.Workbook(theirs, dict(new_books.OPTIONS))
    plain.set_properties({"created": new_books.CREATED})
    _fill(plain, writes, heights, str)
    _fill(new_book(ours, {}), writes, heights, Spelt)
    expected, found = _parts(theirs.getvalue()), _parts(ours.getvalue())
    assert list(found) == list(expected)
    used = sum(text.count(' t="s"') for name, text in expected.items() if name.startswith("xl/worksheets/sheet"))
    expected[TEXTS] = re.sub(r' count="\d+"', f' count="{used}"', expected[TEXTS])
    for name, text in expected.items():
        assert found[name] == writable(_as_ours(text) if name == SHEET else text), name


@pytest.mark.parametrize(
    "formula", ["=A1", "{=SUM(A1)*2}", '=IF(SORT(A1:A3)=1,"SUM(",IFS(B1,2))', "_xlfn.IFS(SORT(A1))"]
)
def test_a_formula_is_spelt_as_the_library_spells_it(formula: str) -> None:
    made: list[Any] = [Worksheet(), StreamedSheet()]
    for newer in (False, True):
        theirs, ours = (sheet._prepare_formula(formula, newer) for sheet in made)  # noqa: SLF001
        assert ours == theirs


def test_what_comes_too_late_for_a_long_sheet_is_refused_and_not_lost() -> None:
    book = new_book(io.BytesIO(), {})
    sheet = book.add_worksheet("One")
    for row in range(600):
        sheet.write_number(row, 0, row)
    book.add_worksheet("Two")
    with pytest.raises(KeyError):
        sheet.write_string(5, 0, "too late")
