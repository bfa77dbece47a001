"""One child by a condition and a place by part of its name: "the child with Rett syndrome at Castle Street"."""

from __future__ import annotations

from xl_send.analysis.words.child_needs import NEED
from xl_send.analysis.words.shorthand.names_of_people import CAPITAL
from xl_send.patterns import Pattern

# What so few children have that it needs no place beside it.
_RARE = (
    r"(?:(?i:[\w'\u2019-]{3,30} (?:syndrome|disease)|osteogenesis imperfecta|brittle bones?|cri du chat|haemophilia"
    r"|\w{3,8}dystrophy|muscular dystrophy|spinal muscular atrophy|cystic fibrosis|spina bifida|tuberous sclerosis"
    r"|neurofibromatosis|sickle cell|achondroplasia|dwarfism|albinism|leukaemia|brain tumour|locked[- ]in"
    r"|epidermolysis|butterfly skin|arthrogryposis|motor neurone|narcolepsy|(?:juvenile )?arthritis"
    r"|lupus"
    r"|(?:heart|kidney|liver) transplant|tracheostomy|trachy"
    r"|ventilator|colostomy|ileostomy|mitochondrial \w{4,9}|lissencephaly|microcephaly|phenylketonuria)"
    r"|Rett['\u2019]?s?|Duchenne(?:['\u2019]s)?|Batten['\u2019]?s?|Ehlers[- ]Danlos|Angelman['\u2019]?s?"
    r"|Crohn['\u2019]?s?|Tourette['\u2019]?s?|Prader[- ]Willi|Perthes['\u2019]?|Noonan['\u2019]?s?|Marfan['\u2019]?s?"
    r"|Tay[- ]Sachs|DiGeorge|Sanfilippo|Dravet|Treacher Collins|Edwards['\u2019]?|Patau['\u2019]?s?|CHARGE|SMA|DMD|FOP"
    r"|PKU|HIV)\b"
)
_WHAT = (
    rf"(?:{_RARE}|{NEED.pattern}|\b(?i:epilepsy|cancer|a stoma|oxygen|seizures|a feeding tube|peg feeds?|deafblind"
    r"|life[- ]limiting)\b)"
)
_WHO = (
    r"(?:child|pupil|learner|student|boy|girl|lad|little one|young (?:man|woman|person|lad)|teenager|toddler|baby"
    r"|youngster|leaver|intern|starter)\b(?!['\u2019-])"
)
_CERTAIN = r"\b(?i:the|this|that|our|one|another)(?: [\w'\u2019-]{1,14}){0,2}?"
_HAS = (
    r",? (?:(?:now |also )?(?:with|on)|(?:who |that )(?:also )?(?:has|is|lives with|uses))"
    r" (?:an? |severe |complex |rare ){0,2}"
)
# A place by a name, not a month, a year group or a land.
_PLACE = (
    r"(?!(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b|(?:May|Year|Key|Reception|Nursery|Autumn|Spring"
    r"|Summer|England|Wales|Phase|Stage|Wave|Band|Tier|Section|Panel|Board|Early|Home|School|Special|Primary"
    rf"|Secondary|Mainstream|The|All|SEND?)\b){CAPITAL}"
)
_AT = rf"(?:[^.;\n]{{0,20}}? (?:at|from|near)|,) (?:the )?{_PLACE}"
_NOT_IN_GENERAL = r"(?![^.;\n]{0,40}\b(?:should|must|would|average|typical\w{0,2}|is entitled)\b)"
_ONE = Pattern(
    rf"(?:\b(?P<any>[Aa]n?)(?: [\w'\u2019-]{{1,14}})? |(?P<bare>^|[,:;] )|{_CERTAIN} )(?i:{_WHO})"
    rf"(?P<place> (?:at|from|in) (?:the )?{_PLACE}(?: {_PLACE}){{0,2}})?{_HAS}"
)
# The whole, for the words without which it is in no text.
_ONE_WITH = Pattern(f"{_ONE.pattern}{_WHAT}")
_FEW_HAVE = Pattern(rf"{_RARE}{_NOT_IN_GENERAL}")
_WITH = Pattern(rf"{_WHAT}{_NOT_IN_GENERAL}(?P<place>{_AT})?")


def tells_of_one_with_a_condition(sentence: str) -> bool:
    """Whether one certain child is told by a condition that few have, or by any condition and a place."""
    for one in _ONE.finditer(sentence) if _ONE_WITH.may_be_in(sentence) else ():
        if one["any"] is one["bare"] is None and _FEW_HAVE.match(sentence, one.end()):
            return True
        what = _WITH.match(sentence, one.end())
        if what and (one["place"] or what["place"]):
            return True
    return False
