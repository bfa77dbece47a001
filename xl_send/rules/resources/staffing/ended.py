"""People whose time is over, by their line, and who still answer for what is to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import is_a_person, without_title
from xl_send.words import first_few
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

_ANY_NAME = Pattern(r"[A-Z][\w'\u2019.-]{0,40} [A-Z]")
A_MONTH = 31


@rule(
    "RS67",
    Severity.QUERY,
    "To is {ends}, but {who} is In post and still answers for {ids}.",
    "Correct To, if they go on. If they have left, choose another Post status and name who answers now.",
)
def ended_and_still_owner(programme: Programme) -> Iterator[Hit]:
    """Whoever answers for what is still to come has not ended by their own line.

    Mostly the year of To is a slip: the line then counts as over, and its cost is spread over too short a time. Asked
    of a person by name who is In post, a month and more after the last of their lines ended, and who owns an open
    milestone, risk, issue or decision of the workbook.

    **Fails**

    Resources:
    | ID | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Colin Dacre | 1 Sep 2025 | <31 Mar 2026> | In post |

    Milestones:
    | ID | Owner | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Senior adviser (Colin Dacre) | 11 Dec 2026 |

    **Passes**

    Resources:
    | ID | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Colin Dacre | 1 Sep 2025 | 31 Mar 2026 | In post |
    | TRN-P02 | Colin Dacre | 1 Apr 2026 | 31 Mar 2027 | In post |
    | TRN-P03 | Ada North | 1 Sep 2025 | 31 Mar 2026 | Vacant |
    | TRN-P04 | Priti Sol | 1 Sep 2025 | 31 Mar 2026 | In post |
    | TRN-P05 | Opening team | 1 Sep 2025 | 31 Mar 2026 | In post |
    | TRN-P06 | Ben South | 1 Sep 2025 | 31 Oct 2026 | In post |

    Milestones:
    | ID | Owner | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Senior adviser (Colin Dacre) | 11 Dec 2026 | |
    | TRN-M02 | Ada North | 11 Dec 2026 | |
    | TRN-M03 | Priti Sol | | 4 Mar 2026 |
    | TRN-M04 | Opening team | 11 Dec 2026 | |
    | TRN-M05 | Ben South | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        as_at, last = submission.as_at, _last_lines(programme, submission)
        ended = {
            name: line
            for name, line in last.items()
            if as_at and line.post is PostStatus.IN_POST and (as_at - line.ends).days > A_MONTH
        }
        owned = _still_owned(submission) if ended else {}
        for name, line in ended.items():
            theirs = [record for text, records in owned.items() if f" {name} " in text for record in records]
            if theirs:
                related = [Related(record.at("owner"), record.id) for record in theirs]
                ids = first_few(record.id for record in theirs)
                yield hit(line.at("ends"), *related, ends=line.ends, who=line.who, ids=ids)


def _last_lines(programme: Programme, submission: Submission) -> Mapping[str, Resource]:
    """The line of each person by name that ends last."""
    found: dict[str, Resource] = {}
    for line in worked_on(programme, Resource):
        if programme.of(line) is submission and _ANY_NAME.search(line.who) and is_a_person(line.who):
            name = name_words(without_title(line.who))
            if name not in found or found[name].ends < line.ends:
                found[name] = line
    return found


def _still_owned(submission: Submission) -> Mapping[str, list[Milestone | Risk | LogEntry]]:
    """What is open, by its owner in plain words."""
    found: defaultdict[str, list[Milestone | Risk | LogEntry]] = defaultdict(list)
    rows: Sequence[Milestone | Risk | LogEntry] = (
        *submission.all(Milestone), *submission.all(Risk), *submission.all(LogEntry),
    )  # fmt: skip
    for record in rows:
        if record.owner and _is_open(record):
            found[f" {name_words(record.owner)} "].append(record)
    return found


def _is_open(record: Record) -> bool:
    done = getattr(record, "actual", None) or getattr(record, "closed", None)
    status = getattr(record, "status", None)
    return done is None and (status is None or status.value == "Open")
