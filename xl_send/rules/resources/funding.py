"""Resource lines against the money and the time that they rest on: the grant, the funder, the terms, each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.notes.money import is_of_another_grant
from xl_send.calendar.financial_years import last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.gaps import batches
from xl_send.rules.resources.capacities import SEVERAL
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Funding, PostStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

A_FORTNIGHT = timedelta(days=14)
HALF_A_DAY = 0.1
_THEN = Pattern(r"(?i)\bthen\b|\b(?:base budget|high needs|partner|icb|other grant|another grant|dsg|core budget)\b")
_IN_KIND = Pattern(
    r"(?i)\b(?:in[ -]kind|no (?:charge|cost)|free of charge|second(?:ee|ed)|volunt\w+|absorbed|unpaid|sponsor"
    r"|no back-?fill|(?:existing|own|current|normal) (?:dut(?:y|ies)|roles?|jobs?|work)|day job)\b"
)


@rule(
    "RS21",
    Severity.QUERY,
    "The grant pays for {what} until {end}, but the grant ends on {grant_ends}.",
    "End the line with the grant, or split it and say who pays for the rest.",
)
def line_outlasts_the_grant(programme: Programme) -> Iterator[Hit]:
    """A line that the grant pays for ends no later than the grant.

    After that nobody has agreed to pay, and a contract may run on. A fortnight more is the last pay day, and a role may
    say who pays after the grant. More than three lines of a workbook are told once.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | <15 Apr 2027> |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    Resources:
    | ID | Funding | To | Role |
    | --- | --- | --- | --- |
    | TRN-P01 | Grant | 14 Apr 2027 | Link worker |
    | TRN-P02 | Base budget | 31 Aug 2027 | Link worker |
    | TRN-P03 | Grant | 31 Aug 2027 | Link worker (grant to March, then base budget) |
    | TRN-P04 | Grant | 31 Aug 2027 | Link worker, DSG from April |

    north.xlsx Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | NOR-P01 | Grant | 31 Aug 2030 |
    """
    for submission in programme.submissions:
        grant_ends = submission.cover.grant_ends
        if grant_ends is None:
            continue
        paid = [line for line in submission.all(Resource) if line.funding is Funding.GRANT]
        over = [line for line in paid if line.ends > grant_ends + A_FORTNIGHT and not _THEN.search(line.role or "")]
        for lines in batches(over):
            related = Related(submission.cover.at("grant_ends"), "the end of the grant")
            beside = (Related(line.at("ends"), "later too") for line in lines[1:])
            what = "this line" if len(lines) == 1 else f"this line and {len(lines) - 1} others"
            yield hit(lines[0].at("ends"), related, *beside, what=what, end=lines[0].ends, grant_ends=grant_ends)


@rule(
    "RS22",
    Severity.QUERY,
    "{who} has been in post since {start}, but the line is not funded{rows}.",
    "Choose who pays. If nobody does yet, take the decision to a forum and put its date on Issues and decisions.",
)
def in_post_and_not_funded(programme: Programme) -> Iterator[Hit]:
    """Once a line has started, somebody pays for it.

    Its cost falls on a budget that has not agreed to it. A line with nobody in post is told of by that, and one
    that is over is not asked about; nor is time given in kind, as the role says, or half a day a week. More than
    three lines of a workbook are told once.

    **Fails**

    Resources:
    | ID | Funding | From | To |
    | --- | --- | --- | --- |
    | TRN-P01 | <Not funded> | 13 Nov 2026 | 31 Aug 2027 |

    **Passes**

    Resources:
    | ID | Funding | From | To | Post status | Role | FTE |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Not funded | 14 Nov 2026 | 31 Aug 2027 | In post | Link worker | 0.5 |
    | TRN-P02 | Not funded | 1 Sep 2026 | 31 Aug 2027 | Vacant | Link worker | 0.5 |
    | TRN-P03 | Not funded | 1 Sep 2025 | 12 Nov 2026 | In post | Link worker | 0.5 |
    | TRN-P04 | Partner | 1 Sep 2026 | 31 Aug 2027 | In post | Link worker | 0.5 |
    | TRN-P05 | Not funded | 1 Sep 2026 | 31 Aug 2027 | In post | Secondee, in kind | 0.5 |
    | TRN-P06 | Not funded | 1 Sep 2026 | 31 Aug 2027 | In post | Sponsor | 0.1 |
    | TRN-P07 | Not funded | 1 Sep 2026 | 31 Aug 2027 | In post | Lead, within existing role | 0.5 |
    | TRN-P08 | Not funded | 1 Sep 2026 | 31 Aug 2027 | In post | Adviser, no backfill | 0.5 |
    """
    for submission in programme.submissions:
        as_at = programme.as_at_of(submission)
        unpaid = [line for line in submission.all(Resource) if as_at and _is_at_work_unpaid(line, as_at)]
        for lines in batches(unpaid):
            line, *others = lines
            beside = (Related(other.at("funding"), "not funded either") for other in others)
            rows = f", nor are {counted(len(others), 'other')}" if others else ""
            start = Related(line.at("starts"), "the start")
            yield hit(line.at("funding"), start, *beside, who=line.who, start=line.starts, rows=rows)


def _is_at_work_unpaid(line: Resource, as_at: date) -> bool:
    """Whether somebody has begun on a line that nobody pays for, and it is more than a little time, given in kind."""
    at_work = line.post is PostStatus.IN_POST and line.starts <= as_at <= line.ends
    unpaid = line.funding is Funding.NOT_FUNDED and line.fte > HALF_A_DAY
    return at_work and unpaid and not _IN_KIND.search(f"{line.role or ''} {line.who}")


@rule(
    "RS23",
    Severity.QUERY,
    "{who} has the same role in {other} until {end}, and this line starts on {start}.",
    "Keep one line for the time that both cover. If they do different work, say so under Role.",
)
def one_task_in_two_lines(programme: Programme) -> Iterator[Hit]:
    """One person's work on one task of a workstream stands in one line at a time.

    Where two lines overlap, the same days are counted twice, and the person looks overloaded. A team may have
    several people in one role, as a school may, and two funders may share one post, so neither is asked about. Nor are
    two lines of different FTE that the person has room for: the second is more days.

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
    | TRN-P09 | Teacher | Elm School | 1 Sep 2026 | 16 Jul 2027 | 1 | Grant |
    | TRN-P10 | Teacher | Elm School | 1 Jul 2027 | 31 Aug 2027 | 1 | Grant |

    **Passes**

    Resources:
    | ID | Role | Person or team | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | Adviser | Priya Shah | 1 Sep 2026 | 31 Aug 2027 | 0.4 | 0.8 |
    | TRN-P02 | Adviser | Priya Shah | 4 Jan 2027 | 31 Mar 2027 | 0.2 | 0.8 |
    """
    for lines in _by_task(programme):
        for before, now in pairwise(sorted(lines, key=lambda line: line.starts)):
            more_days = now.fte != before.fte and now.fte + before.fte <= (now.available or 0)
            if now.starts <= before.ends and now.id != before.id and not more_days:
                related = Related(before.at("ends"), "the other line")
                yield hit(now.at("starts"), related, who=before.who, other=before.id, end=before.ends, start=now.starts)


def _by_task(programme: Programme) -> Iterator[Sequence[Resource]]:
    """The lines of each person in one role of one workstream, paid for by one funder."""
    found: dict[tuple[object, ...], list[Resource]] = {}
    for line in programme.each(Resource):
        one_person = line.available is not None and line.available <= 1 and not SEVERAL.search(line.who)
        if one_person and line.role and line.starts <= line.ends:
            key = (line.workstream, line.who.casefold(), line.role.casefold(), line.funding)
            found.setdefault(key, []).append(line)
    return iter(found.values())


# So many lines that go on after the grant has ended, and it is the day of its end that is wrong.
MANY = 3


@rule(
    "RS25",
    Severity.QUERY,
    "The grant ended on {grant_ends}, before As at, and still pays for {number} lines of people and money.",
    "Check the year. If it has truly ended, say which money pays for them now.",
    brings={"RS21": Reach.CELL, "MN04": Reach.CELL, "PR61": Reach.CELL},
)
def grant_that_ended_pays_on(programme: Programme) -> Iterator[Hit]:
    """A grant that has ended pays for nothing that is still to come.

    One line too long is a slip of its own; three and more, of people's time or of money that is not yet spent, are a
    slip of the year in which the grant ends. Money counts where more than a tenth of the forecast is still to be spent.

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

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | <30 Sep 2026> |

    Money:
    | ID | Funding | Financial year | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 31000 | 185000 |
    | TRN-F02 | Grant | 2026-27 | 22000 | 40200 |
    | TRN-F03 | Grant | 2027-28 | 0 | 96000 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 30 Sep 2026 |

    Money:
    | ID | Funding | Financial year | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 180000 | 185000 | |
    | TRN-F02 | Grant | 2026-27 | 22000 | 40200 | |
    | TRN-F03 | Base budget | 2027-28 | 0 | 96000 | |
    | TRN-F04 | Grant | 2026-27 | 22000 | 40200 | |
    | TRN-F05 | Grant | 2025-26 | 22000 | 40200 | |
    | TRN-F06 | Grant | 2026-27 | 22000 | 40200 | Of the innovation grant |

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
        unspent = [line for line in submission.all(MoneyLine) if _is_still_spent(line, as_at)]
        if len(paid) + len(unspent) >= MANY:
            later = (Related(line.at("outturn"), "still to be spent") for line in unspent[:MANY])
            yield hit(submission.cover.at("grant_ends"), *later, grant_ends=ends, number=len(paid) + len(unspent))


def _is_still_spent(line: MoneyLine, as_at: date) -> bool:
    """Whether the grant pays for a line of a year that is not over, of which more than a tenth is still to be spent."""
    if line.funding is not Funding.GRANT or not line.year or is_of_another_grant(line):
        return False
    return last_day_of(line.year) > as_at and (line.outturn - (line.spent or 0)) * 10 > line.outturn
