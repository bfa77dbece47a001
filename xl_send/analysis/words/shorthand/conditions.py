"""One of a few told by a condition: "one (Down's) at the cafe", "the one who is deaf", "1 x PMLD at Kingsacre"."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.child_needs import NEED, NEED_LETTERS, OTHER_LETTERS
from xl_send.patterns import Pattern

# What is provided, taught or staffed for a need is no one's.
_SERVICE = (
    r"(?:special\w{0,6}|expert\w{0,3}|train\w{0,4}|provi\w{1,7}|bases?|units?|class(?:es)?|teams?|pathways?|leads?"
    r"|support|focus|places?|resourced?|outreach|designat\w{1,4}|offers?|groups?|schools?|cohorts?|teach\w{1,4}"
    r"|TAs?|work\w{0,5}|awareness|accredit\w{1,6}|qualif\w{1,8}|experience|strand|services?|trial|pilot|programme"
    r"|course|module|clubs?|charit\w{1,3}|hubs?|centres?|contracts?|bids?|lift|access\w{0,4}|space|rooms?|kit"
    r"|equipment|award|kitemark|status|friendly|champions?|advis\w{1,4}|nurses?|panel|policy|guid\w{1,4}|film|session"
    r"|caseload|numbers?|rates?|screening|assessments?|profile|roll|specific|accessible|user group|taxis?|van|bus"
    r"|society|association|trust|cover|practi\w{1,8}|post|staff|as|in mind)"
)
_LETTERS = rf"(?:ASDs?|SEMH|SLCN|PMLD|SpLD|EBSA|EBSNA|LAC|{'|'.join((*NEED_LETTERS, *OTHER_LETTERS))})"
_ILL = (
    r"(?:deaf|blind|autistic|epileptic|diabetic|dyslexic|non-verbal|disabled|tube[ -]fed|peg[ -]fed|incontinent"
    r"|sectioned|pregnant|suicidal|tracheostomy|trachy|(?:in|uses|using) an? (?:\w{1,12} )?wheelchair|wheelchair user"
    r"|cerebral palsy|cancer|arthritis|scoliosis|seizures|asthma)"
)
_WHAT = rf"(?:{NEED.pattern}|\b(?i:{_ILL})\b|\b{_LETTERS}\b)"
_ONE = (
    r"(?:(?<!\bno )(?<!\bNo )(?<!Any )(?<!Each )(?<!any )(?<!very )(?<!each"
    r" )(?<!some )(?<!which )(?<!for )(?<!\w)(?<![.,/\u00a3-])"
    r"(?i:the only one|only one|the other one|the other|the one|another one|another|one|1)(?: of (?:them|these"
    r"|those|whom))?)"
)
_FILLER = r"(?:(?:a|an|also|still|severe|profound|\w{4,14}ly|complex|has|with|and|the|history of|a diagnosis of) ){0,3}"
# One, and what ties a condition to this one: a bracket, a verb, or nothing.
_ONE_THAT = Pattern(
    rf"{_ONE}(?:(?P<bracket> ?[(\[] ?)|(?P<has>,? (?:who |that |which )?(?:with|has|have|had|having|(?P<being>is"
    r"|was)) )"
    rf"|(?P<chair>,? (?:who |that )?(?=(?:in|uses|using) an? (?:\w{{1,12}} )?wheelchair))|(?P<plain>(?: x)? ))"
)
_CONDITION = Pattern(
    rf"{_FILLER}(?P<what>{_WHAT}|(?:in|uses|using) an? (?:\w{{1,12}} )?wheelchair\b)(?:['\u2019]s)?(?![\w'\u2019-])"
)
_NO_SERVICE = Pattern(rf"(?! (?:[\w-]{{2,15}} ){{0,2}}?{_SERVICE}\b| [A-Z][a-z])")
_CLOSED = Pattern(rf"[^()\[\]\n]{{0,30}}[)\]](?! (?:\w{{1,15}} )?{_SERVICE}\b)")
# What follows where nothing ties the two: "one autistic, one deaf", "1 x PMLD at Kingsacre".
_WAITS = r",? (?:without|no place)\b| (?:without|waiting|waits|left|still)\b"
_PLACED = Pattern(rf"{_WAITS}| (?:(?:child|pupil|learner) )?(?:at|in|from) (?!Year\b)[A-Z][a-z]")
_APART = Pattern(rf"[,;.)]| and one\b|$|{_PLACED.pattern}")
# What nobody is: "one was autism".
_NAME_OF_ONE = Pattern(rf"{_LETTERS}|(?i:autism|asds?|adhd|slcn|semh|epilepsy|dyslexia|dyspraxia|hearing|self[ -]harm)")
_ONLY = Pattern(r"\b[Tt]he only ")
_ONLY_AT = Pattern(r"(?: (?:child|pupil|learner|one|user))? (?:at|in|from|on) [A-Z]")
_BY_LETTERS = Pattern(rf"\b{_LETTERS}\b|\b(?i:asds?|autis\w{{1,5}}|adhd|hearing|visual\w{{0,2}}|slcn|semh)\b")
_THINGS = (
    r"(?:bases?|units?|schools?|settings?|places|posts?|hubs?|centres?|classes|teams?|providers?|colleges?"
    r"|academ(?:y|ies)"
    r"|sites?|courses?|sessions?|trainers?|bids?|contracts?|strands?|workstreams?|pathways?|clinics?|workshops?"
    r"|vacanc(?:y|ies)|kpis?|measures?|projects?|pilots?|programmes?|services?|groups?|reports?|vans?|minibuses|buses"
    r"|rooms?|spaces|nurser(?:y|ies)|charit(?:y|ies)|agreements?|meetings|consultants?|eps?|therapists?|teachers?"
    r"|officers?|staff|advis[eo]rs?|workers|governors|members|events?|drop-ins?|films?|leaflets?|guides?|modules?"
    r"|templates?|forums?|partners|specialisms?|designations?|proposals?|options?|phases?|tenders?|lots?|networks?"
    r"|champions?|leads?|strateg(?:y|ies)|plans|policies|audits?|reviews?|surveys?|trials?|offers?|pages?|papers?"
    r"|risks?|targets?|provisions?|cohorts?|years?|weeks?|training|interpreters?|assistants?|instructors?"
    r"|volunteers?|assessors?)"
)
# Bases, posts, courses: that is what one of them is, but not where it is said that somebody is.
_WHERE = Pattern(
    rf"(?i)\b(?:at|in|on|from|to) (?:(?:the|a|an|his|her|our) )?(?:(?!for\b)[\w-]{{1,15}} ){{0,2}}?{_THINGS}\b"
)
_OF_THINGS = Pattern(rf"(?i)\b{_THINGS}\b(?! ?\d)")


def one_by_a_condition(text: str) -> bool:
    """Whether one of a few is told by a condition that this one has; not one of several bases, posts or courses.

    Letters of a need are as often of what is provided: any word for such a thing, wherever, makes them so.
    """
    if not ((_ONE_THAT.may_be_in(text) or _ONLY.may_be_in(text)) and _CONDITION.may_be_in(text)):
        return False
    found = [told for told in _conditions(text) if told]
    if not found or (_OF_THINGS.search(text) and all(map(_BY_LETTERS.search, found))):
        return False
    return not _OF_THINGS.search(_WHERE.sub(" ", text))


def _conditions(text: str) -> Iterator[str]:
    """The conditions by which one is told."""
    for one in _ONE_THAT.finditer(text):
        what = _CONDITION.match(text, one.end())
        if what and _NO_SERVICE.match(text, what.end()):
            noun = _NAME_OF_ONE.fullmatch(what["what"]) is not None
            plain = _PLACED if noun else _APART
            after = _CLOSED if one["bracket"] is not None else plain if one["plain"] is not None else _NO_SERVICE
            if after.match(text, what.end()) and not (noun and one["being"]):
                yield what[0]
    for only in _ONLY.finditer(text):
        what = _CONDITION.match(text, only.end())
        if what and _ONLY_AT.match(text, what.end()):
            yield what[0]
