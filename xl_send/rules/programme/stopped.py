"""What is paused or withdrawn: by a change that is not agreed, and with a colour that nobody rates."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogKind, LogStatus, State
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
    "{id} is {state}, which is never rated, but is reported {colour}.",
    "Clear Reported RAG, or set State back to Active if the work goes on.",
)
def stopped_and_reported_in_colour(programme: Programme) -> Iterator[Hit]:
    """A milestone or KPI that is paused or withdrawn is reported without a colour.

    A Green that was left there reads as work on plan, where nothing is done.

    **Fails**

    Milestones:
    | ID | State | Reported RAG |
    | --- | --- | --- |
    | TRN-M01 | Paused | <Green> |

    **Passes**

    Milestones:
    | ID | State | Reported RAG |
    | --- | --- | --- |
    | TRN-M01 | Paused | |
    | TRN-M02 | | Green |
    """
    rows: list[Milestone | Kpi] = [*programme.each(Milestone), *programme.each(Kpi)]
    for row in rows:
        reached = isinstance(row, Milestone) and row.actual
        if row.reported and not reached and row.state is not State.ACTIVE:
            state = Related(row.at("state"), "its state")
            yield hit(row.at("reported"), state, id=row.id, state=row.state.lower(), colour=row.reported.value)
