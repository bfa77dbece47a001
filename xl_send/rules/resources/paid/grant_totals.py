"""What the grant is to pay for, against the grant."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain

from xl_send.analysis.figures import with_digits_turned
from xl_send.analysis.notes.money import is_of_another_grant
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.notes.sums import SUM, sum_said
from xl_send.calendar.financial_years import financial_year, last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

# What may lie between a grant and lines that are given in round figures.
ROUNDED = 1.01
_PAID_ELSEWHERE = Pattern(
    r"(?i)\b(?:met|funded|paid|covered|picked up) (?:from|by|through) (?:the )?(?:\w+ )?"
    r"(?:budget|council|reserves?|block|partners?|icb|health|schools?|general fund|dsg|trust|underspends?)\b",
)


@rule(
    "MN11",
    Severity.QUERY,
    "The lines that the grant pays for are {said} to come to {sum}, more than the grant of {grant}.",
    "{meant}Correct the total or the lines, or say which other money pays for what is over.",
)
def more_than_the_grant(programme: Programme) -> Iterator[Hit]:
    """All that the grant is to pay for comes to no more than the grant.

    What is over falls on the council. Where several workbooks are read, their lines are added; where they
    give different totals, that is told instead. A hundredth over is rounding, and is not asked about; nor is what a
    line's Note says is paid otherwise, nor a line that names another grant. Where the forecasts keep within it, the
    budgets have to as well; of a year that is over, or whose money may be carried forward to a line of the next year,
    the outturn counts. A line that makes up the difference with two digits changed about, or a nought less, is named;
    one that does so to the pound is asked about however little is over.

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

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <620000> | 31 Mar 2028 |

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 505000 | 500000 |
    | TRN-F02 | Grant | 2027-28 | 151000 | 110000 |

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <6800000> | 31 Mar 2028 |

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 19000000 | 1850000 | Yes |

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <840000> | 31 Mar 2028 |

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn | Carry-forward agreed |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 768100 | 768100 | |
    | TRN-F02 | Grant | 2026-27 | 79100 | 69900 | Yes |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 840000 | 31 Mar 2028 |

    Money:
    | ID | Funding | Financial year | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 768100 | 766100 |
    | TRN-F02 | Grant | 2026-27 | 71000 | 71900 |
    | TRN-F03 | Grant | 2027-28 | 6000 | 8000 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 100000 | 31 Mar 2028 |

    Money:
    | ID | Line | Funding | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Coaches | Grant | 2026-27 | 51000 | 57000 | £6,000 over, to be met from the base budget |
    | TRN-F02 | Link workers | Grant | 2027-28 | 50000 | 50000 | |
    | TRN-F03 | Link workers | Base budget | 2027-28 | 50000 | 50000 | |
    | TRN-F04 | New unit: capital grant | Grant | 2027-28 | 400000 | 400000 | |

    north.xlsx Money:
    | ID | Funding | Financial year | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F02 | Grant | 2027-28 | 50000 |
    """
    covers = [submission.cover for submission in programme.submissions if submission.cover.grant is not None]
    totals = {cover.grant for cover in covers}
    granted = (line for line in programme.each(MoneyLine) if line.funding is Funding.GRANT)
    lines = {line.id: line for line in granted if not is_of_another_grant(line)}
    for total in totals if len(totals) == 1 else ():
        more = None if total is None else _more_than(programme, lines.values(), total)
        if more is not None and total is not None:
            related = [Related(cover.at("grant"), "the same grant") for cover in covers[1:]]
            turned = more.turned
            alone = [line for line in lines.values() if line.budget > total * ROUNDED and not turned]
            meant = f"{turned[0].id} has a budget of {pounds(turned[0].budget)}: was " if turned else ""
            meant += f"{pounds(turned[1])} meant? " if turned else ""
            meant += "".join(f"{line.id} alone has a budget of {pounds(line.budget)}. " for line in alone)
            related += [Related(line.at("budget"), "its budget") for line in ([turned[0]] if turned else alone)]
            sums = {"said": more.said, "sum": pounds(more.sum), "grant": pounds(total), "meant": meant}
            yield hit(covers[0].at("grant"), *related, severity=None, **sums)


class _More(NamedTuple):
    """What lines come to that is more than the grant: by which figures, and the line that makes up the difference."""

    said: str
    sum: float
    turned: tuple[MoneyLine, float] | None


def _more_than(programme: Programme, lines: Collection[MoneyLine], total: float) -> _More | None:
    taken = sum(max(_from_the_grant(line), 0) for line in lines)
    if round(taken - total * ROUNDED, 2) > 0:
        return _More("forecast", taken, None)
    carried_to = {(line.workstream, line.year) for line in lines}
    budgets = sum(max(_budgeted(programme, line, total, carried_to), 0) for line in lines)
    if round(budgets - total * ROUNDED, 2) > 0:
        return _More("budgeted", budgets, _turned(lines, budgets - total, total / 100))
    whole = sum(max(line.budget, 0) for line in lines)
    turned = _turned(lines, whole - total, 0) if whole > total else None
    brought = any(line.carry_forward and line.budget - line.outturn == whole - total for line in lines)
    return _More("budgeted", whole, turned) if turned and not brought else None


def _budgeted(
    programme: Programme, line: MoneyLine, grant: float, carried_to: Container[tuple[str, str | None]]
) -> float:
    """What a line may still take from its grant: of a year that is over, or is carried forward, its outturn.

    That one line has more than the whole grant is no matter of years.
    """
    as_at = programme.as_at(line)
    if line.budget > grant * ROUNDED:
        return max(_from_the_grant(line), line.budget)
    if as_at is None or not line.year or last_day_of(line.year) < as_at:
        return _from_the_grant(line)
    next_year = financial_year(last_day_of(line.year) + timedelta(days=1))
    carried = line.carry_forward and (line.workstream, next_year) in carried_to
    return _from_the_grant(line) if carried else line.budget


def _turned(lines: Iterable[MoneyLine], over: float, room: float) -> tuple[MoneyLine, float] | None:
    """The one line whose budget, with two digits changed about or a nought less, would be about so much less."""
    found = [
        (line, value)
        for line in lines
        for value in (*with_digits_turned(line.budget), line.budget / 10)
        if abs(line.budget - value - over) <= room
    ]
    return found[0] if len(found) == 1 else None


def _from_the_grant(line: MoneyLine) -> float:
    """What a line takes from its grant: no more than its budget, where its Note says who pays for the rest."""
    return min(line.outturn, line.budget) if _PAID_ELSEWHERE.search(line.note or "") else line.outturn


_GRANT_OF_A_YEAR = Pattern(
    rf"(?i)(?:(?P<spent>{SUM}) (?:spent )?(?:out )?of )?(?:the |our |a )?(?P<sum>{SUM}) (?:of )?(?:the )?grant"
    r"(?: money| funding)? (?:for|in) (?P<year>20\d\d ?[-/\u2013] ?\d\d)"
)
# So near to a sum is meant for it; and so much is rounding.
NEAR, EXACT = 0.2, 0.006


@rule(
    "MN92",
    Severity.QUERY,
    '{where} says "{words}", but the lines that the grant pays for in {year} have {what} of {sum}.',
    "Add them up against what was agreed: two digits of one line may be exchanged. Then correct the line or the text.",
)
def grant_of_a_year_said_otherwise(programme: Programme) -> Iterator[Hit]:
    """What a text says of the grant of a year, and of what is spent of it, is what the lines of that year come to.

    A line with two digits exchanged plans money that nobody has. Asked of texts of a workstream that give the grant for
    a financial year in pounds, where it is near to the budgets of its lines of that year, and is neither these nor
    their forecasts, one line's, nor what all workstreams have together; of what is spent likewise.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <£40,450 of the £110,000 grant for 2026-27 spent to the end of October.> |

    Money:
    | ID | Funding | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Grant | 2026-27 | 38100 | 9000 | 38100 |
    | TRN-F02 | Grant | 2026-27 | 79100 | 31450 | 69900 |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | £40,450 of the £110,000 grant for 2026-27 spent to the end of October. |
    | OUT | A £38,000 grant for 2027-28. £9k of the £38k grant for 2026-27 spent |

    Money:
    | ID | Workstream | Funding | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | TRN | Grant | 2026-27 | 38100 | 9000 | 38100 |
    | TRN-F02 | TRN | Grant | 2026-27 | 71900 | 31450 | 69900 |
    | TRN-F03 | TRN | Base budget | 2026-27 | 71900 | 31450 | 69900 |
    | OUT-F01 | OUT | Grant | 2026-27 | 38100 | 9000 | 36000 |
    """
    granted = [line for line in programme.each(MoneyLine) if line.funding is Funding.GRANT]
    for record, name, text in chain.from_iterable(map(speaking_texts, programme.submissions)) if granted else ():
        found = _GRANT_OF_A_YEAR.search(text) if "grant" in text else None
        code = getattr(record, "workstream", "") or getattr(record, "code", "")
        if found is None or not code:
            continue
        of_year = [line for line in granted if (line.year or "")[:4] == found["year"][:4]]
        own = [line for line in of_year if line.workstream == code]
        for group, column in (("sum", "budget"), ("spent", "spent")):
            if found[group] and _is_another(sum_said(found[group]), own, of_year, column):
                cell, related = record.at(name), (Related(line.at(column), line.id) for line in own)
                words = {"where": cell.column, "words": found[0].strip(), "year": own[0].year}
                what = "budgets" if column == "budget" else "spending"
                yield hit(cell, *related, severity=None, what=what, sum=pounds(_total(own, column)), **words)
                break


def _total(lines: Iterable[MoneyLine], column: str) -> float:
    return sum(getattr(line, column) or 0.0 for line in lines)


def _is_another(said: float, own: Sequence[MoneyLine], every: Sequence[MoneyLine], column: str) -> bool:
    """Whether a sum is near to what a workstream's lines come to, and is none that it may be."""
    total = _total(own, column)
    columns = (column, "outturn") if column == "budget" else (column,)
    known = [_total(lines, one) for one in columns for lines in (own, every, *([line] for line in own))]
    is_near = total > 0 and abs(said - total) <= NEAR * total
    return is_near and not any(abs(said - one) <= EXACT * one for one in known)
