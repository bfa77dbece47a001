"""Years of money lines against the days on which the people begin who are paid from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.names.people_of_lines import people_after_lines
from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.calendar.financial_years import financial_year, last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

A_MONTH = timedelta(days=28)
_SMALL = frozenset({"team", "staff", "support", "officer", "lead", "manager", "service", "project", "worker"})


@rule(
    "MN78",
    Severity.QUERY,
    "{line} ({name}) is for {year}, but {person} ({role}) begins on {starts}, and {first} has no line for it.",
    "Correct the year of {line}, or enter the line of {first}: people who work in a year are paid in it.",
)
def line_of_the_year_after(programme: Programme) -> Iterator[Hit]:
    """People are paid from a line of each year in which they work.

    A line moved to the next year leaves this one without money, and the next with twice as much. Asked where two lines
    of one name, workstream and funding are of one year, and people of the same words, paid by the same, begin in the
    year before, for which no line of the workstream and that funding shares a word with them.

    **Fails**

    Money:
    | ID | Line | Funding | Financial year | Budget | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Backlog team | Grant | <2027-28> | 40000 | starts Jan |
    | TRN-F02 | Backlog team | Grant | 2027-28 | 50000 | to July |

    Resources:
    | ID | Role | Person or team | Funding | From | To |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Caseworkers | Backlog team | Grant | 4 Jan 2027 | 31 Jul 2027 |

    **Passes**

    Money:
    | ID | Line | Funding | Financial year | Budget | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Backlog team | Grant | 2026-27 | 40000 | starts Jan |
    | TRN-F02 | Backlog team | Grant | 2027-28 | 50000 | to July |
    | TRN-F03 | Coaches | Grant | 2027-28 | 50000 | north |
    | TRN-F04 | Coaches | Grant | 2027-28 | 50000 | south |

    Resources:
    | ID | Role | Person or team | Funding | From | To |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Caseworkers | Backlog team | Grant | 4 Jan 2027 | 31 Jul 2027 |
    | TRN-P02 | Coaches | Coaching team | Grant | 5 Apr 2027 | 31 Jul 2027 |
    """
    first: dict[tuple[str, str, str, Funding | None], MoneyLine] = {}
    for line in programme.each(MoneyLine):
        key = (line.workstream, (line.name or "").casefold(), line.year or "", line.funding)
        before = first.setdefault(key, line)
        if before is line or not line.year:
            continue
        for person in programme.each(Resource):
            year = financial_year(person.starts)
            ours = person.workstream == line.workstream and person.funding is line.funding
            begins = year < line.year and last_day_of(year) - person.starts >= A_MONTH
            if ours and begins and _is_of(line, person) and not _has_line(programme, person, year):
                related = [Related(person.at("starts"), "it begins"), Related(line.at("year"), "the other line")]
                yield hit(
                    before.at("year"), *related, line=before.id, name=before.name, year=before.year, person=person.id,
                    role=person.role, starts=person.starts, first=year,
                )  # fmt: skip
                break


def _is_of(line: MoneyLine, person: Resource) -> bool:
    words = first_letters(content_words(line.name or "") - _SMALL)
    return bool(words & first_letters(content_words(f"{person.role} {person.who}") - _SMALL))


def _has_line(programme: Programme, person: Resource, year: str) -> bool:
    """Whether a workstream has a line of a year and of the funding of a person that shares a word with their role."""
    return any(
        line.workstream == person.workstream
        and line.funding is person.funding
        and line.year == year
        and _is_of(line, person)
        for line in programme.each(MoneyLine)
    )


@rule(
    "MN94",
    Severity.QUERY,
    "{line} ({name}) is for {year}, as {other} is, and nothing is spent of it; {person} ({role}) goes on until {end}, "
    "and {next} has no line for it.",
    "Correct the year of {line}, or enter the line of {next}. If it is to be spent by 31 March, say so in Note.",
)
def line_of_the_year_before(programme: Programme) -> Iterator[Hit]:
    """Money for the year to come is not counted in this one.

    A line with last year's label doubles what this year may spend, and leaves the next without money. Asked of a line
    of the year of the return of which nothing is spent, beside another of its workstream and funding that shares a word
    with it and is spent from, where people of the same words, paid by the same, go on for a month or more of the next
    year, for which there is no such line; not where its Note says when it begins.

    **Fails**

    Money:
    | ID | Line | Funding | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Backlog team | Grant | 2026-27 | 40000 | 25000 | 40000 |
    | TRN-F02 | Backlog team | Grant | <2026-27> | 50000 | 0 | 50000 |

    Resources:
    | ID | Role | Person or team | Funding | From | To |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Caseworkers | Backlog team | Grant | 4 May 2026 | 28 Apr 2027 |

    **Passes**

    Money:
    | ID | Line | Funding | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Backlog team | Grant | 2026-27 | 40000 | 25000 | 40000 | |
    | TRN-F02 | Backlog team | Grant | 2026-27 | 50000 | 0 | 50000 | A second one starts in January |
    | TRN-F03 | Coaches | Grant | 2026-27 | 40000 | 25000 | 40000 | |
    | TRN-F04 | Coaches | Grant | 2027-28 | 50000 | 0 | 50000 | |
    | TRN-F05 | Mentors | Grant | 2026-27 | 40000 | 25000 | 40000 | |
    | TRN-F06 | Mentors | Grant | 2026-27 | 50000 | 0 | 50000 | |

    Resources:
    | ID | Role | Person or team | Funding | From | To |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Caseworkers | Backlog team | Grant | 4 May 2026 | 28 Apr 2027 |
    | TRN-P02 | Coaches | Coaches | Grant | 4 May 2026 | 28 Apr 2027 |
    | TRN-P03 | Mentors | Mentors | Grant | 4 May 2026 | 27 Apr 2027 |
    """
    for submission in programme.submissions:
        this = financial_year(submission.as_at) if submission.as_at else ""
        lines = [line for line in submission.all(MoneyLine) if line.year == this]
        for line in lines:
            beside = [other for other in lines if other.spent and other.funding is line.funding and _share(line, other)]
            if line.spent or not beside or _OTHER_TIME.search(line.note or ""):
                continue
            next_year = financial_year(last_day_of(this) + A_MONTH)
            people = [person for person in submission.all(Resource) if person.funding is line.funding]
            on = [person for person in people if person.ends - last_day_of(this) >= A_MONTH and _is_of(line, person)]
            if on and not any(_has_line(programme, person, next_year) for person in on):
                related = [Related(on[0].at("ends"), "goes on"), Related(beside[0].at("year"), "the other line")]
                yield hit(
                    line.at("year"), *related, line=line.id, name=line.name, year=this, other=beside[0].id,
                    person=on[0].id, role=on[0].role, end=on[0].ends, next=next_year,
                )  # fmt: skip


def _share(line: MoneyLine, other: MoneyLine) -> bool:
    """Whether two lines of one workstream share a word of their names."""
    words, others = (first_letters(content_words(found.name or "") - _SMALL) for found in (line, other))
    return line.workstream == other.workstream and bool(words & others)


@rule(
    "MN87",
    Severity.QUERY,
    "From is {starts}, after {year}, but {line} ({name}), whose name is that of this post, has {outturn} for {year}.",
    "Correct From, or move the money to the year in which they work. If somebody else is paid from it, say so in Note.",
)
def money_before_its_people(programme: Programme) -> Iterator[Hit]:
    """People who are paid from a line work in its year.

    A start that was moved past the end of the year leaves money for nobody, and a late post on track. Asked of a line
    of this year or a later one that has spent something or is forecast to, where all staff lines of its workstream that
    have its name begin more than a month after the year; not where carry-forward is agreed or the Note speaks of
    another time.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologist | Locum | <4 May 2027> | 30 Jul 2027 |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Locum psychologist | 2026-27 | 20000 | 20000 |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Locum psychologist | Locum | 4 Jan 2027 | 30 Jul 2027 |
    | TRN-P02 | Mentor | Ada North | 4 May 2027 | 30 Jul 2027 |
    | TRN-P03 | Coach | Ben South | 4 May 2027 | 30 Jul 2027 |
    | TRN-P04 | Tutor | Ira East | 4 May 2027 | 30 Jul 2027 |
    | TRN-P05 | Trainer | Una West | 1 Apr 2027 | 30 Jul 2027 |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Locum psychologist | 2026-27 | 20000 | 20000 | |
    | TRN-F02 | Mentor | 2026-27 | 20000 | 2000 | Advert; she starts in May |
    | TRN-F03 | Coach | 2025-26 | 20000 | 20000 | |
    | TRN-F04 | Tutor | 2026-27 | 20000 | 0 | |
    | TRN-F05 | Trainer | 2026-27 | 20000 | 20000 | |
    """
    for submission in programme.submissions:
        as_at = submission.as_at
        for line, people in people_after_lines(submission) if as_at else ():
            last = last_day_of(line.year or "")
            soonest = min(people, key=lambda person: person.starts)
            in_time = soonest.starts - last <= A_MONTH or (as_at and last < as_at)
            if in_time or line.carry_forward or line.outturn <= 0 or _OTHER_TIME.search(line.note or ""):
                continue
            yield hit(
                soonest.at("starts"), Related(line.at("year"), "the year of the money"), starts=soonest.starts,
                year=line.year, line=line.id, name=line.name, outturn=pounds(line.outturn),
            )  # fmt: skip


_OTHER_TIME = Pattern(
    rf"(?i)\b(?:start\w*|beg[iu]n\w*|from (?:{MONTH_NAMES}|\d)|until|advert\w*|recruit\w*|interim|previous"
    r"|former|left|set[- ]?up|next year|20\d\d[-/]\d\d|mov\w+|defer\w*)\b"
)
