"""Whether a row is a record, and whether it or its workstream rests: the tests that every sheet shares.

A row is a record when its id, its workstream and the cells that its computation uses can be read. A
formula reads no dates or numbers typed as text, so such a row stays blank until they are retyped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.workbook.columns import Column, Need, Record, columns_by_name, columns_of
from xl_send.workbook.ids import Code, Id, Link
from xl_send.workbook.kinds import Choice, Day, Kind, Measure, Number, YesNo
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.unreadable import EARLIEST_POSSIBLE, LATEST_POSSIBLE
from xl_send.xlsx.formulas.names import AS_AT, EMPTY_WORDS_NAME, NOTHING_WORDS_NAME, allowed, options_name
from xl_send.xlsx.formulas.syntax import (
    NOTHING,
    RowCells,
    Whole,
    day_number,
    either,
    every,
    unless_error,
    when,
    word,
    words,
)
from xl_send.xlsx.write.validations import list_name

YES = ("Yes", "Y")
STREAMS = Whole(Workstream)
NEVER = "FALSE"


def for_record(record: type[Record], formula: str) -> str:
    """The formula where the row is a record and there is a date to measure it by; else nothing."""
    return unless_error(when(is_record(record), formula, NOTHING))


def is_record(record: type[Record]) -> str:
    """Whether the row can be read, as far as a status needs it."""
    vital = [column for column in columns_of(record) if column.vital]
    tests = [test for column in vital for test in _tests(record, column)]
    return every(f"{AS_AT}<>{NOTHING}", *tests, *_together(record, vital))


def _together(record: type[Record], vital: Sequence[Column]) -> Iterator[str]:
    """What is asked of many cells at once, which keeps formulas short: words are listed, figures are no text."""
    row = RowCells(record)
    listed = [_place_in_list(column, row[column.name]) for column in vital if _is_listed(column)]
    if listed:
        yield f"COUNT({','.join(listed)})={len(listed)}"
    figures = ",".join(row[column.name] for column in vital if isinstance(column.kind, Day | Measure | Number))
    if figures:
        yield f"COUNT({figures})=COUNTA({figures})"
    yield from (_of_ours(row[column.name]) for column in vital if isinstance(column.kind, Day))


def _of_ours(cell: str) -> str:
    """Whether a date is none of another century; a link to a blank cell gives 0."""
    return either(f"{cell}<1", f"({cell}>={day_number(EARLIEST_POSSIBLE)})*({cell}<{day_number(LATEST_POSSIBLE)})")


def _is_listed(column: Column) -> bool:
    """Whether a cell holds a word of a list whatever other cells hold."""
    always = column.need is Need.OPTIONAL or (column.need is Need.REQUIRED and not column.unless)
    return isinstance(column.kind, Choice | YesNo) and always


def _place_in_list(column: Column, cell: str) -> str:
    """Where the cell's word stands in its list. An optional one may be blank, or hold a word for nothing."""
    name = options_name(column.kind)
    return (
        f'MATCH({cell}&"",{allowed(name)},0)' if column.need is Need.OPTIONAL else f"MATCH({cell},{list_name(name)},0)"
    )


def _tests(record: type[Record], column: Column) -> Iterator[str]:
    """What one column asks for by itself."""
    cell, may_be_blank = RowCells(record)[column.name], _may_be_blank(record, column)
    reads = "" if _is_listed(column) else _reads(column.kind, cell)
    if isinstance(column.kind, Choice | YesNo) and reads and may_be_blank:
        yield either(reads, every(either(f"{cell}={NOTHING}", _says_nothing(cell)), may_be_blank))
        return
    if reads and may_be_blank == NEVER:
        yield reads
    elif reads:
        nothing = [_says_nothing(cell)] if column.need is Need.OPTIONAL and isinstance(column.kind, Link) else []
        yield either(f"{cell}={NOTHING}", *nothing, reads)
    # A link to a blank cell gives 0, which is no date; text is greater than any number, and told by another test.
    filled = f"{cell}>0" if isinstance(column.kind, Day) else f"{cell}<>{NOTHING}"
    if may_be_blank and may_be_blank != NEVER:
        yield either(filled, may_be_blank)
    elif may_be_blank and not reads and not _is_listed(column):
        yield filled


def _says_nothing(cell: str) -> str:
    """Whether a listed value or a reference is a word for nothing, such as n/a; a word among figures is left unread."""
    return f"ISNUMBER(MATCH({cell},{NOTHING_WORDS_NAME},0))"


def _may_be_blank(record: type[Record], column: Column) -> str:
    """The condition on which a blank is allowed: none if it always is, `NEVER` if it never is."""
    if column.need is Need.OPTIONAL or column.spared:
        return ""
    row = RowCells(record)
    if column.need is not Need.REQUIRED:
        party = row["giver" if column.need is Need.GIVER else "receiver"]
        return f"COUNTIF({STREAMS['code']},{party})<(COUNTA({STREAMS['code']})>0)*1"
    conditions = [f"{row[item]}<>{NOTHING}" for item in column.unless if isinstance(item, str)]
    held = [item for item in column.unless if not isinstance(item, str)]
    conditions += [f"{row[name]}={word(str(value))}" for name, value in held if name != "state"]
    if any(name == "state" for name, _ in held):
        conditions.append(rests(record))
    return either(*conditions) if conditions else NEVER


def _reads(kind: Kind, cell: str) -> str:
    """Whether a filled cell holds what its column holds, beyond being a figure where figures are meant."""
    if isinstance(kind, Code) or (isinstance(kind, Link) and kind.sheet == Workstream.SHEET.title):
        letters = f"ISTEXT({cell}),LEN({cell})>1,LEN({cell})<6,NOT(EXACT(UPPER({cell}),LOWER({cell})))"
        code = f"AND({letters},ISNA(MATCH({cell},{EMPTY_WORDS_NAME},0)))"
        outside = kind.or_word if isinstance(kind, Link) else ""
        return either(f"{cell}={word(outside)}", code) if outside else code
    if isinstance(kind, Id | Link):
        return f'AND(COUNTIF({cell},"??*-??*"),ISNUMBER(-RIGHT({cell})))'
    if isinstance(kind, Choice | YesNo):
        return f"ISNUMBER(MATCH({cell},{list_name(options_name(kind))},0))"
    return _in_bounds(kind, cell) if isinstance(kind, Number) else ""


def _in_bounds(kind: Number, cell: str) -> str:
    tests = [f"{cell}>={kind.low:g}"] if kind.low is not None else []
    tests += [f"{cell}<={kind.high:g}"] if kind.high is not None else []
    tests += [f"{cell}=INT({cell})"] if kind.whole else []
    return every(*tests) if tests else ""


def says_yes(cell: str) -> str:
    """Whether a cell says Yes."""
    return f"ISNUMBER(MATCH({cell},{words(*YES)},0))"


def rests(record: type[Record], stream: str = "workstream") -> str:
    """Whether the row or its workstream is paused or withdrawn; a workstream that is not here is active."""
    row, resting = RowCells(record), (State.PAUSED, State.WITHDRAWN)
    tests = [stream_is(row[stream], *resting)]
    if "state" in columns_by_name(record):
        tests = [*(f"{row['state']}={word(state)}" for state in resting), *tests]
    return either(*tests)


def stream_is(code: str, *states: State) -> str:
    """Whether the workstream of this code is in one of these states; one that is not here is in none."""
    counted = f'COUNTIFS({_stream(code)},{STREAMS["starts"]},">0",{STREAMS["state"]}'
    # Several states are reckoned with as a list; one needs none, so that the code may itself be looked up.
    return f"SUMPRODUCT({counted},{words(*states)}))>0" if len(states) > 1 else f"{counted},{word(states[0])})>0"


def starts_later_test(record: type[Record]) -> str:
    """Whether the row's workstream, which does not rest, starts after the as at date."""
    starts = f'{STREAMS["starts"]},">"&{AS_AT}'
    states = f"{STREAMS['state']},{words('', State.ACTIVE)}"
    return f"SUMPRODUCT(COUNTIFS({_stream(RowCells(record)['workstream'])},{starts},{states}))>0"


def _stream(code: str) -> str:
    return f"{STREAMS['code']},{code}"
