"""Every row of every return is in the programme workbook as it was typed, or is named as not taken with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sizes import cases
from xl_send.commands.consolidate import ConsolidateResult
from xl_send.consolidation import MergedProgramme, Return, choose_returns, together
from xl_send.consolidation.returns import Values
from xl_send.consolidation.sources import Sources, differences_table, not_taken_table, returns_table
from xl_send.output.data.consolidated import consolidated_json
from xl_send.output.text.consolidated import consolidated_text
from xl_send.reading import read_book
from xl_send.workbook.cells import Book, CellError, CellErrorKind, Grid, Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS, Programme

CODES = ("TRN", "OUT", "EHP")
OWN, APART = "Our note", "Only columns of your own are filled in this row."
DAY = date(2026, 11, 13)
GREENS: tuple[Value, ...] = (5.0, 7.0, "tbc")
TABLES = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE and record is not Workstream]
RECORDS: list[type[Record]] = [*TABLES, Workstream]
# What stands once for all who list it; every other row of every return stands by itself.
MERGED = {Interdependency, Kpi}
WORDS = ("tbc", "Total", "n/a", "Autumn", "External", "Yes", "TRN", "OUT", "ZZZ", "Cabinet", "Term", " ", "1,5")
FIGURES = (0.0, 3.0, 99999.0, 1234567.25)
DAYS = (date(2026, 9, 1), DAY, date(2027, 3, 31))


def _values(record: type[Record]) -> st.SearchStrategy[Value]:
    letter = record.SHEET.letter or "K"
    ids = st.sampled_from([f"{code}-{letter}0{number}" for code in CODES for number in (1, 2)])
    kpis = st.sampled_from([f"{code}-K0{number}" for code in CODES for number in (1, 2)])
    broken = st.just(CellError(CellErrorKind.ERROR, "#REF!"))
    return st.one_of(ids, kpis, st.sampled_from(WORDS), st.sampled_from(FIGURES), st.sampled_from(DAYS), broken)


@st.composite
def _rows(draw: st.DrawFn, record: type[Record]) -> list[dict[int, Value]]:
    """Rows that mostly read, with the ids of any workstream, and some that do not."""
    places = range(1, len(columns_of(record)) + 1)
    first = {"KPI": "TRN-K01", "Forum": "Cabinet", "Name": "Autumn", "ID": f"TRN-{record.SHEET.letter or 'K'}01"}
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        chosen = draw(st.dictionaries(st.sampled_from(places), _values(record), max_size=6))
        if draw(st.booleans()):
            chosen[1] = first.get(columns_of(record)[0].title, "TRN")
        if draw(st.booleans()) and record.SHEET.title == "Actuals":
            chosen |= {1: "TRN-K01", 2: draw(st.sampled_from(DAYS)), 3: draw(st.sampled_from(FIGURES))}
        if draw(st.booleans()):
            chosen[len(columns_of(record)) + 1] = draw(st.sampled_from(WORDS))
        if chosen:
            rows.append(chosen)
    return rows


@st.composite
def _returns(draw: st.DrawFn) -> list[Return]:
    return [_return(draw, code) for code in draw(st.sampled_from((CODES, CODES[:2], CODES[:1])))]


def _return(draw: st.DrawFn, code: str) -> Return:
    name = f"{code}.xlsx"
    edition = draw(st.sampled_from(("0.1.0", "0.1.0", "0.1.0 programme")))
    cover: list[tuple[str, Value]] = [("As at", DAY), ("Council", "Westhaven"), ("Template version", edition)]
    cover += [
        ("Reason", draw(st.sampled_from(("Late", "In time")))),
        ("Programme manager", draw(st.sampled_from(WORDS))),
    ]
    thresholds: list[tuple[str, Value]] = [
        ("Milestone green within", draw(st.sampled_from(GREENS))),
        ("Suppress counts below", draw(st.sampled_from((0.0, 5.0, 8.0)))),
    ]
    grids = [_labels(Cover, cover), _labels(Thresholds, thresholds), _table(Workstream, [{1: code}])]
    grids += [_table(record, draw(_rows(record))) for record in TABLES]
    book = Book(name, tuple(grids))
    return Return(name, name, book, read_book(book))


def _labels(record: type[Record], pairs: Sequence[tuple[str, Value]]) -> Grid:
    return Grid(record.SHEET.title, [(number, {1: label, 2: value}) for number, (label, value) in enumerate(pairs, 1)])


def _table(record: type[Record], rows: Sequence[dict[int, Value]]) -> Grid:
    titles: dict[int, Value] = {place: column.title for place, column in enumerate(columns_of(record), 1)}
    titles[len(titles) + 1] = OWN
    return Grid(record.SHEET.title, [(1, titles), *enumerate(rows, 2)])


def _merged(returns: Sequence[Return]) -> MergedProgramme:
    programme = Programme(tuple(item.submission for item in returns))
    return together(returns, None, programme, DAY)


def _lost(returns: Sequence[Return], whole: MergedProgramme) -> Iterator[tuple[str, str, int]]:
    """The rows that are neither in the output, cell by cell, nor named."""
    named = {(found.path, found.sheet, found.row) for found in whole.not_taken}
    told = {(found.sheet, found.column, found.other, found.other_from) for found in whole.differences}
    for item in returns:
        for record in RECORDS:
            sheet, rows = record.SHEET.title, whole.rows[record]
            for row, values in item.rows(record):
                kept = any(
                    all(out.get(title) == value or (sheet, title, value, item.path) in told
                        for title, value in values.items())
                    for out in rows
                )  # fmt: skip
                if not kept and (item.path, sheet, row) not in named:
                    yield item.path, sheet, row


@settings(max_examples=cases(30, whole=60), deadline=None)
@given(_returns())
def test_every_row_is_taken_or_named(returns: list[Return]) -> None:
    whole = _merged(returns)
    assert not list(_lost(returns, whole))
    for record in TABLES:
        rows = sum(1 for item in returns for _ in item.rows(record))
        left = sum(found.sheet == record.SHEET.title and found.why != APART for found in whole.not_taken)
        if not record.SHEET.setting and record not in MERGED:
            same = rows - left - len(whole.rows[record])
            assert same >= 0
            assert not same or record.SHEET.title in {"Actuals", "Expectations"}


@settings(max_examples=cases(25, whole=50), deadline=None)
@given(_returns())
def test_every_label_is_taken_or_named(returns: list[Return]) -> None:
    whole = _merged(returns)
    told = {(found.sheet, found.column, found.other, found.other_from) for found in whole.differences}
    for item in returns:
        for record in (Cover, Thresholds):
            for title, value in item.labels(record).items():
                taken = whole.labels[record].get(title) == value
                named = any(found.path == item.path and f"{title}: {value}" in found.said for found in whole.not_taken)
                default = next(column.blank for column in columns_of(record) if column.title == title)
                assert taken or named or title == "Template version" or value == default or (
                    (record.SHEET.title, title, value, item.path) in told
                )  # fmt: skip


@settings(max_examples=cases(10, whole=25), deadline=None)
@given(_returns())
def test_what_was_not_taken_is_on_a_sheet_and_on_screen(returns: list[Return]) -> None:
    whole = _merged(returns)
    sources = Sources(choose_returns(returns), (), whole.differences, (), whole.not_taken, whole.policy.sentence)
    assert len(not_taken_table(sources).rows) == len(whole.not_taken)
    assert len(differences_table(sources).rows) == len(whole.differences)
    found = ConsolidateResult(b"", sources)
    text, data = consolidated_text(found), consolidated_json(found)
    assert ("not taken" in text) is bool(whole.not_taken)
    assert data.count('"why"') == len(returns) + len(whole.not_taken)
    told = {row[0] for row in returns_table(sources).rows if "not taken" in str(row[2])}
    assert told == {found.path for found in whole.not_taken}


@settings(max_examples=cases(10, whole=25), deadline=None)
@given(_returns())
def test_every_own_cell_stands_beside_its_row_which_says_where_it_is_from_or_is_named(returns: list[Return]) -> None:
    whole = _merged(returns)
    named = {(found.path, found.sheet, found.row) for found in whole.not_taken}
    for item in returns:
        for record in RECORDS:
            placed = {
                row: out
                for out in whole.rows[record]
                for row in _rows_of(out, item.path)
            }  # fmt: skip
            for row, values in item.rows(record):
                own = item.own_values(record, row)
                if row in placed:
                    assert str(own.get(OWN, "")) in str(placed[row].get(OWN, ""))
                elif record.SHEET.setting or record in {Expectation, Actual}:
                    continue  # a row that every return has a copy of stands once
                else:
                    assert (item.path, record.SHEET.title, row) in named or _lost(returns, whole), values
            apart = {row for row, _ in item.rows_apart(record)}
            assert {(item.path, record.SHEET.title, row) for row in apart} <= named


def _rows_of(out: Values, path: str) -> list[int]:
    files, rows = (str(out[title]).split("; ") for title in ("Source workbook", "Source row"))
    numbers = [int(float(row)) for row in rows]
    if len(files) == 1:
        return numbers if files == [path] else []
    return [number for file, number in zip(files, numbers, strict=True) if file == path]


@settings(max_examples=cases(6, whole=30), deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(_returns(), st.permutations("abc"), st.permutations((0, 1, 2)))
def test_neither_the_order_nor_the_names_of_files_change_a_table(
    returns: list[Return], letters: list[str], order: list[int]
) -> None:
    was = {f"{letter}.xlsx": item.path for letter, item in zip(letters, returns, strict=False)}
    renamed = [_named(item, name) for name, item in zip(was, returns, strict=True)]
    others = [renamed[place] for place in order if place < len(renamed)]
    first, second = (_merged(choose_returns(found).taken) for found in (returns, others))
    assert [_renamed(row, was) for record in RECORDS for row in second.rows[record]] == [
        _renamed(row, {}) for record in RECORDS for row in first.rows[record]
    ]
    assert second.labels == first.labels
    assert second.silences == first.silences
    assert [one[:3] for one in second.differences] == [one[:3] for one in first.differences]
    assert [one[1:4] for one in second.not_taken] == [one[1:4] for one in first.not_taken]


def _named(item: Return, name: str) -> Return:
    book = replace(item.book, name=name)
    return Return(name, item.digest, book, read_book(book))


def _renamed(row: Values, was: dict[str, str]) -> list[tuple[str, str]]:
    files = "; ".join(was.get(name, name) for name in str(row["Source workbook"]).split("; "))
    return sorted((title, str(value)) for title, value in {**row, "Source workbook": files}.items())
