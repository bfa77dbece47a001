"""Whom a programme office has to chase: who owns each expected workstream, whether it came, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PureWindowsPath

from xl_send.consolidation.returns import SOURCE_WORKBOOK, Return, Values
from xl_send.findings import Finding, Severity
from xl_send.text import as_text
from xl_send.value_classes import NamedTuple
from xl_send.words import counted, first_few
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Submission

# What a workstream is, which stands until somebody changes it.
_STANDING = ("name", "purpose", "owner", "deputy", "sponsor", "starts", "ends", "change")
# What a return that a history carries forward is called, beside the name of its file.
_AS_AT = re.compile(r" \(as at [^()]*\)(?=\.[^.]*$|$)")
CAME, MISSING, CARRIED = "Taken", "Missing", "Carried forward"


class ExpectedWorkstream(NamedTuple):
    """A workstream of which a return is expected, as it stood in the last programme workbook or board.

    `file` is the name of the file in which it came then, where that is known.
    """

    code: str
    name: str = ""
    owner: str = ""
    deputy: str = ""
    last: date | None = None
    row: Workstream | None = None
    file: str = ""

    @property
    def values(self) -> Values:
        """Its row in a programme workbook, by column title: that nothing is known of it but who and what it is."""
        columns = columns_by_name(Workstream)
        kept = {columns[name].title: getattr(self.row, name, None) for name in _STANDING}
        found: dict[str, Value] = {title: value for title, value in kept.items() if value}
        if self.row and self.row.state is not State.ACTIVE:
            found[columns["state"].title] = self.row.state.value
        return {**found, columns["code"].title: self.code, columns["without_return"].title: "Yes"}


class ReturnCheck(NamedTuple):
    """What is wrong with a return: how many errors and queries, and what to put right first."""

    errors: int = 0
    queries: int = 0
    first: str = ""


def expected_of(before: Submission) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of an earlier programme workbook, each with its owner."""
    rows = {row.code: row for row in before.all(Workstream)}
    return tuple(_expected(code, rows.get(code), before.as_at) for code in sorted(before.codes))


def came_in(item: Return) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of a return with the file in which each came, also as a programme workbook tells it."""
    name = _AS_AT.sub("", PureWindowsPath(item.path).name)
    files = {
        row.code: as_text(item.own_values(Workstream, row.row).get(SOURCE_WORKBOOK))
        for row in item.submission.all(Workstream)
    }
    return tuple(
        found._replace(file=files.get(found.code, "") if item.made else name) for found in expected_of(item.submission)
    )


def _expected(code: str, row: Workstream | None, last: date | None) -> ExpectedWorkstream:
    if row is None:
        return ExpectedWorkstream(code, last=last)
    return ExpectedWorkstream(code, row.name or "", row.owner or "", row.deputy or "", _last(row, last), row)


def _last(row: Workstream, before: date | None) -> date | None:
    """Of which day the last return of a workstream was that stands in a programme workbook of this day, if any."""
    return None if row.without_return else row.carried or row.returned or before


def owners_of(item: Return) -> tuple[str, str]:
    """Who owns the workstreams of a return, and their deputies: with the code of each where there are several."""
    rows = item.submission.all(Workstream)
    return _named([(row.code, row.owner) for row in rows]), _named([(row.code, row.deputy) for row in rows])


def _named(people: Sequence[tuple[str, str | None]]) -> str:
    told = [(code, person) for code, person in people if person]
    if len({person for _, person in told}) <= 1:
        return told[0][1] if told else ""
    return "; ".join(f"{person} ({code})" for code, person in told)


def days_late(day: date | None, expected: date | None) -> int | None:
    """How many days before the expected As at the day lies that a return describes; None where one is not known."""
    return None if day is None or expected is None else max((expected - day).days, 0)


def checks_of(findings: Iterable[Finding]) -> Mapping[str, ReturnCheck]:
    """What is wrong with each return, by its path: what is explained has been answered, and is no query."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.cell.workbook, []).append(finding)
    return {path: _check(found) for path, found in by_path.items()}


def _check(found: Sequence[Finding]) -> ReturnCheck:
    errors = [one for one in found if one.severity is Severity.ERROR]
    queries = [one for one in found if one.severity is Severity.QUERY and not one.explained]
    first = next(iter([one for one in errors if not one.because_of] or errors or queries), None)
    told = f"{first.cell.sheet} {first.cell.address}: {first.message} {first.fix}" if first else ""
    return ReturnCheck(len(errors), len(queries), told)


def carried_words(item: Return, came: Sequence[str] = ()) -> str:
    """What is said of a return that did not come, and for which the last one stands; `came` are files not taken."""
    owner = owners_of(item)[0] or "its owner"
    day = f" as at {say(item.as_at)}" if item.as_at else ""
    return f"{_none_taken(came)}: the last one{day} is carried forward. Ask {owner} for a new one."


def missing_words(expected: ExpectedWorkstream, came: Sequence[str] = ()) -> str:
    """What is said of a workstream of which no return came; `came` are files that seem to be of it, not taken."""
    last = f" The last one was as at {say(expected.last)}." if expected.last else ""
    return f"{_none_taken(came)}.{last} Ask {expected.owner or 'its owner'} for it."


def _none_taken(came: Sequence[str]) -> str:
    return f"No return could be taken ({first_few(came)} came)" if came else "No return came"


def chase_sentence(late: int, wrong: int) -> str:
    """How many returns are late, and how many have something to put right."""
    told = [f"{counted(late, 'return')} {'is' if late == 1 else 'are'} of an earlier day"] if late else []
    told += [f"{counted(wrong, 'return')} {'has' if wrong == 1 else 'have'} errors to put right"] if wrong else []
    return f"{' and '.join(told)}: the Returns sheet is the list to chase by." if told else ""
