"""Sums that a text writes out with what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, chain

from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import FULL_MONTHS, MONTHS
from xl_send.workbook.submissions import Programme

_NUMBER = r"£?\d[\d,]*(?:\.\d+)?k?"
_SUM = Pattern(
    rf"(?i)= *(?P<is>{_NUMBER})(?![\w%]|[.,/:-]\d| ?[x*/+-] ?\d| ?(?:{'|'.join(MONTHS)}))"
    rf"|(?<![\w.,£/-])(?P<all>{_NUMBER}) (?P<thing>[a-z]+ )?(?:in all|in total|altogether|all told)\b"
)
# Where a sum may begin, and what stands between its parts.
_STARTS = Pattern(r"[(:]|[.] ")
_BETWEEN = Pattern(r"(?i) ?(?:\+|,(?!\d)|;|&|\bplus\b|\band\b) ?")
_LISTED = Pattern(r"[,;](?!\d)")
# Twelve workshops and eight visits are no twenty families.
_THINGS = Pattern(r"(?i)\d [a-z-]+s\b")
_ADDED = Pattern(r"(?i)\+|\bplus\b")
_PART = Pattern(rf"(?i)(?<![\w.,/:-])({_NUMBER})(?![\w%]|[.,/:-]\d)")
# Other sums than of parts, and numbers that are no part.
_OTHERWISE = Pattern(
    r"(?i)\d ?[x\u00d7*/%-]|[x\u00d7*/-] ?£?\d|\b(?:each|per|of|less|minus|from|to|at|by|about|nearly|over|average"
    r"|mean|some|others|phase|wave|cohort|year|week|page|item|including|also)\b"
)


@rule(
    "CM98",
    Severity.QUERY,
    '"{words}": these come to {sum}, not {said}.',
    "Add it up again, and correct the part or the sum that is mistyped.",
)
def parts_that_come_to_another_sum(programme: Programme) -> Iterator[Hit]:
    """The parts that a text adds up come to the sum that it writes behind them.

    A digit too many in one of them goes into every plan that is made of it. Asked where two are joined by plus, or
    three by commas, before "=" or before what they are "in all". Neither a product, a share nor the number of a phase
    is a part, and what stands before the parts is none where the rest comes to the sum. Of words that go on from one
    sentence to the next, "612 plus the 8. 30 more are due and 40 in January, making 690", each number is a part.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <ASC 28, SLCN 12, SEMH 18 = 48> |
    | TRN-M02 | <Agreed: 28 north + 12 south = 42 places.> |
    | TRN-M03 | <28 autism, 12 language and 18 other needs, 48 places in all.> |
    | TRN-M04 | <Paid £28k + £12.5k = £45k so far> |

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M05 | <612 plus the 8 at Ash. 30 more are due in September 2027 and 40 in January 2028, making 684.> |
    | TRN-M07 | <620 now + 30 in September 2027 + 40 in January 2028 = 684.> |
    | TRN-M06 | <620 now. 30 more in September and 40 in January make 684 by 2028> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | ASC 28, SLCN 12, SEMH 8 = 48 |
    | TRN-M02 | Six of 9 sites; 19 + 12 = 31 places. 3 x 6 = 18 |
    | TRN-M03 | In phase 2, 28 places + 12 = 40; 4 visits, 28 + 12 = 40 |
    | TRN-M04 | 12 schools, 3 visits each = 36 |
    | TRN-M05 | Paid £28k + £12.5k = £40k. 1,200 + 300 = 1,500 families |
    | TRN-M06 | Green = 3, Amber = 2, Red = 1; 14 + 3 days = 1 Feb |
    | TRN-M07 | 28 places, 12 teachers, 60 in all at the meeting |
    | TRN-M08 | 12 workshops, 8 clinics and 5 visits, 20 families in all |
    | TRN-M09 | 6 schools signed; 3 + 2 = 5 trained |
    | TRN-M14 | 620 now + 24 in September 2027 + 40 in January 2028 = 684. |
    | TRN-M10 | 612 plus the 8 at Ash. 24 more are due in September 2027 and 40 in January 2028, making 684. |
    | TRN-M11 | 12 visits, 8 of them in Ash. 3 more are booked for 4 January and 2 in May, making 17 |
    | TRN-M12 | 612 against 600 expected. 8 more came and 40 more are due in January, making 684 |
    | TRN-M13 | 30 more are due in September and 40 in January, making 684 with those we have |
    """
    for record, name, text in chain.from_iterable(map(speaking_texts, programme.submissions)):
        told = _other_sum(text) or _made_up(text)
        if told:
            words, comes_to, said = told
            yield hit(record.at(name), words=words, sum=comes_to, said=said)


# What is twice as much, or half, is no sum of these.
LEAST, MOST = 0.5, 2.0
_SIGNS = ("=", " in all", " in total", " altogether", " all told")
TWO, THREE = 2, 3


def _other_sum(text: str) -> tuple[str, str, str] | None:
    """The words of a sum, what its parts come to and what is said, where the two differ; None where they do not."""
    if not any(one in text for one in _SIGNS) or text.count("=") > 1:
        return None
    found = _SUM.search(text)
    before = text[: found.start()] if found else ""
    starts = [one.end() for one in _STARTS.finditer(before)]
    clause = before[starts[-1] if starts else 0 :].strip(" ,;-")
    added = _ADDED.search(clause) is not None
    if added:
        clause = _LISTED.split(clause)[-1].strip()
    if found is None or _OTHERWISE.search(clause) or (found["thing"] and _THINGS.search(clause)):
        return None
    parts = [_PART.findall(piece) for piece in _BETWEEN.split(clause)]
    if len(parts) < (TWO if added else THREE) or any(len(one) != 1 for one in parts):
        return None
    said = found["is"] or found["all"]
    numbers = [one[0] for one in parts]
    if len({_kind(number) for number in [*numbers, said]}) > 1:
        return None
    sums, whole = list(accumulate(map(_value, reversed(numbers)))), _value(said)
    room = sum(map(_room, [*numbers, said]))
    if any(abs(one - whole) <= room for one in sums[1:]) or not LEAST * whole <= sums[-1] <= MOST * whole:
        return None
    comes_to = f"{'£' * ('£' in said)}{sums[-1]:,.6g}{'k' * ('k' in said.casefold())}"
    return text[text.index(clause) : found.end()], comes_to, said


def _kind(number: str) -> tuple[bool, bool]:
    return "£" in number, "k" in number.casefold()


def _value(number: str) -> float:
    return float(number.casefold().strip("£k,").replace(",", ""))


def _room(number: str) -> float:
    """By how much a number may be out by rounding: a count by nothing."""
    decimals = len(number.casefold().strip("k").partition(".")[2])
    return 10.0**-decimals / 2 if decimals or "k" in number.casefold() else 0.0


# "Making 684", and what stands before it: parts that are added, and numbers that are none.
_MAKING = Pattern(
    r"(?i)(?: ?=|(?:,| which| that)? (?:making|makes?|to make|giving|totalling|bringing (?:it|us|the total) to))"
    r" (?:a total of )?(?P<is>\d[\d,]*)(?![\w%£]|[.,/:-]\d| (?:with|of|out)\b)"
)
_MORE = Pattern(r"(?i)\b(?:plus|more|another|further|extra)\b|\+")
_A_DATE = Pattern(
    rf"(?i)\b(?:\d{{1,2}} )?(?:{'|'.join((*FULL_MONTHS, *MONTHS))})\b(?: (?:20)?\d\d\b)?|\b20\d\d(?:[-/]\d\d)?\b"
    r"|\(?\b[A-Z]{2,5}-[A-Z]\d+\b\)?|\b(?:year|phase|wave|cohort|week|tier) \d+\b"
)
_NO_PART = Pattern(
    r"(?i)[%£]|\d ?[x\u00d7*/-] ?\d|\b(?:of (?:them|these|those|which|whom|the)|each|per|from|than|against|expected"
    r"|target|planned|less|minus|about|nearly|over|under|instead|out of|left|leaving|closed?|lost|fewer|baseline)\b"
)
_WHOLE_NUMBER = Pattern(r"(?<![\w.,/-])\d+(?:,\d{3})*(?![\w%]|[.,/:-]\d)")


def _made_up(text: str) -> tuple[str, str, str] | None:
    """The words of a sum that goes on over sentences, what its parts come to and what is said, if not the same."""
    found = _MAKING.search(text) if text.count("=") < TWO else None
    before = text[: found.start()] if found else ""
    before = _LISTED.split(before)[-1].strip() if "=" in text else before
    plain = _A_DATE.sub(" ", before)
    numbers = _WHOLE_NUMBER.findall(plain)
    if found is None or len(numbers) < THREE or not _MORE.search(plain) or _NO_PART.search(plain):
        return None
    added, whole = sum(map(_value, numbers)), _value(found["is"])
    if added == whole or not LEAST * whole <= added <= MOST * whole or _value(numbers[0]) < added / TWO:
        return None
    return f"{before.strip()}{found[0]}", f"{added:,.0f}", found["is"]
