"""Months in which texts say that somebody started, by the post, against the line of that post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

_POST = (
    r"(?:officer|teacher|coach|worker|psychologist|therapist|trainer|analyst|co-?ordinator|caseworker|adviser|nurse"
    r"|administrator|mentor|practitioner|manager)"
)
_STARTED = Pattern(
    rf"(?i)\b(?P<post>(?:[a-z-]+ ){{0,2}}{_POST}) (?:(?:only|finally|has|have|just) )*(?:came|started|joined|arrived"
    r"|began|took up (?:the )?post)(?: in post| work| with us| only| late)? (?:in|on|from|at)"
    rf" (?:the )?(?:(?:start|end|beginning) of )?(?:early |mid[- ]|late )?"
    rf"(?:{DAY}|(?P<named>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
_OTHERWISE = Pattern(r"(?i)\b(?:if|unless|left|leave|until|acting|cover\w*|interim|sutton|school's|secondment)\b")
_TEXTS: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress"),
    Milestone: ("commentary",),
    Risk: ("outcome", "mitigation", "controls"),
    LogEntry: ("what", "outcome"),
    MoneyLine: ("note",),
}
A_WEEK = timedelta(days=7)
_ANY = frozenset({"the", "our", "second", "first", "third", "new", "other", "one", "another", "a", "an", "extra"})


@rule(
    "CM95",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({role}) begins on {day}.',
    "Correct the words, or From of {id}. What a post does, and costs, is counted from that day.",
)
def post_begun_after_it_started(programme: Programme) -> Iterator[Hit]:
    """A post of which a text says that somebody started in it begins no later than that in its own line.

    Asked where a text says on which day, or in which month, an officer, teacher or the like came, the workstream has
    lines of such posts, and the first of those whose role has all its words begins more than a week later, in post.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Meetings started late because the second officer only came in Aug.> |

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Resolution Manager | Kit Farrow | 5 May 2026 | 30 Sep 2027 | In post |
    | TRN-P02 | Resolution Officer | Shanice Obi | 5 Oct 2026 | 30 Sep 2027 | In post |

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | <Resolution officer started on 7 September> |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Meetings started late because the second officer only came in Oct. |

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Resolution Manager | Kit Farrow | 5 May 2026 | 30 Sep 2027 | In post |
    | TRN-P02 | Resolution Officer | Shanice Obi | 5 Oct 2026 | 30 Sep 2027 | In post |
    | TRN-P03 | Family worker | Vacancy | 4 Jan 2027 | 30 Sep 2027 | Recruiting |

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Resolution manager started on 7 September; the school's own family worker started in June |
    """
    for submission in programme.submissions:
        lines = [line for line in submission.all(Resource) if line.post is PostStatus.IN_POST]
        for record, name, text in _texts(submission) if lines else ():
            found = _STARTED.search(text)
            if found is None or submission.as_at is None or _OTHERWISE.search(text):
                continue
            code = getattr(record, "workstream", "") or getattr(record, "code", "")
            own = [line for line in lines if line.workstream == code and _is_of(line, found["post"])]
            first = min(own, key=lambda line: line.starts, default=None)
            last = _last_day(found, submission.as_at)
            if first and last and first.starts - last > A_WEEK:
                cell, related = record.at(name), Related(first.at("starts"), "it begins")
                words = {"where": cell.column, "words": found[0].strip(), "id": first.id, "role": first.role}
                yield hit(cell, related, severity=None, day=first.starts, **words)


def _texts(submission: Submission) -> Iterator[tuple[Record, str, str]]:
    for kind, names in _TEXTS.items():
        for record in submission.all(kind):
            for name in names:
                if text := getattr(record, name):
                    yield record, name, text


def _last_day(found: re.Match[str], as_at: date) -> date | None:
    """The last day that the words for when somebody started can mean."""
    return (
        end_of_month(first_of_month(found["named"], found["of"], as_at))
        if found["named"]
        else day_matched(found, as_at)
    )


def _is_of(line: Resource, post: str) -> bool:
    """Whether the role of a line has all words of a post but those that tell it from another of its kind."""
    role = (line.role or "").casefold().split()
    return {word for word in post.casefold().split() if word not in _ANY} <= {word.rstrip("s,") for word in role}
