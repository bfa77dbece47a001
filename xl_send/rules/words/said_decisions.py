"""What a workstream's progress says that a forum has decided, against the decisions that are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.names.forums import call_names
from xl_send.analysis.notes.content import stems
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Decision, LogKind, LogStatus
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_CLAUSES = Pattern(r"[.;!?](?:\s|$)|, (?:and|but) ")
_DECIDED = Pattern(
    r"(?i) (?:has |have )?(?:now |since |also |unanimously |formally |already )?"
    r"(?:approved|agreed|signed off|endorsed|adopted|granted|cleared"
    r"|g[ai]ven? (?:its |their )?(?:approval|agreement) (?:to|for))"
    r"\b(?! (?:in principle|to (?:take|consider|hear"
    r"|receive|look|discuss|note|defer|add|hold|put|bring|decide)|(?:a|the) (?:dates?|timetable|draft|scope|terms"
    r"|forward plan|agenda|wording|format|outline|minutes)|that|when|how))"
)
_BY = Pattern(
    r"(?i)\b(?:approved|agreed|signed off|endorsed|adopted|granted|cleared)(?: unanimously| in full)? (?:by|at)"
    r" (?:the )?$"
)
_DOUBT = Pattern(
    r"(?i)\b(?:if|once|until|unless|subject|in principle|provisional\w*|informal\w*|draft|will|would|should|may|might"
    r"|to be|not|expected|last year|outline|part|some|first stage|phase one)\b"
)
_SMALL_WORDS = frozenset(
    {"approved",
     "approves", "agreed", "agrees", "approval", "agreement", "signed", "adopted", "adopts", "endorsed", "decision",
     "decides", "decided", "cabinet", "board", "forum", "committee", "group", "first", "second", "three", "four",
     "five", "next", "year", "plan", "paper", "report"}
)  # fmt: skip


class _Waiting(NamedTuple):
    """What a forum has still to decide: its id, its words, and the cell where the decision would stand."""

    id: str
    stems: frozenset[str]
    cell: Cell


@rule(
    "CM32",
    Severity.QUERY,
    'Progress says "{words}", but {id} waits for that decision of {forum}, and no decision is given.',
    "If it was decided, give the date there. If not, correct the progress: a board relies on it.",
)
def decided_in_the_progress_alone(programme: Programme) -> Iterator[Hit]:
    """What the progress says that a forum has approved is not still waiting for it.

    Work that rests on it begins too early, or the milestone is not brought up to date. Asked where a clause names the
    forum and says that it has approved or agreed what the title of one of its milestones, or of an open decision of
    the log, speaks of: two words at least. Not of what is agreed in principle, of drafts and dates, nor where another
    milestone or decision of the forum about the same was settled.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Five schools chosen, and Cabinet has approved the capital for the three bases.> |

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Cabinet approves capital for the first three bases | Cabinet | Key decision |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Top-up rates for bases were agreed by Schools Forum.> |

    Issues and decisions:
    | ID | Kind | What | Forum | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree the top-up rates of resource bases | Schools Forum | Open |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Cabinet has agreed in principle the capital for the three bases. Cabinet has approved the travel policy. |

    Milestones:
    | ID | Milestone | Forum | Decision needed |
    | --- | --- | --- | --- |
    | TRN-M01 | Cabinet approves capital for the first three bases | Cabinet | Key decision |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Cabinet has approved the capital for the three bases. |

    Milestones:
    | ID | Milestone | Forum | Decision needed | Decision given | Actual date | Forecast date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Cabinet approves capital for the first three bases | Cabinet | Decision | 6 Nov 2026 | 6 Nov 2026 | |
    | TRN-M02 | Cabinet approves capital for the last three bases | Cabinet | Decision | | | 11 Dec 2026 |
    """
    for stream in programme.each(Workstream):
        if not stream.progress or (not _DECIDED.search(stream.progress) and not _names_who(stream.progress)):
            continue
        for forum, waiting, settled in _by_forum(programme, stream.code):
            for clause in _CLAUSES.split(stream.progress):
                stems = _stems(clause, forum) if _says_decided(clause, forum) else frozenset()
                odd = next((one for one in waiting if len(one.stems & stems) > 1), None)
                if odd and not any(len(one & stems) > 1 for one in settled):
                    related = Related(odd.cell, "no decision given")
                    yield hit(stream.at("progress"), related, words=clause.strip(), id=odd.id, forum=forum)
                    break


def _names_who(text: str) -> bool:
    return " by " in text or " at " in text


def _by_forum(programme: Programme, code: str) -> Iterator[tuple[str, list[_Waiting], list[frozenset[str]]]]:
    """The forums of a workstream: what each has still to decide, and the words of what it has decided."""
    waiting: dict[str, list[_Waiting]] = {}
    settled: dict[str, list[frozenset[str]]] = {}
    for one in programme.each(Milestone):
        if one.workstream != code or not one.forum or not is_active(programme, one):
            continue
        stems = _stems(one.name or "", one.forum)
        if one.actual or one.decided:
            settled.setdefault(one.forum, []).append(stems)
        elif one.decision not in {None, Decision.NONE}:
            waiting.setdefault(one.forum, []).append(_Waiting(one.id, stems, one.at("decided")))
    for entry in programme.each(LogEntry):
        if entry.workstream != code or not entry.forum or entry.kind is not LogKind.DECISION:
            continue
        stems = _stems(entry.what or "", entry.forum)
        if entry.status is LogStatus.CLOSED:
            settled.setdefault(entry.forum, []).append(stems)
        else:
            waiting.setdefault(entry.forum, []).append(_Waiting(entry.id, stems, entry.at("status")))
    for forum, still in waiting.items():
        yield forum, still, settled.get(forum, [])


def _says_decided(clause: str, forum: str) -> bool:
    """Whether a clause says without doubt that a forum, by its name, has decided."""
    place = clause.casefold().find(forum.casefold())
    if place < 0 or _DOUBT.search(clause):
        return False
    return bool(_DECIDED.match(clause, place + len(forum)) or _BY.search(clause[:place]))


def _stems(text: str, forum: str) -> frozenset[str]:
    return stems(text, but=_SMALL_WORDS | set(forum.casefold().split()))


@rule(
    "CM90",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({name}) was decided by {forum}.',
    "Name the forum that decided, or correct Forum there. Who asks for the minute is sent to the wrong body.",
)
def decided_by_another_forum(programme: Programme) -> Iterator[Hit]:
    """What a workstream's text says that a forum has decided was decided by that forum.

    Asked where a clause names a forum of the Forums sheet and says that it approved or agreed what the title of a
    milestone speaks of, two words at least, whose decision another forum gave, and which the clause does not name; and
    where neither a milestone nor a row of the log about the same has the forum that is named.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <First bases opened. Cabinet agreed the place funding band in October.> |

    Milestones:
    | ID | Milestone | Forum | Decision needed | Decision given | Actual date | Forecast date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Place funding band agreed for bases | Schools Forum | Decision | 13 Oct 2026 | 13 Oct 2026 | |

    Forums:
    | Forum |
    | --- |
    | Schools Forum |
    | Cabinet |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Schools Forum agreed the place funding band. Cabinet agreed the band for travel, and base places. |

    Milestones:
    | ID | Milestone | Forum | Decision needed | Decision given | Actual date | Forecast date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Place funding band agreed for bases | Schools Forum | Decision | 13 Oct 2026 | 13 Oct 2026 | |
    | TRN-M02 | Travel policy agreed, band by band | Cabinet | Decision | 13 Oct 2026 | 13 Oct 2026 | |
    | TRN-M03 | Capital for places at base schools agreed | Cabinet | Decision | | | 11 Dec 2026 |

    Forums:
    | Forum |
    | --- |
    | Schools Forum |
    | Cabinet |
    """
    for submission in programme.submissions:
        called = call_names([forum.name for forum in submission.all(Forum)])
        rows: list[Milestone | LogEntry] = [*submission.all(Milestone), *submission.all(LogEntry)]
        decided = [one for one in submission.all(Milestone) if one.decided and one.forum] if called else []
        for stream in submission.all(Workstream) if decided else ():
            for name in ("progress", "reason"):
                text = getattr(stream, name) or ""
                for clause in _CLAUSES.split(text) if _DECIDED.search(text) or _BY_AT.search(text) else ():
                    odd = _of_another_forum(clause or "", stream.code, called, decided, rows)
                    if odd:
                        cell, related = stream.at(name), Related(odd.at("forum"), "the forum")
                        yield hit(
                            cell, related, where=cell.column, words=(clause or "").strip(), id=odd.id, name=odd.name,
                            forum=odd.forum,
                        )  # fmt: skip


_BY_AT = Pattern(r"(?i)\b(?:approved|agreed|signed off|endorsed|adopted|granted|cleared)\b[^.;]{0,25} (?:by|at) ")


def _of_another_forum(
    clause: str,
    code: str,
    called: Mapping[str, str],
    decided: Sequence[Milestone],
    rows: Sequence[Milestone | LogEntry],
) -> Milestone | None:
    """The milestone of which a clause says that another forum decided it than did."""
    told = clause.casefold()
    named = {forum for name, forum in called.items() if name in told}
    by = [forum for name, forum in called.items() if name in told and _says_decided(clause, name)]
    if len(named) != 1 or not by:
        return None
    said = _stems(clause, by[0])
    about = [row for row in rows if len(_stems(_title(row), by[0]) & said) >= _TWO and row.workstream == code]
    own = [one for one in decided if one in about]
    theirs = any(row.forum in named or any(name in _title(row).casefold() for name in by) for row in about)
    return own[0] if len(own) == 1 and not theirs else None


def _title(row: Milestone | LogEntry) -> str:
    return (row.name if isinstance(row, Milestone) else row.what) or ""


_TWO = 2
