"""No cell changes unsaid, whatever its sheet and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import editing
from editing import Edit, texts
from xl_send.compare import BoardSnapshot, Change, ChangeKind, ChangeSubject, changes_between
from xl_send.compare.records.pairing import COMPARED
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of
from xl_send.workbook.columns import Column, Record, columns_of
from xl_send.workbook.ids import FinancialYear, Id, Link, Links, Names, Reference
from xl_send.workbook.kinds import Choice, Day, Measure, Number, YesNo
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme, Submission, identity

# The head of the telling gives both As at dates, the product fills the edition, and a workstream's code is its return.
EXEMPT = {("Cover", "as_at"), ("Cover", "template"), ("Workstream", "code")}
PLACES = [
    (record, column) for record in COMPARED for column in columns_of(record)
    if (record.__name__, column.name) not in EXEMPT
]  # fmt: skip


@cache
def returned() -> Submission:
    return read_book(book_of(next(text for text in texts() if text.name == "transition.xlsx")))


def board(submission: Submission) -> BoardSnapshot:
    found = Programme((submission,))
    return BoardSnapshot(found, programme_status(found))


@cache
def before() -> BoardSnapshot:
    return board(returned())


def rows(record: type[Record]) -> tuple[Record, ...]:
    return (returned().cover,) if record is Cover else returned().all(record)


def other(column: Column, value: object) -> object:
    """Another value that the column can hold."""
    kind = column.kind
    if isinstance(kind, Day):
        return (value if isinstance(value, date) else date(2026, 11, 2)) + timedelta(days=3)
    if isinstance(kind, Choice):
        return next(option for option in kind.options if option is not value)
    if isinstance(kind, YesNo):
        return not value
    if isinstance(kind, (Links, Names)):
        return (
            *(value if isinstance(value, tuple) else ()),
            Reference("TRN-M99", 3) if isinstance(kind, Links) else "A",
        )
    return _other_number(kind, value) if isinstance(kind, (Number, Measure)) else _other_text(kind, value)


def _other_number(kind: object, value: object) -> float:
    number = value if isinstance(value, float) else 1.0
    high = kind.high if isinstance(kind, Number) else None
    return number + (1.0 if high is None or number < high else -1.0)


def _other_text(kind: object, value: object) -> str:
    texts: dict[type, str] = {Id: f"{value}9", FinancialYear: "2031-32"}
    if isinstance(kind, Link):
        return "Another" if kind.sheet == "Forums" else "OUT" if value != "OUT" else "TRN"
    return texts.get(type(kind), f"{value or ''} as it is now".strip())


def edited(row: Record, name: str, value: object) -> Submission:
    submission, new = returned(), replace(row, **{name: value})  # type: ignore[arg-type]
    if isinstance(new, Cover):
        return replace(submission, cover=new)
    kept = tuple(new if item is row else item for item in submission.all(type(row)))
    return replace(submission, records={**submission.records, type(row): kept})


def naming(found: tuple[Change, ...], row: Record) -> Iterator[Change]:
    """The changes that speak of a row."""
    known = {identity(row), getattr(row, "kpi", ""), getattr(row, "forum", "")} - {""}
    for change in found:
        of_cover = isinstance(row, Cover) and change.kind in {ChangeSubject.PROGRAMME, ChangeSubject.RETURN}
        if of_cover or change.record in known or row.label in change.sentence:
            yield change


@pytest.mark.parametrize(
    ("record", "column"), [pytest.param(*item, id=f"{item[0].__name__} {item[1].name}") for item in PLACES]
)
def test_a_change_of_any_column_is_told(record: type[Record], column: Column) -> None:
    row = rows(record)[-1]
    found = changes_between(before(), board(edited(row, column.name, other(column, getattr(row, column.name)))))
    assert list(naming(found.changes, row))


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(PLACES), st.data())
def test_a_cell_altered_anywhere_or_emptied_where_it_may_be_is_told(
    place: tuple[type[Record], Column], data: st.DataObject
) -> None:
    record, column = place
    row = data.draw(st.sampled_from(rows(record)))
    value = getattr(row, column.name)
    values = [other(column, value)] + ([column.blank] if value != column.blank and not column.vital else [])
    found = changes_between(before(), board(edited(row, column.name, data.draw(st.sampled_from(values)))))
    assert list(naming(found.changes, row))


def unreadable() -> Iterator[Edit]:
    """In every column that may be blank and holds no text, something in the place of what is given there."""
    for record, column in PLACES:
        given_in = [row for row in rows(record) if getattr(row, column.name) not in {None, column.blank}]
        if given_in and not column.vital and isinstance(column.kind, (Day, Number, Measure, Choice, YesNo)):
            named = getattr(given_in[-1], columns_of(record)[0].name)
            of_cover = record is Cover
            yield (
                record.SHEET.title,
                column.title if of_cover else named,
                {"Value" if of_cover else column.title: "TBC"},
            )


def test_a_cell_that_cannot_be_read_on_one_side_is_neither_taken_away_nor_given() -> None:
    """Nor is a conflict that rested on it cleared, or new without a word."""
    edits = list(unreadable())
    assert len(edits) > 30
    spoilt = editing.board(editing.with_edits(edits))
    found = [
        [change for change in changes_between(then, now).changes if change.what is not ChangeKind.ROW_UNREAD]
        for then, now in ((editing.example(), spoilt), (spoilt, editing.example()))
    ]
    ((lost,), (back,)) = found
    assert lost.sentence == "TRN-T04 could not be read whole now, so it is not known whether 1 conflict is cleared."
    assert (back.what, back.record) == (ChangeKind.CONFLICT_NEW, "STA-T04")
    assert back.sentence.endswith("Year 7. TRN-T04 could not be read whole then.")


def test_the_same_board_has_no_changes() -> None:
    assert changes_between(before(), board(returned())).changes == ()


def test_figures_that_nobody_altered_are_not_told_when_their_unit_is() -> None:
    row = next(row for row in rows(Kpi) if identity(row) == "TRN-K03")
    found = changes_between(before(), board(edited(row, "unit", Unit.COUNT))).changes
    told = [change.sentence for change in naming(found, row) if "The figure for" in change.sentence]
    assert not told
