"""Posts in post of which texts say that somebody starts later, or that they are vacant until then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import first_letters
from xl_send.analysis.notes.speaking import speaking_texts_of_each
from xl_send.analysis.notes.times import may_name_a_time
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern, in_small_letters
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import LogStatus, PostStatus, RiskStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme, Submission

_HINTS = (
    "vacan", " start", " join", "unfilled", "empty", "arrive", "begins", "expected", "up post", "up the post",
    "in post",
)  # fmt: skip
_LATER = Pattern(
    r"(?i)\b(?:(?:vacan(?:t|cy)|unfilled|empty)\b[^.;]{0,30}? (?:until|till?|to)|(?P<last>[\w-]{2,20}\)?)"
    r" (?:(?:now|only|is|will|due|to) )*(?:starts?|starting|joins?(?: us)?|arrives|begins|expected"
    r"|takes? up (?:the )?post|in post)(?: only)?(?: (?:on|from|in|w/c|after|at|until))?)"
    r"(?: (?:at least|the|early|mid|late|start of|end of))*"
    rf"[ -](?:{DAY}|(?P<named>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
# Of another post, of somebody else in it, or only thought of.
_ANOTHER = frozenset({
    "another", "second", "third", "replacement", "new", "more", "extra", "additional", "further", "next", "maternity",
    "cover", "covered", "covers", "if", "once", "unless", "might", "could", "would", "rate", "leaves", "leaving",
    "interim", "agency", "filled", "acting",
})  # fmt: skip
_PLAIN = frozenset({
    "post", "posts", "team", "staff", "the", "and", "for", "our", "grant", "role", "time", "full", "part", "until",
    "service", "provider", "community", "council", "lead", "from", "school", "schools", "send", "new", "starts",
    "vacant",
})  # fmt: skip
ENOUGH, A_MONTH = 2, timedelta(days=31)


@rule(
    "RS93",
    Severity.QUERY,
    'Post status is In post since {starts}, but {where} of {record} says that they are still to come: "{words}".',
    "Choose Recruiting until somebody has started, or correct the text. The colour of the line, and of the risks that "
    "it is to hold, comes from Post status.",
)
def in_post_before_somebody_starts(programme: Programme) -> Iterator[Hit]:
    """Nobody is in a post that is vacant until a day to come, or in which somebody starts on such a day.

    With In post chosen too early a vacancy turns Green without a word. Asked of lines of one post or less that have
    begun and do not carry the name of a person, where a text of what is open names a later day or month until which the
    post is vacant, or on which it starts, and has two words of the role and the team, or the money line of that Note
    has one of them with it, and no other line of the workstream has as many.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Therapist B6 (triage hub) | Trust, hub | 5 Oct 2026 | 1 | 4 | <In post> |
    | TRN-P02 | Therapist B6 (trial) | Trust | 5 Oct 2026 | 1 | 4 | In post |
    | TRN-P03 | Travel planner | Transport | 5 Oct 2026 | 0.5 | 1 | <In post> |
    | TRN-P04 | Data analyst | Insight | 5 Oct 2026 | 1 | 1 | <In post> |

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | 68% against 70%. 1.0 WTE B6 vacancy in hub until Jan. |

    Risks:
    | ID | Status | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Open | Recruitment abroad; travel planner starts 4 January |

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | Dashboard once the data analyst joins on 11 January. Data analyst post vacant until 11 January. |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Therapist B6 (triage hub) | Trust, hub | 5 Oct 2026 | 1 | 4 | Recruiting |
    | TRN-P02 | Therapist B6 (trial) | Trust | 5 Oct 2026 | 1 | 4 | In post |
    | TRN-P03 | Travel planner | Transport | 5 Oct 2026 | 0.5 | 1 | In post |
    | TRN-P04 | Data analyst | Ada North | 5 Oct 2026 | 1 | 1 | In post |
    | TRN-P05 | Link workers | Link team | 5 Oct 2026 | 4 | 4 | In post |
    | TRN-P06 | Family adviser | Advice line | 4 Jan 2027 | 1 | 1 | In post |
    | TRN-P07 | Sleep coach | Health | 5 Oct 2026 | 1 | 1 | In post |

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | B6 vacancy in hub until Jan. Travel planner was vacant until 2 November. |
    | TRN-K02 | Travel planner routes start 4 January. Second travel planner starts 4 January. |
    | TRN-K03 | Data analyst starts work on phase two in January; link worker vacancy until Jan. |
    | TRN-K04 | Family adviser starts 4 January. Sleep coach vacancy filled until July. |
    | TRN-K05 | Sleep coach training starts 4 January |
    """
    lines = [line for line in worked_on(programme, Resource) if _is_said_to_be_filled(programme, line)]
    texts = list(_telling(programme)) if lines else []
    for line in lines:
        book, as_at = programme.of(line), programme.as_at(line)
        for record, name, text in texts:
            theirs = as_at and record.workbook == line.workbook and _is_open(record, line)
            if theirs and as_at and (said := _said_of(record, text, line, book, as_at)):
                cell = record.at(name)
                yield hit(
                    line.at("post"), Related(cell, "the words"), starts=line.starts, where=cell.column,
                    record=cell.record, words=said,
                )  # fmt: skip
                break


def _is_said_to_be_filled(programme: Programme, line: Resource) -> bool:
    """Whether a line is of one post that has begun, and In post without a name."""
    as_at = programme.as_at(line)
    one_post = line.fte <= 1 and line.post is PostStatus.IN_POST and not _is_a_person(line.who)
    return one_post and as_at is not None and line.starts <= as_at <= line.ends


def _telling(programme: Programme) -> Iterator[tuple[Record, str, str]]:
    """The texts with a word of an empty post or a start, and one of a time to come: a look before a longer one."""
    for submission, texts in zip(programme.submissions, speaking_texts_of_each(programme), strict=True):
        as_at = submission.as_at
        for record, name, text in texts if as_at else ():
            said = in_small_letters(text)
            hints = as_at and any(word in said for word in _HINTS)
            if as_at and hints and ("/" in said or may_name_a_time(text, as_at, as_at - A_MONTH)):
                yield record, name, text


def _is_a_person(who: str) -> bool:
    """Whether a line has the first and the last name of a person, by the look of it."""
    return len(who.split()) == ENOUGH and who.istitle()


def _is_open(record: Record, line: Resource) -> bool:
    code = getattr(record, "workstream", "") or getattr(record, "code", "")
    closed = getattr(record, "status", None) in {LogStatus.CLOSED, RiskStatus.CLOSED}
    return code == line.workstream and not closed and getattr(record, "actual", None) is None


def _said_of(record: Record, text: str, line: Resource, book: Submission, as_at: date) -> str | None:
    """The words of a text by which somebody is still to come for a line, and for no other."""
    lines = [one for one in book.all(Resource) if one.workstream == line.workstream and one is not line]
    for clause in _clauses(text):
        said = _words(f"{clause} {record.name or ''}" if isinstance(record, MoneyLine) else clause)
        shared = len(said & _of(line))
        if shared >= ENOUGH and all(len(said & _of(one)) < shared for one in lines):
            plain = "%" not in clause and _ANOTHER.isdisjoint(name_words(clause).split())
            found = _LATER.search(clause) if plain else None
            of_post = found and (not found["last"] or _words(found["last"]) <= _of(line))
            if found and of_post and _is_later(found, as_at):
                return clause.strip(" .")
    return None


def _clauses(text: str) -> list[str]:
    return text.replace("; ", ". ").replace("\n", ". ").split(". ")


def _is_later(found: re.Match[str], as_at: date) -> bool:
    """Whether the day or the month of a match is still to come."""
    day = next_month_named(found["named"], found["of"], as_at) if found["named"] else day_matched(found, as_at)
    return day is not None and day > as_at


def _of(line: Resource) -> frozenset[str]:
    return _words(f"{line.role or ''} {line.who}")


def _words(text: str) -> frozenset[str]:
    """The words of a text that tell one post from another, a grade such as B6 among them."""
    words = (word.removesuffix("s") for word in name_words(text.replace("-", " ")).split())
    return first_letters({word for word in words if len(word) > ENOUGH or word[-1:].isdigit()} - _PLAIN)
