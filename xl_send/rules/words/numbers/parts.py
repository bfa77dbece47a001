"""Numbers that one text gives of one whole: a share with so many of so many, parts of a whole, parts of an average."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, is_a_share, series
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.number_pairs import parts_of_wholes
from xl_send.words import NUMBER, number_if_any, number_said, numbers_in
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

_PERCENT = r"(?<![\w£.,/-])(?P<share>\d{1,3}(?:\.\d{1,2})?) ?(?:%|per ?cent\b)"
_COUNTS = r"(?P<part>\d+(?:,\d{3})*) ?(?:out of|of|/) ?(?:the |our |all )?(?P<whole>\d+(?:,\d{3})*)"
_THEN_COUNTS = Pattern(rf"(?i){_PERCENT}(?: ?\(|, (?:or |that is )?|: ?|, i\.?e\.? ){_COUNTS}(?![\w%/.,-]*\d|%)")
_THEN_SHARE = Pattern(rf"(?i)(?<![\w£.,/-]){_COUNTS}(?: [a-z-]{{3,20}}){{0,2}}(?: ?\(|, or |, i\.?e\.? ){_PERCENT}")
# The whole before its part: "412 responses, 231 of them (65%)", "412 responses: 231 in favour (65%)".
_OF_THEM = r"of (?:which|whom|these|them|those)"
_WHOLE_FIRST = Pattern(
    r"(?i)(?<![\w£.,/-])(?P<whole>\d+(?:,\d{3})*) (?!of\b)[a-z][a-z-]+(?: [a-z-]+){0,3}(?:[,;:]| \u2013| -)? "
    rf"(?:{_OF_THEM},? (?P<among>\d+(?:,\d{{3}})*)|(?P<part>\d+(?:,\d{{3}})*) (?:{_OF_THEM}|in favour|in support|for|"
    rf"against|agreed|positive|satisfied))(?: [a-z-]+){{0,3}}(?: ?\(|, or |, ){_PERCENT}(?! of\b)"
)
# By how much something rose is no share of what is counted, nor is the share of another time.
_A_CHANGE = Pattern(
    r"(?i)\b(?:by|up|down|rose|fell|risen|fallen|increas\w*|reduc\w*|improv\w*|from|target\w*|expected|v|against|was"
    r"|than)(?: of)? $"
)
_ABOUT = Pattern(r"(?i)\b(?:about|around|nearly|almost|some|roughly|over|just|c\.?|ca\.?) $")


@rule(
    "CM61",
    Severity.QUERY,
    '"{words}": {part} of {whole} is {share}.',
    "Correct the share or the two numbers. Two digits may have changed places.",
)
def share_of_other_counts(programme: Programme) -> Iterator[Hit]:
    """A share that a text gives is that of the so many of so many beside it.

    Otherwise a digit was mistyped in one of the three, and nobody can tell in which. Rounded shares are forgiven, and a
    change, such as "up 5%", is none.

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | <52% (295 of 498) for the year so far> |
    | TRN-K02 | Percent | <13 of 18 passed (27%)> |

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Survey closed: 41 per cent, 210 out of 312, answered.> |
    | OUT | <Closed with 412 responses, 231 of them (65%) in favour.> |
    | STA | <96 replies: 71 in favour (47%), the rest unsure> |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | 52% (259 of 498) for the year so far, 61% in October |
    | TRN-K02 | Percent | 13 of 18 passed (72%); up 5% (12 of 20 schools take part) |
    | TRN-K03 | Percent | 60% of plans; 12 of 40 schools replied. About 70%, 27 of 40 |
    | TRN-K04 | Percent | 11.9% (49 of 412). 3 of 4 areas, 41% of schools |
    | TRN-K05 | Percent | 64% (target 70%, 12 of 31 days lost) |
    | TRN-K06 | Percent | 412 responses, 231 of them (56%) in favour; 96 replies, of which 71 (74%) |
    | TRN-K07 | Percent | 40 schools, 12 teachers (65%); 60 replies, 12 of them from Ash (35% of 34) |
    """
    for record, name, text in chain.from_iterable(map(speaking_texts, programme.submissions)):
        if isinstance(record, Actual) or ("%" not in text and "cent" not in text):
            continue
        patterns = (_THEN_COUNTS, _THEN_SHARE, _WHOLE_FIRST)
        for found in chain.from_iterable(one.finditer(text) for one in patterns):
            digits = found["part"] or found.groupdict()["among"]
            part, whole = _figure(digits), _figure(found["whole"])
            if not 0 < part <= whole or _A_CHANGE.search(text[: found.start()]):
                continue
            room = 3.0 if _ABOUT.search(text[: found.start()]) else 1.05 if "." not in found["share"] else 0.11
            if abs(100 * part / whole - float(found["share"])) > room:
                share = f"{100 * part / whole:.1f}".removesuffix(".0") + "%"
                words = found[0].strip() + (")" if "(" in found[0] else "")
                yield hit(record.at(name), words=words, part=digits, whole=found["whole"], share=share)
                break


def _figure(digits: str) -> float:
    return float(digits.replace(",", "") or 0)


_ITEM = Pattern(rf"(?i)^ ?(?:and |with |but |another )?({NUMBER}) (?:are |is |were |have |has )?([a-z][a-z-]*)")
_SPLIT = Pattern(r", |; | and (?=\w+ )")
_SENTENCES = Pattern(r"[.](?: |$)")
LEAST_NUMBERS = 3  # a part, its whole and what is left
# What has not been done is no part of what has.
_TO_DO = Pattern(
    r"(?i)^(?:outstanding|remain\w*|left|to|pending|await\w*|waiting|overdue|unfilled|vacant|unsigned|undecided|missing"
    r"|refus\w*|declin\w*|absent|not)$"
)
# Some of those who were counted already, or others.
_NESTED = Pattern(
    r"(?i)\b(?:of (?:them|these|those|which|whom)|including|both|again|also|last|since|compared|per|each|up to|about"
    r"|at least|by|more|extra|waiting list)\b"
)


@rule(
    "CM62",
    Severity.QUERY,
    '"{words}": together these are {total}, of {whole}.',
    "Correct the numbers, or say which of them are counted twice.",
)
def parts_beyond_their_whole(programme: Programme) -> Iterator[Hit]:
    """The parts of which a text tells come to no more than the whole that it gives.

    Asked of a sentence with one whole, "14 of 18 travel by themselves", and then what is left over: one part that is
    still to do, or two and more that each are no more than are left. Not where the words tell of some of those counted
    before, or count other things.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <14 of 18 now travelling independently, 4 part-routes, 2 stopped for good reasons.> |
    | TRN-M02 | <Nine of twelve signed; five outstanding.> |
    | TRN-M03 | <20 of 30 booked, 12 still to be asked> |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | 14 of 18 now travelling independently, 2 part-routes, 2 stopped for good reasons. |
    | TRN-M02 | 12 of 14 started, 10 completed, 2 withdrew |
    | TRN-M03 | Nine of twelve signed, three outstanding, five visits booked. |
    | TRN-M04 | 14 of 18 trained, 6 of them in October, 4 to go |
    | TRN-M05 | 20 of 30 booked, 40 staff named, 12 rooms found |
    | TRN-M06 | 5 of 8 open. 4 outstanding risks reviewed. |
    """
    for record, name, text in chain.from_iterable(map(speaking_texts, programme.submissions)):
        for sentence in _SENTENCES.split(text) if " of " in text and ("," in text or ";" in text) else ():
            told = _beyond(sentence)
            if told:
                total, whole = told
                yield hit(record.at(name), words=sentence.strip(), total=f"{total:,.0f}", whole=f"{whole:,.0f}")
                break


def _beyond(sentence: str) -> tuple[float, float] | None:
    """What the parts of a sentence come to, and the whole, where they come to more."""
    if numbers_in(sentence) < LEAST_NUMBERS:
        return None
    wholes = list(parts_of_wholes(sentence))
    if len(wholes) != 1 or _NESTED.search(sentence, wholes[0].end()):
        return None
    part, whole = number_if_any(wholes[0]["part"]), number_if_any(wholes[0]["whole"])
    pieces = _SPLIT.split(sentence[wholes[0].end() :])
    items = [found for found in map(_ITEM.search, pieces[1:]) if found]
    items = [found for found in items if not _is_of_other_things(found[2])]
    rest = [number_said(found[1]) for found in items]
    left, to_do = whole - part, [number_said(found[1]) for found in items if _is_to_do(found)]
    several = len(rest) > 1 and all(0 < one <= left for one in rest)
    if 0 < part <= whole and (several or to_do) and sum(rest if several else to_do) > left:
        return part + sum(rest if several else to_do), whole
    return None


def _is_to_do(found: re.Match[str]) -> bool:
    return _TO_DO.match(found[2]) is not None or found[2].casefold() == "still"


def _is_of_other_things(word: str) -> bool:
    """Whether the word after a number names things, such as visits, and not how those that are counted stand."""
    return word.endswith("s") and not word.endswith("ss") and not word.casefold().startswith("part")


# A text that opens with the figure of all, and then gives two: "64%; north is 71% and south 59%".
_TWO_PARTS = Pattern(
    r"(?i)^(?:now |at )?(\d{1,3}(?:\.\d+)?)%[;:,.(\u2013-] ?\(?([a-z][a-z' ]{1,40}?)(?: (?:is|are|at|was))*:?"
    r" (\d{1,3}(?:\.\d+)?)%(?:,? and|,|;|,? but) ([a-z][a-z' ]{1,40}?)(?: (?:is|are|at|was))*:?"
    r" (\d{1,3}(?:\.\d+)?)%\)?(?=\s*(?:$|[.;(]))"
)
_NO_PART = Pattern(
    r"(?i)\b(?:target|expected|plan\w*|england|nation\w*|region\w*|neighbours?|baseline|last|year|term|month|week|july"
    r"|january|february|march|april|may|june|august|september|october|november|december|from|up|down|best|better|top"
    r"|highest|lowest|worst|since|until|before|after|england's|average|mean|then|now)\b"
)


@rule(
    "CM63",
    Severity.QUERY,
    '"{words}": both parts are {side} the {value} of all ({day}).',
    "Correct the figure of the part that is mistyped. If there is a third part, give it too.",
)
def parts_on_one_side_of_the_whole(programme: Programme) -> Iterator[Hit]:
    """Of two parts of a share, one is no better than the whole, and the other no worse.

    Asked where the commentary on a percentage opens with its latest figure and then gives two others, of two groups
    that it names: neither of another time, nor a target, nor of others.

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | <64%; occupational therapy is 71% and speech 69%.> |
    | TRN-K02 | Percent | <64%: primary 51%, secondary 58%> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 64% |
    | TRN-K02 | 31 Oct 2026 | 64% |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Percent | 64%; occupational therapy is 71% and speech 59%. |
    | TRN-K02 | Percent | 64%: target 70%, England 68% |
    | TRN-K03 | Percent | 64%: primary 71%, secondary 66%, special 40% |
    | TRN-K04 | Percent | 64%; the best two areas are at 71% and others 69%. |
    | TRN-K05 | Percent | 60%; north 71% and south 69% |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 64% |
    | TRN-K02 | 31 Oct 2026 | 64% |
    | TRN-K03 | 31 Oct 2026 | 64% |
    | TRN-K04 | 31 Oct 2026 | 64% |
    | TRN-K05 | 31 Oct 2026 | 64% |
    """
    for kpi, actuals in series(programme, is_a_share).items():
        found = _TWO_PARTS.match(kpi.commentary or "")
        if found is None or _NO_PART.search(f"{found[2]} {found[4]}") or not is_active(programme, kpi):
            continue
        latest = actuals[-1]
        whole, one, other = (float(found[place]) / 100 for place in (1, 3, 5))
        is_latest = abs(whole - latest.value) < 0.0051
        if is_latest and (min(one, other) > whole + 0.01 or max(one, other) < whole - 0.01):
            related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
            side = "above" if one > whole else "below"
            value = amount(kpi.unit, latest.value)
            yield hit(kpi.at("commentary"), related, words=found[0], side=side, value=value, day=latest.day)
