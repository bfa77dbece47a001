"""Which tables and which of their rows are carried: told one by one, and asked about where a person must say."""

from __future__ import annotations

from xl_send.adoption.account import AdoptionAccount
from xl_send.adoption.finding.rows import RowKind
from xl_send.adoption.finding.stacked import stacked_reports
from xl_send.adoption.finding.substance import SUBSTANCE_LACKS, has_substance
from xl_send.adoption.finding.synonyms import NO_PLACE
from xl_send.adoption.finding.tables import FoundTable
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import Line, What
from xl_send.adoption.tracker.sheets import TrackerSheet, address, row_numbers
from xl_send.value_classes import NamedTuple

TAKE, LEAVE = "take", "leave"
STACKED, LAST, FIRST, ALL = "reports under one another", "last", "first", "all"
_ASKED = {RowKind.HIDDEN: "hidden rows", RowKind.EXAMPLE: "worked examples"}
# What titles say of themselves from which on they leave no doubt.
_SURE = 2.2


class _Verdict(NamedTuple):
    certainty: Certainty
    why: str
    taken: bool = False


def is_wanted(table: FoundTable, account: AdoptionAccount) -> bool:
    """Whether a table is to be carried; it is told either way."""
    verdict = _verdict(table)
    last = max((row.number for row in table.rows), default=table.header.bottom)
    cells = f"{table.place}:{address(last, table.header.right)}"
    ours = table.ours if verdict.taken else NO_PLACE
    rows = f"rows {table.title_rows}"
    account.say(Line(What.TABLE, table.sheet.title, table.place, "", rows, ours, verdict.certainty, cells, verdict.why))
    return verdict.taken


def _verdict(table: FoundTable) -> _Verdict:
    if table.ours == NO_PLACE:
        return _Verdict(Certainty.NONE, "as you said")
    if not table.given and not has_substance(table.header):
        why = f"{SUBSTANCE_LACKS[table.ours]}: it may be a list or a key. Say {table.ours} to take it"
        return _Verdict(Certainty.ASK, why)
    if not table.given and table.sheet.hidden:
        why = f"the sheet is hidden, so this was not read. It looks like {table.ours}: say so to take it"
        return _Verdict(Certainty.ASK, why)
    if not table.of(RowKind.RECORD, RowKind.HIDDEN, RowKind.EXAMPLE):
        return _Verdict(Certainty.NONE, f"titles of {table.ours}, but no row is filled in")
    certainty = Certainty.CERTAIN if table.header.evidence >= _SURE else Certainty.LIKELY
    records = row_numbers(table.of(RowKind.RECORD)) or "none"
    why = f"titles in row {table.title_rows}; records in rows {records}"
    return _Verdict(Certainty.GIVEN if table.given else certainty, why, taken=True)


def tell_nothing_found(sheet: TrackerSheet, account: AdoptionAccount) -> None:
    """Say that a sheet holds no table that we know."""
    why = "no titles of a table that we know were found here: all of it is on Left over"
    account.say(Line(What.TABLE, sheet.title, "", "", "", NO_PLACE, Certainty.NONE, "", why))


def rows_to_take(table: FoundTable, account: AdoptionAccount) -> list[int]:
    """The rows that are carried: records, and others that an owner said to take; all others are told."""
    taken = table.of(RowKind.RECORD)
    for kind in RowKind:
        rows = [] if kind is RowKind.RECORD else table.of(kind)
        if not rows:
            continue
        theirs = _ASKED.get(kind, kind.value)
        said = account.given.answer(What.ROWS, table.sheet.title, table.place, "", theirs)
        asked = kind in _ASKED and said is None
        question = f"{len(rows)} beside {len(taken)} records: left over. Say {TAKE} or {LEAVE}"
        why = question if asked else f"each is {kind.value}"
        certainty = Certainty.GIVEN if said else Certainty.ASK if asked else Certainty.NONE
        _say(table, account, theirs, said or LEAVE, certainty, f"rows {row_numbers(rows)}", why)
        if said == TAKE:
            taken = sorted([*taken, *rows])
    return _without_older_reports(table, taken, account)


def _say(  # noqa: PLR0913 - a line of the account has all of this
    table: FoundTable, account: AdoptionAccount, theirs: str, ours: str, certainty: Certainty, cells: str, why: str
) -> None:
    account.say(Line(What.ROWS, table.sheet.title, table.place, "", theirs, ours, certainty, cells, why))


def _without_older_reports(table: FoundTable, rows: list[int], account: AdoptionAccount) -> list[int]:
    found = stacked_reports(table, rows)
    if found is None:
        return rows
    said = account.given.answer(What.ROWS, table.sheet.title, table.place, "", STACKED)
    certainty = Certainty.GIVEN if said else Certainty.ASK
    _say(table, account, STACKED, said or LAST, certainty, found.cells, found.sentence)
    if said == ALL:
        return rows
    kept = found.blocks[0] if said == FIRST else found.blocks[-1]
    for row in rows:
        if row not in kept:
            account.leave(table.sheet, row, table.sheet.rows[row], "of another report of the same rows")
    return [row for row in rows if row in kept]
