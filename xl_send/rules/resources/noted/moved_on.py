"""Money that a Note moves to a later year, and what a whole scheme costs, against the forecasts of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.notes.sums import SUM, sum_said
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_LATER = r"(?:next (?:financial )?year|(?:20)?(?P<year>\d\d) ?[-/\u2013] ?(?:20)?\d\d)\b"
_MOVES = Pattern(
    rf"(?i)(?P<sum>{SUM})(?: pounds)?(?: of (?:it|this|the budget|that))?"
    r" (?P<how>(?:now |will |to |is |are |is to |has been |was )*(?:moves?|moved|slips?|slipped|rolls?|rolled|falls?"
    r"|carr(?:y|ies|ied)|re-?profiled|re-?phased|deferred|go(?:es)?|be (?:spent|moved|carried|re-?profiled|re-?phased)"
    r"|spent)(?: (?:forward|over|back|on))?) (?:in ?to|to|in|until) "
    rf"{_LATER}"
)
# The budget itself was moved, so the forecast need not show it.
_OUT_ALREADY = Pattern(
    r"(?i)\b(?:budget\w*|already|taken out|exclud\w*|net of|after|vired|if|unless|may|might|could|would|bid|ask\w* to"
    r"|not|instead)\b"
)
_LONG_AGO = Pattern(r"(?i)\b(?:was|were|moved|slipped|rolled|carried|deferred|profiled|phased|has been|spent)\b")
_TO_COME = Pattern(r"(?i)\b(?:will|to be|is to)\b")
ABOUT, ROUNDED = 0.1, 0.02


@rule(
    "MN89",
    Severity.QUERY,
    'The Note says "{words}", but the forecast leaves {left} of the budget of {year}.',
    "Take what moves out of Forecast outturn, or bring the Note up to date. If the budget was cut by it, say so there.",
)
def forecast_with_what_moves_on(programme: Programme) -> Iterator[Hit]:
    """What a Note moves to a later year is not forecast to be spent in this one.

    A forecast that was left at the budget hides an underspend, and the sum is counted in both years. Asked where a Note
    gives one sum that moves, slips or is carried into the next year, and budget less forecast is less than 90% of it;
    of a sum that was moved only where a line of the same name for a later year is over its own budget by it. Not asked
    where the Note tells of the budget, or of what may be.

    **Fails**

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Kelsey extension | 2026-27 | 400000 | <400000> | £250,000 moves to 2027-28 with the retender |
    | TRN-F02 | Furniture | 2026-27 | 90000 | <85000> | £40k will be spent in 2027/28 |
    | TRN-F03 | Vehicles | 2026-27 | 60000 | <60000> | £20,000 carried into next year |
    | TRN-F04 | Vehicles | 2027-28 | 60000 | 80000 | |

    **Passes**

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Kelsey extension | 2026-27 | 400000 | 150000 | £250,000 moves to 2027-28 with the retender |
    | TRN-F02 | Furniture | 2026-27 | 50000 | 50000 | £40k moved to 2027-28 by the board in June |
    | TRN-F03 | Vehicles | 2026-27 | 60000 | 60000 | Budget is after £20,000 moves to 2027-28 |
    | TRN-F04 | Works | 2027-28 | 60000 | 60000 | £20,000 moves to 2026-27 |
    """
    for line in programme.each(MoneyLine):
        note = line.note or ""
        found = list(_MOVES.finditer(note)) if note and line.year and line.budget > 0 else []
        if len(found) != 1 or _OUT_ALREADY.search(note):
            continue
        (one,) = found
        said, year = sum_said(one["sum"]), one["year"]
        later = year is None or int(year) == int((line.year or "")[2:4]) + 1
        left = line.budget - line.outturn
        if not later or said > line.budget or left >= (1 - ABOUT) * said:
            continue
        following = _of_later_years(programme, line)
        past = _LONG_AGO.search(one["how"]) and not _TO_COME.search(one["how"])
        taken = [other for other in following if abs(other.outturn - other.budget - said) <= ABOUT * said]
        if taken or not past:
            related = [
                Related(line.at("note"), "the Note"),
                *(Related(one.at("outturn"), "there too") for one in taken),
            ]
            yield hit(
                line.at("outturn"), *related, words=one[0], left=pounds(left) if left else "nothing", year=line.year
            )


def _of_later_years(programme: Programme, line: MoneyLine) -> Sequence[MoneyLine]:
    return [one for one in _of_a_scheme(programme, line) if (one.year or "") > (line.year or "")]


def _of_a_scheme(programme: Programme, line: MoneyLine) -> Sequence[MoneyLine]:
    """The lines of a workstream that have one name."""
    rows = programme.of(line).all(MoneyLine)
    return [
        one
        for one in rows
        if one.workstream == line.workstream and name_key(one.name or "") == name_key(line.name or "")
    ]


_WHOLE = Pattern(
    r"(?i)\b(?:whole|entire|total|full) (?:scheme|project|build|contract|works|cost of the (?:scheme|project))"
    rf"(?: (?:is|still|remains|now|at|cost|costs|comes to|stays|of|not more than|within)){{0,3}} (?P<sum>{SUM})"
)
_OVER = Pattern(r"(?i)\b(?:over|above|more than|exceed\w*|overspen\w*|budget\w*|extra|approv\w*|grant|inflation)\b")


@rule(
    "MN90",
    Severity.QUERY,
    'The Note says "{words}", but the forecasts of {lines} come to {sum}.',
    "Correct the forecast of one of them, or the sum in the Note. What was moved may be counted twice.",
)
def whole_scheme_of_less_than_its_lines(programme: Programme) -> Iterator[Hit]:
    """The lines of a scheme are forecast to cost no more than its Note says that the whole of it costs.

    What moves from one year to another is easily counted in both. Asked where a Note gives what the whole scheme
    costs, and the lines of that name come to more, by over 2%; of less it is not, for other years may have no line.
    Where a Note of one of them tells of an overspend or of the budget, nobody is asked.

    **Fails**

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Kelsey extension | 2026-27 | 400000 | 400000 | |
    | TRN-F02 | Kelsey extension | 2027-28 | 2800000 | 3050000 | <Whole scheme still £3.2 million> |

    **Passes**

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Kelsey extension | 2026-27 | 400000 | 150000 | |
    | TRN-F02 | Kelsey extension | 2027-28 | 2800000 | 3050000 | Whole scheme still £3.2 million |
    | TRN-F03 | Hub | 2026-27 | 400000 | 400000 | £250,000 over the tender |
    | TRN-F04 | Hub | 2027-28 | 2800000 | 3050000 | Whole scheme still £3.2 million |
    """
    for line in programme.each(MoneyLine):
        found = _WHOLE.search(line.note or "") if line.note else None
        lines = _of_a_scheme(programme, line) if found else ()
        if found is None or len({one.year for one in lines}) < len(lines) or len(lines) == 1:
            continue
        said, total = sum_said(found["sum"]), sum(one.outturn for one in lines)
        if total > said * (1 + ROUNDED) and not any(_OVER.search(one.note or "") for one in lines):
            related = [Related(one.at("outturn"), "its forecast") for one in lines]
            ids = " and ".join(one.id for one in lines)
            yield hit(line.at("note"), *related, words=found[0], lines=ids, sum=pounds(total))
