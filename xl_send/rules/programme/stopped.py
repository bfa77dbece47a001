"""What is paused or withdrawn: by a change that is not agreed, and with a colour that nobody rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import stopped_by_itself
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import LogKind, LogStatus, Rag, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id


@rule(
    "PR44",
    Severity.QUERY,
    "The workstream is {state}, but {change}, which is to stop it, is still open.",
    "Close {change} if it was agreed, else set State back to Active: until then nothing in it is rated.",
)
def workstream_stopped_by_open_change(programme: Programme) -> Iterator[Hit]:
    """The change that stopped a workstream was agreed.

    Paused by its own lead, a workstream leaves every count, and no board has said so.

    **Fails**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Paused | <TRN-A01> |

    Issues and decisions:
    | ID | Kind | Status |
    | --- | --- | --- |
    | TRN-A01 | Change request | Open |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | Paused | TRN-A01 |
    | OUT | Paused | Board, 2 Nov 2026, item 6 |

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Closed | Agreed | 2 Nov 2026 |
    """
    log = first_by_id(programme.each(LogEntry))
    for stream in programme.each(Workstream):
        entry = log.get((stream.change or "").strip()) if stream.state is not State.ACTIVE else None
        if entry and entry.kind is LogKind.CHANGE_REQUEST and entry.status is LogStatus.OPEN:
            still = Related(entry.at("status"), "still open")
            yield hit(stream.at("change"), still, state=stream.state.lower(), change=entry.id)


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
        if stopped_by_itself(programme, milestone) and not milestone.changes:
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
