"""Money and benefits that are counted twice, that pass the grant, or that are called what they are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Benefit, Funding, Indicator, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

# What may lie between a grant and lines that are given in round figures.
ROUNDED = 1.01
# So many lines, and more than half of all, tell of the date that they go beyond.
MANY = SMALL = 3
IN_POUNDS = frozenset({Benefit.CASHABLE, Benefit.AVOIDANCE})

# Words by which a text says that it does not mean what follows in the same clause.
_NOT_MEANT = Pattern(r"\b(?:not|no|never|neither|nor|rather than|instead of|without)\b[^.;,]*$")
_SAVING = Pattern(r"\b(?:cashable|cash savings?|savings?(?! (?:time|lives))|sav(?:e|es|ed) (?:money|£))")
_AVOIDED = Pattern(
    r"\b(?:cost avoidance|avoided costs?|costs? avoided|avoid(?:s|ed|ing)? (?:the |a |new |extra |higher )?"
    r"(?:costs?|spend|spending|fees))\b"
)
# What each kind of benefit must not be called, and the kind that is called so.
_CALLED = {Benefit.AVOIDANCE: (_SAVING, Benefit.CASHABLE), Benefit.CASHABLE: (_AVOIDED, Benefit.AVOIDANCE)}


@rule(
    "MN11",
    Severity.QUERY,
    "The lines that the grant pays for are forecast to come to {sum}, more than the grant of {grant}.",
    "Correct the total or the lines, or say which other money pays for what is over.",
)
def more_than_the_grant(programme: Programme) -> Iterator[Hit]:
    """All that the grant is to pay for comes to no more than the grant.

    What is over falls on the council. Where several workbooks are read, their lines are added; where they
    give different totals, that is told instead. A hundredth over is rounding, and is not asked about.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <99000> | 31 Mar 2028 |

    Money:
    | ID | Funding | Financial year | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 50000 |
    | TRN-F02 | Grant | 2027-28 | 50000 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 100000 | 31 Mar 2028 |

    Money:
    | ID | Funding | Financial year | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 51000 |
    | TRN-F02 | Grant | 2027-28 | 50000 |
    | TRN-F03 | Base budget | 2027-28 | 50000 |

    north.xlsx Money:
    | ID | Funding | Financial year | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F02 | Grant | 2027-28 | 50000 |
    """
    covers = [submission.cover for submission in programme.submissions if submission.cover.grant is not None]
    totals = {cover.grant for cover in covers}
    lines = {line.id: max(line.outturn, 0) for line in programme.each(MoneyLine) if line.funding is Funding.GRANT}
    for total in totals if len(totals) == 1 else ():
        if total is not None and round(sum(lines.values()) - total * ROUNDED, 2) > 0:
            related = (Related(cover.at("grant"), "the same grant") for cover in covers[1:])
            yield hit(covers[0].at("grant"), *related, sum=pounds(sum(lines.values())), grant=pounds(total))


@rule(
    "MN12",
    Severity.QUERY,
    '"{name}" for {year} already stands in {other}, with the same funding.',
    "Correct the year if one is of another year. If both are the same money, keep one; else say how they differ.",
)
def one_budget_in_two_lines(programme: Programme) -> Iterator[Hit]:
    """One budget of a workstream stands in one line a year.

    A line that was copied and left with the same name, year and funder is counted twice. Of lines of two workstreams,
    or whose names share but a word, the same budget, spending and outturn tell: two posts may share a name, but not
    every figure.

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

    **Passes**

    Money:
    | ID | Workstream | Line | Financial year | Funding | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | Link workers | 2026-27 | Grant | 86000 | 41700 | 82500 |
    | TRN-F02 | TRN | Link workers | 2027-28 | Grant | 86000 | 0 | 86000 |
    | TRN-F03 | TRN | Link workers | 2026-27 | Base budget | 86000 | 41700 | 82500 |
    | OUT-F01 | OUT | Link workers | 2026-27 | Grant | 86000 | 38200 | 82500 |
    | OUT-F02 | OUT | Link workers | 2027-28 | Grant | 86000 | 0 | 86000 |
    """
    first: dict[tuple[object, ...], MoneyLine] = {}
    for line in programme.each(MoneyLine):
        if line.name and line.year:
            same = (line.name.casefold(), line.year, line.funding)
            figures = (line.budget, line.spent, line.outturn) if line.budget and line.spent else None
            before = first.setdefault((line.workstream, *same), line)
            elsewhere = first.setdefault((figures, *same), line) if figures else line
            if before is line and elsewhere.workstream != line.workstream:
                before = elsewhere
            if before is line and figures:
                alike = first.setdefault((line.workstream, figures, line.year, line.funding), line)
                before = alike if _words(alike) & _words(line) else line
            if before.id != line.id:
                related = Related(before.at("name"), "the other line")
                yield hit(line.at("name"), related, name=line.name, year=line.year, other=before.id)


def _words(line: MoneyLine) -> set[str]:
    return {word for word in name_words(line.name or "").split() if len(word) > SMALL}


@rule(
    "MN13",
    Severity.QUERY,
    "{id} leads to {other}, and both are given a benefit in pounds.",
    "Count the benefit once, at {other}. Clear Benefit type here, or choose Non-cashable.",
)
def benefit_counted_twice(programme: Programme) -> Iterator[Hit]:
    """A benefit in pounds is counted once: at the outcome, not at its early warning as well.

    Fewer moves into costly places and the cost of those places are one and the same money. Where the two are not
    a leading and a lagging KPI, that is told instead.

    **Fails**

    KPIs:
    | ID | Type | Leads to | Benefit type |
    | --- | --- | --- | --- |
    | TRN-K01 | Lagging | | Cost avoidance |
    | TRN-K02 | Leading | TRN-K01 | <Cashable> |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Benefit type | State | Change reference |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Lagging | | Cost avoidance | | |
    | TRN-K02 | Leading | TRN-K01 | Non-cashable | | |
    | TRN-K03 | Leading | TRN-K01 | Cashable | Withdrawn | Board 4 |
    | TRN-K04 | Leading | TRN-K02 | Cashable | | |
    | TRN-K05 | Leading | TRN-K09 | Cashable | | |
    | TRN-K06 | Lagging | TRN-K01 | Cashable | | |
    """
    for kpi in programme.each(Kpi):
        outcome = programme.kpis.get(kpi.leads_to or "")
        leads = kpi.type is Indicator.LEADING and outcome is not None and outcome.type is Indicator.LAGGING
        if outcome and leads and _in_pounds(kpi) and _in_pounds(outcome):
            yield hit(kpi.at("benefit"), Related(outcome.at("benefit"), "the outcome"), id=kpi.id, other=outcome.id)


def _in_pounds(kpi: Kpi) -> bool:
    return kpi.benefit in IN_POUNDS and kpi.state is not State.WITHDRAWN


@rule(
    "MN14",
    Severity.QUERY,
    'Benefit type is {benefit}, but {column} speaks of "{words}", which is {meant}.',
    "Correct whichever is wrong: a saving can be taken out of a budget, a cost that was avoided cannot.",
)
def benefit_called_what_it_is_not(programme: Programme) -> Iterator[Hit]:
    """Cost avoidance is not called a saving, nor a saving cost avoidance.

    A budget that is cut by what was only avoided runs out. A word in passing, in the Commentary, is advice.

    **Fails**

    KPIs:
    | ID | Benefit type | KPI | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Cost avoidance | <Savings from local places> | | |
    | TRN-K02 | Cashable | Places bought | <Costs avoided in a full year> | |
    | TRN-K03 | Cost avoidance | Places bought | | <This saves £40,000 a year.> |

    **Passes**

    KPIs:
    | ID | Benefit type | KPI | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Cost avoidance | Costs avoided by local places | Cost avoidance, not a cash saving | |
    | TRN-K02 | Cashable | Savings from transport | Taken from the budget | |
    | TRN-K03 | Non-cashable | Hours saved | | A saving of time |
    | TRN-K04 | | Savings from local places | | |
    """
    for kpi in programme.each(Kpi):
        if kpi.benefit not in _CALLED:
            continue
        pattern, meant = _CALLED[kpi.benefit]
        for name in ("name", "definition", "commentary"):
            words = _said(pattern, (getattr(kpi, name) or "").casefold())
            if words:
                cell = kpi.at(name)
                severity = Severity.ADVICE if name == "commentary" else None
                yield hit(cell, severity=severity, benefit=kpi.benefit, column=cell.column, words=words, meant=meant)


def _said(pattern: Pattern, text: str) -> str:
    """The first words in a text that a pattern finds and that the text does not take back."""
    return next((found[0] for found in pattern.finditer(text) if not _NOT_MEANT.search(text[: found.start()])), "")


@rule(
    "MN28",
    Severity.QUERY,
    "The grant ends on {ends}, but {number} of the {all} lines that it pays for go on after that.",
    "Check the year of Grant ends. If it is right, end those lines with the grant, or say who pays for the rest.",
    brings={"RS21": Reach.WORKBOOK, "MN04": Reach.WORKBOOK, "PR22": Reach.CELL},
)
def grant_ends_before_most_of_its_lines(programme: Programme) -> Iterator[Hit]:
    """Most of what a grant pays for lies within it.

    Where most lines go on after its end, it is that one date which is wrong, not each of them. Asked where there are
    three such lines at least, and the grant has not ended.

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
        money = [line.year for line in submission.all(MoneyLine) if line.funding is Funding.GRANT and line.year]
        after += [date(int(year[:4]), 4, 1) > ends for year in money]
        if sum(after) >= MANY and 2 * sum(after) > len(after):
            yield hit(submission.cover.at("grant_ends"), ends=ends, number=sum(after), all=len(after))
