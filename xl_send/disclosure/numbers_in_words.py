"""Numbers in any form: digits of any script, fractions, number words, ordinals, twins and the like."""

from __future__ import annotations

import re
import unicodedata

from xl_send.patterns import Pattern
from xl_send.workbook.days import FULL_MONTHS

_UNITS = "one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_FEW = "no none nil nought zero half quarter single lone couple pair both once twice thrice"
_TOGETHER = "twin triplet duo trio quartet quintet"
_WORDS = f"{_UNITS} {_TEENS} {_TENS} {_ORDINALS} {_FEW} {_TOGETHER}".split()
_NUMBERS = Pattern(rf"\b(?:{'|'.join(_WORDS)})(?:s|es)?\b", re.IGNORECASE)

_IDS = Pattern(r"\b[A-Z]{2,5}-[A-Z]\d{1,4}\b")
# Dates as the product itself writes them: a full month with a capital, and a year.
_DATES = Pattern(rf"\b\d{{1,2}} (?:{'|'.join(month.capitalize() for month in FULL_MONTHS)}) \d{{4}}\b|\b20\d\d-\d\d\b")

_PEOPLE = (
    r"(?:child(?:ren)?|pupils?|learners?|students?|youngsters?|young (?:people|persons?)|boys?|girls?|siblings?|sons?"
    r"|daughters?|toddlers?|infants?|teenagers?|famil(?:y|ies)|parents?|mothers?|fathers?|carers?|cases?|plans?"
    r"|placements?|appeals?|tribunals?|exclusions?|suspensions?|referrals?|complaints?)"
)
_SMALL_WORDS = {
    "nil": 0, "zero": 0, "nought": 0, "none": 0, "one": 1, "single": 1, "lone": 1, "two": 2, "both": 2, "pair": 2,
    "couple": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_COUNT = Pattern(rf"(?i)\d|{'|'.join(_SMALL_WORDS)}")
_A_DATE = rf"(?! (?:{'|'.join(month for name in FULL_MONTHS for month in (name, name[:3]))})\b)"
# What is counted is something else, of which children have a part: "3 weeks per pupil", "two schools and families".
_OF_SOMETHING_ELSE = (
    r"(?! (?:weeks?|days|months?|years|terms?|hours?|minutes?|sessions?|visits?|meetings?|schools|settings|colleges"
    r"|nurseries|academies|staff|workers|posts|trainers|officers|hubs|events|letters?|workshops|per)\b)"
)
# "Two business cases", "three delivery plans": of the programme, not of children.
_OF_THE_PROGRAMME = (
    r"(?! (?:[\w'-]{1,15} )?(?:business|use|test|delivery|action|project|programme|implementation|improvement|recovery"
    r"|communications?|capital|exit|workforce|training|spending|financial|strategic|local|work) (?:cases?|plans?)"
    r"\b| (?:thousand|hundred|million)\b)"
)
# "Two case studies", "three family hubs", "one parent carer forum": what is for people or about them.
_FOR_PEOPLE = (
    r"(?!(?:['\u2019]s?)? (?:[\w'-]{1,15} )?(?:hubs?|centres?|forums?|panels?|surveys?|officers?"
    r"|stud(?:y|ies)|units?"
    r"|premium|workers?|writers?|managers?|teams?|services?|representatives?|reps?|champions?|conferences?|events?"
    r"|boards?|polic(?:y|ies)|guides?|leaflets?|workshops?|liaison|nurses?|advisers?|advocates?|templates?|schools?"
    r"|groups?|coordinators?)\b)"
)
_SO_MANY = Pattern(
    rf"(?i)(?<![\w£.,/-])(\d{{1,2}}{_A_DATE}|{'|'.join(_SMALL_WORDS)})(?: of)?(?: the| these| those| our| their)?"
    rf"{_OF_SOMETHING_ELSE}{_OF_THE_PROGRAMME}(?: [\w'-]{{1,15}}){{0,2}} {_PEOPLE}\b{_FOR_PEOPLE}",
)
# The ages that a service, a plan or a stage of education is for. "2 to 4 children" are a number of them all the same.
_RANGE_SIGN = r" ?(?:to|-|\u2013) ?"
_BANDS = "|".join(
    f"{low}{_RANGE_SIGN}(?:{high})"
    for low, high in (
        ("0", r"[1-9]|1\d|2[0-5]"), ("[45]", "1[168]"), ("7", "11"), ("9", "1[36]"), ("11", "1[1-9]"),
        ("1[3-9]", "1[5-9]|2[0-5]"),
    )
)  # fmt: skip
_TO = r"(?:to|-|\u2013|and|or|/|&|\+)"
_AGE_BAND = Pattern(rf"(?i)(?<![\w£.,/-])(?:{_BANDS})(?![\w.])")
_ONE_AGE = rf"(?:\d{{1,2}}|{'|'.join(_UNITS.split())})"
_YEARS_OLD = Pattern(rf"(?i)(?<![\w£.,/-]){_ONE_AGE}(?: ?{_TO} ?{_ONE_AGE}){{0,2}}[- ]year[- ]olds?\b")
# "Year 7 pupils" are no seven of them; "last year 7 pupils" are.
_STAGE = Pattern(
    r"(?i)(?<!last )(?<!this )(?<!that )(?<!next )(?<!each )(?<!per )(?<!every )(?<!the )(?<!first )(?<!school )"
    r"(?<!academic )(?<!financial )(?<!previous )(?<!whole )(?<!one )(?<!current )"
    r"\b(?:key stages?|ks|years?|yrs?|y|phases?|tiers?|bands?|stages?|levels?|cohorts?|waves?|post|ages?|aged)[ -]?"
    rf"{_ONE_AGE}(?: ?{_TO} ?(?:years? |y)?{_ONE_AGE}){{0,4}}\b"
)
# One in five is a share, "one child, one plan" a motto.
_SHARE = Pattern(
    rf"(?i)\b(?:one|1) (?:[a-z]{{1,12}} )?in (?:every )?(?:\d{{1,3}}|{'|'.join(_UNITS.split())}|twenty|a hundred)\b"
    r"|\bone (?:child|pupil|family),? one plan\b",
)
_RANGE = Pattern(r"(?<![\w£.,/-])(\d{1,2}) ?[-\u2013] ?(\d{1,2})(?= )")
_SO_MANY_OF_THEM = Pattern(
    rf"(?i)(?<![\w£.,/-])(\d{{1,2}}|{'|'.join(_SMALL_WORDS)}) (?:of (?:them|these|those|whom)"
    r"|(?:is|are|was|were) left|remain(?:s|ed)?|may move|ha(?:s|ve|d) moved)\b",
)
# "Two at the garden centre, one at the cafe": no word says of whom, and of a KPI that counts children it is of them.
_BY_PLACE = Pattern(
    rf"(?i)(?:^|[,;:.(\u2013-] ?|\band )(?:only )?(\d{{1,2}}|{'|'.join(_SMALL_WORDS)}) (?:is |are |was |were )?"
    rf"(?:at|in|with|from) (?:the |an? |our )?(?!(?:{'|'.join((*FULL_MONTHS, *_UNITS.split()))}|risk|track|time"
    r"|hand|place|years?|terms?|spring|autumn|summer|winter|target|hold|average|leave|all|total|band|grade)\b)[a-z]",
)
_FEWEST_PLACES = 2
_APART = Pattern(r"[.;:!?]")
_OF_PEOPLE = Pattern(
    rf"(?i) {_PEOPLE}| of (?:them|these|those|whom)| (?:is|are|was|were) left| remain| may move| ha(?:s|ve|d) moved"
    r"|[- ]year[- ]old"
)
_TWINS = Pattern(r"(?i)\b(?:twins?|triplets?)\b")


def holds_number(text: str) -> bool:
    """Whether a text holds a number in any form."""
    plain = unicodedata.normalize("NFKC", text)
    return any(unicodedata.numeric(letter, None) is not None for letter in text) or bool(_NUMBERS.search(plain))


def names_a_number(text: str) -> bool:
    """Whether a text holds a number in any form, ids aside: digits, words, fractions, twins. A date is one too."""
    return holds_number(_IDS.sub(" ", text))


def tells_a_number(sentence: str) -> bool:
    """The same of a sentence of the product's own, whose dates are known to be dates."""
    return names_a_number(_DATES.sub(" ", sentence))


def tells_of_few(text: str, below: float) -> bool:
    """Whether a text tells of fewer children or families than the threshold: "two pupils", "3 of them", "the twins"."""
    plain = unicodedata.normalize("NFKC", text)
    if _TWINS.search(plain):
        return True
    # Most texts count nothing at all, or no people.
    if not any(map(_may_count_people, _APART.split(plain))):
        return False
    plain = _without_ages(plain)
    counted = (*_SO_MANY.finditer(plain), *_SO_MANY_OF_THEM.finditer(plain))
    return any(_value(match[1]) < below for match in counted)


def tells_by_place(text: str, below: float) -> bool:
    """Whether a text tells how few are at each of several places: for one about a KPI that counts children."""
    counted = [_value(found[1]) for found in _BY_PLACE.finditer(unicodedata.normalize("NFKC", text))]
    return len(counted) >= _FEWEST_PLACES and min(counted) < below


def _may_count_people(part: str) -> bool:
    """Whether a number comes before a word for people in what no mark of punctuation takes apart."""
    number = _COUNT.search(part)
    return number is not None and _OF_PEOPLE.may_be_in(part[number.start() :])


def _without_ages(text: str) -> str:
    """A text without the ages, year groups and stages that children are of; "3-year-olds" are children."""
    for pattern, left in ((_YEARS_OLD, "children"), (_SHARE, ""), (_STAGE, ""), (_AGE_BAND, ""), (_RANGE, r"\1 to \2")):
        text = pattern.sub(left, text)
    return " ".join(text.split())


def _value(number: str) -> float:
    return float(number) if number.isdecimal() else _SMALL_WORDS[number.lower()]
