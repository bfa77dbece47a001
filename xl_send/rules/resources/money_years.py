"""Money lines and their years: those in which there is nothing to spend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.notes.money import is_of_another_grant, is_of_another_year, says_corrected
from xl_send.calendar.financial_years import first_day_of, last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.resources.money import in_pounds
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

A_YEAR = timedelta(days=365)


def is_paid_otherwise(line: MoneyLine) -> bool:
    """Whether a line under a grant that has ended is empty, carried forward, or of another grant by its own words."""
    empty = not (line.budget or line.outturn or line.spent)
    return empty or is_of_another_year(line) or is_of_another_grant(line)


_GOES_ON = Pattern(
    r"(?i)\bafter the (?:programme|project|workstream|pilot)\b|\btraded\b|\bbusiness as usual\b|\bbau\b|\blegacy\b"
    r"|\bcontinu\w+ as\b|\bsuccessor\b|\bmainstreamed\b",
)


def _goes_on(line: MoneyLine) -> bool:
    """Whether a line speaks of what goes on when the work is over, or is of a budget that does."""
    return line.funding is Funding.BASE_BUDGET or any(_GOES_ON.search(text) for text in (line.name, line.note) if text)


@rule(
    "MN03",
    Severity.QUERY,
    "{spent} is said to have been spent in {year}, which begins after {as_at}, the date of this return.",
    "Check the year and the amount.",
)
def spent_before_its_year(programme: Programme) -> Iterator[Hit]:
    """Money is spent in a financial year that has begun.

    The amount may belong to the line of the year before.

    **Fails**

    Money:
    | ID | Financial year | Actual to date |
    | --- | --- | --- |
    | TRN-F01 | 2027-28 | <1200> |

    **Passes**

    Money:
    | ID | Financial year | Actual to date | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 1200 | |
    | TRN-F02 | 2027-28 | 0 | |
    | TRN-F03 | 2027-28 | 1200 | Licence, paid in advance |
    | TRN-F04 | 2027-28 | 1200 | Deposit for the June conference |
    """
    for line in programme.each(MoneyLine):
        as_at = programme.as_at(line)
        if line.spent and line.year and as_at and first_day_of(line.year) > as_at and not says_corrected(line):
            year = Related(line.at("year"), "the year")
            yield hit(line.at("spent"), year, spent=in_pounds(line.spent), year=line.year, as_at=as_at)


@rule(
    "MN04",
    Severity.QUERY,
    "The grant ends on {ends}, before {year} begins.",
    "Check the year, or say which money pays for this line instead.",
)
def grant_line_after_the_grant(programme: Programme) -> Iterator[Hit]:
    """A line that the grant pays for lies in a year in which there still is a grant.

    What is planned for later has no money behind it, unless it is carried forward, or of another grant by its words.

    **Fails**

    Programme:
    | Grant ends |
    | --- |
    | 31 Mar 2027 |

    Money:
    | ID | Funding | Financial year | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | <2027-28> | 50000 |

    **Passes**

    Programme:
    | Grant ends |
    | --- |
    | 1 Apr 2027 |

    Money:
    | ID | Funding | Financial year | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2027-28 | 50000 |
    | TRN-F02 | Base budget | 2028-29 | 50000 |

    north.xlsx Money:
    | ID | Funding | Financial year | Budget |
    | --- | --- | --- | --- |
    | NOR-F01 | Grant | 2028-29 | 50000 |

    **Passes**

    Programme:
    | Grant ends |
    | --- |
    | 31 Mar 2027 |

    Money:
    | ID | Line | Funding | Financial year | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Link workers | Grant | 2027-28 | 50000 | 50000 | Yes |
    | TRN-F02 | New unit: high needs capital grant | Grant | 2027-28 | 50000 | 50000 | |
    | TRN-F03 | Link workers | Grant | 2028-29 | 0 | 0 | |
    """
    for submission in programme.submissions:
        ends = submission.cover.grant_ends
        for line in submission.all(MoneyLine) if ends else ():
            after = ends is not None and line.funding is Funding.GRANT and line.year and first_day_of(line.year) > ends
            if ends and after and not is_paid_otherwise(line):
                related = Related(submission.cover.at("grant_ends"), "the end of the grant")
                yield hit(line.at("year"), related, ends=ends, year=line.year)


@rule(
    "MN05",
    Severity.QUERY,
    "{year} lies outside the time of {code}, from {starts} to {ends}.",
    "Check the year, and the dates on the Workstreams sheet.",
    brings={"MN24": Reach.CELL},
)
def year_outside_the_workstream(programme: Programme) -> Iterator[Hit]:
    """A workstream has money in the financial years in which it runs.

    A line in another year is often a copy whose year was not changed. A line without any amount is not asked about,
    nor one of the year beside it that is carried forward, or speaks of setting up, closing or evaluating the work, or
    of what goes on after it, as a base budget does, nor one of the year before that is spent.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Apr 2026 | 31 Mar 2027 |

    Money:
    | ID | Financial year |
    | --- | --- |
    | TRN-F01 | <2025-26> |
    | TRN-F02 | <2027-28> |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 31 Mar 2026 | 1 Apr 2027 |

    Money:
    | ID | Workstream | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | 2025-26 | 50000 | 50000 |
    | TRN-F02 | TRN | 2027-28 | 50000 | 50000 |
    | TRN-F03 | TRN | 2028-29 | 0 | 0 |
    | OUT-F01 | OUT | 2020-21 | 50000 | 50000 |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Apr 2026 | 31 Mar 2027 |

    Money:
    | ID | Line | Financial year | Funding |
    | --- | --- | --- | --- |
    | TRN-F01 | Independent evaluation | 2027-28 | Grant |
    | TRN-F02 | Traded service after the programme | 2027-28 | Grant |
    | TRN-F03 | Link workers | 2027-28 | Base budget |
    """
    for line in programme.each(MoneyLine):
        stream = programme.streams.get(line.workstream)
        if stream is None or not (stream.starts and stream.ends and line.year and (line.budget or line.outturn)):
            continue
        outside = last_day_of(line.year) < stream.starts or first_day_of(line.year) > stream.ends
        near = first_day_of(line.year) - stream.ends < A_YEAR and stream.starts - last_day_of(line.year) < A_YEAR
        past = last_day_of(line.year) < stream.starts and line.spent == line.outturn
        after = first_day_of(line.year) > stream.ends and _goes_on(line)
        if outside and not (near and (past or after or is_of_another_year(line))):
            bound = "starts" if last_day_of(line.year) < stream.starts else "ends"
            related = Related(stream.at(bound), "the workstream")
            yield hit(
                line.at("year"), related, year=line.year, code=stream.code, starts=stream.starts, ends=stream.ends
            )
