"""Words of what is private: illness, loss, care, custody, the law; and what of them is only a service or a course."""

from __future__ import annotations

from functools import lru_cache

from xl_send.analysis.words.shorthand.names_of_people import CAPITAL
from xl_send.patterns import Pattern

_APART = Pattern(r"[\W\d_]")


@lru_cache(maxsize=16)
def title_words(text: str) -> frozenset[str]:
    """The words of a text, each with a capital: by them most texts need no closer look."""
    return frozenset(_APART.split(text.title()))


# What is provided, taught or bought for such people is no one's own.
NO_SERVICE = (
    r"(?! (?:[\w-]{2,15} ){0,2}?(?i:train\w{3}|courses?|panels?|groups?|support|services?|projects?|leads?|pathways?"
    r"|polic(?:y|ies)|reviews?|awareness|nurses?|teams?|surveys?|management|schools?|liaison|tuition|education|unit"
    r"|wards?|cover|strategy|strategies|practitioners?|workers?|outreach|clinics?|trusts?|provision|data|charit\w{1,3}"
    r"|specialists?|advis\w{2,4}|expert\w{0,3}|counsel\w{1,8}|toolkits?|guidance|sessions?|workshops?|offer|board"
    r"|rates?|figures|numbers|test|tests|levels?|visits?|programmes?|places?|placements?|discharges?|reports?)\b|-)"
)
# What somebody has, or is treated for.
ILLNESS = (
    r"(?:(?:(?:breast|bowel|lung|skin|prostate|cervical|ovarian|terminal|testicular) )?cancer|chemo(?:therapy)?"
    r"|radiotherapy|a (?:brain )?tumou?r|leukaemia|a (?:mini[- ])?stroke|a heart attack|a hysterectomy|IVF|long covid"
    r"|(?-i:MS|ME)(?= ?(?:[,.;)]|$|and\b|so\b|but\b|since\b|which\b))|multiple sclerosis|dementia"
    r"|alzheimer['\u2019]?s|parkinson['\u2019]?s|(?:(?:post[- ]natal|severe|clinical) )?depression"
    r"|(?:a |his |her )?(?:nervous|mental) breakdown|(?:a|his|her) breakdown(?! (?:of|by|in|for)\b)|burn[- ]?out"
    r"|(?:work )?stress|anxiety(?! (?:about|over|that|in|at|around|among)\b)|panic attacks|bipolar|epilepsy"
    r"|(?:\w{2,10} )?surgery(?! (?:hours|times?))|(?:an|his|her) operation"
    r"|hospital(?= ?(?:[,.;)]|$|(?:and|after|with|since|until|for|again|so|in|but|this|at)\b))|the hospice|a hospice"
    r"|intensive care"
    r"|rehab|a drink problem|an alcohol problem|alcoholism|(?:his|her|a) miscarriage|a hip replacement|a slipped disc"
    r"|a broken (?:leg|arm|ankle|hip|wrist|foot)|schizophrenia|psychosis|PTSD|arthritis|lupus|sepsis|crohn['\u2019]?s"
    r"|fibromyalgia|endometriosis|HIV|diabetes|kidney failure|a transplant|(?:a |his |her )?bereavement)"
)
_OFF = r"(?:off|off sick|ill|sick|signed off|away|diagnosed|absent|struggling|living|battling|down|left|returned|back)"
_OFTEN = r"(?:(?:still|now|also|again|just|had|having|started|starting|recently|been|more|severe|very) ){0,3}"
# Said of somebody: "is having chemo", "off with breast cancer", "back after his breakdown", "was in the hospice".
IS_ILL = (
    rf"(?:\b(?:is|has|was|had|are|have|having|undergoing|awaiting|got|['\u2019]s) {_OFTEN}(?:in )?(?i:{ILLNESS})\b"
    rf"|\b{_OFF} [^.;\n]{{0,25}}?\b(?:with|after|for|because of|due to|by) (?:\w{{1,8}} )?(?i:{ILLNESS})\b"
    rf"|\brecovering (?:well )?(?:from|after) (?:\w{{2,8}} )?(?i:{ILLNESS})\b"
    rf"|\bafter (?:his|her) (?i:{ILLNESS})\b|\bdiagnosed with (?:\w{{2,12}} )?(?i:{ILLNESS})\b"
    rf"|\b(?:sectioned|suicidal|miscarried|tested positive for HIV)\b){NO_SERVICE}"
)
_KIN = r"(?:mum|mam|dad|mother|father|husband|wife|partner|son|daughter|baby|brother|sister|nan|gran|child)"
BEREFT = (
    rf"(?:\b(?:lost|losing|buried|burying) (?:his|her|their|a|the) (?:own |unborn )?{_KIN}\b"
    rf"|\b(?:his|her|their|['\u2019]s) {_KIN} (?:has |had |just |sadly |recently ){{0,2}}(?:died|passed away|passed|is"
    r" dying)\b|\b(?:\d{1,2} (?:months|weeks) |heavily |is |was |now |currently )pregnant\b"
    r"|\bpregnan(?:cy|t)[- ]related (?:sickness|illness|absence|leave)"
    r"|\b(?:going through|in) (?:a |an |the |his |her )?(?:\w{3,12} )?(?:divorce|separation|custody battle)\b"
    r"|\b(?:his|her) (?:divorce|marriage|mortgage arrears|bankruptcy|pregnancy|miscarriage|menopause)\b"
    r"|\b(?:left|leaving|fled|fleeing) (?:a violent|an abusive|her|his) (?:husband|wife|partner|relationship|marriage))"
)
# Without one of these, each with a capital, nobody is said to be ill or bereft.
OF_HEALTH = frozenset({
    "Cancer", "Chemo", "Chemotherapy", "Radiotherapy", "Tumour", "Tumor", "Leukaemia", "Stroke", "Attack",
    "Attacks", "Hysterectomy", "Ivf", "Covid", "Ms", "Me", "Sclerosis", "Dementia", "Alzheimer", "Parkinson",
    "Depression", "Breakdown", "Burnout", "Stress", "Anxiety", "Bipolar", "Epilepsy", "Surgery", "Operation",
    "Hospital", "Hospice", "Intensive", "Rehab", "Drink", "Alcohol", "Alcoholism", "Miscarriage", "Replacement",
    "Disc", "Broken", "Burn", "Schizophrenia", "Psychosis", "Ptsd", "Arthritis", "Lupus", "Sepsis", "Crohn",
    "Fibromyalgia", "Endometriosis", "Hiv", "Diabetes", "Kidney", "Transplant", "Bereavement", "Sectioned",
    "Suicidal", "Miscarried", "Lost", "Losing", "Buried", "Burying", "Died", "Passed", "Dying", "Pregnant",
    "Pregnancy", "Divorce", "Separation", "Custody", "Marriage", "Bankruptcy", "Menopause", "Mortgage", "Fled",
    "Fleeing", "Violent", "Abusive",
})  # fmt: skip
# A place by its name: no month, year group, land or day.
PLACE = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Year|Years|Key"
    r"|Reception|Nursery|Autumn|Spring|Summer|Easter|Christmas|England|Wales|Britain|Phase|Stage|Wave|Band|Tier"
    r"|Section|Panel|Board|Early|Home|School|Special|Primary|Secondary|Mainstream|The|All|Our|SEND?|Term|Quarter"
    rf"|Monday|Tuesday|Wednesday|Thursday|Friday|Week|Appendix|Annex|Table|Row|Sheet|Ofsted)\b){CAPITAL}"
)
AT_A_PLACE = rf"\b(?:at|in|from|near|of) (?:[Tt]he )?{PLACE}"
