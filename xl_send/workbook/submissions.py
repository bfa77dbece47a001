"""What was read: one workbook's submission, and the programme that several make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from xl_send.value_classes import NamedTuple, field, frozen, replace
from xl_send.workbook.columns import Record
from xl_send.workbook.names import title_key
from xl_send.workbook.policies import Policy, measured_by, policy_of
from xl_send.workbook.sheets.checks import Explanation
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream, is_programme_edition
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.sheets_seen import Aside, BlankCell, OwnSheet, RemarkedCell, SheetSeen, UnreadCell, UnreadRow

R = TypeVar("R", bound=Record)
T = TypeVar("T")

# Cells whose text may identify a person and was withheld, by sheet and address, with what was recognised there.
Withheld = Mapping[tuple[str, str], frozenset[str]]

# Every sheet that holds data, in the order in which the workbook shows them.
SHEETS: tuple[type[Record], ...] = (
    Cover,
    Workstream,
    Milestone,
    Kpi,
    Expectation,
    Actual,
    Risk,
    Interdependency,
    Diagnostic,
    Resource,
    MoneyLine,
    LogEntry,
    Forum,
    Meeting,
    CalendarEntry,
    Thresholds,
)


_TITLES = {title_key(record.SHEET.title): record.SHEET.title for record in SHEETS}


def declared_title(title: str) -> str:
    """How the template spells a sheet's title, which a workbook may spell with other spaces or capitals."""
    return _TITLES.get(title_key(title), title)


@frozen()
class Submission:
    """One workbook as it was understood. Nothing that was filled in is left out of it.

    `absent` are the sheets without a counterpart, each with the title of an unknown sheet that may
    be it under another name; `headless` are sheets in which no header row was found; `copies` are
    sheets that bear the name of one that was read, such as Milestones (2), and were not read; `asides`
    are rows of its tables that are no records; `explanations` are its owner's, of single findings; `own_sheets` are
    those of the council. `rows_withheld` is how many records are left out for those whom this is for.
    """

    workbook: str
    cover: Cover
    thresholds: Thresholds
    records: Mapping[type[Record], tuple[Record, ...]]
    seen: Mapping[type[Record], SheetSeen]
    absent: tuple[tuple[type[Record], str], ...] = ()
    headless: tuple[type[Record], ...] = ()
    copies: tuple[tuple[type[Record], str], ...] = ()
    unread_rows: tuple[UnreadRow, ...] = ()
    unread_cells: tuple[UnreadCell, ...] = ()
    blanks: tuple[BlankCell, ...] = ()
    remarks: tuple[RemarkedCell, ...] = ()
    asides: tuple[Aside, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    own_sheets: tuple[OwnSheet, ...] = ()
    matrix_faults: tuple[UnreadCell, ...] = ()
    own_lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    macros: bool = False
    withheld: Withheld = field(default_factory=dict)
    rows_withheld: int = 0

    @property
    def as_at(self) -> date | None:
        """The date this return describes, or None where it cannot be read."""
        return self.cover.as_at

    @property
    def programme_edition(self) -> bool:
        """Whether this is the workbook of a programme office, by the edition on its Programme sheet."""
        return is_programme_edition(self.cover.template)

    @property
    def turn(self) -> tuple[tuple[str, ...], str]:
        """Its place among others, where nothing else tells: by its workstreams, whatever its file is called."""
        return tuple(sorted(self.codes)), self.workbook

    def all(self, record: type[R]) -> tuple[R, ...]:
        """Every record of one sheet."""
        return self.records.get(record, ())  # type: ignore[return-value]

    def whole(self, record: type[Record]) -> bool:
        """Whether a sheet is there and every filled row of it was read."""
        return record in self.seen and not any(row.record is record for row in self.unread_rows)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The workstream codes that this workbook owns, unread rows' codes included."""
        unread = {row.id for row in self.unread_rows if row.record is Workstream and row.id}
        return frozenset({stream.code for stream in self.all(Workstream)} | unread)

    @cached_property
    def rows_read(self) -> int:
        """How many rows became records."""
        return sum(len(found) for found in self.records.values()) + self.rows_withheld


class LeftOut(NamedTuple):
    """A file that was given with others and could not be read or not be chosen, and its workstreams if known.

    `told` says of one that never came what is wrong.
    """

    path: str
    codes: frozenset[str] = frozenset()
    told: str = ""


@frozen()
class Programme:
    """The submissions of one period. One workbook is a programme of one.

    `as_at_override` stands in place of every workbook's own date, `policy_workbook` is the one that was named for
    its thresholds and calendar, and `measured_by` the policy of another programme to measure this one by. Files that
    were given with these and are `left_out` may hold anything: the programme is not better than with them.
    """

    submissions: tuple[Submission, ...]
    as_at_override: date | None = None
    policy_workbook: Submission | None = None
    measured_by: Policy | None = None
    left_out: tuple[LeftOut, ...] = ()

    def each(self, record: type[R]) -> Iterator[R]:
        """Every record of one sheet, over all workbooks."""
        for submission in self.submissions:
            yield from submission.all(record)

    @cached_property
    def by_workbook(self) -> Mapping[str, Submission]:
        """The submissions by the name of their workbook."""
        return {submission.workbook: submission for submission in self.submissions}

    def with_rows(self, edits: Mapping[int, Record]) -> Programme:
        """The same programme with other rows in place of some, by the identity (`id`) of those they replace."""
        submissions = tuple(
            replace(
                submission,
                records={
                    kind: tuple(edits.get(id(row), row) for row in rows) for kind, rows in submission.records.items()
                },
            )
            for submission in self.submissions
        )
        by_name = {submission.workbook: submission for submission in submissions}
        named = self.policy_workbook
        policy = by_name.get(named.workbook, named) if named else None
        return replace(self, submissions=submissions, policy_workbook=policy)

    def expecting(self, before: Programme) -> Programme:
        """The same, knowing of the workstreams that an earlier programme had: without a return they are unknown."""
        day = self.latest
        ended = {stream.code for stream in before.each(Workstream) if day and stream.is_over(day)}
        absent = sorted(before.codes - self.codes - ended)
        lost = (LeftOut("", frozenset({code}), f"{code} has no return") for code in absent)
        return replace(self, left_out=(*self.left_out, *lost))

    def of(self, record: Record) -> Submission:
        """The submission a record was read from."""
        return self.by_workbook[record.workbook]

    def as_at(self, record: Record) -> date | None:
        """The date against which this record is measured: its own workbook's, unless overridden."""
        return self.as_at_override or self.by_workbook[record.table.workbook].cover.as_at

    def as_at_of(self, submission: Submission) -> date | None:
        """The date against which a workbook is measured: its own, unless overridden."""
        return self.as_at_override or submission.as_at

    @cached_property
    def latest(self) -> date | None:
        """The date with which the programme is labelled: the latest As at."""
        given = [found.as_at for found in self.submissions if found.as_at]
        return self.as_at_override or max(given, default=None)

    @cached_property
    def days_apart(self) -> int:
        """By how many days the workbooks' own As at dates differ at most."""
        given = [found.as_at for found in self.submissions if found.as_at]
        return (max(given) - min(given)).days if given else 0

    @cached_property
    def policy(self) -> Policy | None:
        """The thresholds and the calendar that serve the whole programme, and where they come from."""
        if self.measured_by:
            return measured_by(self.measured_by, self.submissions)
        return policy_of(self.submissions, self.policy_workbook)

    @cached_property
    def lead(self) -> Submission | None:
        """The workbook with the latest As at (ties by code), which speaks for the programme on its Programme sheet."""
        return min(
            self.submissions,
            key=lambda found: (-(found.as_at or date.min).toordinal(), found.turn),
            default=None,
        )

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every workstream code owned by a workbook that was read."""
        return frozenset().union(*(found.codes for found in self.submissions))

    @cached_property
    def ids(self) -> Mapping[type[Record], frozenset[str]]:
        """The ids known for each sheet over all workbooks, unread rows' ids included."""
        known: dict[type[Record], set[str]] = {record: set() for record in SHEETS}
        for submission in self.submissions:
            for record, found in submission.records.items():
                # Figures, by far the most rows, have no name.
                if any(hasattr(record, name) for name in _NAMES):
                    known[record].update(map(identity, found))
            for row in submission.unread_rows:
                known[row.record].add(row.id)
        return {record: frozenset(found - {""}) for record, found in known.items()}

    @cached_property
    def streams(self) -> Mapping[str, Workstream]:
        """Workstreams by code."""
        return {stream.code: stream for stream in self.each(Workstream)}

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        """Milestones by id; of two with one id the first."""
        return first_by_id(self.each(Milestone))

    @cached_property
    def kpis(self) -> Mapping[str, Kpi]:
        """KPIs by id; of two with one id the first."""
        return first_by_id(self.each(Kpi))

    def state_of(self, workstream: str) -> State:
        """The state of a workstream; one that was not read is Active."""
        stream = self.streams.get(workstream)
        return stream.state if stream else State.ACTIVE


_NAMES = ("id", "code", "name")


def identity(record: Record) -> str:
    """What other sheets name a record by: its id, a workstream's code, a forum's name."""
    for name in _NAMES:
        found = getattr(record, name, None)
        if isinstance(found, str):
            return found
    return ""


def first_by_id(records: Iterator[R]) -> Mapping[str, R]:
    """Records by id, the first of any that share one."""
    found: dict[str, R] = {}
    for record in records:
        found.setdefault(identity(record), record)
    return found


def once_per_programme(work_out: Callable[[Programme], T]) -> Callable[[Programme], T]:
    """A function of a programme that many ask and that is worked out once for each, as long as the programme lives."""
    known: WeakKeyDictionary[Programme, T] = WeakKeyDictionary()

    @wraps(work_out)
    def told(programme: Programme) -> T:
        if programme not in known:
            known[programme] = work_out(programme)
        return known[programme]

    return told
