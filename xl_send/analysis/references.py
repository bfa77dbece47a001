"""Which columns refer to which sheets, worked out once from the declaration, and on what a milestone rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.ids import Link, Links, code_of, letter_of
from xl_send.workbook.lost_sheets import not_found_of
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import SHEETS, Programme, Submission, once_per_programme

BY_LETTER: dict[str, type[Record]] = {record.SHEET.letter: record for record in SHEETS if record.SHEET.letter}
BY_TITLE: dict[str, type[Record]] = {record.SHEET.title: record for record in SHEETS}


class LinkColumn(NamedTuple):
    """A column that names records of other sheets by their ids, and the letters those ids may have."""

    name: str
    title: str
    targets: tuple[type[Record], ...]
    letters: frozenset[str]


def _links(record: type[Record]) -> tuple[LinkColumn, ...]:
    found = []
    for column in columns_of(record):
        kind = column.kind
        titles = kind.sheets if isinstance(kind, Links) else (kind.sheet,) if isinstance(kind, Link) else ()
        targets = tuple(BY_TITLE[title] for title in titles)
        if targets and all(target.SHEET.letter for target in targets):
            letters = frozenset(target.SHEET.letter for target in targets)
            found.append(LinkColumn(column.name, column.title, targets, letters))
    return tuple(found)


LINKS: dict[type[Record], tuple[LinkColumn, ...]] = {record: _links(record) for record in SHEETS}
FORUM_LINKS: dict[type[Record], tuple[str, ...]] = {
    record: tuple(
        column.name for column in columns_of(record) if isinstance(column.kind, Link) and column.kind.sheet == "Forums"
    )
    for record in SHEETS
}


def references(submission: Submission) -> Iterator[tuple[Record, LinkColumn, str]]:
    """Every id that a record of this workbook names, with the record and the column that names it."""
    for kind, records in submission.records.items():
        for link in LINKS[kind]:
            for record in records:
                value = getattr(record, link.name)
                if isinstance(value, str):
                    yield record, link, value
                elif value:
                    for reference in value:
                        yield record, link, reference.id


def own_workstream(record: Record) -> tuple[str, str]:
    """The field and code of the workstream that a record belongs to; blank where it has none."""
    name = "receiver" if isinstance(record, Interdependency) else "workstream"
    return name, getattr(record, name, "") or ""


def owners(programme: Programme) -> dict[str, list[Submission]]:
    """The workbooks that own each workstream code; none owns one of which no return came."""
    found: dict[str, list[Submission]] = {}
    for submission in programme.submissions:
        unreturned = {stream.code for stream in submission.all(Workstream) if stream.without_return}
        for code in submission.codes - unreturned:
            found.setdefault(code, []).append(submission)
    return found


def is_whole(by_code: Mapping[str, list[Submission]], kind: type[Record], target: str) -> bool:
    """Whether the workstream's workbook was read, with the sheet's ids."""
    code = code_of(target)
    found = by_code.get(code, [])
    lacking = any(one.code == code and one.record in (kind, None) for item in found for one in not_found_of(item))
    seen = [item.seen.get(kind) for item in found]
    return bool(found) and not lacking and all(item is not None and "id" in item.table.places for item in seen)


def is_missing(programme: Programme, by_code: Mapping[str, list[Submission]], kind: type[Record], target: str) -> bool:
    """Whether an id of a sheet stands in no workbook, and that of its workstream was read."""
    letter = kind.SHEET.letter
    of_the_kind = bool(letter) and letter_of(target) == letter
    return of_the_kind and target not in programme.ids[kind] and is_whole(by_code, kind, target)


class MissingReference(NamedTuple):
    """A record that names, in one of its columns, a row that is not there; `kind` is the sheet it should be on."""

    record: Record
    link: LinkColumn
    target: str
    kind: type[Record]


@once_per_programme
def missing_references(programme: Programme) -> tuple[MissingReference, ...]:
    """Every id that is named and that its workstream's workbook, which was read, does not have."""
    return tuple(_missing(programme))


def _missing(programme: Programme) -> Iterator[MissingReference]:
    by_code = owners(programme)
    known = frozenset[str]().union(*(programme.ids[record] for record in BY_LETTER.values()))
    for submission in programme.submissions:
        for record, link, target in references(submission):
            if target not in known:
                kind = next((item for item in link.targets if item.SHEET.letter == letter_of(target)), None)
                if kind and is_whole(by_code, kind, target):
                    yield MissingReference(record, link, target, kind)


def rests_on(programme: Programme, milestone: Milestone, along: Callable[[Milestone], bool] | None = None) -> set[str]:
    """The ids of all that a milestone depends on, itself or by other milestones, or by some of these only."""
    waiting, found = [milestone], set[str]()
    while waiting:
        for reference in waiting.pop().depends_on:
            before = programme.milestones.get(reference.id)
            if before is not None and reference.id not in found and (along is None or along(before)):
                waiting.append(before)
            found.add(reference.id)
    return found
