"""References from one row to another: in no right form, to nothing, to the wrong sheet, to itself."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.misnamed_rows import misnamed_rows
from xl_send.analysis.names.mistyped_ids import likely_id, likely_list, mistyped, row_code, without_id
from xl_send.analysis.references import BY_LETTER, BY_TITLE, missing_references, references
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.unread import consequence, unread
from xl_send.words import file_name, first_few
from xl_send.workbook.columns import Record
from xl_send.workbook.ids import Code, Id, Link, Links, letter_of
from xl_send.workbook.sheets_seen import UnreadCell
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unreadable import Unreadable


@rule(
    "WB06",
    Severity.ERROR,
    '{column} says "{text}", which is not in the right form.',
    "{meant}Write {says}.{then}",
    brings={"RF08": Reach.CELL, "CF06": Reach.CELL, "WB06": Reach.ALONE},
    on_reading=True,
)
def malformed_id(programme: Programme) -> Iterator[Hit]:
    """An id or a reference to one is written as its workstream's code, a letter and a number.

    Other sheets and other workbooks find the row by its id alone. Where the code itself is in no right form, what
    begins with it follows from that.

    **Fails**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | <M01> | |
    | TRN-M02 | <TRN-M01 and TRN-M03> |

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <P16> |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | <P16-M01> | <P16> |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | trn-m01 | |
    | TRN-M02 | TRN-M01+10, TRN-T01 |
    """
    every = list(unread(programme, Unreadable.BAD_ID))
    codes = {found.text.strip().casefold(): found.cell for found in every if isinstance(found.column.kind, Code)}
    begun = [found.text.strip().casefold().partition("-")[0].rstrip() for found in every]
    for found, code in zip(every, begun, strict=True):
        then, column = consequence(found.cell, found.column), found.column
        given = codes.get(code)
        if given is found.cell and begun.count(code) > 1:
            then += f" Then put it for {found.text} in every id, as Replace All does: {begun.count(code) - 1} cells."
        related = [Related(given, "the workstream's code")] if given not in (None, found.cell) else []
        meant = "" if given else _meant(programme, found)
        kind = column.kind
        yield hit(found.cell, *related, column=column.title, text=found.text, meant=meant, says=kind.says, then=then)


def _meant(programme: Programme, found: UnreadCell) -> str:
    """A question to put before the remedy, or nothing where no id is near, or the near one is taken."""
    kind, code = found.column.kind, row_code(found, programme)
    if isinstance(kind, Id):
        near = likely_id(found.text, kind.letter, code=code)
        taken = frozenset[str]().union(*programme.ids.values())
        return f"Did you mean {near}? " if near and near not in taken else ""
    record = BY_TITLE.get(kind.sheet) if isinstance(kind, Link) else None
    letter = record.SHEET.letter if record else ""
    near = likely_id(found.text, letter, programme.ids[record], code) if record and letter else ""
    if isinstance(kind, Links):
        records = [BY_TITLE[sheet] for sheet in kind.sheets if sheet in BY_TITLE]
        ids = [item for record in records for item in programme.ids.get(record, ())]
        near = likely_list(found.text, ids, lags=kind.lags, code=code)
    return f"Did you mean {near}? " if near else ""


@rule(
    "RF07",
    Severity.ERROR,
    "{column} names {id}, and that is {what}.",
    "Name a row of the {sheets} sheet: its ids have the letter {letters}.",
)
def reference_to_another_sheet(programme: Programme) -> Iterator[Hit]:
    """A reference names a row of the sheet that its column is for.

    The letter in an id tells the sheet. A milestone cannot wait for a risk.

    **Fails**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | <TRN-R01> |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | |
    | TRN-M02 | TRN-M01, TRN-T01 |

    Diagnostics:
    | ID |
    | --- |
    | TRN-T01 |
    """
    for submission in programme.submissions:
        for record, link, target in references(submission):
            if letter_of(target) not in link.letters:
                strange = BY_LETTER.get(letter_of(target))
                what = f"an id of the {strange.SHEET.title} sheet" if strange else "not an id of any sheet"
                sheets = first_few((kind.SHEET.title for kind in link.targets), "or")
                letters = first_few(sorted(link.letters), "or")
                yield hit(record.at(link.name), column=link.title, id=target, what=what, sheets=sheets, letters=letters)


@rule("RF08", Severity.ERROR, "{column} names {id}, which does not exist.", "{remedy}")
def reference_to_nothing(programme: Programme) -> Iterator[Hit]:
    """What a row names exists.

    Only ids of workstreams whose workbook was read are looked up. Another workstream's are not checked
    until its workbook is read as well.

    **Fails**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | |
    | TRN-M02 | <TRN-M1> |
    | TRN-M03 | <TRN-M01, TRN-M09> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | SOU-R01 | SOU | <TRN-M08> |

    **Passes**

    Milestones:
    | ID | Depends on | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | | not yet |
    | TRN-M02 | trn-m01, OUT-M07 | 11 Dec 2026 |
    | TRN-M03 | TRN-R09 | 11 Dec 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | SOU-R01 | SOU | TRN-M02 |
    """
    missing = missing_references(programme)
    known = _numbered_ids(programme) if missing else {}
    wrong = misnamed_rows(programme)
    malformed = mistyped(programme, (one.target for one in missing))
    nameless = without_id(programme, (one.target for one in missing if one.target not in malformed))
    for record, link, target, _ in missing:
        near = known.get(_numbered(target)) or known.get(_numbered(_turned_round(target)))
        beside: list[Related] = []
        if target in wrong:
            row = wrong[target]
            remedy = f"Did you mean the row {row.id} ({_where(row.cell, record)})? Write {target} there."
            beside = [Related(row.cause, "the id that nothing names")]
        elif near is not None:
            remedy = f"Did you mean {near.record} ({_where(near, record)})? Correct it."
        elif target in malformed:
            text, cell = malformed[target].text, malformed[target].cell
            remedy = f'Did you mean the row "{text}" ({_where(cell, record)})? Write {target} there.'
            beside = [Related(cell, "an id not in the right form")]
        elif target in nameless:
            remedy = f"Did you mean the row without an ID ({_where(nameless[target], record)})? Write {target} there."
            beside = [Related(nameless[target], "a row without an ID")]
        else:
            remedy = f"Correct it, or add {target}."
        yield hit(record.at(link.name), *beside, column=link.title, id=target, remedy=remedy)


def _turned_round(target: str) -> str:
    """An id with the last two of its figures the other way round."""
    return f"{target[:-2]}{target[-1]}{target[-2]}" if target[-2:].isdigit() else target


def _where(cell: Cell, beside: Record) -> str:
    place = cell.address if cell.sheet == beside.table.sheet else f"{cell.sheet} {cell.address}"
    return place if cell.workbook == beside.workbook else f"{cell.sheet} {cell.address} in {file_name(cell.workbook)}"


def _numbered_ids(programme: Programme) -> dict[tuple[str, str, int], Cell]:
    """The cell of every id, by the id without the zeros that are easily left out."""
    found: dict[tuple[str, str, int], Cell] = {}
    for submission in programme.submissions:
        for kind in BY_LETTER.values():
            for row in submission.all(kind):
                found.setdefault(_numbered(row.label), row.at("id"))
        for lost in submission.unread_rows:
            if lost.id and lost.record.SHEET.letter:
                cell = Cell(lost.table.workbook, lost.table.sheet, lost.table.address("id", lost.row), lost.id)
                found.setdefault(_numbered(lost.id), cell)
    return found


def _numbered(record_id: str) -> tuple[str, str, int]:
    """An id without the zeros that are easily left out."""
    code, _, rest = record_id.partition("-")
    return code, rest[:1], int(rest[1:] or 0)


@rule("RF10", Severity.ERROR, "{column} names the row itself.", "Take {id} out of this cell.")
def reference_to_itself(programme: Programme) -> Iterator[Hit]:
    """A row does not wait for itself, nor give early warning of itself.

    It would never be reached.

    **Fails**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | |
    | TRN-M02 | <TRN-M01, TRN-M02> |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | |
    | TRN-M02 | TRN-M01 |
    """
    for submission in programme.submissions:
        for record, link, target in references(submission):
            if target == getattr(record, "id", None):
                yield hit(record.at(link.name), column=link.title, id=target)
