"""Notes to oneself of a child at a setting: "Ring Little Acorns about Zainab, still no 1:1"."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.given_names import OF_STAFF, without_titled
from xl_send.analysis.words.shorthand.names_of_people import CAPITAL, SURNAME, is_first_name, is_of_no_person
from xl_send.patterns import Pattern

# What follows is no service, budget or tracker of its name.
_ALONE = (
    r"(?=[,.;:)!?]|$| ?[\u2013-] | (?:from|since|yet|until|again|before|by|in|for|at|after|and|but|because|so|or|not"
    r"|still|is|has|to|this|next|now|back|every|on (?:Mon|Tues|Wednes|Thurs|Fri)|stops?|stopped|ends?|ended|fell"
    r"|cancelled|withdrawn|refused|was|been|agreed|package|hours|funding(?! (?:model|formula|paper|review|rates?)))\b)"
)
_RATIO = r"(?:[12] ?(?:[:-]|to) ?1|one[- ]to[- ]one|two[- ]to[- ]one)"
# What only a child gets or lacks, and what staff and settings may as well.
_A_CHILDS = (
    rf"(?:(?:{_RATIO}|EHCP|EHCNA|EHC plan|school place|taxi|escort|passenger assistant|respite|nappies|feeding tube"
    r"|home tuition|(?:part[- ]time|reduced) timetable|EP (?:assessment|report)|diagnosis|CAMHS|nursery place)"
    rf"{_ALONE})"
)
_ANYBODYS = rf"(?:{_A_CHILDS}|(?:SALT|SaLT|OT|EP|TA|place|placement|keyworker|key person){_ALONE})"
_LACKS = (
    r"(?:(?:has|had|have|is|was|still|again|now|got|also|with|on|just|only)[ ,]{1,2}){0,3}"
    r"(?:(?:no|without|needs?|wants?|waiting (?:for|on)|waits for|awaiting|hasn['\u2019]?t (?:got|had)|not got|lost"
    r"|due|refused|chasing|gets?|getting|on) )"
    r"(?:(?:an?|any|her|his|their|the|more|full|new|proper|funded) ){0,2}"
)
# What stands behind what is lacked: "taxi still not sorted".
_NOT_DONE = (
    r" (?:(?:is|has|still|was|been) ){0,2}(?:not (?:started|sorted|agreed|in place|done|booked|yet)|stop(?:s|ped)"
    r"|fell through|cancelled|withdrawn|refused)\b"
)
_OF_THEM = r"(?:[a-z-]{2,12} ){0,2}?"
_NAMED = rf"(?P<name>[A-Z][a-z\u00e0-\u017f]{{1,20}})(?: {SURNAME})?"
_PLACE = rf"(?! ?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b){CAPITAL}"
_NAMED_PLACE = rf"{_PLACE}(?: {_PLACE}){{0,2}}"
_AT = rf"(?: at (?:the )?{_NAMED_PLACE}| ?\({_NAMED_PLACE}\)|, {_NAMED_PLACE},)"
_SIGN = r"(?:,| -| \u2013|:)?"
_DOES_NOT_SETTLE = (
    r"(?: (?:is|has|still|was|hasn['\u2019]t|isn['\u2019]t|never|really|now)){0,3} (?:not (?:settl(?:ed|ing)|coping)"
    r"|unsettled|biting|bolting|running off|settl(?:ed|ing) (?:in )?(?:well|ok|at))"
)
_ABOUT = r"(?:about|that|re:?|regarding|over|for|reg)"
_ASKED = (
    r"\b(?:[Tt]old|[Rr]ing|[Rr]ang|[Cc]all(?:ed)?|[Pp]hone[d]?|[Cc]hase[d]?|[Ee]-?mail(?:ed)?|[Aa]sk(?:ed)?|[Ss]p(?:eak|oke)"
    r"(?: to| with)?|[Tt]alk(?:ed)? to|[Tt]ell|[Tt]ext|[Vv]isit(?:ed)?|[Mm]eet|[Mm]et|[Cc]heck with|[Ww]orried"
    r"|[Nn]udge|[Cc]ontact(?:ed)?)"
)
_GETS = Pattern(rf"(?<![\w']){_A_CHILDS}|{_DOES_NOT_SETTLE} at")
# By a first name that children have: what it gets or lacks tells enough.
_KNOWN = (
    Pattern(rf"\b{_ABOUT} {_NAMED}(?: ?[,;:\u2013-] ?| )(?:{_LACKS})?{_OF_THEM}{_ANYBODYS}"),
    Pattern(rf"\b{_NAMED}{_AT}{_SIGN} ?(?:{_LACKS}{_OF_THEM}{_ANYBODYS}|{_ANYBODYS}{_NOT_DONE})"),
    Pattern(rf"\b{_NAMED}(?:{_AT})?{_DOES_NOT_SETTLE}"),
)
# By a word that may be one: somebody is asked about it, or a setting stands beside it.
_PERHAPS = (
    Pattern(
        rf"{_ASKED}(?: (?:{CAPITAL}|at|from|the|and)){{0,5}} {_ABOUT} {_NAMED}(?:,? ?[;:(\u2013-] ?|, "
        rf"| )(?:{_LACKS})?{_OF_THEM}{_A_CHILDS}"
    ),
    Pattern(rf"{_ASKED}(?: {CAPITAL}){{1,3}}(?: {_ABOUT}|,| -|:) {_NAMED}['\u2019]s {_OF_THEM}{_A_CHILDS}(?=[,;.)]|$)"),
    Pattern(rf"\b{_NAMED}{_AT}{_SIGN} ?(?:{_LACKS}{_OF_THEM}{_A_CHILDS}|{_A_CHILDS}{_NOT_DONE})"),
    Pattern(rf"\b{CAPITAL}(?: {CAPITAL}){{1,2}}: {_NAMED} {_LACKS}{_OF_THEM}{_A_CHILDS}"),
    Pattern(rf"\b{CAPITAL} re:? {_NAMED}(?:,|:| -) (?:{_LACKS}){_OF_THEM}{_A_CHILDS}"),
    Pattern(rf"\b{_NAMED}['\u2019]s {_A_CHILDS} (?:at|with) (?:the )?{_NAMED_PLACE}"),
    Pattern(rf"\b{_NAMED}{_DOES_NOT_SETTLE} at (?:the )?{_PLACE}"),
)
# With what a sentence begins that is of no one.
_NOBODY = frozenset({
    "again", "agreed", "as", "base", "bases", "both", "bus", "buses", "class", "cover", "delivery", "everybody",
    "everyone", "few", "half", "if", "learners", "many", "meeting", "minibus", "minibuses", "most", "nobody",
    "none", "now", "nurture", "once", "room", "route", "several", "since", "some", "somebody", "someone",
    "therapists", "those", "until", "van", "we", "when", "where", "while", "work",
})  # fmt: skip


def is_a_note_of_a_child(sentence: str, *, named: bool) -> bool:
    """Whether somebody stands beside a setting and what only a child gets or lacks; `named` says if a child may be."""
    plain = without_titled(sentence)
    return any(_people(plain, named=named)) and not OF_STAFF.search(plain)


def _is_somebody(name: str) -> bool:
    return not is_of_no_person(name) and name.casefold() not in _NOBODY


def _people(sentence: str, *, named: bool) -> Iterator[bool]:
    for pattern in _KNOWN if named else ():
        yield from (is_first_name(found["name"]) for found in pattern.finditer(sentence))
    for pattern in _PERHAPS if _GETS.search(sentence) else ():
        yield from (_is_somebody(found["name"]) for found in pattern.finditer(sentence))
