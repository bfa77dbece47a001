"""Changes as they are told to people: part by part, workstream by workstream, row by row, nothing at length twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from xl_send.compare.changes import Change, ChangeKind, Changes
from xl_send.compare.order import ChangeSection, section_of
from xl_send.findings import Finding, Severity
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name

# Said once for all rows of a workstream of which nothing else is to be said.
_TOGETHER: Mapping[ChangeKind, str] = {
    ChangeKind.NOT_REVIEWED: "Open risks not reviewed since then",
    ChangeKind.TAKEN_OFF: "Settled then and no longer listed",
    ChangeKind.UPDATED: "Only what moves with every return has moved (last updated, last reviewed, spent to date)",
}
_LONGEST_NAME = 90
_SEVERITIES = {Severity.ERROR: "error", Severity.QUERY: "query", Severity.ADVICE: "piece of advice"}
_PLURALS = {Severity.ERROR: "errors", Severity.QUERY: "queries", Severity.ADVICE: "pieces of advice"}


class ToldRow(NamedTuple):
    """One row of a workbook with all that has changed of it."""

    record: str
    name: str
    sentences: tuple[str, ...]


class ToldPart(NamedTuple):
    """One stretch of the telling: what is of no single row, then row by row. Only the last part has workstreams."""

    part: ChangeSection
    workstream: str
    sentences: tuple[str, ...]
    rows: tuple[ToldRow, ...]


def told_parts(found: Changes) -> Iterator[ToldPart]:
    """The whole telling, in its order. Conflicts that are still there are counted once anything has changed."""
    by_part = {part: list(of_part) for part, of_part in groupby(found.changes, key=section_of)}
    for part in ChangeSection:
        changes = by_part.get(part, [])
        if part is ChangeSection.WORKSTREAM:
            for code, of_one in groupby(changes, key=lambda change: change.workstream):
                yield _stretch(part, code, list(of_one))
        elif part is ChangeSection.CONFLICTS and found.changes and found.still:
            one = _stretch(part, "", changes)
            yield one._replace(sentences=(*one.sentences, _still(found.still)))
        elif changes:
            yield _stretch(part, "", changes)


def _stretch(part: ChangeSection, code: str, changes: Sequence[Change]) -> ToldPart:
    loose = _worth_telling([change for change in changes if not _is_of_row(change)])
    rows, alike = [], []
    for _, of_row in groupby(
        (change for change in changes if _is_of_row(change)), key=lambda change: (change.kind, change.record)
    ):
        found = _worth_telling(list(of_row))
        if len(found) == 1 and found[0].what in _TOGETHER:
            alike += found
        else:
            name = next((item.name for item in found if item.name), "")
            rows.append(ToldRow(found[0].record, heading_name(name), tuple(item.sentence for item in found)))
    return ToldPart(part, code, (*(change.sentence for change in loose), *_together(alike)), tuple(rows))


def _worth_telling(changes: list[Change]) -> list[Change]:
    """Without what moves with every return, where anything else has changed."""
    return [change for change in changes if change.what is not ChangeKind.UPDATED] or changes


def _is_of_row(change: Change) -> bool:
    """Whether a change is of a row with an id and a name of its own."""
    return section_of(change) in {ChangeSection.FIRST, ChangeSection.WORKSTREAM} and change.record not in {
        "",
        change.workstream,
    }


def _together(changes: Iterable[Change]) -> Iterator[str]:
    by_what: dict[ChangeKind, list[str]] = {}
    for change in changes:
        by_what.setdefault(change.what, []).append(change.record)
    for what, records in by_what.items():
        yield f"{_TOGETHER[what]}: {every_name(records)}."


def heading_name(name: str) -> str:
    """A name short enough for a heading, cut between words."""
    if len(name) <= _LONGEST_NAME:
        return name
    return name[: name.rfind(" ", 0, _LONGEST_NAME)].rstrip(",;:") + " ..."


def _still(findings: Sequence[Finding]) -> str:
    """How many conflicts both boards have."""
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    named = [f"{n} {_SEVERITIES[item] if n == 1 else _PLURALS[item]}" for item, n in counts.items() if n]
    return f"Still there: {len(findings)} ({every_name(named)})."
