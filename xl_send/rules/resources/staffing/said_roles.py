"""What texts say of when the people of a role start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.names.roles import line_of_role
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.words.named_dates import end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.days import day_if_real, month_named, say
from xl_send.workbook.sheets.choices import LogStatus, PostStatus, RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

_BEGINS = Pattern(
    r"(?:\b(?:start(?:s|ed|ing)?|beg[ai]ns?|beginning|commenc(?:es?|ed|ing)|join(?:s|ed|ing)?|arriv(?:es?|ed)|in post"
    r"|in place|came|comes)(?: work| with us| us)?(?: only)?(?: on| in| from| as of| since)?"
    r"|te\)? from)(?: the)? (?=[\da-z])",
    re.IGNORECASE,
)
_DAY_OF = Pattern(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\b(?: (20\d\d)\b)?", re.IGNORECASE)
# What stands between those who start and the word for it.
_BETWEEN = frozenset({
    "is", "are", "will", "to", "due", "can", "only", "has", "have", "now", "be", "which", "who", "finally", "the", "a",
    "of", "fte", "wte", "f", "w",
})  # fmt: skip
MOST_WORDS = 4
_NOT_THIS = Pattern(
    r"(?i)\b(?:if|could|would|may|might|hope\w*|was to|were to|originally|instead of|until|unless|should|previous\w*"
    r"|last year|new|another|additional|third|fourth|next|replacement|temporary|extra|leaver?s?|left|phase|wave"
    r"|induction|review|reviews|interviews?|advert\w*|training|sessions?|visits?|first|slip\w*|moved|bid)\b"
)
_BEGAN = Pattern(r"(?i)(?:started|began|commenced|joined|arrived|came)\b")
_SEVERAL = Pattern(r"(?i)(?:two|three|four|five|six|seven|eight|nine|ten|both|several)\b")
_IN_PLACE = Pattern(r"(?i)\b(?:in place|in post|started|at work|up and running|on payroll)$")
PEOPLE = Pattern(
    r"(?i)\b(?:[a-z]{3,18}(?:er|or|ist|ant|yst|ian)s?|trainees?|coach(?:es)?|nurses?|locums?|sencos?|teams?)\b"
)
# From, as posts begin on the first working day of a month or a term, and one is told in round figures.
A_FORTNIGHT, A_MONTH = timedelta(days=14), timedelta(days=31)


class _Start(NamedTuple):
    """When a text says that people start: its words, and the first and the last day that they allow."""

    words: str
    first: date
    last: date


@rule(
    "RS86",
    Severity.QUERY,
    '{where} of {record} says "{words}"{on}, but From of {line} ({role}) is {starts}.',
    "Correct From, or the text and what rests on it: the work that waits for these people is planned by that day.",
)
def role_that_starts_on_another_day(programme: Programme) -> Iterator[Hit]:
    """People of a role start on the day that the texts of their workbook say.

    A start that was moved on the Resources sheet alone leaves milestones and mitigations that count on the old one.
    Asked of texts of what is still open that name the role of one line alone, with the day or the month on which it
    starts, more than a fortnight from its From; and of a milestone that was reached, by whose title these people were
    in place then, where From lies more than a month after. Several people are not the one of a line of no more than
    1 FTE, and who is to start after the as at date is not who is In post by then.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologist | Locum | <1 Feb 2027> | 30 Jul 2027 | Recruiting |
    | TRN-P02 | Assistant psychologist | Ada North | 1 Sep 2026 | 31 Aug 2027 | In post |
    | TRN-P03 | Therapists | Therapy team | <19 Apr 2027> | 31 Aug 2027 | Recruiting |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Contingent upon the locum arrangement commencing on 4 January. |
    | TRN-M02 | The therapists start in January, rooms are ready. |

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Case officers, recovery | Recovery team | <1 Sep 2026> | 30 Jul 2027 | In post |

    Milestones:
    | ID | Milestone | Actual date |
    | --- | --- | --- |
    | TRN-M01 | Recovery team in place | 8 Jun 2026 |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologist | Locum | 4 Jan 2027 | 30 Jul 2027 | Recruiting |
    | TRN-P02 | Case officers, recovery | Recovery team | 1 Jun 2026 | 30 Jul 2027 | In post |
    | TRN-P03 | Therapists | Therapy team | 1 Feb 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P04 | Coaches, north | North team | 1 Feb 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P05 | Coaches, south | South team | 1 Feb 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P06 | Mentor | Ben South | 1 Feb 2027 | 31 Aug 2027 | Recruiting |

    Milestones:
    | ID | Milestone | Commentary | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Rooms ready | Contingent upon the locum arrangement commencing on 4 January. | |
    | TRN-M02 | Recovery team in place | | 8 Jun 2026 |
    | TRN-M03 | Offer written | Therapists started the audit in October; therapists start in January. | |
    | TRN-M04 | Plan agreed | The coaches start in September. | |
    | TRN-M05 | Tool bought | If the mentor starts in June, a term is lost. | |
    | TRN-M06 | Pilot over | A new mentor started in June. | |
    | TRN-M07 | Mentors trained | Mentor training starts in May. | |
    | TRN-M08 | Costs agreed | Three coaching packages started in Sept. | |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Available FTE | Post status |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Health visiting lead | Ada North | 5 Jan 2026 | 30 Jul 2027 | 0.2 | 1 | In post |
    | TRN-P02 | Lead locum | Ben South | 1 Sep 2026 | 30 Jul 2027 | 1 | 1 | Recruiting |
    | TRN-P03 | Therapists | Therapy team | 5 Jan 2026 | 30 Jul 2027 | 3 | 3 | In post |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | North has two bank health visitors starting 11 February. |
    | TRN-M02 | Two bank locums start on 11 January. |
    | TRN-M03 | The therapists start in February. |
    """
    for submission in programme.submissions:
        lines, told = submission.all(Resource), set[Resource]()
        for record, name, text in speaking_texts(submission) if lines else ():
            for found in _BEGINS.finditer(text) if _BEGINS.may_be_in(text) and not is_told_of_the_past(record) else ():
                who = _who(text[: found.start()])
                line = line_of_people(who, record, lines)
                said = _start(text, found, line.starts) if line else None
                clause = text[: found.end()].rpartition(". ")[2] + text[found.end() :].partition(".")[0]
                if line is None or said is None or line in told or _NOT_THIS.search(clause):
                    continue
                as_at = programme.as_at(record)
                if _are_several(who, line) or (as_at and _are_to_come(text, found, line, as_at)):
                    continue
                if not said.first - A_FORTNIGHT <= line.starts <= said.last + A_FORTNIGHT:
                    told.add(line)
                    yield _hit(line, record, name, f"{who} {said.words}", "")
        for milestone in submission.all(Milestone) if lines else ():
            place = _IN_PLACE.search(milestone.name or "") if milestone.actual else None
            line = line_of_people((milestone.name or "")[: place.start()], milestone, lines) if place else None
            if line and milestone.actual and line not in told and line.starts > milestone.actual + A_MONTH:
                told.add(line)
                yield _hit(line, milestone, "name", milestone.name or "", f" on {say(milestone.actual)}")


def _hit(line: Resource, record: Record, name: str, words: str, on: str) -> Hit:
    cell = record.at(name)
    return hit(
        line.at("starts"), Related(cell, "the words"), where=cell.column, record=cell.record, words=words, on=on,
        line=line.id, role=line.role or line.who, starts=line.starts,
    )  # fmt: skip


def _are_several(who: str, line: Resource) -> bool:
    """Whether those who start are more than the people of a line."""
    return _SEVERAL.match(who) is not None and max(line.fte, line.available or 0) <= 1


def _are_to_come(text: str, begins: re.Match[str], line: Resource, as_at: date) -> bool:
    """Whether those who start do so after a day by which the people of a line are In post."""
    said = _start(text, begins, as_at)
    in_post = line.post is PostStatus.IN_POST and line.starts <= as_at
    return in_post and said is not None and said.first > as_at and not _BEGAN.match(begins[0])


def line_of_people(who: str, record: Record, lines: Sequence[Resource]) -> Resource | None:
    """The one line of a record's workstream of whose role words speak, where they speak of people."""
    code = getattr(record, "workstream", "") or getattr(record, "code", "")
    line = line_of_role(who, [line for line in lines if not code or line.workstream == code])
    return line if line and PEOPLE.search(who) else None


def is_told_of_the_past(record: Record) -> bool:
    """Whether a record tells of what is done with, and so of what once was planned; or is one of money, with months."""
    status = getattr(record, "status", None)
    closed = status in {LogStatus.CLOSED, RiskStatus.CLOSED}
    return isinstance(record, MoneyLine) or closed or getattr(record, "actual", None) is not None


def _who(before: str) -> str:
    """Those of whom a text has spoken last: a few words of its clause, without what stands between."""
    for mark in (". ", ";", ":", ","):
        before = before.rpartition(mark)[2]
    words = [word for word in before.replace("(", " ").replace(")", " ").split() if word.casefold() not in _BETWEEN]
    words = [word for word in words if not word[0].isdigit()][-MOST_WORDS:]
    counted = max((place for place, word in enumerate(words) if _SEVERAL.match(word)), default=0)
    return " ".join(words[counted:])


def _start(text: str, begins: re.Match[str], near: date) -> _Start | None:
    """The day or the month that stands behind the word for a start."""
    found = _DAY_OF.match(text, begins.end())
    name = found[2].casefold() if found else ""
    month = month_named(name) if found else None
    if found is None or not month:
        return None
    began = begins[0].strip()
    words = f"{'FTE from' if began[:2].casefold() == 'te' else began} {found[0]}"
    first = first_of_month(name, found[3], near)
    if not found[1]:
        return _Start(words, first, end_of_month(first))
    day = day_if_real(first.year, month, int(found[1]))
    return _Start(words, day, day) if day else None
