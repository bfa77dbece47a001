"""A child by a first name, and where the child lives, what it moves or hears with, or that its case is the oldest."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xl_send.analysis.words.given_names import OF_STAFF, without_schools, without_titled
from xl_send.analysis.words.shorthand.names_of_people import CAPITAL, is_first_name
from xl_send.patterns import Pattern

_NAME = rf"(?P<first>{CAPITAL})(?: (?!Road\b|Street\b|House\b|Lane\b)[A-Z][\w'\u2019-]{{1,20}})?"
_WHO = r"(?:,? who| \(who)?"
_CASES = (
    r"(?i:requests?|cases?|wait\w{0,4}|backlog|children|pupils?|students?|advices?|referrals?|assessments?|plans?"
    r"|ehcps?|placements?|appeals?|tribunals?|interns?|taxis?|transport|consults?|families|reviews?)"
)
_LONGEST = (
    r"(?i:longest|oldest|worst|most (?:overdue|urgent|complex|delayed)|longest[- ](?:waiting|waiter|standing|overdue))"
    r"(?: (?:wait|waiter|case|one|delay|request|referral|child|pupil|placement|outstanding|of (?:them|these|all)"
    r"|by far|now|still|single)){0,3}"
)
_AID = (
    r"(?:wheelchairs?|walking (?:frame|aid|stick)|walker|hearing aids?|feeding tube|communication (?:aid|device)"
    r"|white cane|guide dog|assistance dog|catheter|ventilator|standing frame)"
)
_NOT_THEIRS = r"(?! (?:service|team|users?|lead|strategy|hire|contract|store|clinic|access|training|budget)\b|-)"
_FURTHER = r"(?:,? (?:and|who|he|she|is|in|now|also|still|[a-z]{2,10})){0,4}?"
# Who is in a sentence with where somebody lives is a child, or is told of as one is.
_OF_ONE_CHILD = Pattern(
    rf"(?i)\b(?:{_CASES}|{_AID}|school|college|bus|course|class|lessons|internship|trips?|mum|dad|gran|nan)\b"
)
_TOLD = (
    # "The longest is Maisie Holroyd", "oldest case: Jayden Pike".
    Pattern(rf"\b{_LONGEST}(?: (?:is|was|being|remains)|:|,| -| \(| \u2013) ?{_NAME}\b"),
    Pattern(
        rf"\b{_NAME} (?:has (?:been )?(?:waited|waiting)(?: the)? longest"
        r"|is (?:now |still )?(?:the|our) (?:longest|oldest)(?:[- ]waiting)?"
        r" (?:wait(?:er|ing)?|case|request|referral|one)\b)"
    ),
    # "Daniel, who uses a wheelchair and lives at Brow Top".
    Pattern(
        rf"\b{_NAME}{_WHO}(?: (?:now|also|still|only))?"
        rf" (?:uses|needs|has|is in|relies on|depends on|moves with|gets about (?:in|with)) (?:an? |his |her |two )?"
        rf"(?:[a-z-]{{3,10}} )?{_AID}{_NOT_THEIRS}"
    ),
    Pattern(rf"\b{_NAME} ?[,(] ?(?:uses |in )?(?:an? )?{_AID}(?: user)?[,)]"),
    Pattern(rf"\b{_NAME}['\u2019]s? (?:[a-z-]{{3,10}} )?{_AID}{_NOT_THEIRS}"),
)
_LIVES = Pattern(
    rf"\b{_NAME}{_WHO}{_FURTHER} (?:lives|living|is living|stays|staying|has moved|moved)"
    rf"(?: (?:at|in|on|near|to)(?: the)? (?:\d{{1,4}}[A-Za-z]? )?{CAPITAL}"
    r"| with (?:his|her|their) (?:mum|dad|gran\w{0,6}|nan|mother|father|aunt|uncle|sister|brother|foster"
    r"|grandparents)\b)"
)
# The house of somebody by name: "Maisie Holroyd of 14 Beck Lane".
_OF_A_HOUSE = Pattern(
    rf"\b{_NAME}(?: of| at| from| in|,|:| \(| -)? ?\d{{1,4}}[A-Za-z]? (?:[A-Z][\w'\u2019-]{{2,20}} ){{1,3}}?"
    r"(?:Road|Street|Lane|Avenue|Crescent|Terrace|Grove|Mews|Close|Drive|Court|Rd|Ave|Cres)\b"
)
_MARKS = frozenset({
    "Longest", "Oldest", "Worst", "Overdue", "Urgent", "Complex", "Delayed", "Wheelchair", "Wheelchairs", "Walking",
    "Walker", "Hearing", "Feeding", "Communication", "Cane", "Dog", "Catheter", "Ventilator", "Standing",
})  # fmt: skip
_OF_A_HOME = frozenset({
    "Lives", "Living", "Stays", "Staying", "Moved", "Road", "Street", "Lane", "Avenue", "Crescent", "Terrace", "Grove",
    "Mews", "Close", "Drive", "Court", "Rd", "Ave", "Cres",
})  # fmt: skip


def tells_of_a_life(sentence: str, words: Iterable[str]) -> bool:
    """Whether a child is told of by a first name with a home, an aid or the oldest case; words: those of its text."""
    told = () if _MARKS.isdisjoint(words) else _TOLD
    homes = () if _OF_A_HOME.isdisjoint(words) else (_LIVES, _OF_A_HOUSE)
    if not (told or homes):
        return False
    named = without_titled(sentence)
    if OF_STAFF.search(named):
        return False
    plain = without_schools(named)
    if any(_is_of_a_child(pattern, plain) for pattern in told):
        return True
    return any(_is_of_a_child(pattern, named) for pattern in homes) and _OF_ONE_CHILD.search(named) is not None


def _is_of_a_child(pattern: Pattern, sentence: str) -> bool:
    return any(map(_is_first, pattern.finditer(sentence)))


def _is_first(found: re.Match[str]) -> bool:
    return is_first_name(found["first"])
