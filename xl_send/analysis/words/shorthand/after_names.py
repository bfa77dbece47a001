"""A first name, or an initial with a surname, and soon after it an age, a year group, a need or a fee."""

from __future__ import annotations

import re

from xl_send.analysis.words.given_names import OF_STAFF, without_schools, without_titled
from xl_send.analysis.words.shorthand.names_of_people import CAPITAL, SURNAME, is_first_name, is_of_no_person
from xl_send.patterns import Pattern

_GAP = r"(?: ?[,;:()\[\]/\u2013\u2014] ?[(\[]?| - | |, ?)"
_PLACE = (
    rf"(?:(?:(?:now |currently |is |was |who |goes to |lives in |living in ){{0,2}}(?:at|in|from"
    rf"|of) )?(?:the )?{CAPITAL}(?: {CAPITAL}){{0,2}}|at [a-z]{{4,15}}\b)"
)
_YEARS = r"(?:[2-9]|1\d|2[0-5])"
_AGE = (
    rf"(?:aged |age |(?<=[(\[,/])|(?<=[,;:\u2013\u2014-] )){_YEARS}(?: ?y(?:ea)?rs?(?: old)?| ?y/?o)?"
    r"(?=\s?[,;)\]](?! ?\d)|\.?$|\.\s| - | [\u2013\u2014] | and \w{1,12} \(\d)"
)
_TURNED = (
    rf"(?:,? (?:who )?(?:(?:is|was) (?:now |nearly |only |just |almost )?|turned |turns |will be ))"
    rf"(?:{_YEARS}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{{3,5}}teen)(?=[,.;)\n]|$| (?:in|on"
    r"|next|this) "
    r"[A-Z]| and\b| next\b)"
)
_FEE = r"(?:\u00a3 ?\d[\d,.]{1,12}[km]?\b(?! (?:a|per) day)|\d{2,3}k\b|\d[\d,]{3,9} (?:a|per) (?:year|week|annum)\b)"
_PUT_OUT = r"(?:(?i:pex)['\u2019]?e?d\b|perm(?:anently)?[ -]ex\w{0,8}|sectioned\b|off[- ]rolled\b)"
# What only a child needs.
_OWN = (
    r"(?:(?:an?|more|full[- ]time|new) ){0,2}(?:(?:[12]:[12]|one[- ]to[- ]one)(?! (?:with|meetings?|time|supervision"
    r"|catch|chat|session|slot))|residential\b(?! (?:offer|strategy|market|provider))"
    r"|special school\b(?! (?:lead|list))"
    r"|EHCP\b(?! \w{1,12}s\b)|(?:school|nursery|AP|PRU|special) place\b|tutor\b|passenger assistant\b|feeding tube\b)"
)
_LARGE_HOUSE = r"(?:House|Lodge|School|College|Academy|Manor|Grange|Hall|Farm|Court|Hospital|Unit)"
_OF_A_SERVICE = (
    r"(?! (?:[\w-]{2,15} ){0,2}?(?i:outreach|teams?|services?|strand|quality|base|unit|training|lead|work|support"
    r"|review"
    r"|class(?:es)?|places?|pathway|offer|resource|provision|specialism|design|advice|panel|project|pilot|transition"
    r"|pupils|children|cohort|group|paper|plan|strategy|days|weeks|data|returns?|list)\b)"
)


def after_a_first_name(needs: str, years: str) -> Pattern:
    """Finds, from the end of a first name on, what tells of a child, a place or a surname being between."""
    telling = rf"(?:(?:{needs}|{years}){_OF_A_SERVICE}|{_AGE})"
    return Pattern(
        rf"(?:(?:[ -]{SURNAME})?{_TURNED}"
        rf"|(?:[ -](?:{SURNAME}|[a-z]\b))?(?:{_GAP}{_PLACE}){{0,2}}{_GAP}{{1,2}}(?:with |has |in "
        rf"|and (?:has )?)?{telling}"
        rf"|(?: {SURNAME})?[^.;\n]{{0,60}}? (?:his|her) (?:EHCP|EHC plan|annual review|taxi|transport|school place"
        r"|placement"
        r"|plan (?:reviewed|amended|issued|finalised|is|was|has))\b"
        rf"|(?: {SURNAME})?(?:['\u2019]s| has| was| is| got)(?: now| just| already)?(?: been)? {_PUT_OUT}"
        rf"|(?: {SURNAME})? (?:still |now |also )?(?:needs|lacks|awaits|was refused|is waiting for"
        rf"|has been offered) {_OWN}"
        rf"|(?:[ -]{SURNAME})? who [\w' -]{{3,60}}? {needs}{_OF_A_SERVICE}"
        rf"|(?: {SURNAME})?{_GAP}(?:at )?(?:{CAPITAL} ){{1,3}}?{_LARGE_HOUSE}{_GAP}{{1,2}}{_FEE}"
        rf"|(?: {SURNAME})? ?[:(\u2013-] ?{_FEE}(?: a year| pa)?(?: at |, ?)(?:{CAPITAL} ){{1,3}}?{_LARGE_HOUSE}\b"
        rf"|(?: {SURNAME})? (?:(?:to|will|has) )?(?:start|move|go|transfer)(?:ed|s)? (?:at"
        rf"|to) (?:{CAPITAL} ){{1,3}}?{_LARGE_HOUSE}"
        rf"[^.;\n]{{0,30}}?{_FEE})"
    )


def after_an_initial(needs: str, years: str) -> Pattern:
    """Finds an initial with a surname and what tells of a child right behind it."""
    telling = (
        rf"(?:(?:{needs}|{years}){_OF_A_SERVICE}|{_AGE}|(?:[Tt]ribunal|[Aa]ppeal|EHCP|EHCNA)\b(?! (?:lead|officer"
        r"|team|service|rep)))"
    )
    return Pattern(
        rf"(?<![\w.'\u2019-])(?:(?:[A-Z]\. ?|[B-HJ-Z] )(?P<surname>{CAPITAL})"
        rf"|(?P<first>{CAPITAL}), [A-Z]\b\.?){_GAP}{{1,2}}(?:{_PLACE}{_GAP}{{1,2}})?{telling}"
    )


# Two capitals that are of no person.
_ABBREVIATIONS = frozenset({
    "LA", "EP", "HT", "TA", "IT", "PE", "EY", "KS", "AP", "PD", "HI", "VI", "US", "UK", "EU", "ID", "ED", "OT", "AR",
    "AY", "FY", "HR", "PA", "PM", "GP", "AS", "IN", "AT", "ON", "OF", "TO", "BY", "NO", "IF", "SO", "OR", "DO", "AN",
    "IS", "BE", "WE", "UP", "QA", "CP", "LD", "RP", "RB", "SU", "DU", "DB", "SF", "ES", "CC", "PR", "ET", "SB", "SS",
    "FE", "HE", "SI", "CT", "CD", "AD", "BP", "SC", "HN",
})  # fmt: skip
_TWO_CAPITALS = Pattern(r"(?<![\w.'\u2019-])[A-Z]{2}\b")


# Initials with full stops, and what only a child lacks or is refused: "T.M. at Kingsmead has been out of school".
DOTTED = Pattern(
    rf"(?<![\w.'\u2019-])[A-Z]\.[A-Z]\.? (?:(?:at|from|in) {CAPITAL}(?: {CAPITAL})? )?(?:(?:has|is"
    rf"|was|been|still|now) )"
    r"{0,3}(?:out of (?:school|education)|not (?:in|attending) school|without a (?:place|school|taxi|tutor)|excluded"
    r"|permanently excluded|PEXed|refused a place|on a part[- ]time timetable)\b"
    r"|\b(?:[Ff]unding|CHC|[Pp]lacement|[Tt]ransport|[Tt]axi|EHCP|EHCNA|[Tt]uition|[Rr]espite|[Pp]ackage|[Cc]onsults?)"
    r" (?:sent |agreed )?for (?!U\.K|U\.S|E\.U)[A-Z]\.[A-Z]\b\.?(?! (?:Ltd|Associates|Trust))"
)
# A number in place of a name: "YP2".
NUMBERED = Pattern(r"\b(?:YP|CYP|[Cc]hild|[Pp]upil|[Ss]tudent|[Cc]ase) ?#?\d{1,2}(?!\d)")


def by_initials(needs: str, years: str) -> tuple[Pattern, Pattern, Pattern]:
    """Find two initials, a place and what tells of a child: "MH (Kingsacre, Y6)"; and the rest behind a number."""
    telling = rf"(?:(?:{needs}|{years}){_OF_A_SERVICE}|{_AGE})"
    return (
        Pattern(
            rf"(?<![\w.'\u2019-])[A-Z]{{2}}(?:{_GAP}{{1,2}}{CAPITAL}(?: {CAPITAL}){{0,2}}{_GAP}{{1,2}}{telling}"
            r"|(?: still)? (?:has no|is without a|awaits a|needs a) (?:\w{1,8} )?"
            r"(?:taxi|place|school|placement|tutor)\b)"
        ),
        Pattern(rf"{_GAP}{{1,2}}{needs}{_OF_A_SERVICE}"),
        Pattern(rf"\b(?:[Cc]hild|[Pp]upil|[Ll]earner|[Ss]tudent) [A-Z]{{1,2}} ?[(,] ?{_AGE}"),
    )


def tells_of_initials(sentence: str, initials: Pattern) -> bool:
    """Whether two capitals that are no abbreviation of the trade stand before what tells of a child."""
    found = [match for match in _TWO_CAPITALS.finditer(sentence) if match[0] not in _ABBREVIATIONS]
    return any(initials.match(sentence, match.start()) for match in found)


_WORD = Pattern(r"[^\W\d_]{2,20}")
_STAFF_BEFORE = Pattern(rf"{OF_STAFF.pattern}(?: is)?[:,.]? (?:[A-Z]\w{{1,20}} )?$")
_STAFF_NEXT = Pattern(OF_STAFF.pattern)
_BEFORE, _AFTER = 30, 25


def tells_after_a_name(sentence: str, after: Pattern) -> bool:
    """Whether a first name stands before an age, a year group, a need or a fee, and is not said to be of staff."""
    named = without_titled(sentence)
    for word in _WORD.finditer(without_schools(named)):
        found = after.match(named, word.end()) if is_first_name(word[0]) else None
        if found and not _is_of_staff(named, word.start(), found):
            return True
    return False


def tells_after_an_initial(sentence: str, after: Pattern) -> bool:
    """Whether an initial with a surname does."""
    return any(
        not (is_of_no_person(found["surname"] or found["first"]) or _is_of_staff(sentence, found.start(), found))
        for found in after.finditer(sentence)
    )


def _is_of_staff(sentence: str, start: int, found: re.Match[str]) -> bool:
    around = sentence[start : found.end() + _AFTER]
    return bool(_STAFF_NEXT.search(around) or _STAFF_BEFORE.search(sentence[max(0, start - _BEFORE) : start]))
