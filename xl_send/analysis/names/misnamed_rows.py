"""Rows that go by a name of their own: what others call by its right name has no row, and nothing calls this row.

One id, workstream code or forum mistyped in its own row leaves every reference to it without an end. It is the row
that is asked about then, not each that names it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from xl_send.analysis.references import missing_references, own_workstream, references
from xl_send.analysis.unlisted import is_unlisted
from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.ids import code_of, letter_of
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import SHEETS, Programme, Submission, once_per_programme

# A name is taken for the right one once two cells agree on it; of a whole column of wrong codes, three are a column.
TWICE, A_COLUMN = 2, 3


class Misnamed(NamedTuple):
    """A row under another id than others name it by, how many cells do, the first of them, and the cause of it.

    The cause is its own id, or the first of a whole column of ids that begin otherwise.
    """

    cell: Cell
    id: str
    meant: str
    named: int
    first: Cell
    column: Cell | None

    @property
    def cause(self) -> Cell:
        """The cell that is to be put right."""
        return self.column or self.cell


class WrongCode(NamedTuple):
    """A code that stands where another is meant, in how many rows, and the first cell that holds it."""

    cell: Cell
    wrong: str
    meant: str
    rows: int


# ---- ids


@once_per_programme
def misnamed_rows(programme: Programme) -> Mapping[str, Misnamed]:
    """By the id that is named and has no row, the row that is most likely meant: one that nothing names."""
    sought: defaultdict[tuple[str, type[Record]], list[Cell]] = defaultdict(list)
    for missing in missing_references(programme):
        sought[missing.target, missing.kind].append(missing.record.at(missing.link.name))
    if not sought:
        return {}
    named = {target for submission in programme.submissions for _, _, target in references(submission)}
    columns = wrong_prefixes(programme)
    found: dict[str, Misnamed] = {}
    for (target, kind), cells in sought.items():
        for submission in programme.submissions:
            column = next((one for one in columns.get(submission.workbook, ()) if one.meant == code_of(target)), None)
            twin = _under_prefix(submission, kind, target, column)
            row = twin or _same_number(submission, kind, target, named)
            if row is None and len(set(cells)) >= TWICE:
                row = _nearest_row(submission, kind, target, named)
            if row is not None:
                cell = row.at("id")
                cause = column.cell if column and twin else None
                first = next((one for one in cells if one.workbook == cell.workbook), cells[0])
                found.setdefault(target, Misnamed(cell, row.label, target, len(set(cells)), first, cause))
    return found


def _under_prefix(submission: Submission, kind: type[Record], target: str, column: WrongCode | None) -> Record | None:
    """The row of the same number where a whole column of ids begins with another code."""
    if column is None:
        return None
    twin = f"{column.wrong}-{target.partition('-')[2]}"
    return next((row for row in submission.all(kind) if row.label == twin), None)


def _same_number(submission: Submission, kind: type[Record], target: str, named: set[str]) -> Record | None:
    """The row whose id nothing names and that lacks only noughts before its number: TRN-M8 for TRN-M08."""
    shorter = (row for row in submission.all(kind) if len(row.label) < len(target) and row.label not in named)
    return next((row for row in shorter if _parts(row.label) == _parts(target)), None)


def _parts(record_id: str) -> tuple[str, str, int]:
    return code_of(record_id), letter_of(record_id), _number(record_id)


def _nearest_row(submission: Submission, kind: type[Record], target: str, named: set[str]) -> Record | None:
    """The one row of a sheet whose id nothing names and may be a slip for another, if the rows' order allows it."""
    rows = submission.all(kind)
    near = [place for place, row in enumerate(rows) if row.label not in named and is_slip(row.label, target)]
    if not near:
        return None
    ids = [row.label for row in rows]
    now = _disorder(ids, target)
    tried = sorted((_disorder([*ids[:place], target, *ids[place + 1 :]], target), place) for place in near)
    best, place = tried[0]
    if len(tried) > 1 and tried[1][0] == best:
        return None
    return rows[place] if best < now or (now[0] > 0 and best <= now) else None


def _disorder(ids: Sequence[str], target: str) -> tuple[int, int]:
    """How many neighbours of these ids run backwards, and (less is better) how many do not follow on one another."""
    numbers = [_number(item) if item.partition("-")[0] == code_of(target) else -1 for item in ids]
    letters = sum(letter_of(item) != letter_of(target) or number < 0 for item, number in zip(ids, numbers, strict=True))
    pairs = list(pairwise(numbers))
    return letters + sum(second < first for first, second in pairs), -sum(two == one + 1 for one, two in pairs)


def _number(record_id: str) -> int:
    digits = record_id.partition("-")[2][1:]
    return int(digits) if digits.isdigit() else 0


def is_slip(one: str, other: str) -> bool:
    """Whether two ids or codes differ by a sign too many or too few, another sign, or two changed about."""
    if one == other:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(places) == 1:
        return True
    turned = len(places) == 2 and places[1] - places[0] == 1
    return turned and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]


# ---- codes of workstreams


def _rows_with_ids(submission: Submission) -> Iterator[Record]:
    for record in SHEETS:
        if record.SHEET.letter:
            yield from submission.all(record)


@once_per_programme
def wrong_prefixes(programme: Programme) -> Mapping[str, tuple[WrongCode, ...]]:
    """By workbook, codes with which many ids begin though their rows belong to another, listed workstream."""
    return _by_workbook(programme, _strange_prefixes)


def _strange_prefixes(submission: Submission) -> Iterator[tuple[Cell, str, str]]:
    for row in _rows_with_ids(submission):
        name, code = own_workstream(row)
        prefix = code_of(row.label)
        if name == "workstream" and prefix != code and code in submission.codes and prefix not in submission.codes:
            yield row.at("id"), prefix, code


@once_per_programme
def wrong_workstreams(programme: Programme) -> Mapping[str, tuple[WrongCode, ...]]:
    """By workbook, codes that many rows give as their workstream though it is not listed and their ids' is."""
    return _by_workbook(programme, _strange_workstreams)


def _strange_workstreams(submission: Submission) -> Iterator[tuple[Cell, str, str]]:
    for row in _rows_with_ids(submission):
        name, code = own_workstream(row)
        prefix = code_of(row.label)
        if name == "workstream" and prefix in submission.codes and is_unlisted(row, submission):
            yield row.at("workstream"), code, prefix


def _by_workbook(
    programme: Programme, strange: Callable[[Submission], Iterator[tuple[Cell, str, str]]]
) -> Mapping[str, tuple[WrongCode, ...]]:
    found: dict[str, tuple[WrongCode, ...]] = {}
    for submission in programme.submissions:
        cells: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
        for cell, wrong, meant in strange(submission):
            cells[wrong, meant].append(cell)
        columns = [WrongCode(one[0], *pair, len(one)) for pair, one in cells.items() if len(one) >= A_COLUMN]
        if columns:
            found[submission.workbook] = tuple(columns)
    return found


def miscoded_streams(submission: Submission) -> Mapping[str, WrongCode]:
    """By the unlisted code that rows give as their workstream, the listed one that no row gives and may be a slip."""
    borne: Counter[str] = Counter()
    own: set[str] = set()
    for row in _rows_with_ids(submission) if submission.codes else ():
        name, code = own_workstream(row)
        own |= {code, code_of(row.label)}
        if name == "workstream" and code not in submission.codes and is_unlisted(row, submission):
            borne[code] += code_of(row.label) == code
    streams = [one for one in submission.all(Workstream) if one.code not in own and not one.without_return]
    found: dict[str, WrongCode] = {}
    for code, rows in borne.items():
        alone = len(borne) == len(submission.codes) == 1
        near = [one for one in streams if is_slip(one.code, code) or alone]
        if rows >= TWICE and len(near) == 1:
            found[code] = WrongCode(near[0].at("code"), near[0].code, code, rows)
    return found
