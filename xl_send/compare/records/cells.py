"""Every column of every row, compared as it is declared, so that none can change unsaid.

What another part of the comparison has told of a cell in better words is not told again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.records.listed import KINDS
from xl_send.compare.records.matters import kind_of, known_first
from xl_send.compare.records.pairing import OneSided, one_sided, row_pairs
from xl_send.compare.snapshots import BoardComparison, RecordPair, workstream_of
from xl_send.compare.wording import moved, row_name
from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Cell
from xl_send.text import as_text, figure, pounds, rounded
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name, sentence
from xl_send.workbook.columns import Column, Record, columns_of
from xl_send.workbook.days import say
from xl_send.workbook.kinds import Day, Measure, Pounds, Text
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import identity

# These speak of what follows from a cell, or cite it to lead there; that it has changed they do not say.
_NOT_OF_THE_CELL = frozenset(
    {
        ChangeKind.COLOUR_WORSE, ChangeKind.COLOUR_BETTER, ChangeKind.COLOUR_EASED, ChangeKind.COLOUR_OTHER,
        ChangeKind.NEWLY_LATE,
        ChangeKind.FLOAT_GONE, ChangeKind.OVERDUE, ChangeKind.NEW, ChangeKind.GONE, ChangeKind.TAKEN_OFF,
        ChangeKind.CONFLICT_NEW, ChangeKind.CONFLICT_CLEARED, ChangeKind.CONFLICT_UNKNOWN,
        ChangeKind.SAME_RETURN,
    }
)  # fmt: skip
# The head of the telling gives both dates; the product itself fills the edition of its template.
_SAID_OR_OURS = frozenset({(Cover, "as_at"), (Cover, "template")})
# What an officer clears in the row of a milestone when it is reached.
_UNTIL_REACHED = frozenset({"forecast", "reported", "back_to_green", "help_needed"})
_LISTED = (Expectation, Actual, Forum, Meeting)


class Told(NamedTuple):
    """What other parts have told: the cells, and of each record and column what stood there before and after."""

    cells: frozenset[Cell]
    values: frozenset[tuple[str, str, str, str]]

    @classmethod
    def of(cls, changes: Collection[Change]) -> Told:
        """What these changes tell of cells."""
        telling = [change for change in changes if change.what not in _NOT_OF_THE_CELL]
        cells = frozenset(cell for change in telling for cell in (*change.then, *change.now))
        values = {
            (change.record, change.now[0].column, change.before, change.after) for change in telling if change.now
        }
        return cls(cells, frozenset(values))

    def has(self, since: BoardComparison, pair: RecordPair[Record], column: Column) -> bool:
        """Whether a cell was told of, be it in the other party's account of the same row."""
        then, now = pair
        before, after = (_value(since, row, column) for row in pair)
        same = (identity(now), column.title, before, after)
        return now.at(column.name) in self.cells or then.at(column.name) in self.cells or same in self.values


def cell_changes(since: BoardComparison, found: Collection[Change]) -> Iterator[Change]:
    """Every cell that is not as it was, and every row without an id that is new or gone, but for what was told."""
    told = Told.of(found)
    yield from _once(change for pair in row_pairs(since) for change in _of_row(since, pair, told))
    yield from _once(_listing(item) for record in _LISTED for item in one_sided(since, record) if _untold(item, told))


def _once(found: Iterable[Change]) -> Iterator[Change]:
    """Each change once, though several returns have the row."""
    met: set[tuple[ChangeSubject, str, str]] = set()
    for change in found:
        key = (change.kind, change.record, change.sentence)
        if key not in met:
            yield change
        met.add(key)


def _of_row(since: BoardComparison, pair: RecordPair[Record], told: Told) -> Iterator[Change]:
    for column in columns_of(type(pair.now)):
        altered = pair.alters(column.name) and (type(pair.now), column.name) not in _SAID_OR_OURS
        altered = altered and not _falls_away_once_reached(pair, column)
        if altered and not told.has(since, pair, column):
            yield _change(since, pair, column)


def _falls_away_once_reached(pair: RecordPair[Record], column: Column) -> bool:
    """Whether a cell is cleared because its milestone is reached: nothing is forecast of it or explained any more."""
    then, now = pair
    if not (isinstance(then, Milestone) and isinstance(now, Milestone)):
        return False
    reached = now.actual is not None and then.actual is None
    return reached and column.name in _UNTIL_REACHED and getattr(now, column.name) is None


def _change(since: BoardComparison, pair: RecordPair[Record], column: Column) -> Change:
    row = pair.now
    first = known_first(since, pair, column)
    text = f"{_whose(row, first=first)}{said(since, pair, column)}"
    before, after = (_value(since, item, column) for item in pair)
    return Change(
        kind_of(row, column), _subject(row), sentence(text), workstream_of(row), _record(row), _name(row), before,
        after, then=(pair.then.at(column.name),), now=(row.at(column.name),), first=first,
    )  # fmt: skip


def _whose(row: Record, *, first: bool) -> str:
    """What a sentence begins with where the row is not named above it."""
    if isinstance(row, Workstream) and first:
        return f"{row.name or row.code}: "
    if isinstance(row, Expectation):
        return f"expectation at {row.milestone}: "
    return f"{row.label}: " if isinstance(row, Actual | Forum | Meeting) else ""


def _subject(row: Record) -> ChangeSubject:
    if isinstance(row, Cover):
        return ChangeSubject.PROGRAMME
    if isinstance(row, Workstream):
        return ChangeSubject.WORKSTREAM
    if isinstance(row, Expectation | Actual):
        return ChangeSubject.KPI
    return KINDS.get(type(row), ChangeSubject.SETTING)


def _record(row: Record) -> str:
    if isinstance(row, Expectation | Actual):
        return row.kpi
    return row.forum if isinstance(row, Meeting) else identity(row)


def _name(row: Record) -> str:
    return "" if isinstance(row, Expectation | Actual | Workstream) else row_name(row)


def _untold(item: OneSided, told: Told) -> bool:
    return not any(item.row.at(column.name) in told.cells for column in columns_of(type(item.row)))


def _listing(item: OneSided) -> Change:
    """A row of figures, expectations, forums or meetings that only one board has."""
    row = item.row
    sheet, label = type(row).SHEET.title, _label(row)
    text = f"{label} is no longer on {sheet}" if item.then else f"{label} is new on {sheet}"
    cells = (row.at(columns_of(type(row))[0].name),)
    return Change(
        ChangeKind.CELL, _subject(row), sentence(text), workstream_of(row), _record(row), _name(row),
        then=cells if item.then else (), now=() if item.then else cells,
    )  # fmt: skip


def _label(row: Record) -> str:
    if isinstance(row, Meeting):
        return f"the meeting of {row.label}"
    if isinstance(row, Actual):
        return f"the figure for {say(row.period_end)}{', left blank,' if row.value is None else ''}"
    return row.label


# Of a longer text its beginning tells which it is; the cells hold the rest.
_LONGEST = 160


def said(since: BoardComparison, pair: RecordPair[Record], column: Column) -> str:
    """A cell then and now: `Owner is now Head of Property, was Places Planning Manager`."""
    before, after = (getattr(row, column.name) for row in pair)
    if isinstance(column.kind, Day):
        return f"{column.title} {moved(since, before, after)}"
    was, now = (_in_words(since, row, column) for row in pair)
    if is_withheld(was) and is_withheld(now):
        return f"{column.title} is withheld then and now, so what has changed of it is not told"
    if isinstance(column.kind, Text) and column.kind.long:
        return _long(column.title, was, now)
    return f"{column.title} is now {now or 'blank'}, was {was or 'blank'}"


def _long(title: str, was: str, now: str) -> str:
    if not now:
        return f'{title} is taken away; it was "{_short(was)}"'
    given = f'{title} is now "{_short(now)}"'
    return f'{given}; it was "{_short(was)}"' if was else f"{given}; it was blank"


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}…"


def _in_words(since: BoardComparison, row: Record, column: Column) -> str:
    """A value in a sentence, where a list has an "and"."""
    value = getattr(row, column.name)
    return every_name(list(map(str, value))) if isinstance(value, tuple) else _value(since, row, column)


def _value(since: BoardComparison, row: Record, column: Column) -> str:
    value = getattr(row, column.name)
    if isinstance(value, float) and not isinstance(value, bool):
        return _number(since, row, column, value)
    return as_text(value)


def _number(since: BoardComparison, row: Record, column: Column, value: float) -> str:
    if isinstance(column.kind, Pounds):
        return pounds(value)
    if isinstance(column.kind, Measure):
        kpi = row if isinstance(row, Kpi) else _kpi(since, row)
        return figure(value, kpi.unit) if kpi else rounded(value)
    return rounded(value)


def _kpi(since: BoardComparison, row: Record) -> Kpi | None:
    if not isinstance(row, Expectation | Actual):
        return None
    return since.now.programme.kpis.get(row.kpi) or since.then.programme.kpis.get(row.kpi)
