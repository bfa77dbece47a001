"""What has changed from one board to the next, as plain values with the cells of both workbooks."""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum, auto

from xl_send.findings import Cell, Finding
from xl_send.value_classes import NamedTuple


class ChangeSubject(StrEnum):
    """What a change is a change of."""

    RETURN = "return"
    SETTING = "setting"
    PROGRAMME = "programme"
    WORKSTREAM = "workstream"
    MILESTONE = "milestone"
    KPI = "kpi"
    RISK = "risk"
    ISSUE = "issue"
    INTERDEPENDENCY = "interdependency"
    TASK = "task"
    RESOURCE = "resource"
    MONEY = "money"
    CONFLICT = "conflict"


class ChangeKind(StrEnum):
    """What has happened. The order is that in which the changes of one row are told."""

    ANOTHER_PROGRAMME = "another programme"
    MEASURE_CHANGED = "threshold or calendar changed"
    FILE_REFUSED = "file could not be read"
    NOT_RETURNED = "no return now"
    NEWLY_RETURNED = "no return then"
    SAME_RETURN = "same return as then"
    SHEET_UNREAD = "sheet could not be read"
    ROW_UNREAD = "row cannot be read now"
    ROW_WAS_UNREAD = "row could not be read then"
    NEW = "new"
    GONE = "gone"
    TAKEN_OFF = "settled and taken off"
    RENUMBERED = "id changed"
    STATE = "paused, withdrawn or active again"
    ACHIEVED = "achieved"
    ACHIEVED_DATE_ALTERED = "achieved date altered"
    NO_LONGER_ACHIEVED = "no longer achieved"
    QUIET_PLAN = "plan date moved without a change reference"
    BASELINE_ALTERED = "baseline date altered"
    REBASELINED = "re-baselined"
    NOT_YET_AGREED = "new date not yet agreed"
    FORECAST_MOVED = "forecast moved"
    NEWLY_LATE = "newly late"
    FLAG_ALTERED = "key or fixed flag altered"
    DECISION_GIVEN = "decision given"
    GOALPOST = "goalposts moved"
    RESTATED = "earlier figure restated"
    FIGURE = "latest figure"
    LATE_FIGURE = "earlier figure filled in"
    CLOSED = "closed"
    BECAME_ISSUE = "became an issue"
    REOPENED = "open again"
    SCORE = "score changed"
    SCORE_STANDS = "score unchanged while what it threatens slips"
    SEVERITY = "severity changed"
    OVERDUE = "newly overdue"
    NOT_REVIEWED = "not reviewed since"
    NEED_MOVED = "need-by date moved"
    PROMISE_MOVED = "promise moved"
    FLOAT_GONE = "float gone"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    NO_LONGER_DELIVERED = "no longer delivered or accepted"
    AGREED = "agreed"
    NO_LONGER_AGREED = "no longer agreed"
    TASK = "task status changed"
    DATES_MOVED = "dates moved"
    POST = "post filled or vacant"
    PERSON = "person or share changed"
    FUNDING = "funding changed"
    MONEY = "money moved"
    CONFLICT_NEW = "new conflict"
    CONFLICT_CLEARED = "conflict cleared"
    CONFLICT_UNKNOWN = "not known whether cleared"
    DECISION = "decision or forum changed"
    OWNER = "owner changed"
    TREATMENT = "treatment of a risk changed"
    DEPENDS = "what it waits for changed"
    BACK_TO_GREEN = "back-to-green date moved"
    TITLE = "title changed"
    CELL = "another cell changed"
    NARRATIVE = "owner's words changed"
    UPDATED = "moved with the return"
    COLOUR_WORSE = "colour worse"
    COLOUR_BETTER = "colour better"
    COLOUR_EASED = "colour better by another date or measure alone"
    COLOUR_OTHER = "status changed"
    REPORTED = "reported colour changed"


# What must be known before anything is compared.
COMPARISON = frozenset(
    {
        ChangeKind.NOT_RETURNED, ChangeKind.NEWLY_RETURNED, ChangeKind.SAME_RETURN, ChangeKind.FILE_REFUSED,
        ChangeKind.SHEET_UNREAD,
        ChangeKind.ROW_UNREAD, ChangeKind.ROW_WAS_UNREAD, ChangeKind.ANOTHER_PROGRAMME, ChangeKind.MEASURE_CHANGED,
    }
)  # fmt: skip


class Gravity(IntEnum):
    """What a change bears on, the gravest first."""

    STATUTORY = auto()
    CHILDREN = auto()
    MONEY = auto()
    LATENESS = auto()
    SCORE = auto()
    GOVERNANCE = auto()
    REST = auto()
    REMOVED = auto()


class Weight(NamedTuple):
    """What a change bears on and how much of it: pounds, working days, children, a score."""

    of: Gravity = Gravity.REST
    size: float = 0.0


class Change(NamedTuple):
    """One thing that has changed, in one sentence.

    `before` and `after` are what stood there, as people write it; `then` and `now` the cells of the older and
    of the newer workbooks. `first` says that a board must know it before all else, and `weight`
    in which order.
    """

    what: ChangeKind
    kind: ChangeSubject
    sentence: str
    workstream: str = ""
    record: str = ""
    name: str = ""
    before: str = ""
    after: str = ""
    then: tuple[Cell, ...] = ()
    now: tuple[Cell, ...] = ()
    first: bool = False
    weight: Weight = Weight()


class Changes(NamedTuple):
    """Everything that has changed between two dates. `still` are the conflicts that were there and are."""

    then: date | None
    now: date | None
    changes: tuple[Change, ...]
    still: tuple[Finding, ...] = ()
