"""Rows that ask for no help and say that they cannot go on without it."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_NONE = ("none", "nothing", "no help", "no.", "no,", "no -", "not needed", "not at present")
_CANNOT = Pattern(
    r"(?i)\b(?:until|unless) (?:somebody|someone|anybody|we (?:find|get|are given|can get)|the board|we have (?:the )?"
    r"(?:money|staff|people|cover))\b[^.;]{0,40}|\bnobody (?:to|who can|in (?:its|the|their) place)\b[^.;]{0,30}"
    r"|\b(?:we|it) (?:badly |urgently )?needs? (?:help|the board|cabinet|a steer|somebody|someone)\b[^.;]{0,40}"
    r"|^(?:stuck|blocked)\b[^.;]{0,40}"
    r"|\b(?:we are|it is|it's|work is) (?:now )?(?:stuck|blocked|at a standstill)\b[^.;]{0,40}"
)
_NOT_NOW = Pattern(r"(?i)\b(?:was|were|had|no longer|now (?:found|solved|done)|if|might|not stuck|not blocked)\b")


@rule(
    "MQ22",
    Severity.QUERY,
    'Help needed asks for nothing, but the commentary says "{words}".',
    "Say under Help needed what would free it and from whom, or correct the commentary. Boards read that column.",
)
def help_needed_and_not_asked(programme: Programme) -> Iterator[Hit]:
    """What cannot go on without somebody's help asks for it.

    Boards look down the column and see nothing to do. Asked where Help needed begins with none, and the commentary of a
    milestone still to come, or of a KPI, says that it is stuck, or waits until somebody finds or gives something.

    **Fails**

    Milestones:
    | ID | Forecast date | Help needed | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <None needed, it is booked.> | It waits until somebody finds a designer, ours had to go. |
    | TRN-M02 | 11 Dec 2026 | <None> | We are stuck on the lease |

    KPIs:
    | ID | Help needed | Commentary |
    | --- | --- | --- |
    | TRN-K01 | <Nothing> | We need the board to write to trusts |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date | Help needed | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | | A designer | It cannot be laid out until somebody finds us a designer. |
    | TRN-M02 | 11 Dec 2026 | | None | We were stuck on the lease until the board wrote |
    | TRN-M03 | 11 Dec 2026 | | None | The text cannot be laid out until providers answer on 4 December |
    | TRN-M04 | | 6 Nov 2026 | None | We need the board to note it |
    | TRN-M05 | 11 Dec 2026 | | No later than May | We are stuck on the lease |
    """
    rows: list[Milestone | Kpi] = [one for one in worked_on(programme, Milestone) if one.actual is None]
    rows += worked_on(programme, Kpi)
    for row in rows:
        text, asked = row.commentary or "", row.help_needed or ""
        found = _CANNOT.search(text) if f"{asked.casefold()}.".startswith(_NONE) else None
        if found and not _NOT_NOW.search(text[: found.start()].rpartition(". ")[2]):
            said = Related(row.at("commentary"), "what is said")
            yield hit(row.at("help_needed"), said, words=found[0].strip())
