"""Days and numbers of people that words give of a resource line, against its From and its FTE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, days_named, end_of_month, first_of_month
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import rounded
from xl_send.words import number_said
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

_STARTS = (
    r"\b(?:starts?|starting|joins?|joining)(?: work| with us)? (?:on |in |from )?(?:early |mid[- ]|late )?(?:the )?"
)
_STARTS_ON = Pattern(rf"(?i){_STARTS}{DAY}")
_STARTS_IN = Pattern(rf"(?i){_STARTS}({MONTH_NAMES})\b(?: (20\d\d)\b)?")
# A start at the end of a month, or on the first working day of one, is of its neighbour too.
A_WEEK = timedelta(days=7)
A_FORTNIGHT = timedelta(days=14)


@rule(
    "RS62",
    Severity.QUERY,
    '{where} says "{words}", but From is {start}.',
    "Correct one of the two. Until From nobody counts on them, and from then on the work does.",
)
def starts_on_another_day(programme: Programme) -> Iterator[Hit]:
    """A line whose own words say when somebody starts begins then.

    Asked of a day or a month that Role or Person or team names, where From lies more than a week after it, or before it
    and still to come. From as it was once planned, of a post that is filled late, is another matter.

    **Fails**

    Resources:
    | ID | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Appointed, starts January | <22 Feb 2027> | 31 Aug 2027 | Recruiting |
    | TRN-P02 | New starter (starts 4 January) | <1 Mar 2027> | 31 Aug 2027 | Recruiting |
    | TRN-P03 | Coach, joining in March | <4 Jan 2027> | 31 Aug 2027 | Recruiting |

    **Passes**

    Resources:
    | ID | Person or team | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Appointed, starts January | 4 Jan 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P02 | New starter (starts 29 January) | 1 Feb 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P03 | Adviser (starts 4 January) | 1 Sep 2026 | 31 Aug 2027 | Recruiting |
    | TRN-P04 | Coach, starts late January | 1 Feb 2027 | 31 Aug 2027 | Recruiting |
    | TRN-P05 | Two coaches: one starts in January, one starts in March | 1 Mar 2027 | 31 Aug 2027 | Recruiting |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        for name in ("who", "role"):
            found = _start_said(getattr(line, name) or "", line.starts)
            if as_at is None or found is None:
                continue
            words, first, last = found
            if line.starts > last + A_WEEK or as_at < line.starts < first - A_WEEK:
                cell = line.at(name)
                yield hit(
                    line.at("starts"), Related(cell, "its words"), where=cell.column, words=words, start=line.starts
                )


def _start_said(text: str, near: date) -> tuple[str, date, date] | None:
    """The one day, or month, on which a text says that somebody starts: its words, its first and its last day."""
    on, within = list(_STARTS_ON.finditer(text)), list(_STARTS_IN.finditer(text))
    if len(on) + len(within) != 1:
        return None
    if on:
        day = next(iter(days_named(on[0][0], near)), None)
        return (on[0][0], day, day) if day else None
    first = first_of_month(within[0][1], within[0][2], near)
    return within[0][0], first, end_of_month(first)


@rule(
    "RS66",
    Severity.QUERY,
    '{where} says "{words}", which is still to come, but Post status is In post.',
    "Choose Recruiting until they have started, or correct the words. Work that rests on them is not being done yet.",
)
def in_post_before_the_start(programme: Programme) -> Iterator[Hit]:
    """Nobody is in post before the day on which the line's own words say that they start.

    A post that counts as filled hides that the work on which others wait has not begun.

    **Fails**

    Resources:
    | ID | Person or team | From | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | Second paralegal, starts 4 January | 4 Jan 2027 | <In post> |
    | TRN-P02 | Coach, joining in March | 1 Mar 2027 | <In post> |

    **Passes**

    Resources:
    | ID | Person or team | From | Post status |
    | --- | --- | --- | --- |
    | TRN-P01 | Second paralegal, starts 4 January | 4 Jan 2027 | Recruiting |
    | TRN-P02 | Coach, started 2 November | 2 Nov 2026 | In post |
    | TRN-P03 | Backlog team | 4 Jan 2027 | In post |
    | TRN-P04 | Adviser (starts 12 November) | 12 Nov 2026 | In post |
    """
    for line in worked_on(programme, Resource):
        as_at = programme.as_at(line)
        for name in ("who", "role") if as_at and line.post is PostStatus.IN_POST else ():
            found = _start_said(getattr(line, name) or "", line.starts)
            if as_at and found and found[1] > as_at:
                cell = line.at(name)
                yield hit(line.at("post"), Related(cell, "its words"), where=cell.column, words=found[0])


_PEOPLE = (
    r"(?:posts?|staff|people|workers|teachers|officers|members|therapists|coaches|trainers|sencos|psychologists|eps"
    r"|advisers|practitioners|assistants|leads|managers|drafters|caseworkers|secondments|heads|wte|fte)"
)
_HEADS = Pattern(
    rf"(?i)\((?P<a>\d{{1,2}})(?: {_PEOPLE})?\)|(?<=\w) x ?(?P<b>\d{{1,2}})\b"
    rf"|^(?P<c>two|three|four|five|six|seven|eight|\d{{1,2}}) (?:[a-z-]{{2,20}} ){{0,3}}{_PEOPLE}\b"
)

_NO_MORE_THAN = "no {heads} people work more than {heads} FTE"


@rule(
    "RS63",
    Severity.QUERY,
    'FTE is {fte}, but {where} is "{words}".',
    "Correct one of the two: {why}.",
    brings={"RS31": Reach.ROW},
)
def more_than_its_people(programme: Programme) -> Iterator[Hit]:
    """A line has no more FTE than the people whom its own words count, and not a tenth of them.

    A post more than there is hides work that nobody can do. Fewer may work part of the week, but where Available FTE
    is their number and FTE a tenth of it, a decimal point was mistyped. Asked of a number in brackets behind Person or
    team or Role, of one after an x, and of one with which they begin.

    **Fails**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Inclusion workers | Inclusion workers (3) | <4> | 4 |
    | TRN-P02 | Coaches x3 | Coach pool | <5> | 5 |
    | TRN-P03 | Two seconded teachers | Link school | <2.5> | 4 |

    **Fails**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Two agency annual review officers | Agency | <0.2> | 2 |

    **Passes**

    Resources:
    | ID | Role | Person or team | FTE | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Inclusion workers | Inclusion workers (3) | 2.4 | 3 |
    | TRN-P02 | Coaches x3 | Coach pool | 3 | 5 |
    | TRN-P03 | Two days a week of teachers | Link school | 2.5 | 4 |
    | TRN-P04 | Locums (2 firms) | Locums | 4 | 4 |
    | TRN-P05 | Officers | Review team (Band 5) | 4 | 4 |
    | TRN-P06 | Two link teachers | Link team | 0.2 | 1 |
    | TRN-P07 | Two link teachers | Pool of link teachers | 0.4 | 2 |
    """
    for line in worked_on(programme, Resource):
        for name in ("who", "role"):
            text = getattr(line, name) or ""
            found = _HEADS.search(text)
            heads = number_said(found["a"] or found["b"] or found["c"]) if found else 0
            over_capacity = line.available is not None and line.fte > line.available
            a_tenth = heads > 1 and line.available == heads and round(line.fte * 10, 9) == heads
            if a_tenth or (heads and line.fte > heads and not over_capacity):
                cell, many = line.at(name), rounded(heads)
                why = f"was {many} meant, which Available FTE is" if a_tenth else _NO_MORE_THAN.format(heads=many)
                words = {"fte": rounded(line.fte), "where": cell.column, "words": text, "why": why}
                yield hit(line.at("fte"), Related(cell, "its words"), severity=None, **words)
                break


_NAME = Pattern(r"[A-Z][a-z'\u2019]+(?: [A-Z][a-z'\u2019-]+){1,2}")
_STARTED = Pattern(
    r"(?i)^ (?:has |have )?(?:started|joined|began|took up (?:the )?post|(?:is |was )?in post|starts|joins|will start)"
    rf"(?: work)?(?: as [\w -]{{3,30}}?)?,? (?:from |on |since )?(?:the )?{DAY}"
)
_TELLING: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress", "next_period"),
    Milestone: ("commentary", "evidence"),
    Risk: ("outcome", "mitigation", "controls"),
    LogEntry: ("what", "outcome"),
}


@rule(
    "RS64",
    Severity.QUERY,
    'From is {start}, but {where} says "{words}".',
    "Correct one of the two. What somebody can do, and costs, is counted from that day.",
)
def person_who_started_on_another_day(programme: Programme) -> Iterator[Hit]:
    """A person whose start is told begins in the Resources sheet on that day.

    Asked of a line in a person's own name, where a text of its workstream says on which day that person started, no
    line of the person begins within a fortnight of it, and this is the first of them.

    **Fails**

    Resources:
    | ID | Person or team | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Kerry Lamb | <1 Sep 2026> | 31 Aug 2027 |

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Kerry Lamb started on 1 June |

    **Passes**

    Resources:
    | ID | Person or team | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Kerry Lamb | 8 Jun 2026 | 31 Aug 2027 |
    | TRN-P02 | Kerry Lamb | 1 Sep 2026 | 31 Aug 2027 |
    | TRN-P03 | Amy Frost | 1 Sep 2026 | 31 Aug 2027 |

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | Closed | Kerry Lamb started on 1 June. Amy Frost started the review on 1 June. |
    """
    for submission in programme.submissions:
        lines: dict[str, list[Resource]] = {}
        for line in submission.all(Resource):
            if named := _NAME.match(line.who):
                lines.setdefault(named[0], []).append(line)
        for person, own in lines.items():
            first = min(own, key=lambda line: line.starts)
            for cell, words in _starts_told(submission, person):
                day = next(iter(days_named(words, submission.as_at or first.starts)), None)
                if day and all(abs(line.starts - day) > A_FORTNIGHT for line in own):
                    where = f"{cell.column} of {cell.record}"
                    yield hit(
                        first.at("starts"), Related(cell, "the words"), start=first.starts, where=where, words=words
                    )
                    break


def _starts_told(submission: Submission, person: str) -> Iterator[tuple[Cell, str]]:
    """Where a text says on which day a person started, and its words."""
    for kind, names in _TELLING.items():
        for record in submission.all(kind):
            for name in names:
                text = getattr(record, name) or ""
                place = text.find(person)
                found = _STARTED.match(text[place + len(person) :]) if place >= 0 else None
                if found:
                    yield record.at(name), f"{person}{found[0]}"
