"""Spending that does not keep pace with the people who are all that a line is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.names.people_of_lines import people_of_lines, share_within, year_of_line
from xl_send.analysis.notes.ledgers import ledger_day
from xl_send.analysis.notes.money import says_corrected, says_why_little
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import PostStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

# A forecast that is the cost of people, and what is spent of it when a month is still to be charged.
THE_SAME, BEHIND, AHEAD = 0.03, 0.75, 1.35
# Of a start so short ago, or of sums so small, one pay day decides.
A_QUARTER, AT_LEAST = 0.25, 3000
# How near what is spent is to what the people cost by the day to which a ledger may go.
A_TENTH = 0.1
A_FIFTH, TENFOLD, LEAST_GONE, LATELY = 0.2, 10, 0.4, timedelta(days=62)
_IN_STEPS = Pattern(r"(?i)\b(?:payments?|paid|instal\w*|stages?|quarterly|termly|yearly|charged)\b")


@rule(
    "MN88",
    Severity.QUERY,
    "{spent} is said to have been spent, but {people}, whose cost is the whole of {line} ({name}), cost about "
    "{worth} by "
    "{as_at}: From is {starts} and To {ends}.",
    "Check Actual to date, and From, To and Cost of these people. "
    "If the ledger is of an earlier day, or they are charged later, say so in Note.",
)
def spent_unlike_the_time_of_the_people(programme: Programme) -> Iterator[Hit]:
    """Where a line is for people and nothing else, what is spent goes with their time.

    An end that was brought forward, or a figure of another line, shows in this before it shows in the forecast. Asked
    of a line whose Budget and Forecast outturn are what people in post cost in the year, to 3%, once a
    quarter of that is earned, where less than 75% or more than 135% of it is spent, and £3,000 are between them; not
    where the Note tells of money that comes late, or ahead. Where the Note says to which day the ledger goes, it is
    what they cost by that day that counts. Where it does not, a ledger may be of the end of the last month, or of the
    day that another Note of the workbook gives: nothing is asked where what is spent is what they cost by then, to 10%.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Project officer | Lucia Ferrante | 1 Jun 2026 | 31 Dec 2026 | 41000 | In post |
    | TRN-P02 | Coaches | Coach pool | 1 Apr 2026 | 31 Mar 2027 | 60000 | In post |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Project officer | 2026-27 | 41000 | <22000> | 41000 |
    | TRN-F02 | Coaches | 2026-27 | 60000 | <51000> | 60000 |

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Coaches | Coach pool | 1 Apr 2026 | 31 Mar 2027 | 60000 | In post |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Coaches | 2026-27 | 60000 | <22000> | 60000 | Ledger to 31 October. |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Project officer | Lucia Ferrante | 1 Jun 2026 | 31 Mar 2027 | 41000 | In post |
    | TRN-P02 | Coaches | Coach pool | 1 Apr 2026 | 31 Mar 2027 | 60000 | In post |
    | TRN-P03 | Tutors | Tutors | 1 Apr 2026 | 31 Mar 2027 | 60000 | In post |
    | TRN-P04 | Mentors | Mentors | 1 Apr 2026 | 31 Mar 2027 | 60000 | Recruiting |
    | TRN-P05 | Trainers | Trainers | 2 Nov 2026 | 31 Mar 2027 | 60000 | In post |
    | TRN-P06 | Link workers | Link workers | 7 Sep 2026 | 31 Mar 2027 | 60000 | In post |
    | TRN-P07 | Key workers | Key workers | 7 Sep 2026 | 31 Mar 2027 | 60000 | In post |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Project officer | 2026-27 | 41000 | 20500 | 41000 | |
    | TRN-F02 | Coaches | 2026-27 | 60000 | 20000 | 60000 | Recharged each quarter |
    | TRN-F03 | Tutors | 2026-27 | 60000 | 20000 | 48000 | |
    | TRN-F04 | Mentors | 2026-27 | 60000 | 20000 | 60000 | |
    | TRN-F05 | Trainers | 2026-27 | 60000 | 0 | 60000 | |
    | TRN-F06 | Link workers | 2026-27 | 60000 | 16000 | 60000 | Nearly two months to the end of October. |
    | TRN-F07 | Key workers | 2026-27 | 60000 | 7000 | 60000 | Actual is to 30 September 2026; ledger closes late |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Locums | Locum pool | 1 Sep 2026 | 31 Mar 2027 | 62000 | In post |
    | TRN-P02 | Coaches | Coach pool | 6 Jul 2026 | 31 Mar 2027 | 60000 | In post |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Locums | 2026-27 | 62000 | 8800 | 62000 | |
    | TRN-F02 | Coaches | 2026-27 | 60000 | 26400 | 60000 | |
    | TRN-F03 | Toolkit | 2026-27 | 9000 | 400 | 9000 | Actual is to 30 September |
    """
    for line, paid in people_of_lines(programme).items():
        year, as_at = year_of_line(line), programme.as_at(line)
        if year is None or as_at is None or not line.spent or not year[0] <= as_at <= year[1]:
            continue
        until = ledger_day(line, as_at) or as_at
        worth, whole = (_cost(paid.lines, year[0], day) for day in (until, year[1]))
        alike = paid.alone and all(abs(whole - one) <= THE_SAME * one for one in (line.budget, line.outturn))
        if not alike or worth < A_QUARTER * whole or _tells_when_it_is_charged(line):
            continue
        if any(one.post is not PostStatus.IN_POST for one in paid.lines):
            continue
        if until == as_at and any(
            abs(line.spent - _cost(paid.lines, year[0], day)) <= A_TENTH * line.spent
            for day in _ledgers_closed(programme, line, as_at)
        ):
            continue
        if not BEHIND * worth <= line.spent <= AHEAD * worth and abs(line.spent - worth) >= AT_LEAST:
            first, last = min(one.starts for one in paid.lines), max(one.ends for one in paid.lines)
            related = [Related(one.at("ends"), "its end") for one in paid.lines]
            yield hit(
                line.at("spent"), *related, spent=pounds(line.spent), people=first_few(one.id for one in paid.lines),
                line=line.id, name=line.name, worth=pounds(round(worth, -2)), as_at=until, starts=first, ends=last,
            )  # fmt: skip


@rule(
    "MN93",
    Severity.QUERY,
    "Actual to date is {spent} of a forecast {outturn}, with {share} of the year gone: it seems to lack a nought.",
    "Check it against the ledger: {likely} would keep pace. If so little has been spent, say in Note what is still to "
    "come.",
    brings={"MN82": Reach.ROW, "MN68": Reach.ROW, "MN88": Reach.ROW},
)
def spent_a_tenth_of_what_keeps_pace(programme: Programme) -> Iterator[Hit]:
    """What has been spent keeps some pace with the year.

    A figure that lost a nought makes the year look as if most of the money were still there. Asked once two fifths of a
    year have gone, of a line that is forecast near its budget, where ten times what was spent is what the time that has
    gone would bring, to a quarter; not where the Note tells of money that comes late, or some of its people began in
    the last two months, or begin later.

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 104000 | <6300> | 101500 |

    **Passes**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 104000 | 63000 | 101500 | |
    | TRN-F02 | 2026-27 | 104000 | 6300 | 101500 | Posts start in January |
    | TRN-F03 | 2026-27 | 104000 | 6300 | 7000 | |
    | TRN-F04 | 2026-27 | 104000 | 18000 | 101500 | |
    | TRN-F05 | 2027-28 | 104000 | 6300 | 101500 | |
    """
    people = people_of_lines(programme)
    for line in worked_on(programme, MoneyLine):
        year, as_at = year_of_line(line), programme.as_at(line)
        if year is None or as_at is None or not line.spent or line.budget <= 0:
            continue
        gone = (as_at - year[0]).days / ((year[1] - year[0]).days + 1)
        pace = line.outturn * gone
        near_budget = abs(line.outturn - line.budget) <= A_FIFTH * line.budget
        a_tenth = abs(TENFOLD * line.spent - pace) <= A_QUARTER * pace
        begins_later = line in people and any(one.starts > as_at - LATELY for one in people[line].lines)
        if (
            LEAST_GONE <= gone <= 1
            and near_budget
            and a_tenth
            and not (begins_later or _tells_when_it_is_charged(line))
        ):
            yield hit(
                line.at("spent"), Related(line.at("outturn"), "the forecast"), spent=pounds(line.spent),
                outturn=pounds(line.outturn), share=f"{gone:.0%}", likely=pounds(line.spent * TENFOLD),
            )  # fmt: skip


def _tells_when_it_is_charged(line: MoneyLine) -> bool:
    note = line.note or ""
    return says_why_little(note) or says_corrected(line) or _IN_STEPS.search(note) is not None


def _ledgers_closed(programme: Programme, line: MoneyLine, as_at: date) -> set[date]:
    """The days to which the ledger of a line may go whose Note gives none: a month's end, or as other Notes say."""
    said = {ledger_day(one, as_at) for one in programme.of(line).all(MoneyLine) if one.year == line.year}
    return {as_at.replace(day=1) - timedelta(days=1), *(day for day in said if day)}


def _cost(people: Sequence[Resource], first: date, last: date) -> float:
    return sum((one.cost or 0) * share_within(one, first, last) for one in people)
