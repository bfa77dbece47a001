"""So many at so much: what a money line's Note works out, against the figures of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import prod

from xl_send.analysis.notes.sums import SUM, sum_said
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_OF = r"(?: [a-z][a-z-]*){0,3}"
_BY = r"(?:x|\u00d7|\*|@|at|times)"
_PRICE = rf"(?:{SUM}|\d{{1,6}}(?:\.\d{{1,2}})?)"
_PRODUCT = Pattern(
    rf"(?<![\w.,£/])(?:{NUMBER}{_OF} ?{_BY} ?){{1,2}}{_PRICE}(?! ?(?:%|per ?cent|to \d|- ?\d"
    r"|am\b|pm\b|or \d|weeks?\b|months?\b|days?\b|hours?\b))(?: ?(?:x|\u00d7) ?\d{1,2}/\d{1,2})?",
    re.IGNORECASE,
)
_FACTOR = Pattern(rf"{SUM}|\d{{1,2}}/\d{{1,2}}|\d+(?:\.\d+)?|(?<![\w]){NUMBER}\b", re.IGNORECASE)
_SOME = Pattern(
    r"(?i)\b(?:plus|and|also|rest|others?|less|minus|about|roughly|approx\w*|up to|was|were|if|next year)\b|\+"
)
_PLACES = (("spent", "Actual to date"), ("outturn", "Forecast outturn"), ("budget", "Budget"))
# What comes so near to a figure is meant to be it, and what comes nearer than this is it.
LEAST, MOST, ROUNDED = 0.6, 1.67, 0.011
_SO_FAR = Pattern(r"(?i)\b(?:so far|to date|paid|spent|claimed|invoiced)\b")
_A_HUNDRED = 100


# "£10,000 a place for seven months": so much for each, of which the Line gives the number.
_EACH = r"(?:(?:a|per|for each|each|every) (?:new |full[- ]year )?(?P<noun>[a-z]{4,20})|each)"
_OF_MONTHS = rf"(?P<months>{NUMBER}) (?:of (?:12|twelve) )?months?\b"
_FOR_EACH = Pattern(
    rf"(?P<price>{SUM})(?: pounds)? {_EACH}(?: (?:a|per) year)?,? (?:for |x |over )?{_OF_MONTHS}", re.IGNORECASE
)
_MONTHS_AT = Pattern(rf"{_OF_MONTHS} (?:at|x|of|@) (?P<price>{SUM})(?: pounds)? {_EACH}\b", re.IGNORECASE)
_TIMES = frozenset({"month", "week", "term", "year", "hour", "half", "session", "quarter"})
_NUMBER_OF = Pattern(rf"(?<![\w.,£/-])(?P<number>{NUMBER})(?= [a-z])", re.IGNORECASE)
MONTHS = 12
_LETTERS = 5


@rule(
    "MN65",
    Severity.QUERY,
    'The Note says "{words}", which comes to {product}; {column} is {figure}.',
    "Work it out again, and correct {column} or the Note: one of them is of another month, or mistyped.",
)
def product_unlike_the_line(programme: Programme) -> Iterator[Hit]:
    """What a Note works out is a figure of its line.

    "20 schools x 2 days x 180" is how a figure was reached. Asked where the Note has one such product, it comes near to
    Actual to date, Forecast outturn or Budget, and it is none of them, nor what is left between two of them. So much
    for each, for some months of a year, is taken as often as the Line says that there are of them.

    **Fails**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 27000 | <9200> | 26000 | 20 schools x 2 days x 180 so far |
    | TRN-F02 | 39000 | 0 | <39000> | 12 places at £3,500 |

    **Fails**

    Money:
    | ID | Line | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Place funding for sixteen new places | 93300 | 53300 | <93300> | £10,000 a place for five months |
    | TRN-F02 | 12 bursaries | 30000 | 0 | <30000> | £6k per bursary, 7 months; from September |
    | TRN-F03 | 16 places | 93300 | 53300 | <93300> | Five months at £10,000 a place |

    **Passes**

    Money:
    | ID | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | 27000 | 7200 | 26000 | 20 schools x 2 days x 180 so far |
    | TRN-F02 | 140000 | 0 | 140000 | 24 x 10k x 7/12 |
    | TRN-F03 | -12000 | -9600 | -12000 | Four days at £2,400, one more in March |
    | TRN-F04 | 36000 | 34000 | 34000 | 12 places at £3k, less a refund |
    | TRN-F05 | 27000 | 9200 | 26000 | Schools get £3k each |
    | TRN-F06 | 27000 | 18000 | 25000 | 2 trainers at 0.6 FTE |
    | TRN-F07 | 27000 | 20000 | 26000 | 20 schools x 2 days x £180, and rooms |

    **Passes**

    Money:
    | ID | Line | Budget | Actual to date | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Place funding for sixteen new places | 93300 | 53300 | 93300 | £10,000 a place for seven months |
    | TRN-F02 | 12 places, 2 schools | 93300 | 53300 | 93300 | £10,000 a place for seven months |
    | TRN-F03 | Eight places | 40000 | 0 | 40000 | £10,000 a place, first paid for two months |
    | TRN-F04 | Bursaries | 40000 | 0 | 40000 | £10,000 a bursary for two months |
    | TRN-F05 | 16 new places | 112000 | 0 | 112000 | £1,000 a place for 7 months |
    | TRN-F06 | 16 places | 93300 | 53300 | 93300 | Seven months at £10,000 a place |
    """
    for line in programme.each(MoneyLine):
        found = _products(line.note or "")
        if len(found) != 1 or _SOME.search((line.note or "").replace(found[0][0], " ")):
            continue
        for_each = bool(found[0].re.groups)
        comes_to = _for_each(found[0], line.name or "") if for_each else _worked_out(found[0][0])
        figures = {name: abs(getattr(line, name) or 0.0) for name, _ in _PLACES}
        known = [*figures.values(), abs(line.outturn - line.budget), abs(line.outturn - (line.spent or 0))]
        meant = (comes_to, comes_to * MONTHS) if for_each else (comes_to,)
        if comes_to < _A_HUNDRED or any(abs(each - one) <= ROUNDED * one for one in known for each in meant):
            continue
        so_far = _SO_FAR.search(line.note or "") is not None
        near = [
            place
            for place in _places(for_each=for_each, so_far=so_far)
            if figures[place[0]] * LEAST <= comes_to <= figures[place[0]] * MOST
        ]
        if near:
            name, column = min(near, key=lambda place: abs(figures[place[0]] - comes_to))
            figure, product = pounds(getattr(line, name)), pounds(comes_to)
            note = Related(line.at("note"), "the Note")
            yield hit(line.at(name), note, words=found[0][0].strip(), product=product, column=column, figure=figure)


def _places(*, for_each: bool, so_far: bool) -> Sequence[tuple[str, str]]:
    """The figures of a line that a product may be meant to be."""
    if for_each:
        return _PLACES[1:]
    return _PLACES[:1] if so_far else _PLACES


def _products(note: str) -> list[re.Match[str]]:
    """Every product of a Note; so much for each, for some months, is one."""
    found: list[re.Match[str]] = []
    for pattern in (_FOR_EACH, _MONTHS_AT, _PRODUCT):
        found = found or list(pattern.finditer(note))
    return found


def _for_each(found: re.Match[str], name: str) -> float:
    """What so much for each comes to in some months, of as many as a name gives; 0 where it gives no one number."""
    noun = (found["noun"] or "").casefold()
    numbers = list(_NUMBER_OF.finditer(name))
    if len(numbers) != 1 or noun in _TIMES or noun[:_LETTERS] not in name[numbers[0].end() :].casefold():
        return 0.0
    each = sum_said(found["price"]) * number_said(numbers[0]["number"]) * number_said(found["months"])
    return each / MONTHS if each / MONTHS >= _A_HUNDRED else 0.0


def _worked_out(words: str) -> float:
    """What the factors of a product in words come to."""
    return prod(_factor(found[0]) for found in _FACTOR.finditer(words))


def _factor(words: str) -> float:
    above, _, below = words.partition("/")
    if below:
        return float(above) / (float(below) or 1)
    return sum_said(words) if any(letter.isdigit() for letter in words) else number_said(words)
