"""Whose thresholds and calendar serve a programme (source: the status contract, whose thresholds).

Those of the workbook that was named; else of the programme edition among those read; else, setting by setting, what
most returns share, so that no single return rules the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from xl_send.findings import Cell
from xl_send.value_classes import field, frozen, replace
from xl_send.words import counted, file_name, first_few
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.doubts import ORDERED
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Thresholds

if TYPE_CHECKING:
    from xl_send.workbook.submissions import Submission

MATRIX, SUPPRESSION, CALENDAR = "matrix", "suppress_below", "calendar"


class PolicySource(StrEnum):
    """Why these thresholds and this calendar are the programme's."""

    NAMED = "named"
    PROGRAMME_EDITION = "programme edition"
    ONLY_WORKBOOK = "only workbook"
    SHARED = "shared"


@frozen()
class Policy:
    """The thresholds and the calendar that serve a whole programme, and where they come from.

    `submission` is the one workbook whose they are, or None where they are settled among several. `agreed` are the
    thresholds as they are settled, `thresholds` the same with the strictest suppression of all workbooks. `givers`
    has for each setting (`matrix` among them) a workbook that says so; one without is the template's default.
    `differing` are the workbooks that say something else, `voters` those among whom it was settled, and `margins` by
    how many more of them each setting was said than any other.
    """

    source: PolicySource
    agreed: Thresholds
    thresholds: Thresholds
    calendar: tuple[CalendarEntry, ...]
    submission: Submission | None = None
    givers: Mapping[str, Submission] = field(default_factory=dict)
    calendar_giver: Submission | None = None
    read: int = 1
    differing: tuple[str, ...] = ()
    voters: tuple[Submission, ...] = ()
    margins: Mapping[str, int] = field(default_factory=dict)

    def cell(self, name: str) -> Cell | None:
        """A cell that holds a setting as it is used, or None where the default is used."""
        giver = self.givers.get(name)
        if giver is None or name not in giver.thresholds.table.places:
            return None
        return giver.thresholds.at(name)

    def in_doubt(self, name: str) -> Submission | None:
        """A workbook of which a setting (or the calendar) could not be read and might have been settled otherwise."""
        if name not in self._in_doubt:
            unread = [found for found in self.voters if not _says(found, name)]
            self._in_doubt[name] = unread[0] if len(unread) >= self.margins.get(name, 0) and unread else None
        return self._in_doubt[name]

    @cached_property
    def _in_doubt(self) -> dict[str, Submission | None]:
        """What was asked before: every item asks the same."""
        return {}

    @property
    def sentence(self) -> str:
        """Whose thresholds and calendar these are, as every output says in its first lines."""
        return f"Thresholds and calendar: {self._whose}{self._otherwise}{self._unread}.{self._hidden}"

    @property
    def _whose(self) -> str:
        name = file_name(self.submission.workbook) if self.submission else ""
        return {
            PolicySource.NAMED: f"those of {name}, which was named for them",
            PolicySource.PROGRAMME_EDITION: f"those of {name}, the programme edition",
            PolicySource.ONLY_WORKBOOK: f"those of {name}",
            PolicySource.SHARED: f"what most of the {counted(self.read, 'workbook')} share, setting by setting",
        }[self.source]

    @property
    def _otherwise(self) -> str:
        if not self.differing:
            return "; all say the same" if self.source is PolicySource.SHARED and not self._unread else ""
        names = first_few(map(file_name, self.differing))
        return f"; {names} {'says' if len(self.differing) == 1 else 'say'} otherwise"

    @property
    def _unread(self) -> str:
        """The settings that could not be read where they are taken from."""
        found = self.voters or ((self.submission,) if self.submission else ())
        told = [f"{title} of {file_name(one.workbook)}" for one in found for title in _unread_settings(one)]
        return f"; {first_few(told)} could not be read" if told else ""

    @property
    def _hidden(self) -> str:
        """That suppression is stricter than the workbook whose the other settings are, where it is."""
        used = self.thresholds.suppress_below
        return "" if used == self.agreed.suppress_below else f" Counts of children below {used:g} are hidden."


def policy_of(submissions: Sequence[Submission], named: Submission | None = None) -> Policy | None:
    """The policy of these workbooks, or of the one that was named. None where there is no workbook."""
    offices = [found for found in submissions if found.programme_edition]
    if named is not None:
        return _of_one(PolicySource.NAMED, named, submissions)
    if len(offices) == 1:
        return _of_one(PolicySource.PROGRAMME_EDITION, offices[0], submissions)
    if len(submissions) == 1:
        return _of_one(PolicySource.ONLY_WORKBOOK, submissions[0], submissions)
    return _shared(sorted(offices or submissions, key=lambda found: found.turn), submissions)


def _of_one(source: PolicySource, giver: Submission, submissions: Sequence[Submission]) -> Policy:
    agreed = giver.thresholds
    meant = source is not PolicySource.ONLY_WORKBOOK and switches_off(agreed)
    thresholds = _suppressing(agreed, [giver, *submissions], meant=meant)
    givers = dict.fromkeys((*columns_by_name(Thresholds), MATRIX), giver)
    settled = Policy(source, agreed, thresholds, giver.all(CalendarEntry), giver, givers, giver, len(submissions))
    return _with_differing(settled, submissions)


def _shared(voters: Sequence[Submission], submissions: Sequence[Submission]) -> Policy | None:
    if not voters:
        return None
    values: dict[str, object] = {}
    givers: dict[str, Submission] = {}
    margins: dict[str, int] = {}
    for name, default in _defaults().items():
        said = [getattr(found.thresholds, name) for found in voters if _says(found, name)]
        values[name], margins[name] = _most(said, default)
    _put_in_order(values, voters)
    for name, value in values.items():
        giver = next((one for one in voters if _says(one, name) and getattr(one.thresholds, name) == value), None)
        givers |= {name: giver} if giver else {}
    calendar, margins[CALENDAR] = _calendar_giver(voters)
    places = givers[MATRIX].thresholds.matrix_cells if MATRIX in givers else {}
    agreed = Thresholds(**values, matrix_cells=places)  # type: ignore[arg-type]
    settled = Policy(
        PolicySource.SHARED,
        agreed,
        _suppressing(agreed, submissions, meant=False),
        calendar.all(CalendarEntry) if calendar else (),
        givers=givers,
        calendar_giver=calendar,
        read=len(submissions),
        voters=tuple(voters),
        margins=margins,
    )
    return _with_differing(settled, submissions)


def measured_by(policy: Policy, submissions: Sequence[Submission]) -> Policy:
    """The policy of another programme for these workbooks, whose suppression holds where it is stricter."""
    thresholds = _suppressing(policy.thresholds, submissions, meant=switches_off(policy.thresholds))
    return _with_differing(replace(policy, thresholds=thresholds, read=len(submissions)), submissions)


def _says(submission: Submission, name: str) -> bool:
    """Whether a workbook can be read to say a setting, a blank as its default; or its calendar, row by row."""
    if name == CALENDAR:
        return submission.whole(CalendarEntry)
    seen, table = submission.seen.get(Thresholds), submission.thresholds.table
    if seen is None:
        return not dict(submission.absent).get(Thresholds) and not submission.cover.template
    if name == MATRIX:
        return not submission.matrix_faults
    unread = (found.column.name for found in submission.unread_cells if found.cell.sheet == table.sheet)
    return name not in seen.likely and name not in unread


def _unread_settings(submission: Submission) -> list[str]:
    """The titles of the settings of which a workbook's Thresholds sheet can be read to say nothing."""
    if submission.seen.get(Thresholds) is None:
        return []
    columns = columns_by_name(Thresholds)
    silent = (name for name in _defaults() if not _says(submission, name))
    return [columns[name].title if name in columns else "The risk matrix" for name in silent]


def _defaults() -> dict[str, object]:
    return {name: column.blank for name, column in columns_by_name(Thresholds).items()} | {MATRIX: DEFAULT_MATRIX}


def _most(values: Sequence[Hashable], default: object) -> tuple[object, int]:
    """The value that most share and how many more than the next do; of a tie the default."""
    (first, times), *others = [*Counter(values).most_common(2), (default, 0)]
    margin = times - others[0][1] if others else 0
    return (first if margin else default), margin


def _put_in_order(values: dict[str, object], voters: Sequence[Submission]) -> None:
    """Settled one by one, two settings may contradict each other as they do in no workbook: then both are default."""
    default, unsettled = _defaults(), True
    while unsettled:
        unsettled = False
        for lower, upper in ORDERED:
            pair = values[lower], values[upper]
            said = any((getattr(one.thresholds, lower), getattr(one.thresholds, upper)) == pair for one in voters)
            if _above(*pair) and not said:
                values[lower], values[upper], unsettled = default[lower], default[upper], True


def _above(low: object, high: object) -> bool:
    return isinstance(low, float) and isinstance(high, float) and low > high


def entries_of(calendar: Sequence[CalendarEntry]) -> frozenset[tuple[object, ...]]:
    """A calendar as what it says: names do not matter, only what an entry is and its dates."""
    return frozenset((entry.kind, entry.starts, entry.ends) for entry in calendar)


def _calendar_giver(voters: Sequence[Submission]) -> tuple[Submission | None, int]:
    """The workbook with the calendar that most share, of those read whole; of a tie the fullest. And by how many."""
    filled = [found for found in voters if found.all(CalendarEntry)]
    able = [found for found in filled if found.whole(CalendarEntry)] or filled
    counts = Counter(entries_of(found.all(CalendarEntry)) for found in able)
    first = min(
        able, key=lambda found: _preference(entries_of(found.all(CalendarEntry)), counts, found.turn), default=None
    )
    return first, _most(list(counts.elements()), None)[1]


def _preference(
    entries: frozenset[tuple[object, ...]], counts: Mapping[frozenset[tuple[object, ...]], int], turn: object
) -> tuple[object, ...]:
    return -counts[entries], -len(entries), turn


def _suppressing(agreed: Thresholds, submissions: Sequence[Submission], *, meant: bool) -> Thresholds:
    """The thresholds with the strictest suppression of all workbooks.

    Nought would hide nothing: it counts as the default, unless it is `meant`, as the workbook that rules by its name
    or its edition says so.
    """
    default = Thresholds().suppress_below
    given = (found.thresholds for found in submissions)
    strictest = max(default if switches_off(one) and not meant else one.suppress_below for one in given)
    return agreed if agreed.suppress_below == strictest else replace(agreed, suppress_below=strictest)


def switches_off(thresholds: Thresholds) -> bool:
    """Whether no count of children would be hidden by these thresholds."""
    return thresholds.suppress_below < 1


def _with_differing(policy: Policy, submissions: Sequence[Submission]) -> Policy:
    found = [one.workbook for one in submissions if one is not policy.submission and differs(one, policy)]
    return replace(policy, differing=tuple(sorted(found)))


def differs(submission: Submission, policy: Policy) -> bool:
    """Whether a workbook says something else than the policy."""
    return bool(differing_settings(submission, policy)) or differing_entries(submission, policy) > 0


def differing_settings(submission: Submission, policy: Policy) -> tuple[str, ...]:
    """The settings, the matrix among them, of which a workbook can be read to say something else than is agreed."""
    if not submission.whole(Thresholds):
        return ()
    mine, used = submission.thresholds, policy.agreed
    return tuple(name for name in _defaults() if _says(submission, name) and getattr(mine, name) != getattr(used, name))


def differing_entries(submission: Submission, policy: Policy) -> int:
    """In how many entries the calendar of a workbook differs from the policy's, where both were read whole."""
    giver = policy.calendar_giver
    if giver is None or not (giver.whole(CalendarEntry) and submission.whole(CalendarEntry)):
        return 0
    return len(entries_of(submission.all(CalendarEntry)) ^ entries_of(policy.calendar))
