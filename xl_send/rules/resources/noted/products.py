"""So many at so much: what a money line's Note works out, against the figures of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
# "£10,000 a place for seven months", of sixteen places in the name of the line.
_FOR_MONTHS = Pattern(
    rf"(?i)({SUM})(?: (?:a|an|per|for each|each) (?!year|month|term)([a-z]{{4,15}})| each| apiece)?(?: (?:a"
    rf"|per) year)?,? (?:(?:for|over|x) )?({NUMBER}) (months|terms)\b"
)
_SO_MANY = Pattern(rf"(?i)(?<![\w.,£])({NUMBER}) (?:[a-z-]+ ){{0,2}}?([a-z]{{4,15}}s)\b")
_OF_EACH = Pattern(r"(?i)\b(?:each|apiece)\b| (?:at|@|x|\u00d7) £?[\d,.]+k?,? (?:for )?(?:\w+) (?:months|terms)$")
_FIGURE = Pattern(SUM, re.IGNORECASE)
_PARTS_OF_A_YEAR = {"months": 12, "terms": 3}
_FACTOR = Pattern(rf"{SUM}|\d{{1,2}}/\d{{1,2}}|\d+(?:\.\d+)?|(?<![\w]){NUMBER}\b", re.IGNORECASE)
_SOME = Pattern(
    r"(?i)\b(?:plus|and|also|rest|others?|less|minus|about|roughly|approx\w*|up to|was|were|if|next year)\b|\+"
)
_PLACES = (("spent", "Actual to date"), ("outturn", "Forecast outturn"), ("budget", "Budget"))
# What comes so near to a figure is meant to be it, and what comes nearer than this is it.
LEAST, MOST, ROUNDED = 0.6, 1.67, 0.011
_SO_FAR = Pattern(r"(?i)\b(?:so far|to date|paid|spent|claimed|invoiced)\b")
_A_HUNDRED = 100


@rule(
    "MN65",
    Severity.QUERY,
    'The Note says "{words}", which comes to {product}; {column} is {figure}.',
    "Work it out again, and correct {column} or the Note: one of them is of another month, or mistyped.",
)
def product_unlike_the_line(programme: Programme) -> Iterator[Hit]:
    """What a Note works out is a figure of its line.

    "20 schools x 2 days x 180" is how a figure was reached. Asked where the Note has one such product, it comes near to
    Actual to date, Forecast outturn or Budget, and it is none of them, nor what is left between two of them. "£10,000 a
    place for five months" is five twelfths of a year's, for as many places as the name of the line or the Note gives:
    asked where another number of months gives the figure.

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
    | TRN-F01 | Sixteen new places | <93300> | 53300 | 93300 | £10,000 a place for five months; in arrears |

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
    | TRN-F01 | Funding for sixteen new places | 93300 | 53300 | 93300 | £10,000 a place for seven months |
    | TRN-F02 | Funding for new places | 93300 | 53300 | 93300 | £10,000 a place for five months |
    | TRN-F03 | Visits to twelve schools | 40000 | 9000 | 36000 | £300 a school for ten months |
    | TRN-F04 | Visits to twelve schools | 61000 | 9000 | 61000 | £10,000 a school for five months, and £11k for rooms |
    """
    for line in programme.each(MoneyLine):
        yield from _of_other_months(line)
        found = list(_PRODUCT.finditer(line.note or ""))
        if (
            len(found) != 1
            or _FOR_MONTHS.search(line.note or "")
            or _SOME.search((line.note or "").replace(found[0][0], " "))
        ):
            continue
        comes_to = _worked_out(found[0][0])
        figures = {name: abs(getattr(line, name) or 0.0) for name, _ in _PLACES}
        known = [*figures.values(), abs(line.outturn - line.budget), abs(line.outturn - (line.spent or 0))]
        if comes_to < _A_HUNDRED or any(abs(comes_to - one) <= ROUNDED * one for one in known):
            continue
        places = _PLACES[:1] if _SO_FAR.search(line.note or "") else _PLACES
        near = [place for place in places if figures[place[0]] * LEAST <= comes_to <= figures[place[0]] * MOST]
        if near:
            name, column = min(near, key=lambda place: abs(figures[place[0]] - comes_to))
            figure, product = pounds(getattr(line, name)), pounds(comes_to)
            note = Related(line.at("note"), "the Note")
            yield hit(line.at(name), note, words=found[0][0].strip(), product=product, column=column, figure=figure)


def _of_other_months(line: MoneyLine) -> Iterator[Hit]:
    """The figure of a line that so many at so much a year come to over another number of months than its Note says."""
    note = line.note or ""
    said = _FOR_MONTHS.search(note)
    thing = f"{said[2]}s".casefold() if said and said[2] else ""
    every = _SO_MANY.finditer(f"{line.name}; {note}") if said else ()
    counts = [
        one for one in every if one[2].casefold() == thing or not (thing or one[2].casefold() in _PARTS_OF_A_YEAR)
    ]
    if (
        said is None
        or not (thing or _OF_EACH.search(note[: said.start()] + said[0]))
        or len(counts) != 1
        or sum(1 for _ in _FIGURE.finditer(note)) > 1
    ):
        return
    parts, number = _PARTS_OF_A_YEAR[said[4].casefold()], number_said(said[3])
    a_year = number_said(counts[0][1]) * sum_said(said[1])
    figures = [(name, column, abs(getattr(line, name) or 0.0)) for name, column in _PLACES]
    fits = {
        other: (name, column)
        for other in range(1, parts + 1)
        for name, column, figure in figures
        if figure and abs(a_year * other / parts - figure) <= ROUNDED * figure
    }
    whole = any(abs(a_year * number - figure) <= ROUNDED * figure for _, _, figure in figures if figure)
    if fits and number not in fits and number <= parts and not whole:
        name, column = fits[max(fits)]
        words = f"{said[0]} ({counts[0][0]})"
        yield hit(
            line.at(name), Related(line.at("note"), "the Note"), words=words,
            product=pounds(round(a_year * number / parts)), column=column, figure=pounds(getattr(line, name)),
        )  # fmt: skip


def _worked_out(words: str) -> float:
    """What the factors of a product in words come to."""
    return prod(_factor(found[0]) for found in _FACTOR.finditer(words))


def _factor(words: str) -> float:
    above, _, below = words.partition("/")
    if below:
        return float(above) / (float(below) or 1)
    return sum_said(words) if any(letter.isdigit() for letter in words) else number_said(words)
