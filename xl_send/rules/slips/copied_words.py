"""Texts that were copied over those of another row, and kinds that are not what a row's words ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import LogKind, LogStatus, Mitigation
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# The column that says what a row is about, and one by which two rows of the same words would be one row given twice.
_ABOUT: tuple[tuple[type[Record], str, str], ...] = (
    (Milestone, "name", "baseline"),
    (Risk, "name", "workstream"),
    (Diagnostic, "name", "starts"),
    (Interdependency, "needed", "needed_by"),
    (LogEntry, "what", "raised"),
)
LONG_ENOUGH = 5
_AGAIN = Pattern(
    r"\b(?:(?:half )?(?:yearly|termly)|annual|quarterly|monthly|fortnightly|weekly|each|every|regular|round|update"
    r"|refresh)\b"
)
_ASKS = Pattern(
    r"^(?:to )?(?:(?:agree|decide|approve|endorse|sign off|choose|authorise|pay for)\b"
    r"|(?:fund|buy|commission|extend|reserve|release|appoint) (?:an?|the|up to|one|two|three|four|six|\d+) )",
    re.IGNORECASE,
    needs="agree|decide|approve|endorse|sign off|choose|authorise|pay for|fund |buy |commission |extend |reserve "
    "|release |appoint ",
)
_HIRES = Pattern(
    r"^(?:to )?(?:hire|employ|recruit|appoint) (?:(?:to|an?|the|more|another|one|two|three|four|five|six)\b|\d)"
    r"(?!.*\b(?:existing|establishment|named|voluntar\w*|volunteers?|champions?|single point|governors?|carers|schools?"
    r"|from within)\b)[^.;]*?\b(?:workers?|officers?|managers?|teachers?|psychologists?|therapists?|advis[eo]rs?"
    r"|assistants?|co-?ordinators?|analysts?|caseworkers?|writers?|posts?|fte|locums?|agency|consultants?|staff|trainers?|nurses?"
    r"|practitioners?|sencos?|eps?|lawyers?|tutors?)\b",
    re.IGNORECASE,
    needs="hire |employ |recruit |appoint ",
)
# An issue that begins like a request may go on to say what has happened.
_HAS_HAPPENED = Pattern(
    r"\b(?:is|are|was|were|has|have|had|not|failed|delayed|delays?|missed|missing|outstanding|stops?|stopped|slipped"
    r"|clash\w*|backlog|shortfall|outage|fell through)\b|^\w+(?: \w+)?(?:-|: )|: |^choose and book",
    re.IGNORECASE,
)


@rule(
    "RF22",
    Severity.QUERY,
    "This is word for word what {other} says, and the rest of the two rows differs.",
    "If {other}'s words were copied over those of {id}, write its own again. If the row was pasted twice, delete one.",
    brings={"CM01": Reach.ROW, "MS46": Reach.ROW, "MS34": Reach.ROW},
)
def words_of_another_row(programme: Programme) -> Iterator[Hit]:
    """What a row is about is said in its own words.

    A cell copied over another leaves the dates, scores and owners of the one under the words of the other; a board
    decides on what it reads. Asked of milestones, risks, tasks, handovers and issues of one workbook, of five words and
    more in two rows; not of what comes again, by its words or in three rows.

    **Fails**

    Diagnostics:
    | ID | Task | Starts |
    | --- | --- | --- |
    | TRN-T01 | What training staff have had | 2 Nov 2026 |
    | TRN-T02 | <What training staff have had> | 18 Jan 2027 |

    Risks:
    | ID | Workstream | Risk |
    | --- | --- | --- |
    | TRN-R01 | TRN | Because posts are vacant, visits may stop, so trials slip |
    | OUT-R01 | OUT | <Because posts are vacant, visits may stop, so trials slip> |

    **Passes**

    Diagnostics:
    | ID | Task | Starts |
    | --- | --- | --- |
    | TRN-T01 | What training staff have had and ask for in 2026 | 2 Nov 2026 |
    | TRN-T02 | What training staff have had and ask for in 2027 | 18 Jan 2027 |
    | TRN-T03 | Review of all cases | 18 Jan 2027 |
    | TRN-T04 | Review of all cases | 1 Mar 2027 |
    | TRN-T05 | Termly audit of thirty annual reviews | 18 Jan 2027 |
    | TRN-T06 | Termly audit of thirty annual reviews | 7 Jun 2027 |
    """
    for submission in programme.submissions:
        for kind, name, apart in _ABOUT:
            alike: dict[str, list[Record]] = {}
            for row in submission.all(kind):
                words = name_words(getattr(row, name) or "")
                if len(words.split()) >= LONG_ENOUGH:
                    alike.setdefault(words, []).append(row)
            for words, rows in alike.items():
                # What three rows say comes again, or is common to several workstreams.
                other, row = rows if len(rows) == 2 else (rows[0], rows[0])
                told_apart = getattr(other, apart) != getattr(row, apart) and other.label != row.label
                if told_apart and not _AGAIN.search(words):
                    yield hit(row.at(name), Related(other.at(name), "the same words"), other=other.label, id=row.label)


# What is said of one row, and by chance in the same words of the next only where it is short.
_OWN_WORDS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Workstream, ("purpose", "reason", "progress", "next_period")),
    (Risk, ("mitigation", "controls", "outcome")),
    (LogEntry, ("otherwise", "outcome")),
    (Kpi, ("definition",)),
)


@rule(
    "RF23",
    Severity.QUERY,
    "This is word for word what {other} says in the row above.",
    "If the cell was copied down over its own words, write those again. If it is so of both, say in each how.",
)
def cell_of_the_row_above(programme: Programme) -> Iterator[Hit]:
    """A cell filled down does not stand for its own words.

    What a workstream did, what becomes of an issue, how a risk is held: pulled down from the row above it is told of
    the wrong one. Asked of texts of five words and more, in two rows one under the other and in no third; not of risks
    of one owner, entries closed on one day, or KPIs of nearly one title.

    **Fails**

    Issues and decisions:
    | ID | What | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | Pause the sessions | Advertised sessions may be cancelled. |
    | TRN-A02 | Survey has not run | <Advertised sessions may be cancelled> |

    **Passes**

    Issues and decisions:
    | ID | What | What happens if not |
    | --- | --- | --- |
    | TRN-A01 | Pause the sessions | Sessions are advertised that may be cancelled. |
    | TRN-A02 | Survey has not run | Families wait until spring. |
    | TRN-A03 | Agree the rooms | Sessions are advertised that may be cancelled. |
    | TRN-A04 | Ask for a lift | Families wait until summer. |
    | TRN-A05 | Find a driver | Families wait until summer. |

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Pupils with plans in mainstream primary | Pupils on the January return, resident here |
    | TRN-K02 | Pupils with plans in mainstream secondary | Pupils on the January return, resident here |
    """
    for submission in programme.submissions:
        for kind, names in _OWN_WORDS:
            for name in names:
                yield from _copied_down(submission.all(kind), name)


def _copied_down(rows: Sequence[Record], name: str) -> Iterator[Hit]:
    """The cells of a column that say what the row above says, and no third row does: words of all are nobody's own."""
    said = [name_words(getattr(row, name) or "") for row in rows]
    rows_with = Counter(said)
    for (above, before), (row, words) in pairwise(zip(rows, said, strict=True)):
        copied = words == before and row.row == above.row + 1 and rows_with[words] == 2
        # A row that was copied whole is told as such.
        one_of_a_pair = _are_a_pair(above, row)
        if copied and len(words.split()) >= LONG_ENOUGH and _subject(row) != _subject(above) and not one_of_a_pair:
            yield hit(row.at(name), Related(above.at(name), "the row above"), other=above.label)


def _are_a_pair(above: Record, row: Record) -> bool:
    """Whether two rows are held, decided or defined together: one owner, one day, nearly one title."""
    if isinstance(row, Risk):
        return getattr(above, "owner", None) == row.owner
    if isinstance(row, LogEntry):
        return row.closed_on is not None and getattr(above, "closed_on", None) == row.closed_on
    one, other = set(_subject(above).split()), set(_subject(row).split())
    return isinstance(row, Kpi) and 2 * len(one & other) >= len(one | other)


def _subject(row: Record) -> str:
    """What a row is about, as its words."""
    return name_words(getattr(row, "name", None) or getattr(row, "what", None) or "")


@rule(
    "IS11",
    Severity.QUERY,
    'Kind is Issue, but its words ask for a decision: "{words}".',
    "Choose Decision needed, with the forum and the day: a board is shown what it is asked to decide.",
    brings={"WM04": Reach.CELL},
)
def issue_that_asks_for_a_decision(programme: Programme) -> Iterator[Hit]:
    """What asks for a decision is logged as one.

    An issue is on no agenda as a decision, and nobody asks whether its forum meets in time. Words that say what has
    happened, or has not, ask for nothing.

    **Fails**

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | <Issue> | Agree to split the routes into smaller lots. |
    | TRN-A02 | <Issue> | Pay for two locums until July. |
    | TRN-A03 | <Issue> | Extend the contract by a year. |

    **Passes**

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree to split the routes into smaller lots. |
    | TRN-A02 | Issue | Agreement with two schools has run out. |
    | TRN-A04 | Issue | Release time is not paid for. |
    | TRN-A05 | Issue | Agree dates with schools is still outstanding |
    | TRN-A06 | Issue | Sign off delayed by illness |
    | TRN-A03 | Action | Agree dates with the schools. |
    """
    for entry in programme.each(LogEntry):
        asked = _ASKS.search(entry.what or "") if entry.kind is LogKind.ISSUE else None
        if asked and entry.status is LogStatus.OPEN and not _HAS_HAPPENED.search(entry.what or ""):
            words = " ".join((entry.what or "").split()[:6]).rstrip(" .,;")
            yield hit(entry.at("kind"), Related(entry.at("what"), "its words"), words=words)


@rule(
    "RK61",
    Severity.QUERY,
    'Mitigation kind is {kind}, but its words are of more staff: "{words}".',
    "Choose Extra capacity, and name under Resource line what pays for it. If it costs nothing, say so in the words.",
)
def capacity_called_otherwise(programme: Programme) -> Iterator[Hit]:
    """A mitigation that hires people is extra capacity.

    Called planning it needs no resource line, and nobody asks who pays. Asked where the words begin with it and go on
    to say whom, and no resource line is named. Volunteers, governors and those who are there already cost nothing more.

    **Fails**

    Risks:
    | ID | Mitigation | Mitigation kind |
    | --- | --- | --- |
    | TRN-R01 | Hire a module writer for ten weeks | <Planning and communication> |

    **Passes**

    Risks:
    | ID | Mitigation | Mitigation kind | Resource line |
    | --- | --- | --- | --- |
    | TRN-R01 | Hire a module writer for ten weeks | Extra capacity | TRN-P01 |
    | TRN-R02 | Recruit two teachers | Process | TRN-P02 |
    | TRN-R03 | Appoint nobody until the review | Process | |
    | TRN-R04 | Tell schools in May | Planning and communication | |
    | TRN-R05 | Hire a module writer | | |
    | TRN-R06 | Hire a larger hall | Process | |
    | TRN-R07 | Appoint a lead officer from existing staff | Process | |
    """
    for risk in open_risks(programme):
        called = risk.kind is not None and risk.kind is not Mitigation.EXTRA_CAPACITY
        if called and risk.kind and not risk.resource and _HIRES.search(risk.mitigation or ""):
            words = " ".join((risk.mitigation or "").split()[:6]).rstrip(" .,;")
            yield hit(risk.at("kind"), Related(risk.at("mitigation"), "its words"), kind=risk.kind.value, words=words)
