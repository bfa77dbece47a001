"""Ids and codes: what must be unique, and what an id says of its row."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.misnamed_rows import miscoded_streams, wrong_workstreams
from xl_send.analysis.references import own_workstream
from xl_send.analysis.unlisted import is_unlisted
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import did_you_mean, file_name
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.ids import code_of
from xl_send.workbook.submissions import SHEETS, Programme, Submission

_ID_SHEETS = tuple(record for record in SHEETS if record.SHEET.letter)


def _standing(submission: Submission, record: type[Record], name: str) -> list[tuple[int, str, Cell]]:
    """Every value of a field that stands alone for its row, in the order of rows, unread rows too."""
    read = [(item.row, str(getattr(item, name)), item.at(name)) for item in submission.all(record)]
    title = columns_by_name(record)[name].title
    unread = [
        (row.row, row.id, Cell(row.table.workbook, row.table.sheet, row.table.address(name, row.row), row.id, title))
        for row in submission.unread_rows
        if row.record is record and row.id
    ]
    return sorted(read + unread, key=lambda item: item[0]) if unread else read


@rule(
    "RF01",
    Severity.ERROR,
    "{column} {value} already stands in row {row}.",
    "Give this row one of its own or, if it is the same row twice, delete one of them.",
)
def id_given_twice(programme: Programme) -> Iterator[Hit]:
    """An id, a workstream's code or a forum's name stands once on its sheet.

    Other rows refer to it, and nobody can tell which of two they mean.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 11 Dec 2026 |
    | TRN-M02 | 11 Dec 2026 |
    | <TRN-M01> | 11 Dec 2026 |
    | <TRN-M02> | not yet |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | <programme board> |

    **Passes**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    | TRN-M10 |
    """
    for submission in programme.submissions:
        for record in SHEETS:
            if len(record.SHEET.unique) == 1:
                first: dict[str, tuple[int, Cell]] = {}
                for row, value, cell in _standing(submission, record, record.SHEET.unique[0]):
                    known = first.setdefault(value.casefold(), (row, cell))
                    if known[1] is not cell:
                        other = Related(known[1], "stands here first")
                        yield hit(cell, other, column=cell.column, value=value, row=known[0])


@rule(
    "RF03",
    Severity.ERROR,
    "{id} also stands in {other}.",
    "{do}",
    brings={"RF05": Reach.ROW},
)
def id_in_two_workbooks(programme: Programme) -> Iterator[Hit]:
    """An id stands in one workbook alone.

    Only a KPI that two workstreams share, and a handover that both parties list, may stand in two. Where
    two workbooks report on the same workstream, that is said once and not for each row.

    **Fails**

    north.xlsx Workstreams:
    | Code |
    | --- |
    | NOR |

    north.xlsx Milestones:
    | ID | Workstream |
    | --- | --- |
    | NOR-M01 | NOR |
    | NOR-M02 | NOR |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream |
    | --- | --- |
    | SOU-M01 | SOU |
    | <NOR-M01> | SOU |
    | <NOR-M02> | NOR |

    west.xlsx Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |

    **Passes**

    north.xlsx KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    """
    shared = _codes_of_several(programme)
    for record in _ID_SHEETS:
        if record.SHEET.shared_id:
            continue
        found: dict[str, Record] = {}
        for item in _owned_first(programme, record):
            name = str(getattr(item, "id", ""))
            known = found.setdefault(name, item)
            if known.workbook != item.workbook and code_of(name) not in shared:
                other = Related(known.at("id"), "the other row of this id")
                do = _GIVE_ANOTHER.format(letter=record.SHEET.letter)
                if getattr(item, "workstream", None) == getattr(known, "workstream", "") == code_of(name):
                    do = _TAKE_OUT.format(code=code_of(name))
                yield hit(item.at("id"), other, id=name, other=file_name(known.workbook), do=do)


_GIVE_ANOTHER = "Give one of the two another id: its workstream's code, {letter} and a number that is free."
# A row of another workstream, by its id and by its own word, belongs to that one's return.
_TAKE_OUT = "Delete this row if it was pasted from there: {code} reports it. Else give it an id of its own workstream."


def _codes_of_several(programme: Programme) -> frozenset[str]:
    seen: set[str] = set()
    several: set[str] = set()
    for submission in programme.submissions:
        several |= seen & submission.codes
        seen |= submission.codes
    return frozenset(several)


def _owned_first(programme: Programme, record: type[Record]) -> list[Record]:
    """Rows of the workbook that owns their id's code come first, so that the stranger is blamed."""
    owned: list[Record] = []
    strange: list[Record] = []
    for submission in programme.submissions:
        for item in submission.all(record):
            (owned if code_of(str(getattr(item, "id", ""))) in submission.codes else strange).append(item)
    return owned + strange


@rule(
    "RF04",
    Severity.ERROR,
    "{id} stands on the {sheet} sheet, whose ids have the letter {letter}.",
    "Write {code}-{letter} and a number.",
)
def id_of_another_sheet(programme: Programme) -> Iterator[Hit]:
    """An id has the letter of its sheet: M for a milestone, K for a KPI.

    A reader who meets TRN-R04 in a report knows that it is a risk, and where to look.

    **Fails**

    Milestones:
    | ID |
    | --- |
    | <TRN-K01> |

    **Passes**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    """
    for record in _ID_SHEETS:
        sheet = record.SHEET
        for item in programme.each(record):
            code, _, rest = str(getattr(item, "id", "")).partition("-")
            if rest[:1] != sheet.letter:
                yield hit(item.at("id"), id=f"{code}-{rest}", sheet=sheet.title, letter=sheet.letter, code=code)


@rule(
    "RF05",
    Severity.ERROR,
    "Workstream {code} is not on the Workstreams sheet.",
    "{meant}Correct it, or add {code} to the Workstreams sheet.",
    brings={"RK43": Reach.ROW, "MS81": Reach.ROW},
)
def workstream_not_listed(programme: Programme) -> Iterator[Hit]:
    """A row belongs to a workstream that this workbook reports on.

    A row of a workstream that is not there counts for this workbook's own. A KPI that is shared with another
    workstream may bear that workstream's code.

    **Fails**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | <TRM> |

    **Passes**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | trn |

    KPIs:
    | ID | Workstream |
    | --- | --- |
    | OUT-K01 | OUT |

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | OUT-D01 | TRN | OUT |
    """
    for submission in programme.submissions:
        causes = {one.wrong: one.cell for one in wrong_workstreams(programme).get(submission.workbook, ())}
        causes |= {code: one.cell for code, one in miscoded_streams(submission).items()}
        for record in _with_workstream(submission):
            name, code = own_workstream(record)
            if name == "workstream" and is_unlisted(record, submission):
                beside = [Related(causes[code], "what it follows from")] if code in causes else []
                yield hit(record.at(name), *beside, code=code, meant=_meant(submission, record, code))


def _meant(submission: Submission, record: Record, code: str) -> str:
    """What the code was probably meant to be: the like of one of ours, or that of the row's own id."""
    own = code_of(str(getattr(record, "id", "")))
    if own in submission.codes:
        return f"Did you mean {own}, as in its id? "
    return did_you_mean(code, sorted(submission.codes))


def _with_workstream(submission: Submission) -> Iterator[Record]:
    if submission.codes:
        for record in _ID_SHEETS:
            yield from submission.all(record)
