"""What is said to the owner of each return, and of each workstream of which none came, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, count
from pathlib import PureWindowsPath
from typing import NamedTuple

from xl_send.commands.checks import CheckResult
from xl_send.consolidation import UNSETTLED
from xl_send.consolidation.chase import ExpectedWorkstream, days_late, expected_of, owners_of
from xl_send.consolidation.not_taken import value_text
from xl_send.consolidation.returns import Return
from xl_send.consolidation.sources import Sources
from xl_send.findings import Finding, Severity
from xl_send.new_files import safe_stem
from xl_send.words import counted, listed
from xl_send.workbook.days import say

# How much one page holds; the marked copy has the rest.
MOST_POINTS = 14
CELLS_NAMED = 4


class FeedbackPoint(NamedTuple):
    """One thing to put right or to answer: where, of what, what is wrong and what to do."""

    places: str
    record: str
    wrong: str
    remedy: str


class FeedbackPart(NamedTuple):
    """Points of one kind under a heading, and how many more of them there are than a page holds."""

    heading: str
    points: tuple[FeedbackPoint, ...]
    more: int = 0


class FeedbackLetter(NamedTuple):
    """What one owner is told. `path` is the return's, blank where none came; `stem` is what its files are called."""

    path: str
    stem: str
    workstreams: str
    owner: str
    programme: str
    as_at: date | None
    summary: tuple[str, ...]
    parts: tuple[FeedbackPart, ...] = ()

    @property
    def title(self) -> str:
        """The heading of the page, and the subject of the e-mail."""
        if not self.path:
            return f"{self.workstreams}: your return is expected"
        wrong = any(part.points for part in self.parts)
        return f"{self.workstreams}: {'what to put right in your return' if wrong else 'thank you for your return'}"


def letters_of(sources: Sources, checked: CheckResult, programme: str) -> Iterator[FeedbackLetter]:
    """A letter for every return that was taken or is to be settled, and for every workstream of which none came.

    A file that could not be read is somebody's all the same: it gets one with the reason. No two are
    called alike.
    """
    stems: set[str] = set()
    for letter in _letters(sources, checked, programme):
        names = chain([letter.stem], (f"{letter.stem} ({number})" for number in count(2)))
        stem = next(name for name in names if name.casefold() not in stems)
        stems.add(stem.casefold())
        yield letter._replace(stem=stem)


def _letters(sources: Sources, checked: CheckResult, programme: str) -> Iterator[FeedbackLetter]:
    by_path: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        by_path.setdefault(finding.cell.workbook, []).append(finding)
    for item in sources.chosen.taken:
        if item.carried:
            yield from (_missing(found, sources.as_at, programme) for found in expected_of(item.submission))
            continue
        yield _taken(item, sources, by_path.get(item.path, []), programme)
    for aside in sources.chosen.aside:
        if aside.why in UNSETTLED:
            yield _left_out(aside.one.path, aside.sentence, programme, aside.one)
    for refused in sources.refused:
        yield _left_out(refused.path, refused.sentence, programme)
    for expected in sources.missing:
        yield _missing(expected, sources.as_at, programme)


def _taken(item: Return, sources: Sources, findings: Sequence[Finding], programme: str) -> FeedbackLetter:
    open_ones = [one for one in findings if not one.explained or one.severity is Severity.ERROR]
    errors, queries = (
        [one for one in open_ones if one.severity is severity] for severity in (Severity.ERROR, Severity.QUERY)
    )
    parts = [
        _part("To put right", errors, MOST_POINTS),
        _part("To answer", queries, max(MOST_POINTS - len(_grouped(errors)), 3)),
        _differing(item, sources),
        _not_taken(item, sources),
    ]
    return FeedbackLetter(
        item.path,
        PureWindowsPath(item.path).stem,
        _codes(item),
        owners_of(item)[0],
        programme,
        item.as_at,
        tuple(_summary(item, sources, len(errors), len(queries))),
        tuple(part for part in parts if part.points),
    )


def _codes(item: Return) -> str:
    return ", ".join(sorted(item.codes)) or PureWindowsPath(item.path).name


def _summary(item: Return, sources: Sources, errors: int, queries: int) -> Iterator[str]:
    rows = item.submission.rows_read
    day = f" as at {say(item.as_at)}" if item.as_at else ""
    yield f"Your return{day} came, and {counted(rows, 'row')} of it {'was' if rows == 1 else 'were'} read."
    late = days_late(item.as_at, sources.as_at)
    if late and sources.as_at:
        yield f"It is {counted(late, 'day')} behind the others, which are as at {say(sources.as_at)}."
    unread = len(item.submission.unread_rows)
    if unread:
        yield f"{counted(unread, 'row')} could not be read, so {'it is' if unread == 1 else 'they are'} not counted."
    told = [counted(errors, "error") + " to put right"] if errors else []
    told += [f"{queries} {'query' if queries == 1 else 'queries'} to answer"] if queries else []
    if told:
        yield f"There {'is' if (errors or queries) == 1 else 'are'} {listed(told)}."
    else:
        yield "Nothing needs to be put right."
    if item.left_behind:
        yield f"These have no place in the programme workbook and stay in your return: {', '.join(item.left_behind)}."


def _part(heading: str, findings: Sequence[Finding], most: int) -> FeedbackPart:
    groups = _grouped(findings)
    return FeedbackPart(heading, tuple(map(_point, groups[:most])), max(len(groups) - most, 0))


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that say the same of several cells together; what follows from another finding goes with that."""
    keys = {one.key for one in findings}
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        if one.because_of not in keys:
            groups.setdefault((one.rule, one.message, one.fix), []).append(one)
    return list(groups.values())


def _point(group: Sequence[Finding]) -> FeedbackPoint:
    first = group[0]
    cells = [f"{one.cell.sheet} {one.cell.address}" for one in group]
    more = len(cells) - CELLS_NAMED
    places = ", ".join([*cells[:CELLS_NAMED], *([f"and {more} more"] if more > 0 else [])])
    records = list(dict.fromkeys(one.cell.record for one in group))
    return FeedbackPoint(places, ", ".join(records[:CELLS_NAMED]), first.message, first.fix)


def _differing(item: Return, sources: Sources) -> FeedbackPart:
    """Where this return and another say different things of one handover, KPI or the programme."""
    found = []
    for one in sources.differences:
        mine, theirs = (one.taken, one.other) if one.taken_from == item.path else (one.other, one.taken)
        other = one.other_from if one.taken_from == item.path else one.taken_from
        if item.path in (one.taken_from, one.other_from):
            wrong = (
                f'{one.column} is "{value_text(mine)}" in your return, and "{value_text(theirs)}" in '
                f"{PureWindowsPath(other).name}."
            )
            found.append(FeedbackPoint(one.sheet, one.record, wrong, "Settle with its owner which it is."))
    return FeedbackPart("To settle with others", tuple(found[:MOST_POINTS]), max(len(found) - MOST_POINTS, 0))


def _not_taken(item: Return, sources: Sources) -> FeedbackPart:
    found = [
        FeedbackPoint(f"{one.sheet} row {one.row}" if one.row else one.sheet, one.record, one.why, one.said)
        for one in sources.not_taken
        if one.path == item.path
    ]
    return FeedbackPart("Not taken over", tuple(found[:MOST_POINTS]), max(len(found) - MOST_POINTS, 0))


def _left_out(path: str, sentence: str, programme: str, item: Return | None = None) -> FeedbackLetter:
    name = PureWindowsPath(path).name
    point = FeedbackPoint(name, "", "This file was not taken.", sentence)
    codes, owner = (_codes(item), owners_of(item)[0]) if item else (name, "")
    parts, day = (FeedbackPart("To put right", (point,)),), item.as_at if item else None
    stem = PureWindowsPath(path).stem
    return FeedbackLetter(path, stem, codes, owner, programme, day, ("Your return came.",), parts)


def _missing(expected: ExpectedWorkstream, day: date | None, programme: str) -> FeedbackLetter:
    named = f"{expected.name} ({expected.code})" if expected.name else expected.code
    asked = f"The programme is being told as at {say(day)}." if day else ""
    last = f"Your last return was as at {say(expected.last)}." if expected.last else ""
    summary = (f"No return of {named} came.", *filter(None, (last, asked)), "Please send it, or say when it will come.")
    stem = safe_stem(expected.code, "return")
    return FeedbackLetter("", stem, named, expected.owner, programme, expected.last, summary)
