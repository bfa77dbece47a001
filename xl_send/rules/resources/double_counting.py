"""Money that is counted twice, or that passes the grant in time."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.calendar.financial_years import first_day_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.resources.money_years import is_paid_otherwise
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

# So many lines, and more than half of all, tell of the date that they go beyond.
MANY = SMALL = 3


@rule(
    "MN12",
    Severity.QUERY,
    '"{name}" for {year} already stands in {other}, with the same funding.',
    "Correct the year if one is of another year. If both are the same money, keep one; else say how they differ.",
)
def one_budget_in_two_lines(programme: Programme) -> Iterator[Hit]:
    """One budget of a workstream stands in one line a year.

    A line that was copied and left with the same name, year and funder is counted twice. Of lines of two workstreams,
    or whose names share but a word, the same budget, spending and outturn tell. Two whose Notes differ, or whose names
    each have a word or a number of their own, as two posts of one grade have, are not asked about.

    **Fails**

    Money:
    | ID | Line | Financial year |
    | --- | --- | --- |
    | TRN-F01 | Link workers | 2026-27 |
    | TRN-F02 | <link workers> | 2026-27 |

    **Fails**

    Money:
    | ID | Workstream | Line | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | Casework team | 86000 | 41700 | 82500 |
    | OUT-F01 | OUT | <Casework team> | 86000 | 41700 | 82500 |
    | TRN-F02 | TRN | Release time for coaches | 24000 | 2300 | 22500 |
    | TRN-F03 | TRN | <Coaches' time> | 24000 | 2300 | 22500 |
    | TRN-F04 | TRN | Assistants from January | 40000 | 0 | 36500 |
    | OUT-F02 | OUT | <Assistants from January> | 40000 | | 36500 |

    **Passes**

    Money:
    | ID | Workstream | Line | Financial year | Funding | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | Link workers | 2026-27 | Grant | 86000 | 41700 | 82500 |
    | TRN-F02 | TRN | Link workers | 2027-28 | Grant | 86000 | 0 | 86000 |
    | TRN-F03 | TRN | Link workers | 2026-27 | Base budget | 86000 | 41700 | 82500 |
    | OUT-F01 | OUT | Link workers | 2026-27 | Grant | 86000 | 38200 | 82500 |
    | TRN-F04 | TRN | Coach, north | 2026-27 | Grant | 42000 | 24500 | 42000 |
    | TRN-F05 | TRN | Coach, south | 2026-27 | Grant | 42000 | 24500 | 42000 |
    | OUT-F02 | OUT | Link workers | 2027-28 | Grant | 86000 | 0 | 86000 |
    """
    first: dict[tuple[object, ...], MoneyLine] = {}
    for line in programme.each(MoneyLine):
        if line.name and line.year:
            same = (line.name.casefold(), line.year, line.funding)
            told_apart = line.spent or line.outturn != line.budget
            figures = (line.budget, line.spent or 0, line.outturn) if line.budget and told_apart else None
            before = first.setdefault((line.workstream, *same), line)
            elsewhere = first.setdefault((figures, *same), line) if figures else line
            if before is line and elsewhere.workstream != line.workstream:
                before = elsewhere
            if before is line and figures:
                alike = first.setdefault((line.workstream, figures, line.year, line.funding), line)
                before = alike if _are_one(_words(alike), _words(line)) else line
            if before.id != line.id and (line.note or "") == (before.note or ""):
                related = Related(before.at("name"), "the other line")
                yield hit(line.at("name"), related, name=line.name, year=line.year, other=before.id)


def _words(line: MoneyLine) -> set[str]:
    words = name_words(line.name or "").split()
    return {word for word in words if len(word) > SMALL or word.isdigit() or len(word) == 1}


def _are_one(one: set[str], other: set[str]) -> bool:
    """Whether two names share a word, and one of them has no word or number of its own."""
    return bool(one & other) and (one <= other or other <= one)


@rule(
    "MN28",
    Severity.QUERY,
    "The grant ends on {ends}, but {number} of the {all} lines that it pays for go on after that.",
    "Check the year of Grant ends. If it is right, end those lines with the grant, or say who pays for the rest.",
    brings={"RS21": Reach.WORKBOOK, "MN04": Reach.WORKBOOK, "PR22": Reach.CELL, "PR61": Reach.CELL},
)
def grant_ends_before_most_of_its_lines(programme: Programme) -> Iterator[Hit]:
    """Most of what a grant pays for lies within it.

    Where most lines go on after its end, it is that one date which is wrong, not each of them. Asked where there are
    three such lines at least, and the grant has not ended. Money that is carried forward is not counted.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | <31 Mar 2027> |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | 21 Jul 2027 |
    | TRN-P02 | Grant | 17 Dec 2027 |

    Money:
    | ID | Funding | Financial year |
    | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 |
    | TRN-F02 | Grant | 2027-28 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    Resources:
    | ID | Funding | To |
    | --- | --- | --- |
    | TRN-P01 | Grant | 21 Jul 2027 |
    | TRN-P02 | Grant | 17 Dec 2027 |
    | TRN-P03 | Grant | 31 Mar 2027 |

    Money:
    | ID | Funding | Financial year |
    | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 |
    """
    for submission in programme.submissions:
        ends, as_at = submission.cover.grant_ends, programme.as_at_of(submission)
        if ends is None or (as_at is not None and ends < as_at):
            continue
        after = [line.ends > ends for line in submission.all(Resource) if line.funding is Funding.GRANT]
        money = [line for line in submission.all(MoneyLine) if line.funding is Funding.GRANT and line.year]
        after += [first_day_of(line.year) > ends for line in money if line.year and not is_paid_otherwise(line)]
        if sum(after) >= MANY and 2 * sum(after) > len(after):
            yield hit(submission.cover.at("grant_ends"), ends=ends, number=sum(after), all=len(after))
