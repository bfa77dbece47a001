"""Telling a person's identifiers from other figures: patterns, and the checks built into the numbers.

A check digit alone is weak evidence (one ten-digit number in eleven passes the NHS check), so each
pattern asks for the shape in which people write the number as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from xl_send.analysis.words.addresses import has_email, has_house, has_phone, has_postcode
from xl_send.analysis.words.births import has_birth
from xl_send.analysis.words.case_numbers import has_case_number
from xl_send.analysis.words.children import tells_of_one_child
from xl_send.analysis.words.given_names import GIVEN_NAMES
from xl_send.analysis.words.lives.colleagues import tells_of_a_colleague
from xl_send.patterns import Pattern

Detector = Callable[[str], bool]

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = Pattern(r"\b([A-Z])(\d{11}[0-9A-Z])\b")
# The number of an order, a thing or an account by the word before it.
_OF_A_THING = Pattern(
    r"(?i)\b(?:order|po|code|journal|ledger|invoice|account|contract|serial|asset|supplier|requisition|line|budget)"
    r"[\s.:#]{0,3}(?:no\.?|number|ref\.?)?[\s.:#]{0,3}$"
)
_UPN_NAMED = Pattern(r"(?i)\bupn\W{0,3}(?:(?:no\.?|number)\W{0,2})?[a-z] ?(?:\d[ -]?){11}[\da-z]\b")
_NHS = Pattern(r"\b(\d{3})([ -]?)(\d{3})\2(\d{4})\b")
_NINO = Pattern(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")

# That somebody is ill, and the names of whom that is said: two of them, or a first name.
_WITH = r"(?: (?:work|with|after|because|due|of|to|a|an|his|her|their|long[- ]term|extended|work[- ]related)){0,4}"
_ILLNESS = Pattern(
    r"\b(?:is|was|has been|had been|remains|will be|being) (?:still |now |currently )?"
    rf"(?:off|on|signed off|absent|in|having|recovering from){_WITH} (?:sick|sickness|ill|illness|surgery"
    r"|stress(?! management| survey| test)|(?<! in )operation"
    r"|hospital(?! (?:\w{1,15} )?(?:team|school|liaison|tuition|education))"
    r"|depression|anxiety|cancer|chemo|chemotherapy|radiotherapy|dialysis|injury(?! time)|breakdown|bereavement)\b"
    r"(?! (?:training|courses?|panels?|groups?|support|services?|projects?|counsel\w{1,8}|lead|pathway|policy|review))",
)
_WHO_IS = Pattern(r"\b([A-Z][a-z]{1,20})( [A-Z][a-z'\u2019-]{1,20})?(?:,? who)? $")
_POST = Pattern(
    r"\b(?:Lead|Manager|Officer|Advis[eo]r|Coordinator|Director|Head|Teacher|Psychologist|Therapist|Caseworker|Analyst"
    r"|Team|Partner|Worker|Coach|Trainer|Assistant|Commissioner|Accountant|Board|Group|Service|Planner|Administrator"
    r"|County|Council|Trust|Forum|School|Academy|College|Hubs?|Centre)\b"
)

# Every identifier has figures or an @ in it, and most so many figures: other texts need no look by each pattern.
_FIGURE = Pattern(r"\d")
_AT = Pattern(r"(?i)@|\(at\)|\[at\]")
_FEWEST_FIGURES = 6
_OF_FEWER_FIGURES = ("birth", "postcode", "email", "house", "case")
_NHS_NAMED = Pattern(r"(?i)nhs(?: (?:no\.?|number))?\W{0,3}$")
_LONGEST_NAMING, _LONGEST_NAME = 16, 50
_NHS_FIGURES = 10
# The local authority's number, which stands first in a unique pupil number.
_AUTHORITIES = frozenset("2389")


def has_upn(text: str) -> bool:
    """A unique pupil number whose check letter is right (weights 2 to 13, remainder of 23), or that is called so."""
    right = any(_UPN_LETTERS[_upn_remainder(match[2])] == match[1] for match in _UPN.finditer(text))
    return right or _UPN_NAMED.search(text) is not None


def has_likely_upn(text: str) -> bool:
    """The form of a unique pupil number with an authority's number in it, but a check letter that is not its own."""
    return not _UPN_NAMED.search(text) and any(
        match[1] in _UPN_LETTERS and match[2][0] in _AUTHORITIES and _UPN_LETTERS[_upn_remainder(match[2])] != match[1]
        for match in _UPN.finditer(text)
        if not _is_of_a_thing(text, match.start())
    )


def _is_of_a_thing(text: str, place: int) -> bool:
    return _OF_A_THING.search(text[max(0, place - _LONGEST_NAMING) : place]) is not None


def has_insurance_number(text: str) -> bool:
    """A National Insurance number, not the number of an order or a cost code."""
    return any(not _is_of_a_thing(text, match.start()) for match in _NINO.finditer(text))


def _upn_remainder(rest: str) -> int:
    # A temporary number ends in a letter, which counts by its place among the check letters.
    figures = [int(item) if item.isdigit() else max(_UPN_LETTERS.find(item), 0) for item in rest]
    return sum(weight * figure for weight, figure in enumerate(figures, 2)) % 23


def has_nhs_number(text: str) -> bool:
    """An NHS number written 3-3-4, or any ten figures after the letters NHS, whose check digit is right."""
    for match in _NHS.finditer(text):
        named = _NHS_NAMED.search(text[max(0, match.start() - _LONGEST_NAMING) : match.start()])
        if (match[2] or named) and _checks(match[1] + match[3] + match[4]):
            return True
    return False


def _checks(number: str) -> bool:
    """Whether the tenth figure of an NHS number is the one that the others ask for."""
    figures = [int(item) for item in number]
    check = 11 - sum(weight * figure for weight, figure in zip(range(10, 1, -1), figures, strict=False)) % 11
    return check % 11 == figures[9]


def detect_in_number(value: float) -> frozenset[str]:
    """The names of the detectors of what a cell holds that Excel took for a number.

    An NHS number typed without spaces, or a mobile number, of which Excel drops the nought that it begins with. No
    figure of a programme is that large.
    """
    number = f"{value:.0f}"
    if len(number) != _NHS_FIGURES or not value.is_integer():
        return frozenset()
    if number.startswith("7"):
        return frozenset({"phone"})
    return frozenset({"nhs"}) if _checks(number) else frozenset()


DETECTORS: Mapping[str, Detector] = {
    "upn": has_upn,
    "nhs": has_nhs_number,
    "nino": has_insurance_number,
    "birth": has_birth,
    "postcode": has_postcode,
    "house": has_house,
    "email": has_email,
    "phone": has_phone,
    "case": has_case_number,
    "likely upn": has_likely_upn,
}


@lru_cache(maxsize=4096)
def detect(text: str) -> frozenset[str]:
    """The names of the detectors that find something in a text."""
    figures = len(_FIGURE.findall(text))
    names = DETECTORS if figures >= _FEWEST_FIGURES else _OF_FEWER_FIGURES if figures or _AT.search(text) else ()
    if figures == _NHS_FIGURES == len(text):
        return detect_in_number(float(text))
    found = {name for name in names if DETECTORS[name](text)}
    found |= {"illness"} if _tells_of_illness(text) or tells_of_a_colleague(text) else set()
    return frozenset(found | {"child"} if tells_of_one_child(text) else found)


def _tells_of_illness(text: str) -> bool:
    """Whether a text says that somebody by name is ill; of a post nothing is told that its holder is not."""
    return any(
        _is_a_person(text[max(0, found.start() - _LONGEST_NAME) : found.start()], found[0])
        for found in _ILLNESS.finditer(text)
    )


def _is_a_person(before: str, said: str) -> bool:
    """Whether what is said to be ill is somebody's name: two words with capitals and no post, or a first name."""
    who = _WHO_IS.search(before)
    return who is not None and (bool(who[2]) or who[1] in GIVEN_NAMES) and not _POST.search(f"{who[0]}{said}")
