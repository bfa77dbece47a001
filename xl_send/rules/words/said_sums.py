"""How far a money line's Note says that it is over or under its budget, against its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_SHARES = {**{word: number for number, word in enumerate(_UNITS, 1)}, **_TENS}
_OF_BUDGET = Pattern(
    rf"\b(\d{{1,3}}(?:\.\d+)?|{'|'.join(_SHARES)}) ?(?:%|per ?cent) (over|under|above|below)"
    r"(?:[ -]?spen\w*)?(?: (?:its |the |this )?budget)?(?=\s*(?:$|[.,;:(])| (?:because|due|owing|on|as)\b)",
    re.IGNORECASE,
)
_BY_POUNDS = Pattern(
    r"£(\d[\d,]*(?:\.\d+)?) ?(k|m|million)?\b (?:forecast |projected |expected )?"
    r"(over|under)(?:[ -]?spen[dt]|[ -]?spending|(?: the| its)? budget)?"
    # What follows may tell of another measure: "£30k over three years", "£570k over the tender".
    r"(?=\s*(?:$|[.,;:()\u2013-])| (?:because|due|owing|on|as|for|in|at|so|after|since|with|where)\b)",
    re.IGNORECASE,
)
# "Overspend of £8,000", "will overspend by £8k".
_SPENT_BY = Pattern(
    r"\b(over|under)spen(?:d|ds|ding) (?:of|by) £(\d[\d,]*(?:\.\d+)?) ?(k|m|million)?\b(?=\s*(?:$|[.;:(]|,(?!\d)))",
    re.IGNORECASE,
)
# What a Note says of a line that keeps to its budget.
_ON_BUDGET = Pattern(
    r"(?:forecast |projected |expected |all )*(?:to be |is )?on budget(?=\s*(?:$|[.,;:(]))",
    re.IGNORECASE,
)
_OF_A_PART = Pattern(
    r"(?i)%|\b(?:last|previous|carried|offset\w*|avoid\w*|20\d\d|rest|but|part|partly|some|earlier|q[1-4])\b"
)
_OF_ANOTHER_TIME = Pattern(
    r"(?i)\b(?:offset\w*|part|partly|some|used|carried|was|were|had|since|rest|back|of which|earlier|(?:last|previous"
    r"|prior) (?:year|quarter"
    r"|month)|q[1-4]|20\d\d[-/]\d\d)\b"
)
_SUM = Pattern(r"£(\d[\d,]*(?:\.\d+)?) ?(k|m|million)?\b", re.IGNORECASE)
_TIMES = {"k": 1_000, "m": 1_000_000, "million": 1_000_000}
NEAR_SHARE, NEAR_SUM, OFF_BUDGET = 0.011, 0.1, 0.05


@rule(
    "MN32",
    Severity.QUERY,
    'The Note says "{words}", but the line is forecast to be {stands}.',
    "Bring the Note up to date, or correct Budget and Forecast outturn. Readers take the Note for the reason.",
)
def note_of_another_overspend(programme: Programme) -> Iterator[Hit]:
    """How far a Note says that a line is over or under its budget is what the figures say.

    One of the two is last quarter's. A percentage is read to the nearest point, a sum to a tenth. What a Note says of
    another time or measure, of part of the line, or of two sums that offset one another, is not asked about, nor are
    sums that come to it together. A Note that begins with "on budget" and gives no figure is asked about where the line
    is more than 5% off.

    **Fails**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 51000 | <Twelve per cent over: higher fees> |
    | TRN-F02 | 50000 | 60000 | <£4,000 overspend on agency staff> |
    | TRN-F03 | 50000 | 50000 | <Will overspend by £8k> |
    | TRN-F05 | 50000 | 60000 | <Forecast to be on budget> |

    **Passes**

    Money:
    | ID | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- |
    | TRN-F01 | 50000 | 56000 | Twelve per cent over: higher fees |
    | TRN-F02 | 50000 | 60000 | £10k overspend on agency staff |
    | TRN-F03 | 50000 | 60000 | Fees are 5% above last year's |
    | TRN-F04 | 50000 | 51000 | Agency rates 12% above inflation |
    | TRN-F05 | 50000 | 48000 | £4,000 over on agency staff, £6,000 under on training |
    | TRN-F06 | 50000 | 60000 | Includes £6k of last spring's fees, and £4k over on agency |
    | TRN-F07 | 50000 | 60000 | £30k over three years, £10k of it in this one |
    | TRN-F08 | 50000 | 56000 | The quote came in £9k over the first estimate |
    | TRN-F09 | 50000 | 42000 | £12k under on pay, partly used for training |
    | TRN-F11 | 50000 | 52500 | On budget |
    | TRN-F12 | 50000 | 50000 | Overspend of £8,000 met from reserves |
    """
    for line in programme.each(MoneyLine):
        if not line.note or line.budget <= 0:
            continue
        gap = line.outturn - line.budget
        several = len(_BY_POUNDS.findall(line.note)) > 1
        share = gap / line.budget
        words = "" if several else _wrong_share(line.note, share) or _wrong_sum(line.note, gap)
        words = "" if _OF_ANOTHER_TIME.search(line.note) else words
        words = words or _not_on_budget(line.note, share)
        if words and not _comes_to(line.note, gap):
            stands = f"{pounds(abs(gap))} ({abs(share):.0%}) {'over' if gap > 0 else 'under'}" if gap else "on"
            outturn = Related(line.at("outturn"), "the forecast outturn")
            yield hit(line.at("note"), outturn, words=words, stands=f"{stands} its budget")


def _wrong_share(note: str, share: float) -> str:
    """The words of a percentage over or under that is not what the figures give."""
    found = _OF_BUDGET.search(note)
    if found is None:
        return ""
    number = _SHARES.get(found[1].casefold()) or float(found[1])
    said = number / 100 * (1 if found[2].casefold() in {"over", "above"} else -1)
    return "" if abs(said - share) <= NEAR_SHARE else found[0]


def _not_on_budget(note: str, share: float) -> str:
    """The words by which a Note puts a line on its budget that is well off it."""
    found = _ON_BUDGET.match(note)
    off = abs(share) > OFF_BUDGET and not (_SUM.search(note) or _OF_A_PART.search(note))
    return found[0] if found and off else ""


def _wrong_sum(note: str, gap: float) -> str:
    """The words of a sum over or under that is not what the figures give."""
    found, spent = _BY_POUNDS.search(note), _SPENT_BY.search(note)
    if found:
        number, times, side = found[1], found[2], found[3]
    elif spent:
        found, side, number, times = spent, spent[1], spent[2], spent[3]
    else:
        return ""
    said = _in_pounds(number, times)
    said *= 1 if side.casefold() == "over" else -1
    return "" if abs(said - gap) <= NEAR_SUM * max(abs(said), abs(gap)) else found[0]


def _comes_to(note: str, gap: float) -> bool:
    """Whether several sums of a Note come to the difference together, or one of them is it."""
    sums = [_in_pounds(found[1], found[2]) for found in _SUM.finditer(note)]
    return len(sums) > 1 and any(abs(said - abs(gap)) <= NEAR_SHARE * abs(gap) for said in (sum(sums), max(sums)))


def _in_pounds(number: str, times: str | None) -> float:
    return float(number.replace(",", "")) * _TIMES.get((times or "").casefold(), 1)
