"""Financial years of which texts and lines speak, against the days and the people that they are for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.calendar.financial_years import financial_year, first_day_of, last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

_ROUND = Pattern(
    r"(?i)\b(?:bid|growth|pressure|case|request|proposal)s?\b[^.;]{0,40}?\b(?P<year>20\d\d[-/]\d\d)\b"
    r" (?:(?:base |council |revenue )?budget(?: round| bids?| setting| process)?|budget[- ]setting|round|mtfs|mtfp)\b"
    r"|\b(?P<of>20\d\d[-/]\d\d) (?:base |council |revenue )?budget (?:round|bids?|setting|process)\b"
)
_OF_ANOTHER_YEAR = Pattern(
    r"(?i)\b(?:was|were|refused|failed|unsuccessful|last year|agreed|approved|won|since|in-year)\b"
)


@rule(
    "MN77",
    Severity.QUERY,
    'The commentary says "{words}", but the milestone is for {day}, and that budget is set before {begins}.',
    "Correct the year of the budget, or the date. Money of a round that is over cannot be asked for in it.",
)
def round_that_is_over(programme: Programme) -> Iterator[Hit]:
    """A bid is for a budget that is not set yet when its milestone is due.

    A council sets the budget of a year before that year begins. Asked of a milestone still to come whose commentary or
    Done when speaks of a bid for the budget of a year, or its round, where the milestone is forecast for a day of that
    year or later.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in the base budget | 18 Feb 2028 | <Growth bid drafted for the 2027-28 budget round.> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in the base budget | 18 Feb 2028 | Growth bid drafted for the 2028-29 budget round. |
    | TRN-M02 | Outreach in the base budget | 18 Feb 2028 | The bid in the 2027-28 budget round was refused |
    | TRN-M03 | Outreach in the base budget | 18 Feb 2028 | Spending is within the 2027-28 budget |
    | TRN-M04 | Outreach in the base budget | 18 Feb 2027 | Growth bid drafted for the 2027-28 budget round. |
    """
    for milestone in programme.each(Milestone):
        day = milestone.forecast
        if milestone.actual or not day or not is_active(programme, milestone):
            continue
        for name in ("commentary", "done_when"):
            text = getattr(milestone, name) or ""
            found = _ROUND.search(text)
            begins = first_day_of(found["year"] or found["of"]) if found else None
            if found and begins and day >= begins and not _OF_ANOTHER_YEAR.search(text):
                related = Related(milestone.at("forecast"), "the forecast")
                yield hit(milestone.at(name), related, words=found[0].strip(), day=day, begins=begins)


A_MONTH = timedelta(days=28)
_SMALL = frozenset({"team", "staff", "support", "officer", "lead", "manager", "service", "project", "worker"})


@rule(
    "MN78",
    Severity.QUERY,
    "{line} ({name}) is for {year}, but {person} ({role}) begins on {starts}, and {first} has no line for it.",
    "Correct Financial year, or enter the line of {first}: people who work in a year are paid in it.",
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
