"""The months for which a money line pays people, by its Note, against the dates of their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.names.people_of_lines import people_of_lines, share_within, year_of_line
from xl_send.analysis.notes.money import is_income, says_who_pays
from xl_send.analysis.words.named_dates import MONTH_NAMES, end_of_month
from xl_send.calendar.financial_years import year_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds, rounded
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, first_few, number_said
from xl_send.workbook.days import day_if_real, month_named
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

A_MONTH_OF_DAYS = 30.44
# So many months apart, they are not of the same time.
APART = 1.0
# A start on the last days of a month, or on the first of the next, is of both.
A_FEW_DAYS = timedelta(days=7)
MOST_MONTHS = 12
_CLAUSE = r"(?:^|[.;,(:] ?|\bfor |\bonly )"
_STOP = r"(?=\s*(?:$|[.;,):]))"
_MONTHS = Pattern(
    rf"{_CLAUSE}(?:only |just |part[- ]year:? )?(?P<number>{NUMBER}) (?:of (?:the )?(?P<of>\d{{1,2}}) )?months?"
    rf"'?(?: (?:pay|only|this year|in the year|of the year|in 20\d\d[-/]\d\d))*{_STOP}",
    re.IGNORECASE,
)
_RANGE = Pattern(
    rf"{_CLAUSE}(?:from )?(?P<first>{MONTH_NAMES})\b ?(?:to|until|till|[-\u2013]) ?(?P<last>{MONTH_NAMES})\b{_STOP}",
    re.IGNORECASE,
)
_SINCE = Pattern(
    rf"{_CLAUSE}(?:from|started|starts|starting|began|begins|in post (?:from|since)) (?:in |on |from |only in )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<first>{MONTH_NAMES})\b{_STOP}",
    re.IGNORECASE,
)
_OF_SOME = Pattern(
    r"(?i)\b(?:if|may|might|could|would|late|later|early|was|were|had|instead|not|until|gap|less|more|each|other|others"
    r"|second|2nd|third|3rd|one of|some|rest|vacan\w*|cover\w*|plus|and|but|claims?|invoices?|accru\w*|behind|so far)\b"
)


class _Said(NamedTuple):
    """What a Note says of the time that a line pays for: its words, the first day, and how many months it is."""

    words: str
    first: tuple[date, date] | None
    months: float


@rule(
    "MN84",
    Severity.QUERY,
    'The Note of {line} ({name}) says "{words}", but {person} ({role}) works from {starts} to {ends}: {months} '
    "months of "
    "{year}.",
    "Correct From or To, or the Note with the figures beside it: what a post costs in a year rests on these months.",
)
def months_unlike_the_post(programme: Programme) -> Iterator[Hit]:
    """People are there in the months for which the Note of their money line pays.

    A start that was moved leaves a budget for months in which nobody works. Asked of a Note that gives a number of
    months, the first and the last of them, or a start, for a line whose people are known by its name: where none of
    them is there in as many months of the year, or begins within a week of the month, by more than a month.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Link therapists | Link therapists | <4 Jan 2027> | 31 Mar 2027 | 68000 |
    | TRN-P02 | Locum psychologist | Locum | <1 Feb 2027> | 30 Jul 2027 | 47000 |
    | TRN-P03 | Case officers | Recovery team | <1 Sep 2026> | 30 Jul 2027 | 212000 |
    | TRN-P04 | Coach | Ada North | <4 Jan 2027> | 30 Jul 2027 | 21000 |
    | TRN-P05 | Tutors | Tutors | 1 Sep 2026 | <18 Dec 2026> | 21000 |

    Money:
    | ID | Line | Financial year | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | Link therapists | 2026-27 | Seven months, September to March |
    | TRN-F02 | Locum psychologist | 2026-27 | January to March. |
    | TRN-F03 | Recovery team | 2026-27 | 10 of 14 months |
    | TRN-F04 | Coach | 2026-27 | started 5 oct |
    | TRN-F05 | Tutors | 2026-27 | 7 months |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Link therapists | Link therapists | 14 Sep 2026 | 31 Mar 2027 | 68000 |
    | TRN-P02 | Locum psychologist | Locum | 4 Jan 2027 | 30 Jul 2027 | 47000 |
    | TRN-P03 | Case officers | Recovery team | 1 Jun 2026 | 30 Jul 2027 | 212000 |
    | TRN-P04 | Coach | Ada North | 5 Oct 2026 | 30 Jul 2027 | 21000 |
    | TRN-P05 | Tutors | Tutors | 1 Sep 2026 | 18 Dec 2026 | 21000 |
    | TRN-P06 | Mentor | Mentor | 1 Sep 2026 | 31 Mar 2027 | 21000 |
    | TRN-P07 | Adviser | Adviser | 1 Sep 2026 | 31 Mar 2027 | 21000 |

    Money:
    | ID | Line | Financial year | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | Link therapists | 2026-27 | Seven months, September to March |
    | TRN-F02 | Locum psychologist | 2026-27 | January to March. |
    | TRN-F03 | Recovery team | 2026-27 | 10 of 14 months |
    | TRN-F04 | Coach | 2026-27 | started 5 oct |
    | TRN-F05 | Tutors | 2026-27 | Started 2 months late |
    | TRN-F06 | Mentor | 2026-27 | Three months only if she leaves |
    | TRN-F07 | Adviser | 2026-27 | Second post from January |
    """
    for line, paid in people_of_lines(programme).items():
        year = year_of_line(line)
        said = _said(line) if year and line.note and not is_income(line) else None
        if said is None or year is None:
            continue
        people = [person for person in paid.lines if not _is_in_time(person, said, year)]
        if len(people) == len(paid.lines):
            person = people[0]
            blamed = "ends" if said.first is None and person.ends < year[1] else "starts"
            yield hit(
                person.at(blamed), Related(line.at("note"), "the Note"), line=line.id, name=line.name, words=said.words,
                person=person.id, role=person.role or person.who, starts=person.starts, ends=person.ends,
                months=rounded(round(_months_within(person, year), 1)), year=line.year,
            )  # fmt: skip


def _said(line: MoneyLine) -> _Said | None:
    """What the Note of a line says of the time for which people are paid, where it says that of all of them."""
    note, year = line.note or "", line.year or ""
    found = _MONTHS.search(note) or _RANGE.search(note) or _SINCE.search(note)
    if found is None or _OF_SOME.search(note):
        return None
    given = found.groupdict()
    words = found[0].strip(" .;,:(")
    if given.get("number"):
        return _Said(words, None, number_said(given["number"]))
    month = month_named(given["first"].casefold()) or 1
    day = day_if_real(year_of_month(month, year), month, int(given.get("day") or 1))
    if day is None:
        return None
    if given.get("last"):
        last = month_named(given["last"].casefold()) or 1
        return _Said(words, None, (last - month) % MOST_MONTHS + 1)
    return _Said(words, (day, day if given.get("day") else end_of_month(day)), 0)


def _is_in_time(person: Resource, said: _Said, year: tuple[date, date]) -> bool:
    """Whether somebody is there for as many months of a year as are said, or from the day that is."""
    if said.first is not None:
        return person.starts <= said.first[1] + A_FEW_DAYS * (1 if said.first[0] < said.first[1] else 4)
    return abs(_months_within(person, year) - said.months) < APART


def _months_within(person: Resource, year: tuple[date, date]) -> float:
    return max((min(person.ends, year[1]) - max(person.starts, year[0])).days + 1, 0) / A_MONTH_OF_DAYS


# What a share of a cost comes to, and what some months of it do, with round figures and a pay rise allowed for.
NEAR, NEAR_MONTHS, LIKELY = 0.08, 0.2, 2.0


@rule(
    "MN86",
    Severity.QUERY,
    'The cost of {people} is {cost} in all, of which "{words}", as the Note says, are {part}, but {line} ({name}) has '
    "a budget of {budget} and a forecast of {outturn}.",
    "Check Cost (pounds), and the figures of {line}: one of them was changed without the others.",
)
def months_of_another_cost(programme: Programme) -> Iterator[Hit]:
    """What people cost in the months that a Note gives is what their line has for them.

    Asked where a line of nothing but people, by its name, has a Note with the number of months, or the first and the
    last, in which they are there by their dates, and that part of what they cost is more than a fifth from both Budget
    and Forecast outturn, or 8% where so many of all months are given, though not twice or half as much.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Case officers | Recovery team | 1 Jun 2026 | 30 Jul 2027 | <182000> |
    | TRN-P02 | Mentors | Mentors | 1 Sep 2026 | 31 Aug 2027 | <60000> |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Recovery team | 2026-27 | 151000 | 151000 | 10 of 14 months |
    | TRN-F02 | Mentors | 2026-27 | 28000 | 28500 | September to March |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Case officers | Recovery team | 1 Jun 2026 | 30 Jul 2027 | 212000 |
    | TRN-P02 | Mentors | Mentors | 1 Sep 2026 | 31 Aug 2027 | 60000 |
    | TRN-P03 | Coaches | Coaches | 1 Sep 2026 | 31 Aug 2027 | 60000 |
    | TRN-P04 | Tutors | Tutors | 1 Sep 2026 | 31 Aug 2027 | 60000 |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Recovery team | 2026-27 | 151000 | 151000 | 10 of 14 months |
    | TRN-F02 | Mentors | 2026-27 | 35000 | 31000 | September to March |
    | TRN-F03 | Coaches and rooms | 2026-27 | 45000 | 45000 | September to March |
    | TRN-F04 | Tutors | 2026-27 | 27000 | 27000 | September to March; college pays the rest |
    """
    for line, paid in people_of_lines(programme).items():
        year = year_of_line(line)
        said = _said(line) if year and line.note and paid.alone and not is_income(line) else None
        if said is None or year is None or not said.months or says_who_pays(line.note):
            continue
        cost = sum(person.cost or 0 for person in paid.lines)
        part = sum((person.cost or 0) * share_within(person, *year) for person in paid.lines)
        figures = [line.budget, line.outturn]
        allowed = NEAR if " of " in said.words else NEAR_MONTHS
        near = any(abs(part - one) <= allowed * one or not one / LIKELY < part < one * LIKELY for one in figures)
        if not near and all(_is_in_time(person, said, year) for person in paid.lines):
            related = [Related(line.at("budget"), "the budget"), Related(line.at("note"), "the Note")]
            yield hit(
                _dearest(paid.lines).at("cost"), *related, people=first_few(person.id for person in paid.lines),
                cost=pounds(cost), words=said.words, part=pounds(round(part, -2)), line=line.id, name=line.name,
                budget=pounds(line.budget), outturn=pounds(line.outturn),
            )  # fmt: skip


def _dearest(people: Sequence[Resource]) -> Resource:
    return max(people, key=lambda person: person.cost or 0)
