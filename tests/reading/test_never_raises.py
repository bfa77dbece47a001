"""Whatever a workbook holds, it is read: nothing is raised and nothing that was filled is lost."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from examples import SOUND
from sizes import cases
from xl_send.reading import read_book
from xl_send.reading.markdown import parse_value
from xl_send.rules import check
from xl_send.workbook.cells import Area, Book, CellError, CellErrorKind, Grid, Percentage, Row, Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.submissions import SHEETS, Programme

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
NAMES = ["TRN-M01", "TRN-R01", "trn", "TRN", "OUT", "External", "Programme Board", "TRN-M01+10, TRN-T01", "TRN-A01"]
WORDS = ["Yes", "no", "TBC", "n/a", "None", "Red", "Open", "Closed", "Became an issue", "Paused", "Key decision", " "]
FIGURES = ["Nov 26", "13/11/2026", "11/25/2026", "45%", "1,200", "1", "2", "=A1", "2026-27", "75 (est.)"]
TITLES = st.sampled_from([column.title for record in SHEETS for column in columns_of(record)])
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(NAMES + WORDS + FIGURES),
    st.sampled_from(NAMES + WORDS + FIGURES),
    TITLES,
    st.text(max_size=30),
    st.text("0123456789+-.,£%/ ", max_size=12),
    NUMBERS,
    st.integers(0, 90_000).map(float),
    NUMBERS.map(Percentage),
    st.booleans(),
    st.dates(),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.builds(CellError, st.sampled_from(CellErrorKind), st.text(max_size=8)),
)


@st.composite
def _grids(draw: st.DrawFn, record: type[Record]) -> Grid:
    titles = [column.title for column in columns_of(record)]
    sound = {place: parse_value(SOUND[record.SHEET.title].get(title, "")) for place, title in enumerate(titles, 1)}
    filled = {place: value for place, value in sound.items() if value is not None}
    cells = st.dictionaries(st.integers(1, len(titles) + 2), VALUES, max_size=5)
    if record.SHEET.layout is Layout.LABELS:
        values = draw(cells)
        rows: list[Row] = [
            (
                place,
                {1: title} | ({2: values[place]} if place in values else {2: filled[place]} if place in filled else {}),
            )
            for place, title in enumerate(titles, 1)
        ]
    else:
        body = [dict(sorted((filled | row).items())) for row in draw(st.lists(cells, max_size=5))]
        order = draw(st.permutations(range(1, len(titles) + 3)))
        rows = [(1, {order[place - 1]: title for place, title in enumerate(titles, 1)})]
        rows += [
            (number, {order[place - 1]: value for place, value in row.items()}) for number, row in enumerate(body, 2)
        ]
    merged = (Area(2, 1, 3, 2),) if draw(st.booleans()) else ()
    return Grid(record.SHEET.title, rows, hidden=draw(st.booleans()), hidden_rows=frozenset({2}), merged=merged)


@st.composite
def _books(draw: st.DrawFn) -> Book:
    chosen = draw(st.lists(st.sampled_from(SHEETS), unique=True))
    return Book("any.xlsx", tuple(draw(_grids(record)) for record in chosen), date1904=draw(st.booleans()))


@st.composite
def _rubble(draw: st.DrawFn) -> Book:
    rows = st.lists(st.dictionaries(st.integers(1, 12), VALUES, max_size=8), max_size=8)
    names = draw(st.lists(st.sampled_from([record.SHEET.title for record in SHEETS] + ["Workings"]), max_size=4))
    return Book("any.xlsx", tuple(Grid(name, list(enumerate(draw(rows), 1))) for name in names))


def _typed(book: Book) -> list[object]:
    return [value for grid in book.grids for _, cells in grid.rows for value in cells.values()]


@settings(max_examples=cases(60, whole=150), deadline=None)
@given(st.one_of(_books(), _rubble()))
def test_any_grid_is_read_and_checked(book: Book) -> None:
    found = read_book(book)
    for finding in check(Programme((found,))):
        assert finding.message
        assert finding.fix
        assert "{" not in finding.message or any("{" in str(value) for value in _typed(book))


@settings(max_examples=cases(40, whole=100), deadline=None)
@given(_books())
def test_every_filled_row_is_a_record_or_unread(book: Book) -> None:
    found = read_book(book)
    for record, seen in found.seen.items():
        if record.SHEET.layout is Layout.TABLE:
            unread = [row for row in found.unread_rows if row.record is record]
            assert seen.rows == len(found.records[record]) + len(unread)


@settings(max_examples=cases(40, whole=100), deadline=None)
@given(_books())
def test_reading_twice_gives_the_same(book: Book) -> None:
    assert [unread_cell.cell for unread_cell in read_book(book).unread_cells] == [
        unread_cell.cell for unread_cell in read_book(book).unread_cells
    ]


def test_two_workbooks_of_anything_are_checked_together() -> None:
    @settings(max_examples=cases(30, whole=60), deadline=None)
    @given(_books(), _books())
    def together(first: Book, second: Book) -> None:
        renamed = Book("other.xlsx", second.grids)
        check(Programme((read_book(first), read_book(renamed))))

    together()
