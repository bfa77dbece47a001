"""Years of money lines against the days on which the people begin who are paid from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.calendar.financial_years import financial_year, last_day_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
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
