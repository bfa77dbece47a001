"""What is paused or withdrawn: by a change that is not agreed, and with a colour that nobody rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import stopped_by_itself
from xl_send.analysis.references import is_missing, owners
from xl_send.findings import Related, Severity
from xl_send.network import ids_named, settled_changes
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import LogKind, LogStatus, Rag, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_GIVES_LEAVE = frozenset({LogKind.CHANGE_REQUEST, LogKind.DECISION})


@rule(
    "PR44",
    Severity.QUERY,
    "The workstream is {state}, but {change}, which is to stop it, {what}.",
    "{remedy}, else set State back to Active: until then nothing in it is rated.",
)
def workstream_stopped_by_open_change(programme: Programme) -> Iterator[Hit]:
    """The change that stopped a workstream is there, and was agreed.

    Paused by its own lead, a workstream leaves every count, and no board has said so. A change request or a decision
    that is named among other words counts.

    **Fails**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Paused | <TRN-A01> |
    | OUT | Paused | <TRN-A02 (December Board)> |
    | SUP | Paused | <TRN-A12> |

    Issues and decisions:
    | ID | Kind | Status |
    | --- | --- | --- |
    | TRN-A01 | Change request | Open |
    | TRN-A02 | Decision needed | Open |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Paused | TRN-A01 |
    | OUT | Paused | Board, 2 Nov 2026, item 6 |
    | SUP | Paused | WES-A04, CR-17 |

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Closed | Agreed | 2 Nov 2026 |
    """
    log = first_by_id(programme.each(LogEntry))
    by_code = owners(programme)
    for stream in programme.each(Workstream):
        stopped = stream.change if stream.state is not State.ACTIVE else None
        for name in ids_named(stopped or ""):
            entry, cell, state = log.get(name), stream.at("change"), stream.state.lower()
            if entry and entry.kind in _GIVES_LEAVE and entry.status is LogStatus.OPEN:
                still, remedy = Related(entry.at("status"), "still open"), f"Close {name} if it was agreed"
                yield hit(cell, still, state=state, change=name, what="is still open", remedy=remedy)
            elif is_missing(programme, by_code, LogEntry, name):
                what, remedy = "does not exist", "Name the change that was agreed"
                yield hit(cell, state=state, change=name, what=what, remedy=remedy)


@rule(
    "PR45",
    Severity.ADVICE,
    "{id} is {state}, which is never rated, but is reported Green{more}.",
    "Clear Reported RAG, or set State back to Active if the work goes on.",
)
def stopped_and_reported_in_colour(programme: Programme) -> Iterator[Hit]:
    """A milestone or KPI that is paused or withdrawn is not reported Green.

    A Green that was left there reads as work on plan, where nothing is done. Of several of a sheet the first is told.

    **Fails**

    Milestones:
    | ID | State | Reported RAG |
    | --- | --- | --- |
    | TRN-M01 | Paused | <Green> |
    | TRN-M02 | Paused | Green |

    **Passes**

    Milestones:
    | ID | State | Reported RAG |
    | --- | --- | --- |
    | TRN-M01 | Paused | |
    | TRN-M02 | | Green |
    | TRN-M03 | Paused | Amber |
    """
    for submission in programme.submissions:
        rows: Sequence[Sequence[Milestone | Kpi]] = (submission.all(Milestone), submission.all(Kpi))
        for sheet in rows:
            found = [row for row in sheet if row.reported is Rag.GREEN and row.state is not State.ACTIVE]
            found = [row for row in found if not (isinstance(row, Milestone) and row.actual)]
            if found:
                first, *others = found
                related = (Related(row.at("reported"), "Green too") for row in others)
                more = f", like {first_few(row.id for row in others)}" if others else ""
                state = Related(first.at("state"), "its state")
                yield hit(first.at("reported"), state, *related, id=first.id, state=first.state.lower(), more=more)


@rule(
    "MS15",
    Severity.QUERY,
    "The milestone is {state}, without a change reference.",
    "Give the reference of the change that was agreed.",
)
def milestone_stopped_without_change(programme: Programme) -> Iterator[Hit]:
    """A milestone that is paused or withdrawn says which agreed change stopped it.

    It is not rated any longer, however late it is. Where the whole workstream is stopped, the reference stands with
    that. What a Commentary says is no reference.

    **Fails**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |

    Milestones:
    | ID | State | Change reference | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Withdrawn | <> | |
    | TRN-M02 | Withdrawn | <> | Agreed with Legal to run it again next year |
    | TRN-M03 | Paused | <TBC> | |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | | |
    | NOR | Paused | NOR-A01 |

    Milestones:
    | ID | Workstream | State | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | Paused | Board, 2 Nov 2026 |
    | TRN-M02 | TRN | Active | |
    | NOR-M01 | NOR | Paused | |
    """
    for milestone in programme.each(Milestone):
        if stopped_by_itself(programme, milestone) and not settled_changes(milestone.changes):
            yield hit(
                milestone.at("changes"), Related(milestone.at("state"), "its state"), state=milestone.state.lower()
            )


@rule(
    "MS16",
    Severity.QUERY,
    "The milestone is {state}, and has an Actual date.",
    "Clear State if it was reached, else clear Actual date.",
)
def reached_though_stopped(programme: Programme) -> Iterator[Hit]:
    """A milestone that has been reached is not paused or withdrawn.

    What is paused or withdrawn does not count as complete.

    **Fails**

    Milestones:
    | ID | Actual date | State |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | <Withdrawn> |

    **Passes**

    Milestones:
    | ID | Actual date | State |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Active |
    | TRN-M02 | | Withdrawn |
    """
    for milestone in programme.each(Milestone):
        if milestone.actual and milestone.state is not State.ACTIVE:
            actual = Related(milestone.at("actual"), "Actual date")
            yield hit(milestone.at("state"), actual, state=milestone.state.lower())
