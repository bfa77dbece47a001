"""A child by a first name, for whom a parent or somebody with a title rings, writes or complains."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xl_send.analysis.words.given_names import AMONG_STAFF, OF_STAFF, TITLED, without_schools, without_titled
from xl_send.analysis.words.shorthand.names_of_people import is_first_name, is_of_no_person
from xl_send.patterns import Pattern

# Without one of these nobody calls who may be a child's.
_CALLERS = frozenset({
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Cllr", "Councillor", "Prof", "Professor", "Rev", "Revd", "Sir", "Lady",
    "Parent", "Parents", "Mum", "Mam", "Mom", "Dad", "Mother", "Father", "Carer", "Carers", "Grandmother",
    "Grandfather", "Grandparents", "Gran", "Nan", "Aunt", "Uncle", "Guardian",
})  # fmt: skip
_PARENT = Pattern(
    r"\b(?i:parents?|mum|mam|mom|dad|mother|father|(?:foster )?carers?|grandmother|grandfather|grandparents|gran|nan"
    r"|aunt|uncle|guardian)\b(?!['\u2019-]| (?i:carers?|forum|rep|reps|representative|governors?|partnership|voice"
    r"|groups?|survey|workshops?|sessions?|training|events?)\b)"
)
# What somebody is, beside those posts by which staff are known everywhere.
_POST = (
    rf"(?:{OF_STAFF.pattern}|\b(?i:commissioners?|planners?|solicitors?|clerk|nurses?|trainers?|practitioners?"
    r"|analysts?|accountants?|engineers?|architects?|surveyors?|inspectors?|ceo|mp|ep|dco|ta|finance|minister|member"
    r"|auditors?|secretary|bursar|doctor|paediatrician|principal|teachers?|specialists?|workers?|agent|developer)\b)"
)
_POST_BEHIND = Pattern(
    rf"(?: ?,| ?\(| -| \u2013|:) ?(?:[\w'\u2019&-]{{1,20}} ){{0,4}}?{_POST}"
    rf"|(?:,? who)? (?:is|was|as) (?:(?:the|our|an?|now|new|lead|acting|deputy) ){{0,2}}(?:[\w-]{{2,15}} )?{_POST}"
)
_POST_BEFORE = Pattern(rf"{_POST}(?: (?:for|at|of) [^,.;\n]{{2,30}})?[:,]? $")
_LONGEST_BEFORE = 50
_SURNAME = r"(?: [A-Z][\w'\u2019-]{0,20})?"
_NAME = r"\b(?P<first>[A-Z][A-Za-z\u00e0-\u017f]{1,20})\b"
_OF_THE_CHILD = (
    r"(?:(?:what|how|why|when|where|whether|if|that|the|a|an|her|his|their|our|own|son|daughter|boy|girl|child|grandson"
    r"|granddaughter|nephew|niece|twins?|little|young|poor|lack|loss|support|help|care|provision|plan|place|school"
    r"|sessions?|therapy|lessons?|hours|transport|taxi|needs?|happened|befell|for|of|to|with|is|was|has|missed"
    r"|missing|late|ehc|new) ){0,6}"
)
_ABOUT = Pattern(
    rf"(?i:\b(?:about|re|regarding|concerning|over|on behalf of|in respect of|because of|in support of)\b:? "
    rf"{_OF_THE_CHILD}){_NAME}"
)
# What is an officer's: a paper, a visit; what an officer does.
_OF_AN_OFFICER = Pattern(
    rf"(?:{_SURNAME}['\u2019]s? (?:[\w-]{{1,15}} ){{0,2}}?(?i:papers?|reports?|e-?mails?|notes?|leave|posts?|roles?|job"
    r"|teams?|figures|slides|drafts?|training|visits?|proposals?|replacement|cover|lists?|invoices?|contracts?|budgets?"
    r"|grants?|presentation|talks?|briefings?|workshops?|analysis|data|surveys?|returns?|workstream|strand|views?|advice"
    r"|questions?|answers?|repl(?:y|ies)|responses?|suggestions?|ideas?|actions?|updates?|comments|minutes"
    r"|availability|diary|pay|salary|induction|interview|desk|laptop|room|tenders?|bids?|models?|forecasts?|spreadsheet"
    r"|tracker|dashboard|audits?|work|holiday|retirement|secondment|successor)\b"
    rf"|{_SURNAME},? (?i:joining|leading|leaving|covering|chairing|taking|standing|visiting|presenting|speaking"
    r"|running|sending|attending|replied|answered|proposes|proposed|leads|chairs|who (?:leads|chairs|runs)|as (?:the )?"
    r"(?:new )?(?:chair|lead|owner)|from (?:the|our|finance)|and (?:the|his|her) team|will (?:send|reply|lead|chair"
    r"|write|answer|bring))\b)"
)
_A_CHILDS = (
    r"(?:(?:missed|misses|missing|lost|lacks?) (?!(?:[\w-]{1,15} )?(?:training|steering|board|staff|briefing))"
    r"(?:[\w-]{1,15} ){0,3}?(?:sessions?|lessons?|school|therapy|appointments?|education|provision|SALT|OT)"
    r"|(?:no|without|not (?:had|getting|got|been given|receiving)|never had|awaits|waits for|waiting for) "
    r"(?:(?:an?|any|his|her|their|the|full|proper|enough) ){0,2}(?:[a-z-]{2,12} )?(?:therapy|school|school place|taxi"
    r"|transport|TA|EHCP|EHC plan|SALT|OT|tutor|lessons|1:1|teaching|education)"
    r"|excluded|bullied|(?:is|was|been) hurt|out of school|(?:not|never) (?:in|at|attending) school"
    r"|back (?:at|in|to|into) school|off school|unhappy at school|home from school|(?:not|never) settled"
    r"|be(?:en)? (?:not |re)?(?:seen|assessed|taught|tutored|placed|collected|moved)|at home"
    r"|(?:not|never|un)[ -]?(?:safe|happy|coping|learning))\b"
)
_STILL = (
    r"(?:(?:has|have|had|is|was|will|to|feels|not|still|again|now|also|been|keeps|can|cannot|should|already),? ){0,4}?"
)
_TOLD = (
    _ABOUT,
    # "Oscar has missed six sessions", "wants Oscar back at school".
    Pattern(rf"{_NAME}{_SURNAME},? {_STILL}{_A_CHILDS}"),
    Pattern(
        rf"{_NAME}{_SURNAME}['\u2019]s (?:[a-z-]{{2,12}} )?(?i:attendance|behaviour|therapy|speech|diagnosis|timetable"
        r"|school place|anxiety|needs|EHC plan|education|schooling|teacher|lessons)\b"
    ),
    Pattern(
        rf"{_NAME}{_SURNAME}(?::|,| -| \u2013| \() ?(?i:complaints?|letters?|e-?mails?|(?:phone ?)?calls?|appeals?"
        r"|concerns?|messages?)\b[^.;\n]{0,12} (?:from|by) "
    ),
)
# Said of anybody's, but asked or complained of by one who holds no post only of a child's.
_ASKED = Pattern(
    r"(?i)\b(?:rang|rings|wr(?:ote|ites|itten)|complain\w{0,4}|complaints?|unhappy|upset|worried|cross|concerned|ask(?:s|ed)|wants"
    r"|says|said|feels|chas(?:es|ed|ing)|letter|e-?mail(?:s|ed)?|calls?|called|queried)\b"
)
_OF_ANYBODY = Pattern(
    rf"{_NAME}{_SURNAME}['\u2019]s (?:[a-z-]{{2,12}} )?(?i:sessions?|progress|class|school|tutor|support|hours|targets"
    r"|key ?worker|TA|safety|placement|exams?|provision|reviews? meeting)\b"
    r"(?! (?:for|of) (?:parents|families|staff|heads))"
)
# Of somebody by a name that few have, where what is asked about is what only a child has.
_OF_A_RARE_NAME = Pattern(
    rf"{_NAME}{_SURNAME}['\u2019]s? (?:[a-z-]{{2,12}} )?(?i:EHC plan|EHCP|annual review|diagnosis|taxi|1:1|school place"
    r"|(?:reduced|part[- ]time) timetable|exclusion|needs assessment|speech therapy)\b(?! (?:process|panel|data|backlog"
    r"|teams?|rates?|figures|policy|project|dashboard|tracker|review|training|service|clinic|offer|contract)\b)"
)
_IN_BRACKETS = Pattern(rf"{TITLED.pattern} ?\((?:re:? |about )?{_NAME}\)")


def is_called_about(sentence: str, words: Iterable[str]) -> bool:
    """Whether a child is named for whom a parent calls, or one with a title who holds no post; words: of its text."""
    if _CALLERS.isdisjoint(words):
        return False
    plain = without_schools(without_titled(sentence))
    titled = any(_holds_no_post(found) for found in TITLED.finditer(sentence))
    if not (titled or _PARENT.search(plain)):
        return False
    if any(_is_a_child(found) for pattern in _TOLD for found in pattern.finditer(plain)):
        return True
    rare = _OF_A_RARE_NAME.finditer(plain) if titled else ()
    if any(not is_of_no_person(found["first"]) and not found["first"].isupper() for found in rare):
        return True
    asked = _OF_ANYBODY.finditer(plain) if titled and _ASKED.search(plain) else ()
    return any(map(_is_a_child, asked)) or any(map(_is_a_child, _IN_BRACKETS.finditer(sentence)))


def _holds_no_post(titled: re.Match[str]) -> bool:
    before = titled.string[max(0, titled.start() - _LONGEST_BEFORE) : titled.start()]
    return not (_POST_BEHIND.match(titled.string, titled.end()) or _POST_BEFORE.search(before))


_NEXT = Pattern(r" (?P<surname>[A-Z][\w'\u2019-]{1,20})")


def _is_a_child(found: re.Match[str]) -> bool:
    if not is_first_name(found["first"]):
        return False
    text, end = found.string, found.end("first")
    surname = _NEXT.match(text, end)
    if surname and is_of_no_person(surname["surname"]):
        return False
    last = surname.end() if surname else end
    officer = (AMONG_STAFF.match(text, end), _OF_AN_OFFICER.match(text, end), _POST_BEHIND.match(text, last))
    return not any(officer)
