"""Resource lines, row by row: their dates, whether they take anybody's time, and whether anybody is in post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.calendar import Terms
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.resources.costs import BOUGHT
from xl_send.workbook.doubts import in_doubt
from xl_send.workbook.sheets.choices import Funding, PostStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

_MATERIALS = Pattern(
    r"(?i)\b(?:materials?|rooms?|venues?|printing|travel|equipment|books?|courses?|fees?|software|no charge)\b"
)


def _is_bought(line: Resource) -> bool:
    """Whether a line buys something, and nobody's time."""
    words = f"{line.role or ''}; {line.who}"
    return bool(BOUGHT.search(words) or _MATERIALS.search(words))


@rule(
    "RS11",
    Severity.ERROR,
    "The line ends on {end}, before it starts on {start}.",
    "Correct one of the two dates.",
    brings={"OW05": Reach.ROW},
)
def resource_line_ends_before_it_starts(programme: Programme) -> Iterator[Hit]:
    """A resource line ends on the day it starts or later.

    Otherwise nobody's time is counted.

    **Fails**

    Resources:
    | ID | From | To |
    | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | <31 Aug 2026> |

    **Passes**

    Resources:
    | ID | From | To |
    | --- | --- | --- |
    | TRN-P01 | 1 Sep 2026 | 1 Sep 2026 |
    """
    for line in programme.each(Resource):
        if in_doubt(line):
            yield hit(line.at("ends"), Related(line.at("starts"), "the start"), end=line.ends, start=line.starts)


@rule(
    "RS13",
    Severity.QUERY,
    "FTE is zero, so this line takes nobody's time.",
    "Give the full-time equivalent: 0.2 is one day a week. If the line is over, give its last day under To.",
)
def fte_of_zero(programme: Programme) -> Iterator[Hit]:
    """A resource line takes some of somebody's time.

    Zero is often typed where the figure is not known yet. Then the line cannot show that anybody is overloaded. A line
    that buys rooms, licences or a contract has none, nor one with a cost and nobody's whole capacity, and one that is
    not approved takes nobody's time yet.

    **Fails**

    Resources:
    | ID | FTE |
    | --- | --- |
    | TRN-P01 | <0> |

    **Passes**

    Resources:
    | ID | FTE |
    | --- | --- |
    | TRN-P01 | 0.05 |

    **Passes**

    Resources:
    | ID | FTE | Role | Cost (pounds) | Post status | Available FTE |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | 0 | Licences and rooms | 4000 | In post | 1 |
    | TRN-P02 | 0 | Link worker | | Not approved | 1 |
    | TRN-P03 | 0 | Independent evaluation | 18000 | In post | |
    """
    for line in programme.each(Resource):
        bought = _is_bought(line) or (line.cost and line.available is None)
        if line.fte == 0 and not bought and line.post is not PostStatus.NOT_APPROVED:
            yield hit(line.at("fte"))


# No school holiday lasts longer.
LONGEST_HOLIDAY = timedelta(days=70)


@rule(
    "RS24",
    Severity.QUERY,
    "The work is in term time only, but from {start} to {end} there is no school day.",
    "Correct the dates, or choose No under Term time only if they work in the holidays.",
    brings={"MN67": Reach.NAMED, "MN68": Reach.NAMED},
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


_BEFOREHAND = Pattern(r"(?i)\b(?:bids?|set[- ]?up|mobilisation|diagnostics?|planning|design)\b")
BEFORE_ITS_WORKSTREAM = timedelta(days=60)


@rule(
    "RS26",
    Severity.QUERY,
    "From is {day}, {days} days before {code} starts, {starts}.",
    "Check the year and the month. If the line was paid before the workstream began, count only its time in it.",
    brings={"CF16": Reach.ROW},
)
def line_before_its_workstream(programme: Programme) -> Iterator[Hit]:
    """The people of a workstream work for it while there is one.

    A line that starts a year early fills weeks in which nobody works on it, and its cost seems small for its time.
    Asked where it starts more than two months before. Lines that are planned by the financial year, paid by a base
    budget, or several that start so early were there before the workstream by right, and so was a bid or a set-up.

    **Fails**

    Resources:
    | ID | From | To |
    | --- | --- | --- |
    | TRN-P01 | <5 Oct 2025> | 25 Mar 2027 |

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 5 Jan 2026 |

    **Passes**

    Resources:
    | ID | From | To |
    | --- | --- | --- |
    | TRN-P01 | 1 Dec 2025 | 25 Mar 2027 |
    | TRN-P02 | 1 Apr 2025 | 31 Mar 2026 |

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 5 Jan 2026 |

    **Passes**

    Resources:
    | ID | Role | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | Project lead, bid and set-up | 5 Oct 2025 | 25 Mar 2027 |

    Workstreams:
    | Code | Starts |
    | --- | --- |
    | TRN | 5 Jan 2026 |
    """
    early = [line for line in programme.each(Resource) if _is_before_its_workstream(programme, line)]
    for line in early:
        stream = programme.streams.get(line.workstream)
        alone = [one.workstream for one in early].count(line.workstream) == 1
        by_right = (line.starts.month, line.starts.day) == (4, 1) or line.funding is Funding.BASE_BUDGET
        by_right = by_right or _BEFOREHAND.search(line.role or "") is not None
        if stream is not None and stream.starts and alone and not by_right:
            related = Related(stream.at("starts"), "its start")
            days = (stream.starts - line.starts).days
            yield hit(line.at("starts"), related, day=line.starts, days=days, code=stream.code, starts=stream.starts)


def _is_before_its_workstream(programme: Programme, line: Resource) -> bool:
    stream = programme.streams.get(line.workstream)
    return bool(stream and stream.starts and stream.starts - line.starts > BEFORE_ITS_WORKSTREAM)
