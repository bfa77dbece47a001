"""A boy, a girl or a few siblings, and where neighbours see them: "the Y9 boy", "the lad on Castle Street"."""

from __future__ import annotations

from xl_send.analysis.words.shorthand.names_of_people import CAPITAL
from xl_send.patterns import Pattern

_NOT_ANY = r"(?<!every )(?<!each )(?<!any )(?<!typical )(?<!average )(?<!no )(?<!per )(?<!Every )(?<!Each )(?<!Any )"
_ONE = r"\b(?:boy|girl|lad|lass)\b(?!['\u2019-])"
_AGE = r"(?<=[,(;] )(?:aged )?(?:[3-9]|1\d|2[0-5])"
_ILL = (
    r"(?i:cerebral palsy|epilep\w{1,4}|anorexi\w{1,2}|bulimi\w{1,2}|self[- ]harm\w{0,4}|suicidal"
    r"|muscular dystrophy|cystic"
    r" fibrosis|spina bifida|down['\u2019]?s(?: syndrome)?|tourette\w{0,3}|psychosis|bipolar|diabet\w{1,3}|leukaemia)"
)
_ROAD = r"(?:Street|Lane|Road|Avenue|Close|Drive|Crescent|Terrace|Grove|[Ee]state|Way|Court|Rd|Ave)"
_NO_SCHOOL = (
    r"(?! (?:School|Academy|Primary|Infants?|Juniors?|Secondary|High|College|Nursery|Special|Centre|Hub|Base|Unit"
    r"|Site|base"
    r"|unit|site|hub|centre|group|pupils|places)\b)"
)


_NO_GROUP = r"(?! (?:group|club|team)s?\b)"
_ARTICLE = r"\b(?i:the|our|this|that|one|a|an)"


_OTHERS = (
    rf"{_ONE},? ?[(,] ?\d{{1,2}}\b|\b\d{{1,2}} ?(?:y/?o|yrs?|year)\b[ -]?(?:old)? {_ONE}",
    r"\b[Tt]he only (?:boy|girl|lad)\b(?! band)|\b[Tt]wins? ?[(,] ?(?:aged )?(?:Y(?:ea)?r? ?)?\d",
    r"\b[Tt]he (?:\d{1,2}|\w{3,5}teen)[- ]year[- ]old (?:in|at|from|who|on)\b",
    rf"\b{_AGE},? (?:with )?{_ILL}\b",
    (
        rf"\b(?i:the|our|this|that) (?:[\w'-]{{1,15}} )?(?:{_ONE}|teenager|youngster)[^.;,\n]{{0,20}} (?:at|from"
        rf"|in) (?!Year\b|Key\b){CAPITAL}{_NO_GROUP}"
    ),
    (
        r"\b(?i:the|our|this|that|one) [A-Z][a-z]{2,12}(?:an|ish|ese|i|ee)"
        r" (?:boy|girl|lad|child|teenager|twins)\b(?!['\u2019-])"
    ),
    (
        rf"{_ARTICLE} (?:[\w'-]{{1,15}} )?(?:boy|girl|lad|child|pupil|teenager|youngster|twins|family|mum)"
        rf" (?:\w{{1,10}} ){{0,2}}?(?:on|from|off|in|at|near) (?:the )?(?:{CAPITAL} ){{1,3}}{_ROAD}\b{_NO_SCHOOL}"
    ),
    (
        rf"{_ARTICLE} (?:[\w'-]{{1,15}} )?(?:boy|girl|lad|child|pupil|teenager|twins|family|mum|dad|mother|carer) at"
        r" (?:number|no\.?) \d"
    ),
    (
        r"\b(?i:the|our|that) (?:boy|girl|lad|child|pupil|family|twins|mum|dad) (?:(?:who|that) (?:(?:has |have )?"
        r"(?:went|gone|spoke|spoken) to|was in|is in) the (?:press|papers?|MP|media|BBC|news\w{0,5}|Ombudsman"
        r"|[A-Z][a-z]{3,10}\b)|in the (?:press|papers?|news)\b"
        r"|whose (?:mum|dad|mother|father|sister|brother|parents?|nan) (?:is|are|was)\b)"
    ),
    (
        r"\b(?:[Oo]ur|[Tt]he) (?:single )?(?:most|highest)[ -](?:expensive|costly|cost)"
        r" (?:child|pupil|learner)\b(?!['\u2019-])"
    ),
    r"\u00a3\d[\d,.]{1,9}[km]? placement at (?=[A-Z][a-z'\u2019])",
    (
        r"\b(?i:the|our|both|two|three|his|her) (?:\w{1,10} )?(?:brothers|sisters|siblings)\b (?:at|in|from"
        r"|who) (?:the )?[A-Z]"
    ),
    r"\b(?i:brother and sister|sister and brother) (?:at|in|from|who)\b",
    (
        r"\b(?i:whose|her|his|their) (?:eldest |youngest |younger |older |little )?(?:son|daughter|grandson"
        r"|granddaughter|nephew|niece|twin|brother|sister|boy|girl) [A-Z][a-z'\u2019-]{1,15}\b"
        r"(?<!School)(?<!Academy)(?<!Trust)(?<!Service)(?<!Council)(?<!Board)(?<!Programme)(?<!Project)"
    ),
    (
        r"\b(?:Mrs?|Ms|Miss) (?:[A-Z][\w'\u2019-]{1,25} ){0,2}[A-Z][\w'\u2019-]{1,25},? whose (?:\w{1,12} )?"
        r"(?:son|daughter|child|twins|boy|girl)\b"
    ),
    (
        r"\b(?i:our|the|those|these) (?:[\w-]{1,12} )?(?:twins|triplets)"
        r" (?!(?:approach|sites?|track|aims?|hubs?|goals?|schools?))"
        r"(?:wait|need|start|have|are|in|at|from|still|both|go)\w{0,4}\b"
    ),
)


# So few, of one year, in care or of one people, at one place are known there.
_FEW = r"\b(?i:[1-4]|one|two|three|four) (?:(?:of (?:them|these|whom) )?(?:is|are|was|were) )?(?:both |all )?"
_IN_CARE = r"(?i:looked[- ]after|in care|adopted|fostered|unaccompanied|asylum[- ]seek\w{2,4}|lac|cla|uasc)"
_PEOPLE = r"(?:[Tt]raveller|[Gg]ypsy|Roma|Irish Traveller)"
_YOUNG = r"(?i:boys?|girls?|brothers|sisters|siblings|children|pupils|twins)"
_AT_A_PLACE = rf" (?:at|from) (?!Year\b|Key\b){CAPITAL}"


def _few_of_one_kind(years: str) -> tuple[str, ...]:
    return (
        rf"{_FEW}(?:{_IN_CARE}|{_PEOPLE}) {_YOUNG}(?: (?:in|of) (?:{years}))?{_AT_A_PLACE}",
        rf"{_FEW}(?:[\w-]{{2,12}} )?(?:boys?|girls?|brothers|sisters|siblings) (?:in|of) (?:{years}){_AT_A_PLACE}",
    )


def one_person(years: str) -> tuple[Pattern, ...]:
    """Find a boy, girl or child with a year group, a place, a street or a people beside it.

    Each is an expression of its own, so that of most texts none is even compiled.
    """
    of_years = (
        rf"{_NOT_ANY}(?:{years}) (?:[\w'-]{{1,15}} )?{_ONE}(?! (?:racer|band|scout)s?\b)",
        rf"{_NOT_ANY}{_ONE}(?: (?:who is|now))? (?:in|of|aged) (?:{years}|\d{{1,2}}\b)",
    )
    return tuple(map(Pattern, (*of_years, *_few_of_one_kind(years), *_OTHERS)))
