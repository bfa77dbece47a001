"""Children by name behind the word for them: "the last three pupils (Maisie Holt, Devon Achebe)"."""

from __future__ import annotations

import re

from xl_send.analysis.words.given_names import OF_STAFF
from xl_send.analysis.words.shorthand.names_of_people import (
    CAPITAL,
    ELDER,
    SURNAME,
    is_first_name,
    is_named,
    is_of_a_first_name,
    is_of_no_person,
)
from xl_send.patterns import Pattern

_THEM = (
    r"(?:[Cc]hildren|[Pp]upils|[Yy]oung people|[Ll]earners|[Ss]tudents|[Yy]oungsters|[Kk]ids|[Ll]eavers|[Ii]nterns"
    r"|[Ss]iblings|CYP|YP|[Cc]ases|[Pp]lacements?|[Tt]ribunals|[Aa]ppeals|[Ee]xclusions|[Cc]hild|[Pp]upil"
    r"|[Yy]oung person"
    r"|[Ll]earner|[Ss]tudent|[Yy]oungster|[Ss]till out|[Aa]waiting (?:a )?place|[Oo]ut of school|[Uu]nplaced|NEET|CME"
    r"|[Nn]o (?:school )?place|[Ww]ithout a (?:school )?place|[Nn]ot in school)"
)
_NAME = rf"(?:{CAPITAL}(?: {SURNAME}){{0,2}}|{CAPITAL}, {CAPITAL}|[A-Z]\.? ?{CAPITAL})"
_FAMILY = rf"[Tt]he {ELDER}{CAPITAL} (?:twins?|triplets|boys?|girls?|brothers?|sisters?|siblings|children|lads?|family)"
_ONE = rf"(?:{_NAME}|{_FAMILY})(?: ?[(\[][^()\[\]\n]{{1,40}}[)\]])?"
_LED_TO = Pattern(
    r"\b(?P<lead>(?i:(?:last|other|remaining|these|those|both|only|outstanding) )?(?i:(?:one|two|three|four|five"
    r"|six|\d) )?)"
    rf"{_THEM}\b(?!['\u2019])"
)
_SIGN = Pattern(r" ?[:(\[\u2013\u2014] ?| - |,? (?:are|is|being) |, | (?=[A-Z])")
_ONE_NAME = Pattern(_ONE)
_JOINED = Pattern(r",? and |,? & |, ?|; ?| ?/ ?")
_MONTH = Pattern(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_IN_BRACKETS = Pattern(r"[(\[][^()\[\]\n]{1,40}[)\]]")
_ENDS = Pattern(
    r"\s{0,2}(?:[)\].;,:\u2013\u2014!?-]|$|(?:is|are|has|have|had|was|were|starts?|goes|go|went|waits?|moves?"
    r"|moved|still"
    r"|who|at|from|needs?|will|left|did|does|refused|joined|missed|without)\b)"
)
# What is named next is where they are, or by what they are counted.
_ELSEWHERE = Pattern(
    r"\b(?:schools?|settings?|areas?|towns?|hubs?|centres?|providers?|sites?|bases?|units?|colleges?|by|with|led"
    r"|held|run"
    r"|chaired|visit\w{0,3}|live|lives|north|south|east|west|employers?|clusters?|wards?|districts?|localities|trusts?"
    r"|academies|nurser(?:y|ies)|councils?|authorit(?:y|ies)|in|places|teams?|per|told|met)$|\bby\b"
)
_DEALT_WITH = Pattern(
    rf"(?i)(?:{OF_STAFF.pattern}|\b(?:training|workshops?|sessions?|courses?|events?|talks?|assembl(?:y|ies)|briefings?"
    r"|contacts?|support|services?|member|disabled|champions?|commissioner|workers?|social work|advocates?)\b)"
    r"(?: [\w-]{1,15}){0,4}? ?(?:for|of|with|to|on|,)(?: [\w-]{1,12}){0,5} ?$"
)
_OF_STAFF_NEXT = Pattern(rf"[\s,(\u2013-]{{0,3}}(?:[\w-]{{1,20}} ){{0,2}}{OF_STAFF.pattern}")
_BEFORE, _MOST = 80, 10
_MARKS = frozenset(":([-\u2013\u2014")
# Not a child's: "Child Health Record", "Student Finance".
_ONE_OF_THEM = Pattern(
    r"\b(?:child|[Pp]upil|learner|[Yy]oung person|[Yy]oungster|boy|girl|lad)(?: named"
    rf"| called)? (?P<name>{CAPITAL} {SURNAME})"
)


def children_by_name(sentence: str) -> bool:
    """Whether names of people stand behind the word for children, in brackets, after a colon, a dash or a comma."""
    if not (_LED_TO.may_be_in(sentence) or _ONE_OF_THEM.may_be_in(sentence)):
        return False
    plain = _MONTH.sub(lambda month: month[0].casefold(), sentence)
    if any(_leads_to_names(plain, found) for found in _LED_TO.finditer(plain)):
        return True
    return any(is_named(found["name"]) and _goes_on(plain[found.end() :]) for found in _ONE_OF_THEM.finditer(plain))


def _leads_to_names(sentence: str, found: re.Match[str]) -> bool:
    certain = bool(found["lead"].strip())
    after = sentence[found.end() : found.end() + _BEFORE]
    for sign in _SIGN.finditer(after):
        between = after[: sign.start()]
        if between != between.lower() or _ELSEWHERE.search(between):
            return False
        marked = not sign[0].isspace() and sign[0].strip() in _MARKS
        if (marked or certain or not between) and _are_named(sentence, found.end() + sign.end(), certain=certain):
            return certain or not _DEALT_WITH.search(sentence[max(0, found.start() - _BEFORE) : found.start()])
    return False


def _are_named(sentence: str, place: int, *, certain: bool) -> bool:
    """Whether from a place on names of people stand, and nothing that their bearers do."""
    items: list[str] = []
    while len(items) < _MOST and (found := _ONE_NAME.match(sentence, place)):
        items.append(_IN_BRACKETS.sub("", found[0]).strip())
        end = found.end()
        joined = _JOINED.match(sentence, end)
        if joined is None:
            break
        place = joined.end()
    return bool(items) and _goes_on(sentence[end : end + _BEFORE]) and _are_people(items, certain=certain)


def _goes_on(after: str) -> bool:
    """Whether what follows a name is not what its bearer does, nor of which service they are."""
    return bool(_ENDS.match(after)) and not _OF_STAFF_NEXT.match(after)


def _are_people(items: list[str], *, certain: bool) -> bool:
    families = [item for item in items if item[:4].casefold() == "the "]
    named = [item for item in items if item not in families]
    if any(map(is_of_no_person, (word for item in families for word in item.split()[1:2]))):
        return False
    if families and not named:
        return True
    known = [item for item in named if is_of_a_first_name(item) and _may_be(item)]
    whole = [item for item in named if is_named(item) or _has_initial(item)]
    return bool(known) or (len(whole) == len(named) and (certain or len(whole) > 1))


def _may_be(item: str) -> bool:
    return " " not in item or is_named(item)


def _has_initial(item: str) -> bool:
    first, _, last = item.partition(" ")
    return len(first.strip(".")) == 1 and bool(last) and not is_of_no_person(last) and not is_first_name(first)
