"""What a programme workbook knows nothing of: files left out, workstreams without a return, and what a return lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PureWindowsPath

from xl_send.consolidation.chase import ExpectedWorkstream, came_in, expected_of
from xl_send.consolidation.choice import UNSETTLED, Chosen, SetAside, SetAsideReason
from xl_send.consolidation.returns import Return, Values
from xl_send.rag.doubts import as_at_in_doubt
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import columns_by_name, columns_of
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.ids import Code
from xl_send.workbook.lost_sheets import (
    RATABLE,
    RISK_MATRIX,
    NotFound,
    done_without,
    is_needed,
    lost_sheets,
    not_found_of,
    not_found_text,
)
from xl_send.workbook.policies import CALENDAR
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import LeftOut, Programme, Submission
from xl_send.workbook.unread import Unread
from xl_send.workbook.unreadable import UnreadableError

# Words of a file's name that do not tell whose it is.
_TELLS_NOTHING = {
    "return", "returns", "workbook", "final", "draft", "copy", "of", "the", "and", "new", "old", "latest", "send",
    "autumn", "spring", "summer", "v", *FULL_MONTHS, *(month[:3] for month in FULL_MONTHS), "sept",
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class LeftFile(NamedTuple):
    """A file that came and was not taken, and why.

    `of` are the workstreams that it is of, as far as it or its name tells. `aside` is there where it could be read.
    """

    path: str
    sentence: str
    of: tuple[ExpectedWorkstream, ...] = ()
    aside: SetAside | None = None

    @property
    def name(self) -> str:
        """Its own name, without the folder."""
        return PureWindowsPath(self.path).name

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the workstreams that it is of."""
        return frozenset(found.code for found in self.of)

    @property
    def clashes(self) -> bool:
        """Whether another file speaks for the same, so that neither was taken."""
        return self.aside is not None and self.aside.why is SetAsideReason.CLASH


def left_files(chosen: Chosen, refused: Iterable[Refusal], missing: Iterable[ExpectedWorkstream]) -> Iterator[LeftFile]:
    """Every file that somebody has to see to, as it or its name tells whose it is: those that clash come first."""
    wanting = [*missing, *(found for item in chosen.taken if item.carried for found in came_in(item))]
    clashing = [aside.one for aside in chosen.aside if aside.why is SetAsideReason.CLASH]
    came = [item for item in chosen.taken if not item.carried]
    known = [*wanting, *(found for item in (*came, *clashing) for found in came_in(item))]
    for aside in sorted(chosen.aside, key=lambda found: found.why is not SetAsideReason.CLASH):
        if aside.why in UNSETTLED:
            yield LeftFile(aside.one.path, aside.sentence, _meant_for(aside, wanting), aside)
    for item in refused:
        if not item.stray:
            yield LeftFile(item.path, item.sentence, _named_by(PureWindowsPath(item.path).name, known))


def _meant_for(aside: SetAside, wanting: Sequence[ExpectedWorkstream]) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of a file that was read: one of another programme may be a return of ours that is wanting."""
    ours = tuple(found for found in wanting if found.code in aside.one.codes)
    return ours if ours and aside.why is SetAsideReason.STRANGER else expected_of(aside.one.submission)


def _named_by(name: str, known: Sequence[ExpectedWorkstream]) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams that a file's name tells: their code, their last file's name, or words of their own name.

    Nothing is guessed where a word may be of several.
    """
    by_code = {found.code: found for found in reversed(known)}
    words, own = set(_BETWEEN_WORDS.split(name)), _telling(name)
    told = [found for code, found in by_code.items() if code in words or {code.casefold()} == own]
    if not told and own:
        told = [found for found in by_code.values() if found.file and _telling(found.file) == own]
        told = told if len({found.file for found in told}) == 1 else []
    if not told and own:
        told = [found for found in by_code.values() if own <= _telling(found.name)]
        told = told if len(told) == 1 else []
    return tuple(sorted(told, key=lambda found: found.code))


def _telling(name: str) -> frozenset[str]:
    """The words of a name, or of a file's, that may tell whose it is."""
    words = _BETWEEN_WORDS.split(PureWindowsPath(name).stem.casefold())
    return frozenset(word for word in words if word.isalpha() and word not in _TELLS_NOTHING)


_CODE, _NOT_READ = (columns_by_name(Workstream)[name].title for name in ("code", "not_read"))


def left_out_of(chosen: Chosen, refused: Iterable[str]) -> tuple[LeftOut, ...]:
    """The files that may hold what the workbook lacks: those `refused`, another programme's, and those that clash."""
    unsettled = (item for item in chosen.aside if item.why in UNSETTLED)
    clash = SetAsideReason.CLASH
    return (
        *(LeftOut(path) for path in refused),
        *(LeftOut(item.one.path, item.one.codes if item.why is clash else frozenset()) for item in unsettled),
    )


def unknown_workstreams(chosen: Chosen, missing: Iterable[ExpectedWorkstream]) -> tuple[ExpectedWorkstream, ...]:
    """The workstreams of which nothing is known: those without a return, and those whose returns clash."""
    clashing = (item.one.submission for item in chosen.aside if item.why is SetAsideReason.CLASH)
    came = frozenset[str]().union(*(item.codes for item in chosen.taken))
    found = {one.code: one for submission in clashing for one in expected_of(submission)}
    found.update((one.code, one) for one in missing)
    return tuple(found[code] for code in sorted(found.keys() - came))


def rows_marked(rows: Iterable[Values], taken: Sequence[Return], programme: Programme) -> Iterator[Values]:
    """The rows of the workstreams, each with what was not found of its return; one more where no row could be read."""
    found = _by_workstream(taken, programme)
    for values in rows:
        lacking = found.pop(_code(values.get(_CODE)), "")
        kept = {title: value for title, value in values.items() if title != _NOT_READ}
        yield {**kept, **({_NOT_READ: lacking} if lacking else {})}
    yield from ({_CODE: code, _NOT_READ: lacking} for code, lacking in sorted(found.items()))


def _code(typed: Value | None) -> str:
    """The code that stands in a row of Workstreams; none where it cannot be read."""
    try:
        return "" if typed is None else str(Code().read(typed)[0])
    except UnreadableError:
        return ""


def _by_workstream(taken: Sequence[Return], programme: Programme) -> dict[str, str]:
    settings, doubted = list(_settings(programme)), as_at_in_doubt(programme)
    found: dict[str, str] = {}
    for item in taken:
        submission = item.submission
        in_doubt = submission.workbook in doubted
        lacking = [*_not_found(submission, in_doubt=in_doubt), *(one for giver, one in settings if giver is submission)]
        for code in sorted(_codes(submission)) if lacking else ():
            own = not_found_text(one for one in lacking if one.code in ("", code))
            found |= {code: own} if own else {}
    return found


def _codes(submission: Submission) -> frozenset[str]:
    """The workstreams that a return is of: those it lists or, where that sheet was not found, those of its rows."""
    if Workstream in submission.seen:
        return submission.codes
    rows = (row for record in RATABLE for row in submission.all(record))
    return frozenset(str(getattr(row, "workstream", "") or "") for row in rows) - {""}


def _not_found(submission: Submission, *, in_doubt: bool) -> Iterator[NotFound]:
    """The sheets and columns of a return that were not found, and its As at where that is not known or `in_doubt`.

    Settings and the calendar are asked for by themselves: another return's may serve.
    """
    yield from (one for one in not_found_of(submission) if one.record is not None)
    yield from done_without(submission)
    apart = (Thresholds, CalendarEntry, Cover)
    for lost in lost_sheets(submission):
        if not lost.part and lost.record not in apart:
            yield NotFound("", lost.record)
    for record, seen in submission.seen.items():
        if record not in apart:
            yield from (NotFound("", record, item, not is_needed(item, seen)) for item in seen.missing)
    # One that is in doubt would count as that of the whole, and what nobody knows be measured by it.
    if submission.as_at is None or in_doubt:
        yield NotFound("", Cover, columns_by_name(Cover)["as_at"])


def _settings(programme: Programme) -> Iterator[tuple[Submission, NotFound]]:
    """The settings and the calendar that are not known, each with the return that may have said otherwise."""
    policy, unread = programme.policy, Unread(programme)
    if policy is None:
        return
    for column in (*columns_of(Thresholds), RISK_MATRIX):
        giver = policy.submission or policy.in_doubt(column.name)
        if giver and unread.threshold(policy, frozenset({column.name})):
            yield giver, NotFound("", Thresholds, column)
    giver = policy.submission or policy.in_doubt(CALENDAR)
    if giver and unread.calendar(policy):
        yield giver, NotFound("", CalendarEntry)
