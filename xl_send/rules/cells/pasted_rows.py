"""Rows that were pasted badly: again under another id, or with their cells one place too far to a side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.words import first_few
from xl_send.workbook.cells import row_number
from xl_send.workbook.columns import Column, Layout, Record, columns_by_name
from xl_send.workbook.kinds import Choice, Day, Number
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.sheets_seen import SheetSeen, UnreadCell
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unreadable import UnreadableError

# So many cells that only make sense one place further on are no slip of each of them.
FEWEST = 3
# Kinds that do not take any text.
_STRICT = (Choice, Day, Number)
_SIDES = ((-1, "right"), (1, "left"))
_FOLLOW = ("WB01", "WB02", "WB03", "WB04", "WB05", "WB06", "WB10", "WB19", "RF09")
# What two rows of a sheet share only if they tell of one thing; the first is its name.
SAME: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Milestone, ("name", "workstream", "baseline")),
    (Kpi, ("name", "workstream", "unit", "better", "target")),
    (Interdependency, ("needed", "giver", "receiver", "needed_by")),
    (Diagnostic, ("name", "workstream", "starts")),
    (LogEntry, ("what", "workstream", "raised")),
    (Resource, ("role", "who", "workstream", "starts", "ends", "fte", "funding", "cost")),
)

# Of texts of so many words, but small ones, one or two more in one of them make no other thing of it.
LONG, MORE = 6, 2
# In a sheet where more rows than this share a date only the first are held against the rest.
MANY = 50


@rule(
    "WB26",
    Severity.ERROR,
    "From {first} on, the cells of this row seem to stand one place too far to the {side}.",
    "Move them back to their columns: {text} belongs under {column}.",
    brings=dict.fromkeys(_FOLLOW, Reach.ROW),
    on_reading=True,
)
def row_moved_sideways(programme: Programme) -> Iterator[Hit]:
    """The cells of a row stand under their own headings.

    A cell that was put in or deleted, or a row pasted one column on, moves all that follow it. Told where three cells
    and more that cannot be read, and half of those with a date, number or list beside them, could be read there.

    **Fails**

    Risks:
    | ID | Owner | Likelihood | Impact | Reported RAG | Response | Mitigation | Status |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | | <Transition Lead> | 4 | 4 | Amber | Treat | 22 Jan 2027 |

    **Passes**

    Risks:
    | ID | Owner | Likelihood | Impact | Reported RAG | Response | Status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Transition Lead | high | middling | Blue | Trat | Opened |
    """
    for submission in programme.submissions:
        rows: dict[tuple[str, int], list[UnreadCell]] = {}
        for found in submission.unread_cells:
            rows.setdefault((found.cell.sheet, row_number(found.cell.address)), []).append(found)
        for cells in rows.values():
            seen = _seen_of(submission, cells[0]) if len(cells) >= FEWEST else None
            if seen:
                yield from _moved(seen, cells)


def _seen_of(submission: Submission, found: UnreadCell) -> SheetSeen | None:
    sheets = (seen for seen in submission.seen.values() if seen.table.sheet == found.cell.sheet)
    return next((seen for seen in sheets if seen.record.SHEET.layout is Layout.TABLE), None)


def _moved(seen: SheetSeen, cells: Sequence[UnreadCell]) -> Iterator[Hit]:
    columns = columns_by_name(seen.record)
    at = {place: columns[name] for name, place in seen.table.places.items() if name in columns}
    ordered = sorted(cells, key=lambda found: seen.table.places.get(found.column.name, 0))
    for step, side in _SIDES:
        beside_them = [(found, at.get(seen.table.places.get(found.column.name, 0) + step)) for found in ordered]
        asked = [(found, beside) for found, beside in beside_them if beside and isinstance(beside.kind, _STRICT)]
        told = [(found, beside) for found, beside in asked if _fits(beside, found.text)]
        if len(told) >= FEWEST and 2 * len(told) >= len(asked):
            found, beside = told[0]
            yield hit(
                ordered[0].cell, first=ordered[0].cell.address, side=side, text=found.cell.address, column=beside.title
            )
            return


def _fits(column: Column, text: str) -> bool:
    """Whether a text can be read under another heading."""
    try:
        return column.kind.read(text)[0] is not None
    except UnreadableError:
        return False


@rule(
    "RF21",
    Severity.QUERY,
    '"{name}" already stands in row {row} as {id}, with the same {and_what}.',
    "Delete the row that was pasted again. If they are two, say in {column} how they differ.",
    brings={"MS09": Reach.WORKBOOK, "MQ05": Reach.ROW, "EX02": Reach.ROW},
)
def row_pasted_again(programme: Programme) -> Iterator[Hit]:
    """One thing stands in one row.

    A row that was copied and given a new id is counted twice: two late milestones, two overdue actions. Asked within a
    workbook, where the words are the same, small ones and one or two more of a long text that tell nothing apart, and
    so are the dates or parties that go with them.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Service open to all of Year 7 | 10 Sep 2027 |
    | TRN-M02 | <Service open to all of Year 7> | 10 Sep 2027 |
    | TRN-M03 | Plan of places to 2030 brought up to date with early years figures | 10 Sep 2027 |
    | TRN-M04 | <Plan of places to 2030 brought up to date, early years> | 10 Sep 2027 |

    Issues and decisions:
    | ID | What | Raised |
    | --- | --- | --- |
    | TRN-A01 | Two schools have left the trial | 2 Nov 2026 |
    | TRN-A02 | <Two schools left the trial.> | 2 Nov 2026 |

    **Fails**

    Resources:
    | ID | Role | Cost (pounds) |
    | --- | --- | --- |
    | TRN-P01 | Link worker | 24000 |
    | TRN-P02 | <Link worker> | 24000 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Termly report heard by the board | 10 Sep 2027 |
    | TRN-M02 | Termly report heard by the board | 14 Jan 2028 |
    | TRN-M03 | Outreach open to all the schools of the north | 10 Sep 2027 |
    | TRN-M04 | Outreach open to all the schools of the south | 10 Sep 2027 |
    | TRN-M05 | Contract let for home to school transport routes | 10 Sep 2027 |
    | TRN-M06 | Contract let for home to school transport routes (north) | 10 Sep 2027 |
    """
    for submission in programme.submissions:
        for record, names in SAME:
            for row, known in _again(submission.all(record), names):
                cell, other = row.at(names[0]), known.at(names[0])
                words = {"name": getattr(row, names[0]), "row": known.row, "id": other.record}
                last = row.at(names[-1]).column
                yield hit(cell, Related(other, "the first"), and_what=last, column=cell.column, **words)


def _again(rows: Sequence[Record], names: Sequence[str]) -> Iterator[tuple[Record, Record]]:
    """Every row that says what an earlier one says, with that one."""
    alike: defaultdict[object, list[tuple[frozenset[str], Record]]] = defaultdict(list)
    key_of = attrgetter(*names)
    for row in rows:
        name, *rest = key_of(row)
        words = _words(name or "")
        earlier = alike[tuple(_plain(part) for part in rest)]
        known = next((other for told, other in earlier[:MANY] if words and _say_one_thing(words, told)), None)
        if known is None:
            earlier.append((words, row))
        elif known.at(names[0]).record != row.at(names[0]).record:
            yield row, known


def _say_one_thing(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts have the same words, or the longer only one or two more."""
    if one == other:
        return True
    least, most = sorted((one, other), key=len)
    return len(least) >= LONG and least < most and len(most) - len(least) <= MORE and most - least <= _FILLERS


# Words that tell no two things apart; those of a place, a phase or a kind of school do.
_FILLERS = frozenset((
    *("agreed", "all", "and", "approved", "brought", "complete", "completed", "data", "figures", "final", "full"),
    *("fully", "it", "new", "now", "paper", "plan", "process", "project", "report", "seems", "that", "then", "work"),
    *("yet",),
))  # fmt: skip
# Words that are changed or left out without another thing being meant.
_SMALL = frozenset((
    *("a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "in", "is", "it"),
    *("of", "on", "the", "to", "was", "were", "will", "with"),
))  # fmt: skip


def _words(name: str) -> frozenset[str]:
    words = name_words(name).split()
    return frozenset(word for word in words if word not in _SMALL) or frozenset(words)


def _plain(part: object) -> object:
    return " ".join(part.casefold().split()).rstrip(" .") if isinstance(part, str) else part


@rule(
    "RF02",
    Severity.ERROR,
    "The same {columns} already stand in row {row}.",
    "Keep one of the two rows, or correct {last} in one of them.",
    brings={"KP68": Reach.NAMED, **COLOURS},
)
def row_given_twice(programme: Programme) -> Iterator[Hit]:
    """What makes a row one of a kind stands once: a KPI at a milestone, its figure for a period end.

    Of two figures for one thing nobody can tell which holds.

    **Fails**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K01 | <31 Oct 2026> | 112 |

    **Fails**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 110 |
    | TRN-K01 | 31 Oct 2026 | 112 |
    | <TRN-K01> | 30 Sep 2026 | 30 |
    | TRN-K02 | 31 Oct 2026 | 31 |

    **Passes**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 110 |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K01 |
    """
    for submission in programme.submissions:
        for record, found in submission.records.items():
            names = record.SHEET.unique
            if len(names) > 1 and submission.seen[record].table.places.keys() >= set(names):
                titles = [columns_by_name(record)[name].title for name in names]
                first: dict[object, Record] = {}
                key_of = _key_of(record)
                for item in found:
                    known = first.setdefault(key_of(item), item)
                    if known is not item:
                        blamed = _odd_one(found, item, names)
                        other = Related(known.at(blamed), "stands here first")
                        last = item.at(blamed).column
                        yield hit(item.at(blamed), other, columns=first_few(titles), last=last, row=known.row)


def _odd_one(found: Sequence[Record], item: Record, names: Sequence[str]) -> str:
    """Which part of a row that is there twice is probably wrong: its last, or its first among rows of another.

    A row that begins no better with its neighbour above than with that below belongs to the one below.
    """
    place = next(number for number, row in enumerate(found) if row is item)
    first, last = attrgetter(names[0]), attrgetter(names[-1])
    above = found[place - 1] if place else None
    below = found[place + 1] if place + 1 < len(found) else None
    joins_above = above is not None and first(above) == first(item) and last(above) <= last(item)
    return names[-1] if joins_above or below is None or first(below) == first(item) else names[0]


def _key_of(record: type[Record]) -> Callable[[Record], object]:
    """What tells one row from another: its ids as they stand; names of a setting without regard to case."""
    parts: Callable[[Record], tuple[object, ...]] = attrgetter(*record.SHEET.unique)
    if not record.SHEET.setting:
        return parts
    return lambda item: tuple(part.casefold() if isinstance(part, str) else part for part in parts(item))
