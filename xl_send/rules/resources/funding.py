"""Resource lines against the money and the time that they rest on: the grant, the funder, the terms, each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.calendar import Terms
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Funding, PostStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

# No school holiday lasts longer.
LONGEST_HOLIDAY = timedelta(days=70)


@rule(
    "RS21",
    Severity.QUERY,
    "The grant pays for this line until {end}, but the grant ends on {grant_ends}.",
    "End the line with the grant, or split it and say who pays for the rest.",
)
def line_outlasts_the_grant(programme: Programme) -> Iterator[Hit]:
    """A line that the grant pays for ends no later than the grant.

    After that nobody has agreed to pay, and a contract may run on.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | <1 Apr 2027> |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | 31 Mar 2027 |
    | TRN-P02 | Base budget | 31 Aug 2027 |

    north.xlsx Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | NOR-P01 | Grant | 31 Aug 2030 |
    """
    for submission in programme.submissions:
        grant_ends = submission.cover.grant_ends
        for line in submission.all(Resource) if grant_ends else ():
            if grant_ends and line.funding is Funding.GRANT and line.ends > grant_ends:
                related = Related(submission.cover.at("grant_ends"), "the end of the grant")
                yield hit(line.at("ends"), related, end=line.ends, grant_ends=grant_ends)


@rule(
    "RS22",
    Severity.QUERY,
    "{who} has been in post since {start}, but the line is not funded.",
    "Choose who pays. If nobody does yet, take the decision to a forum and put its date on Issues and decisions.",
)
def in_post_and_not_funded(programme: Programme) -> Iterator[Hit]:
    """Once a line has started, somebody pays for it.

    Its cost falls on a budget that has not agreed to it. A line with nobody in post is told of by that, and one
    that is over is not asked about.

    **Fails**

    Resources:
    | ID | Funding | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | <Not funded> | 13 Nov 2026 | 31 Aug 2027 |

    **Passes**

    Resources:
    | ID | Funding | From | To | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Not funded | 14 Nov 2026 | 31 Aug 2027 | In post |
    | TRN-P02 | Not funded | 1 Sep 2026 | 31 Aug 2027 | Vacant |
    | TRN-P03 | Not funded | 1 Sep 2025 | 12 Nov 2026 | In post |
    | TRN-P04 | Partner | 1 Sep 2026 | 31 Aug 2027 | In post |
    """
    for line in programme.each(Resource):
        as_at = programme.as_at(line)
        at_work = line.post is PostStatus.IN_POST and as_at is not None and line.starts <= as_at <= line.ends
        if at_work and line.funding is Funding.NOT_FUNDED:
            yield hit(line.at("funding"), Related(line.at("starts"), "the start"), who=line.who, start=line.starts)


@rule(
    "RS23",
    Severity.QUERY,
    "{who} has the same role in {other} until {end}, and this line starts on {start}.",
    "Keep one line for the time that both cover. If they do different work, say so under Role.",
)
def one_task_in_two_lines(programme: Programme) -> Iterator[Hit]:
    """One person's work on one task of a workstream stands in one line at a time.

    Where two lines overlap, the same days are counted twice, and the person looks overloaded. A team may have
    several people in one role, and two funders may share one post, so neither is asked about.

    **Fails**

    Resources:
    | ID | Role | Person or team | From | To |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Project lead | Transition Lead | 1 Sep 2026 | 31 Mar 2027 |
    | TRN-P02 | Project lead | transition lead | <31 Mar 2027> | 31 Aug 2027 |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | Available FTE | Funding |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Project lead | Transition Lead | 1 Sep 2026 | 31 Mar 2027 | 1 | Grant |
    | TRN-P02 | Project lead | Transition Lead | 1 Apr 2027 | 31 Aug 2027 | 1 | Grant |
    | TRN-P03 | Training | Transition Lead | 1 Sep 2026 | 31 Aug 2027 | 1 | Grant |
    | TRN-P04 | Project lead | Transition Lead | 1 Sep 2026 | 31 Aug 2027 | 1 | Base budget |
    | TRN-P05 | Link worker | Link worker team | 1 Sep 2026 | 31 Aug 2027 | 3 | Grant |
    | TRN-P06 | Link worker | Link worker team | 1 Sep 2026 | 31 Aug 2027 | 3 | Grant |
    | TRN-P07 | Adviser | Advisers | 1 Sep 2026 | 31 Aug 2027 | | Grant |
    | TRN-P08 | Adviser | Advisers | 1 Sep 2026 | 31 Aug 2027 | | Grant |
    """
    for lines in _by_task(programme):
        for before, now in pairwise(sorted(lines, key=lambda line: line.starts)):
            if now.starts <= before.ends and now.id != before.id:
                related = Related(before.at("ends"), "the other line")
                yield hit(now.at("starts"), related, who=before.who, other=before.id, end=before.ends, start=now.starts)


def _by_task(programme: Programme) -> Iterator[Sequence[Resource]]:
    """The lines of each person in one role of one workstream, paid for by one funder."""
    found: dict[tuple[object, ...], list[Resource]] = {}
    for line in programme.each(Resource):
        one_person = line.available is not None and line.available <= 1
        if one_person and line.role and line.starts <= line.ends:
            key = (line.workstream, line.who.casefold(), line.role.casefold(), line.funding)
            found.setdefault(key, []).append(line)
    return iter(found.values())


@rule(
    "RS24",
    Severity.QUERY,
    "The work is in term time only, but from {start} to {end} there is no school day.",
    "Correct the dates, or choose No under Term time only if they work in the holidays.",
)
def term_time_work_in_the_holidays(programme: Programme) -> Iterator[Hit]:
    """Work that is done in term time only has dates with school days between them.

    Otherwise nobody works on it at all. Dates that the Calendar does not reach are not asked about.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Resources:
    | ID | Term time only | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Yes | <19 Dec 2026> | 3 Jan 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Resources:
    | ID | Term time only | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Yes | 19 Dec 2026 | 4 Jan 2027 |
    | TRN-P02 | No | 19 Dec 2026 | 3 Jan 2027 |
    | TRN-P03 | Yes | 22 Mar 2027 | 26 Mar 2027 |
    | TRN-P04 | Yes | 29 Mar 2027 | 9 Apr 2027 |
    | TRN-P05 | Yes | 19 Dec 2026 | 31 Aug 2029 |
    """
    for submission in programme.submissions:
        lines = [line for line in submission.all(Resource) if line.term_time]
        terms = Terms.of(submission.all(CalendarEntry)) if lines and submission.whole(CalendarEntry) else Terms(())
        for line in lines if terms.terms else ():
            if _reaches(terms, line) and not any(terms.is_school_day(day) for day in _days(line.starts, line.ends)):
                yield hit(line.at("starts"), Related(line.at("ends"), "the end"), start=line.starts, end=line.ends)


def _reaches(terms: Terms, line: Resource) -> bool:
    """Whether the Calendar holds both dates of a line that is short enough to lie within one holiday."""
    last = max(term.ends for term in terms.terms)
    return terms.terms[0].starts <= line.starts <= line.ends <= last and line.ends - line.starts <= LONGEST_HOLIDAY


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


# So many lines that go on after the grant has ended, and it is the day of its end that is wrong.
MANY = 3


@rule(
    "RS25",
    Severity.QUERY,
    "The grant ended on {grant_ends}, before As at, and still pays for {number} lines of people's time.",
    "Check the year. If it has truly ended, say which money pays for them now.",
    brings={"RS21": Reach.CELL, "MN04": Reach.CELL},
)
def grant_that_ended_pays_on(programme: Programme) -> Iterator[Hit]:
    """A grant that has ended pays for nothing that is still to come.

    One line too long is a slip of its own; three and more are a slip of the year in which the grant ends.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | <31 Mar 2026> |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | 31 Mar 2027 |
    | TRN-P02 | Grant | 31 Aug 2027 |
    | TRN-P03 | Grant | 31 Aug 2027 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2026 |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | 31 Mar 2026 |
    | TRN-P02 | Grant | 31 Aug 2027 |
    | TRN-P03 | Base budget | 31 Aug 2027 |
    """
    for submission in programme.submissions:
        ends, as_at = submission.cover.grant_ends, programme.as_at_of(submission)
        if ends is None or as_at is None or ends >= as_at:
            continue
        paid = [line for line in submission.all(Resource) if line.funding is Funding.GRANT and line.ends > as_at]
        if len(paid) >= MANY:
            yield hit(submission.cover.at("grant_ends"), grant_ends=ends, number=len(paid))
