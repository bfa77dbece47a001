"""Overspends of which the log, or a commentary, tells and the forecast of their line does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.money import says_who_pays
from xl_send.analysis.notes.sums import SUM, sum_said, sums_said
from xl_send.calendar.financial_years import financial_year
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_OVER = Pattern(
    rf"(?P<sum>{SUM})(?: pounds)? (?:forecast |now )?(?:over(?:[ -]?spen[dt]\w*)?(?: (?:the |its )?budget)?"
    r"|more than (?:(?:the |its )?budget|planned|budgeted)|above (?:the |its )?budget)"
    r"(?=\s*(?:$|[.,;:()])| (?:because|due|owing|on|as|and)\b)"
    rf"|\b(?:over(?:[ -]?spen[dt]\w*)?(?: (?:the |its )?budget)? (?:of|by)|overspend:?|costs? up by"
    rf"|(?:extra|additional|unforeseen) costs? of) (?:about |some |around )?(?P<said>{SUM})",
    re.IGNORECASE,
)
# What may be, what was, what is of another year, and whose money it is.
_NOT_NOW = Pattern(
    r"(?i)\b(?:if|may|might|could|would|risk|unless|was|were|had|last|previous|next year|20\d\d[-/]\d\d|estimate[ds]?"
    r"|tender(?:ed)?|quot\w+|three years|lifetime|whole[- ]life|avoid\w*|offset\w*|absorb\w*|insur\w*|claim\w*"
    r"|recover\w*|saving\w*|no longer|settled|resolved|closed)\b"
)
_WORD = Pattern(r"[a-z]{4,20}")
_COMMON = frozenset({
    "works", "work", "costs", "cost", "staff", "staffing", "team", "teams", "service", "services", "training", "grant",
    "budget", "funding", "school", "schools", "places", "place", "pilot", "trial", "project", "programme", "contract",
    "equipment", "support", "send", "from", "with", "year", "years", "weeks", "month", "months", "late", "over",
    "under", "spend", "forecast", "delivery", "lead", "officer", "needs", "high", "block", "april", "march", "june",
    "july", "autumn", "spring", "summer", "term", "that", "this", "wave", "phase", "more", "than", "agency", "post",
    "posts", "new", "review", "data", "system", "systems", "children", "young", "people", "health", "care", "council",
})  # fmt: skip
AT_LEAST = 1000


class _Said(NamedTuple):
    """An overspend that a text gives: its row, the name of its field, its words and what it comes to."""

    row: LogEntry | Milestone
    field: str
    text: str
    words: str
    value: float


@rule(
    "MN73",
    Severity.QUERY,
    '{where} says "{words}", but the forecast of {line} is {stands}.',
    "Bring Forecast outturn up to date, or say in Note who pays. The colour is computed from the forecast.",
)
def overspend_not_in_the_forecast(programme: Programme) -> Iterator[Hit]:
    """An overspend of which the log tells is in the forecast of its line.

    A forecast that is set back to its budget is Green, and the board is asked for money that no line needs. Asked where
    an open issue or decision, or the Commentary of a milestone still to come, gives one sum by which something is over,
    and one line alone of its workstream and of the year shares a word with it, or is named, and keeps to its budget;
    not where a text says who pays, or tells of another time.

    **Fails**

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Meadowbank works | 2026-27 | 410000 | <410000> |
    | TRN-F02 | Minibuses | 2026-27 | 60000 | <58000> |
    | TRN-F03 | Licences | 2026-27 | 20000 | 20000 |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Open | Asbestos at Meadowbank: programme 4 weeks late and £32k over |
    | TRN-A02 | Issue | Open | Minibuses now overspent by £6,000 |

    **Passes**

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Meadowbank works | 2026-27 | 410000 | 442000 | |
    | TRN-F02 | Minibuses | 2026-27 | 60000 | 60000 | £6k met from reserves |
    | TRN-F03 | Licences | 2026-27 | 20000 | 20000 | |
    | TRN-F04 | Oakfield hub | 2026-27 | 50000 | 50000 | |
    | TRN-F05 | Riverside hub | 2025-26 | 50000 | 50000 | |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Open | Asbestos at Meadowbank: programme 4 weeks late and £32k over |
    | TRN-A02 | Issue | Open | Minibuses now overspent by £6,000 |
    | TRN-A03 | Issue | Open | Licences could be £3k over if more schools join |
    | TRN-A04 | Issue | Closed | Oakfield £8k over |
    | TRN-A05 | Issue | Open | Riverside £8k over |
    | TRN-A06 | Issue | Open | Licences £9k over three years |
    """
    told: set[str] = set()
    for said in _overspends(programme):
        line = _line_of(programme, said)
        if (
            line is None
            or line.id in told
            or line.budget <= 0
            or line.outturn > line.budget
            or said.value > line.budget
        ):
            continue
        told.add(line.id)
        cell, gap = said.row.at(said.field), line.budget - line.outturn
        stands = f"{pounds(gap)} under its budget" if gap else "its budget"
        yield hit(
            line.at("outturn"), Related(cell, "what is said"), where=said.row.id, words=said.words, line=line.id,
            stands=stands,
        )  # fmt: skip


def _overspends(programme: Programme) -> Iterator[_Said]:
    """Each text of what stands open that gives one sum, by which something is over."""
    rows: list[tuple[LogEntry | Milestone, str]] = [
        (entry, "what")
        for entry in programme.each(LogEntry)
        if entry.status is LogStatus.OPEN and entry.kind in {LogKind.ISSUE, LogKind.DECISION}
    ]
    rows += [(milestone, "commentary") for milestone in worked_on(programme, Milestone) if milestone.actual is None]
    for row, field in rows:
        text = getattr(row, field) or ""
        found = _OVER.search(text)
        if found and len(sums_said(text)) == 1 and not (_NOT_NOW.search(text) or says_who_pays(text)):
            value = sum_said(found["sum"] or found["said"])
            if value >= AT_LEAST:
                yield _Said(row, field, text, found[0].strip(), value)


def _line_of(programme: Programme, said: _Said) -> MoneyLine | None:
    """The one line of the year of which a text speaks; none where its Note says who pays."""
    as_at = programme.as_at(said.row)
    year = financial_year(as_at) if as_at else ""
    lines = [
        line
        for line in programme.of(said.row).all(MoneyLine)
        if line.workstream == said.row.workstream and line.year == year
    ]
    meant = [line for line in lines if line.id in said.text] or _sharing(said.text, lines)
    return meant[0] if len(meant) == 1 and not says_who_pays(meant[0].note) else None


def _sharing(text: str, lines: Sequence[MoneyLine]) -> list[MoneyLine]:
    """The lines whose names share a word of their own with a text."""
    words = _words(text)
    return [line for line in lines if words & _words(line.name or "")]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _COMMON
