"""What the owner of a return that was taken is told: what to put right in it, to answer, and to settle with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PureWindowsPath

from xl_send.board_pack.wording import shortened
from xl_send.commands.feedback.letters import MOST_POINTS, FeedbackLetter, FeedbackPoint, letter_part
from xl_send.commands.feedback.whom import ReplyBy, owners_in
from xl_send.consolidation import Difference, Return
from xl_send.consolidation.chase import days_late
from xl_send.consolidation.row_sources import value_text
from xl_send.consolidation.sources import Sources
from xl_send.consolidation.unknown import LeftFile
from xl_send.findings import Finding, Severity
from xl_send.words import counted, first_few
from xl_send.workbook.cells import Value, column_letters
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import SHEETS

CELLS_NAMED, LONGEST_SAID = 4, 160
# Of one rule and column so many are told one by one; more are told together, so that other things are seen too.
ALIKE = 3
# Each party's own remark, and the day that a return describes, of which its letter says how far it is behind: there is
# nothing to settle about them.
_EACH_ITS_OWN = frozenset(
    (record.SHEET.title, columns_by_name(record)[name].title)
    for record, name in ((Interdependency, "note"), (Cover, "as_at"))
)
_AT_OFFICE = "in the programme workbook, which the programme office has"
_NOTHING_NEW = "If it holds nothing that your return has not, there is nothing to do. Else put that into your return."
_IF_MEANT = "Nothing, unless it was meant for the whole programme: then tell the programme office."


def _is_its_own(one: Difference) -> bool:
    return (one.sheet, one.column) in _EACH_ITS_OWN


class TakenReturns:
    """The returns that were taken, with what was found in each."""

    def __init__(self, sources: Sources, findings: Iterable[Finding], programme: str, by: ReplyBy) -> None:
        self._sources, self._programme, self._by = sources, programme, by
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.cell.workbook, []).append(finding)

    def letter(self, item: Return, stem: str, besides: Sequence[LeftFile]) -> FeedbackLetter:
        """What the owner of one is told; `besides` are files that seem to be of it and were not taken."""
        found = [one for one in self._findings.get(item.path, []) if not one.explained]
        found += [one for one in self._findings.get(item.path, []) if one.explained and one.severity is Severity.ERROR]
        errors, queries = (
            grouped([one for one in found if one.severity is severity]) for severity in (Severity.ERROR, Severity.QUERY)
        )
        parts = (
            letter_part("To put right", list(_points(errors))),
            letter_part("To answer", list(_points(queries)), most=max(MOST_POINTS - len(errors), 3)),
            letter_part("To settle with others", list(self._differing(item)), f"on the Differences sheet {_AT_OFFICE}"),
            letter_part("Not taken over", list(self._not_taken(item)), f"on the sheet Not taken {_AT_OFFICE}"),
            letter_part("Also came", [_also(file) for file in besides]),
        )
        wrong, asked = bool(errors or queries), bool(errors or queries or parts[2].points)
        whose = ", ".join(sorted(item.codes)) or PureWindowsPath(item.path).name
        return FeedbackLetter(
            item.path,
            stem,
            f"{whose}: {'what to put right in your return' if wrong else 'thank you for your return'}",
            whose,
            owners_in(item),
            self._programme,
            item.as_at,
            tuple(self._summary(item, len(errors), len(queries))),
            self._by.asks("Please put this right in your own return, and send it again") if asked else "",
            self._by.day,
            tuple(part for part in parts if part.points),
        )

    def _summary(self, item: Return, errors: int, queries: int) -> Iterator[str]:
        rows, unread = item.submission.rows_read, len(item.submission.unread_rows)
        day = f", as at {say(item.as_at)}," if item.as_at else ""
        were = "was" if rows == 1 else "were"
        yield f"Your return {PureWindowsPath(item.path).name}{day} came, and {counted(rows, 'row')} of it {were} read."
        late = days_late(item.as_at, self._sources.as_at)
        if late and self._sources.as_at:
            yield f"It is {counted(late, 'day')} behind the others, which are as at {say(self._sources.as_at)}."
        if unread:
            yield f"{counted(unread, 'row')} could not be read and {'is' if unread == 1 else 'are'} not counted."
        told = [f"{counted(errors, 'thing')} to put right"] if errors else []
        told += [f"{counted(queries, 'question')} to answer"] if queries else []
        if told:
            yield f"There {'is' if (errors or queries) == 1 else 'are'} {first_few(told)}."
        else:
            yield "Nothing needs to be put right in it."
        if item.left_behind:
            kept = first_few(item.left_behind)
            yield f"These have no place in the programme workbook and stay in your return alone: {kept}."

    @cached_property
    def _by_path(self) -> Mapping[str, Return]:
        return {item.path: item for item in self._sources.chosen.taken}

    def _differing(self, item: Return) -> Iterator[FeedbackPoint]:
        """Where this return and another say different things of one handover, KPI or the programme."""
        for one in self._sources.differences:
            if item.path in (one.taken_from, one.other_from) and not _is_its_own(one):
                is_mine = one.taken_from == item.path
                mine, theirs = (one.taken, one.other) if is_mine else (one.other, one.taken)
                other = one.other_from if is_mine else one.taken_from
                name = PureWindowsPath(other).name
                wrong = f"{one.column} is {_said(mine)} in your return, and {_said(theirs)} in {name}."
                owner = owners_in(self._by_path[other]) if other in self._by_path else ""
                remedy = f"Settle with {owner or f'the owner of {name}'} which it is."
                yield FeedbackPoint(_place_of(item, one), one.record, wrong, remedy)

    def _not_taken(self, item: Return) -> Iterator[FeedbackPoint]:
        for one in self._sources.not_taken:
            if one.path == item.path:
                place = f"{one.sheet} row {one.row}" if one.row else one.sheet
                said = f' It says "{shortened(one.said, LONGEST_SAID)}".' if one.said else ""
                yield FeedbackPoint(place, one.record, f"{one.why}{said}", _IF_MEANT)


def grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that say the same of several cells together; what follows from another finding goes with that."""
    keys = {one.key for one in findings}
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        if one.because_of not in keys:
            groups.setdefault((one.rule, one.message, one.fix), []).append(one)
    return list(groups.values())


def _points(groups: Sequence[Sequence[Finding]]) -> Iterator[FeedbackPoint]:
    """A point for each group; many of one rule and column are told as one, by the first of them."""
    kinds: dict[tuple[str, str, str], list[Sequence[Finding]]] = {}
    for group in groups:
        kinds.setdefault((group[0].rule, group[0].cell.sheet, group[0].cell.column), []).append(group)
    for found in kinds.values():
        if len(found) <= ALIKE:
            yield from map(_point, found)
        else:
            one = _point([finding for group in found for finding in group])
            yield one._replace(wrong=f"{one.wrong} The others are of the same kind.")


def _point(group: Sequence[Finding]) -> FeedbackPoint:
    first = group[0]
    records = list(dict.fromkeys(one.cell.record for one in group if one.cell.record))
    return FeedbackPoint(_places(group), ", ".join(records[:CELLS_NAMED]), first.message, first.fix)


def _places(group: Sequence[Finding]) -> str:
    """The cells of findings, sheet by sheet: `Milestones F2, F4 and 496 more`."""
    cells = list(dict.fromkeys((one.cell.sheet, one.cell.address) for one in group))
    named, more = cells[:CELLS_NAMED], len(cells) - CELLS_NAMED
    by_sheet: dict[str, list[str]] = {}
    for sheet, address in named:
        by_sheet.setdefault(sheet, []).append(address)
    told = "; ".join(f"{sheet} {', '.join(addresses)}".strip() for sheet, addresses in by_sheet.items())
    return f"{told} and {more:,} more" if more > 0 else told


def _place_of(item: Return, one: Difference) -> str:
    """The cell of a return in which it says what another says otherwise; its sheet, where that cannot be told."""
    seen = next((found for found in item.submission.seen.values() if found.table.sheet == one.sheet), None)
    record = next((record for record in SHEETS if record.SHEET.title == one.sheet), None)
    if seen is None or record is None:
        return one.sheet
    name = next((column.name for column in columns_by_name(record).values() if column.title == one.column), "")
    row = seen.table.rows.get(name) or _row_of(item, record, one.record)
    at = seen.table.places.get(name)
    return f"{one.sheet} {column_letters(at)}{row}" if row and at else one.sheet


def _row_of(item: Return, record: type[Record], name: str) -> int:
    return next((row for row, _ in item.rows(record) if name and item.name_at(record, row) == name), 0)


def _said(value: Value | None) -> str:
    return "blank" if value is None else f'"{shortened(value_text(value), LONGEST_SAID)}"'


def _also(file: LeftFile) -> FeedbackPoint:
    return FeedbackPoint(file.name, "", file.sentence, _NOTHING_NEW)
