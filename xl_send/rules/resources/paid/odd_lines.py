"""Money lines whose amounts were taken from elsewhere: in thousands, a total, two digits exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.money import says_corrected
from xl_send.calendar.financial_years import first_day_of, last_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.slips.digits import exchanges
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

THOUSAND, TEN_THOUSAND, A_MILLION, FEWEST = 1_000, 10_000, 1_000_000, 2
# How far ahead of the year spending is no longer usual, and how near to its pace two digits exchanged would be.
AHEAD, ON_PACE, NEAR_BUDGET, LEAST_GONE = 1.3, 0.12, 0.2, 0.4
_EARLY = Pattern(
    r"(?i)\b(?:front[- ]?load\w*|up front|in advance|in full|paid (?:in|at)|one[- ]off|instal\w*|invoices?|licen[cs]es?"
    r"|annual|purchas\w*|equipment|capital|all spent|fully spent|complete[d]?|ended|finished|profile[d]?)\b"
)
_A_TOTAL = Pattern(
    r"(?i)(?:(?:grand|sub|overall|programme|workstream)[- ]?)?totals?"
    r"(?: (?:of|for|all|the|lines?|budgets?|spend|costs?|workstream|programme|grant|money))*"
)


@rule(
    "MN95",
    Severity.QUERY,
    "Actual to date is {spent}, {share} of the forecast, with {gone} of the year gone.",
    "Was {likely} meant? Check it against the ledger. If so much is spent already, say in Note why it came early.",
    brings={"MN62": Reach.ROW, "MN88": Reach.ROW, "MN68": Reach.ROW},
)
def spent_with_two_digits_exchanged(programme: Programme) -> Iterator[Hit]:
    """What has been spent does not run ahead of the year where, with two digits exchanged, it would keep pace.

    £958,000 for £598,000 makes a team look as if its money ran out by autumn. Asked once two fifths of a year have
    gone, of a line that is forecast near its budget and has spent a third more than its time would bring; not where the
    Note tells of money that comes early, or was put right.

    **Fails**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 1012000 | <958000> | 1084000 |

    **Passes**

    Money:
    | ID | Financial year | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | 2026-27 | 1012000 | 598000 | 1084000 | |
    | TRN-F02 | 2026-27 | 1012000 | 888000 | 1084000 | |
    | TRN-F03 | 2026-27 | 1012000 | 958000 | 1084000 | Agency invoices for the year came in September |
    """
    for line in worked_on(programme, MoneyLine):
        as_at = programme.as_at(line)
        if as_at is None or not line.year or not line.spent or line.budget <= 0:
            continue
        first, last = first_day_of(line.year), last_day_of(line.year)
        gone = (as_at - first).days / ((last - first).days + 1)
        pace = line.outturn * gone
        near = abs(line.outturn - line.budget) <= NEAR_BUDGET * line.budget
        if not LEAST_GONE <= gone <= 1 or not near or line.spent <= AHEAD * pace or line.spent > line.outturn:
            continue
        likely = next((other for other in exchanges(line.spent) if abs(other - pace) <= ON_PACE * pace), None)
        note = f"{line.note or ''} {line.name or ''}"
        if likely is not None and not (_EARLY.search(note) or says_corrected(line)):
            related = Related(line.at("outturn"), "the forecast")
            share, past = f"{line.spent / line.outturn:.0%}", f"{gone:.0%}"
            yield hit(
                line.at("spent"), related, spent=pounds(line.spent), share=share, gone=past, likely=pounds(likely)
            )


@rule(
    "MN96",
    Severity.QUERY,
    "{line} has a budget of {budget}, and every other line here {least} or more: it seems to be in thousands.",
    "Give all its amounts in pounds: {likely}, if {budget} is in thousands. If it is so small, explain this finding.",
    brings={"MN11": Reach.WORKBOOK, "MN88": Reach.ROW, "MN68": Reach.ROW, "MN67": Reach.ROW},
)
def line_in_thousands(programme: Programme) -> Iterator[Hit]:
    """A line copied from a report in thousands is put in pounds.

    Its colour goes by shares and shows nothing; what the grant has to pay for is short by all of it. Asked of a budget
    below £1,000 where two other lines of the return have one, each of £10,000 or more; below £10,000 where another of
    the same funding has a million.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 62000 | 33100 | 60500 |
    | TRN-F02 | <36> | 21.9 | 38.5 |
    | TRN-F03 | 40000 | 0 | 36500 |

    **Fails**

    Money:
    | ID | Funding | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | High needs block | 8190000 | 5420000 | 9200000 |
    | TRN-F02 | High needs block | <2340> | 1296 | 2310 |
    | TRN-F03 | Grant | 30000 | 4200 | 24000 |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | 62000 | 33100 | 60500 |
    | TRN-F02 | 1000 | 600 | 1000 |
    | TRN-F03 | 40000 | 0 | 36500 |

    north.xlsx Money:
    | ID | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- |
    | NOR-F01 | 62000 | 33100 | 60500 |
    | NOR-F02 | 400 | 100 | 400 |
    | NOR-F03 | 9999 | 0 | 9999 |
    """
    for submission in programme.submissions:
        lines = [line for line in submission.all(MoneyLine) if line.budget > 0]
        for line in lines:
            others = [other.budget for other in lines if other is not line]
            amounts = (line.budget, line.outturn, line.spent or 0)
            among_millions = any(
                other.budget >= A_MILLION and other.funding is line.funding for other in lines if other is not line
            )
            small = max(amounts) < (TEN_THOUSAND if among_millions else THOUSAND)
            if small and len(others) >= FEWEST and min(others) >= TEN_THOUSAND:
                budget, least, likely = map(pounds, (line.budget, min(others), line.budget * THOUSAND))
                yield hit(line.at("budget"), line=line.id, budget=budget, least=least, likely=likely)


@rule(
    "MN97",
    Severity.QUERY,
    "{line} ({name}) {what}: it seems to be their total.",
    "Delete the row: totals are worked out. Until then its money is counted twice.",
    brings={"MN11": Reach.WORKBOOK, "MN12": Reach.ROW},
)
def total_entered_as_a_line(programme: Programme) -> Iterator[Hit]:
    """A total is no line of its own, whatever id it was given.

    Counted as one it doubles what the workstream has, and the grant seems to be overspent. Asked of a line that is
    called a total, or is the last of its workstream, and has the budgets and the forecasts of all its other lines, two
    and more.

    **Fails**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Link workers | 104000 | 101500 |
    | TRN-F02 | Supply cover | 18000 | 16500 |
    | TRN-F03 | <Total> | 122000 | 118000 |

    **Passes**

    Money:
    | ID | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- |
    | TRN-F01 | Link workers | 104000 | 101500 |
    | TRN-F02 | Supply cover | 18000 | 16500 |
    | TRN-F03 | Total Communication | 6000 | 6000 |
    """
    for submission in programme.submissions:
        by_stream: dict[str, list[MoneyLine]] = {}
        for line in submission.all(MoneyLine):
            by_stream.setdefault(line.workstream, []).append(line)
        for lines in by_stream.values():
            named = next((line for line in lines if _A_TOTAL.fullmatch((line.name or "").strip())), None)
            total = named or lines[-1]
            others = [line for line in lines if line is not total]
            sums = [sum(getattr(line, name) for line in others) for name in ("budget", "outturn")]
            alike = sums == [total.budget, total.outturn] and total.budget > 0
            if len(others) >= FEWEST and (alike or named):
                what = f"has the budgets of {len(others)} other lines together, {pounds(total.budget)}"
                what = what if alike else f"is called so, beside {len(others)} other lines of {total.workstream}"
                yield hit(total.at("name"), line=total.id, name=total.name, what=what)
