"""Children by a parent's name or lot, or as so few of one kind at one place that they are known there."""

from __future__ import annotations

from xl_send.analysis.words.child_needs import NEED
from xl_send.analysis.words.given_names import OF_STAFF
from xl_send.analysis.words.lives.matters import AT_A_PLACE, BEREFT, IS_ILL, NO_SERVICE, OF_HEALTH, title_words
from xl_send.patterns import Pattern

# Without one of these no parent is told here.
_NEEDED = frozenset({
    "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Mum", "Mam", "Dad", "Mother", "Father", "Nan", "Gran", "Grandmother",
    "Grandfather", "Husband", "Wife", "Partner", "Parent", "Parents", "Carer", "Carers", "Adopters",
    "Adoptive", "Foster", "Guardian", "Guardians", "Kinship", "Child", "Son", "Daughter", "Sister", "Brother",
})  # fmt: skip
_OWN_CHILD = frozenset(
    {"Herself", "Himself", "Ehcp", "Tribunal", "Diagnosed", "Diagnosis", "Autistic", "Autism", "Assessed"}
)
_IN_PLACE = frozenset({"Adopters", "Adoptive", "Foster", "Guardian", "Guardians", "Kinship"})
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr"})
_IN_NEED = OF_HEALTH | {
    "Prison", "Jail", "Refuge", "Hmp", "Deported", "Arrested", "Jailed", "Evicted", "Detained", "Alcoholic", "Drinking",
    "Using", "Ill", "Debt", "Homeless", "Moved", "Walked", "Split", "Separated",
}  # fmt: skip
_TITLED = r"\b(?:Mrs?|Ms|Miss|Mx|Dr)\b\.? (?:(?:and|&) (?:Mrs?|Ms|Miss|Dr)\b\.? )?(?:[A-Z][\w'\u2019-]{0,25} ){0,2}"
_SURNAME = r"[A-Z][\w'\u2019-]{1,30}"
_ONE_CHILD = (
    r"(?:son|sons|daughters?|twins|grandson|granddaughter|grandchild|stepson|stepdaughter|nephew|niece|little one"
    r"|foster (?:lad|child|son|daughter|boy|girl)|(?:child|boy|girl|lad)(?!['\u2019]s)|youngest|eldest)\b"
)
_PARENT = (
    r"(?:mum|mam|mom|dad|mother|father|parents?|nan|gran|grandmother|grandfather|guardian|step-?dad|step-?mum|adopter"
    r"|foster carers?|kinship carers?|foster mum|foster dad|foster parents?|birth (?:mum|mother|dad|father)|adopters)"
)
_NO_OFFICE = (
    r"(?! (?i:carers?|forum|reps?\b|representative|governors?|partnership|voice|liaison|ambassador|champion|and carers?"
    r"|support|advis\w{1,4}|group|link|participation|training|recruitment|engagement|council|panel|co-?chair))(?!['\u2019-])"
)
_THEIR_CHILD = Pattern(
    rf"{_TITLED}{_SURNAME}\b[^.;\n]{{1,60}}?\b(?:her|his|their) (?:own )?(?:[a-z-]{{2,12}} ){{0,2}}?{_ONE_CHILD}"
)
_NAMED_PARENT = Pattern(
    rf"\b(?i:{_PARENT})(?: is|,|:| -| \()? ?{_TITLED}{_SURNAME}"
    rf"|{_TITLED}{_SURNAME} ?[,(\u2013-] ?(?:the )?(?i:{_PARENT})\b{_NO_OFFICE}"
    rf"|{_TITLED}{_SURNAME}?['\u2019]s? (?:[a-z-]{{2,12}} ){{0,2}}{_ONE_CHILD}"
)
# What only a parent does.
_OF_A_PARENT = Pattern(
    rf"{_TITLED}{_SURNAME}(?: (?:has|have|had|is|are|still|now|again|since|also)){{0,3}} (?:appeal(?:ed|ing)\b"
    r"|lodged (?:an|her|his|their) (?:appeal|complaint)|complained to the (?:ombudsman|Ombudsman|LGSCO)"
    r"|(?:gone|went|going|taken (?:us|it|this)|taking (?:us|it)) to (?:the )?(?:tribunal|Tribunal|SENDIST|SENDisT"
    r"|[Oo]mbudsman|LGSCO|MP|press|papers?)"
    r"|(?:turned down|refused|refusing|rejected|won['\u2019]t accept) (?:the|a|any|his|her|this) (?:placement|school"
    r"|place|transport|taxi)|home[- ]educat\w{2,3}|keeping (?:him|her|them) (?:off|home|at home))"
)
_CERTAIN = (
    r"(?:\b(?i:mum|dad|mam|nan|gran|grandad|birth mother|birth mum)\b|\b(?i:the|his|her|their|this|that|our|one|whose)"
    r" (?:[a-z]{3,8} )?(?:mother|father|parent|carer|guardian|husband|wife|partner|mum|dad|nan|gran|sister|brother|son"
    r"|daughter|adopter)\b|['\u2019]s (?:husband|wife|partner|mum|dad|mother|father|son|daughter|brother"
    r"|sister|child)\b)"
)
_IN_TROUBLE = (
    r"(?: (?:is|are|was|has|has been|have|been|now|currently|back|still|sent|went|gone)){0,4} (?:in|to|from)"
    r" (?:prison|jail|custody|rehab|a refuge|refuge|HMP)"
    r"|(?: (?:has|have|was|is|been|just|sadly)){0,3} (?:died|passed away|dying|deported|arrested|jailed|evicted"
    r"|detained|an alcoholic|drinking (?:again|heavily)|using (?:again|drugs|heroin)|terminally ill|in debt|homeless"
    r"|moved out|walked out|split up|separated)\b"
)
_BEFALLEN = Pattern(rf"{_CERTAIN}(?:,? who)?(?:{_IN_TROUBLE}|[^.;,\n]{{0,15}}?(?:{IS_ILL}|{BEREFT}))")
# "A child of hers": what a colleague's own child is or has.
_OF_A_COLLEAGUE = Pattern(
    r"\b(?i:sencos?|head(?:teacher)?|teacher|officer|lead|manager|chair|governor|councillor|cllr|TA|EP|caseworker|rep)"
    r"\b[^.;\n]{0,40}? (?:has|have|is fighting for|is appealing for) (?:a|an|her own|his own|two|twin) "
    r"(?:[a-z-]{2,12} )?(?:child|son|daughter|twins|children) (?:with|on|who|waiting|in|at|being)\b"
    r"[^.;\n]{0,60}?\b(?:EHCP|EHC plan|herself|himself|assess\w{2,5}|tribunal|diagnos\w{2,4}|autis\w{1,3}|SEND|SEN)\b"
)
_SUBSTITUTES = Pattern(
    r"\b(?i:adopters|adoptive (?:parents|mum|dad)|foster (?:carers?|parents|family|mum|dad)|special guardians?"
    rf"|kinship carers?) (?:[a-z]{{2,8}} )?{AT_A_PLACE}[^.;\n]{{0,50}}?\b(?:the (?:plan|EHCP|order|placement|adoption"
    r"|child|boy|girl|lad|baby|twins)|given notice|gave notice|his|her|him)\b"
    r"|\b(?:[Tt]he|[Oo]ur|[Hh]is|[Hh]er) (?:adopters|foster (?:carers?|mum|dad|family)|special guardian)"
    r" (?:has|have|is|are|want|wants) (?:given notice|refus\w{2,4}|moving|moved|split\w{0,4}|ending|withdrawn|appealed)"
)


def _tells_of_a_parent(sentence: str) -> bool:
    """Whether a parent or a carer is told by name and by a child, or by what befell them or a colleague's family."""
    words = title_words(sentence)
    if not _IN_NEED.isdisjoint(words) and _BEFALLEN.search(sentence):
        return True
    if not _OWN_CHILD.isdisjoint(words) and _OF_A_COLLEAGUE.search(sentence):
        return True
    if not _IN_PLACE.isdisjoint(words) and _SUBSTITUTES.search(sentence):
        return True
    if _TITLES.isdisjoint(words):
        return False
    return _NAMED_PARENT.search(sentence) is not None or any(
        not _is_of_staff(found[0]) for pattern in (_THEIR_CHILD, _OF_A_PARENT) for found in pattern.finditer(sentence)
    )


_TITLE = Pattern(r"\b(?:Mrs?|Ms|Miss|Mx|Dr)\b\.?")


def _is_of_staff(said: str) -> bool:
    """Whether the one who is named by a title is said to be of staff."""
    return OF_STAFF.search(_TITLE.sub(" ", said)) is not None


# Without one of these, and one of what befalls children, none is told here.
_COUNTED = frozenset({
    "One", "Two", "Three", "Four", "Five", "Only", "Single", "Sole", "Pupil", "Pupils", "Child", "Children", "Boy",
    "Boys", "Girl", "Girls", "Lad", "Lads", "Student", "Students", "Learner", "Learners", "Person", "People", "Baby",
    "Toddler", "These", "Them", "Those", "Whom", "Ex", "Pex", "Exclusion", "Teenager", "Siblings", "Sibling",
})  # fmt: skip
_MATTERS = frozenset({
    "Looked", "Care", "Fostered", "Adopted", "Custody", "Remand", "Bail", "Prison", "Arrested", "Secure", "Offender",
    "Offenders", "Protection", "Need", "Lines", "Abused", "Exploited", "Abuse", "Assault", "Exploitation", "Refuge",
    "Violence", "Unaccompanied", "Asylum", "Refugee", "Refugees", "Pregnant", "Sectioned", "Self", "Suicidal",
    "Suicide", "Overdose", "Overdosed", "Take", "Took", "Taken", "Taking", "Knife", "Knives", "Drugs", "Cannabis",
    "Transgender", "Terminally", "Life", "Bereaved", "Homeless", "Marriage", "Fgm", "Trafficked", "Gang", "Stabbed",
    "Stabbing", "Assaulted", "Rape", "Raped", "Police", "Gaining", "Neglect", "Neglected", "Cp", "Cin", "Cse", "Cce",
    "Lac", "Cla", "Uasc", "Yoi", "Dol", "Dols", "Mash", "Marac", "Yjs", "Yos", "Traveller", "Travellers", "Gypsy",
    "Gypsies", "Roma", "Hiv", "Tier", "Trans",
})  # fmt: skip
_ONE_ONLY = frozenset({"Only", "Sole", "Single", "One"})
_KINDS = frozenset({
    "Speaker", "Speaking", "Bsl", "Deaf", "Blind", "Trans", "Transgender", "Gay", "Autistic", "Refugee", "Adopted",
    "Fostered", "Looked", "Disabled", "Verbal", "Wheelchair", "Fed", "Race", "Sikh", "Muslim", "Jewish", "Hindu",
    "Buddhist", "Catholic", "Christian", "Rastafarian", "Witness", "Traveller", "Gypsy", "Roma", "Black", "Asian",
    "African", "Caribbean", "Kurdish", "Welsh", "Irish", "Scottish", "Greek", "Thai", "Czech", "Dutch", "French",
    "German", "Spanish", "Italian", "Portuguese", "Polish", "Romanian", "Bulgarian", "Hungarian", "Slovak",
    "Lithuanian", "Latvian", "Estonian", "Albanian", "Ukrainian", "Russian", "Turkish", "Syrian", "Iraqi", "Iranian",
    "Afghan", "Pakistani", "Indian", "Bangladeshi", "Bengali", "Nepalese", "Nepali", "Chinese", "Japanese", "Korean",
    "Vietnamese", "Filipino", "Eritrean", "Ethiopian", "Somali", "Sudanese", "Nigerian", "Ghanaian", "Congolese",
    "Zimbabwean", "Brazilian", "American", "Australian", "Arabic", "Arab", "Palestinian", "Israeli", "Egyptian",
    "Libyan", "Moroccan", "Algerian", "Pashto", "Tamil", "Urdu", "Punjabi", "Gujarati", "Tigrinya", "Dari", "Farsi",
    "Sorani", "Cantonese", "Mandarin", "Swahili", "Yoruba", "Amharic",
})  # fmt: skip
_OF_ONE = frozenset({"Child", "Boy", "Girl", "Lad", "Baby", "Toddler", "Teenager"})
_BY_DISEASE = frozenset({"Disease", "Cancer", "Leukaemia", "Transplant", "Peg", "Oxygen", "Dialysis"})
_FEW = r"(?<![\w.,/:\u00a3-])(?:[1-5]|(?i:one|two|three|four|five|both))(?! ?(?:%|per cent|in (?:\d|every)))"
_YOUNG = (
    r"(?:lads?|boys?|girls?|pupils?|child|children|young (?:people|person|man|woman)|students?|learners?|siblings?"
    r"|teenagers?|brothers|sisters|bab(?:y|ies)|toddlers?|youngsters?|kids?)\b(?!['\u2019-])"
)
_MATTER = (
    r"\b(?:(?i:looked[- ]after|in care|in foster care|fostered|adopted|in custody|on remand|on bail|in prison|arrested"
    r"|(?:in )?secure (?:unit|accommodation|home|children)|young offender\w{0,2}|child protection|child in need"
    r"|county lines|(?:sexually |criminally )?(?:abused|exploited)|sexual (?:abuse|assault|exploitation)|refuge"
    r"|domestic (?:abuse|violence)|unaccompanied|asylum|refugees?|(?:is |are )?pregnant|sectioned"
    r"|self[- ]harm\w{0,4}|suicid\w{1,3}|overdose\w{0,1}|(?:take|took|taken|taking) (?:his|her"
    r"|their) (?:own )?li(?:fe|ves)"
    r"|knife|knives|drugs|cannabis|transgender|terminally ill|life[- ]limiting|bereaved|homeless|forced marriage|FGM"
    r"|trafficked|gang|stabb\w{2,3}|assaulted|raped?|under (?:the )?police|not gaining weight|neglect\w{0,2})"
    r"|CP plans?|CiN|CIN plans?|CSE|CCE|LAC|CLA|UASC|YOI|DoLS?|MASH referral|MARAC|YJS|YOS|Travellers?"
    r"|Gyps(?:y|ies)|Roma"
    r"|HIV|Tier 4|trans)\b"
)
_OF_THEM = r"(?: of (?:these|them|those|whom|the (?:\d{1,2}|\w{3,6})(?: \w{3,12})?))"
_ARE = r"(?:,|:| -|=)? ?(?:(?:is|are|was|were|has been|have been|has|have|being|now|both|all|also|on|in|a|an) ){1,4}"
_FEW_WITH = (
    Pattern(rf"{_FEW}(?:{_OF_THEM})? (?:[\w'-]{{2,14}} ){{0,3}}?{_YOUNG}[^.;\n]{{0,60}}?{_MATTER}{NO_SERVICE}"),
    Pattern(rf"{_FEW}(?: of (?:the |our )?(?:[\w'-]{{2,12}} ){{0,2}}?)?(?:\w{{2,9}} )?{_MATTER} {_YOUNG}"),
    Pattern(rf"{_FEW}(?:{_OF_THEM}(?: {AT_A_PLACE})?)?{_ARE}(?:[a-z]{{2,10}} )?{_MATTER}{NO_SERVICE}"),
    Pattern(
        rf"\b(?i:the|our|that|this|one|a) (?:[\w'-]{{2,14}} )?{_YOUNG} {AT_A_PLACE}"
        rf"[^.;\n]{{0,60}}?{_MATTER}{NO_SERVICE}"
    ),
)
_AT = Pattern(AT_A_PLACE)
# One only: of a language, a faith, a people, or a condition.
_FAITH = (
    r"(?:Sikh|Muslim|Jewish|Hindu|Buddhist|Catholic|Christian|Rastafarian|Jehovah['\u2019]?s Witness|Amish|Traveller"
    r"|Gypsy|Roma|Black|Asian|Kurdish|Welsh|Irish|Greek|Thai|Czech|Dutch|French|Pashto|Tamil|Urdu|Tigrinya|Dari|Afghan|Arab|Filipino|Farsi|Cantonese|Mandarin|Yoruba|Amharic"
    r"|[A-Z][a-z]{2,12}(?:an|ish|ese|i|ic)|BSL|deaf|blind|trans|transgender|openly gay|autistic|refugee|adopted"
    r"|fostered|looked[- ]after|disabled|non-verbal|wheelchair[- ]using|tube[- ]fed|mixed[- ]race)"
)
_THE_ONLY = Pattern(
    rf"\b(?i:only|sole|single|the one|one)(?: one)? (?:[a-z-]{{2,12}} )?{_FAITH}(?:[- ]speaking)? (?:and \w{{3,12}} )?"
    rf"(?:{_YOUNG}|speaker\b|user\b|family\b)[^.;\n]{{0,30}}?{AT_A_PLACE}"
)
# "Our Batten disease child at Whitby", "the cerebral palsy boy from Norton".
_BY_NEED = Pattern(
    rf"\b(?i:our|the|that|this) (?:[a-z]{{3,10}} )?(?:{NEED.pattern}|[A-Z][\w'\u2019-]{{2,15}} (?:disease|syndrome)"
    rf"|(?i:cancer|leukaemia|heart transplant|peg[- ]fed|oxygen|dialysis)) (?:child|boy|girl|lad|baby"
    rf"|toddler|teenager)\b"
    rf"(?!['\u2019-])[^.;\n]{{0,15}}? {AT_A_PLACE}"
)
_EXCLUSION = Pattern(
    r"(?<![\w.,/-])(?:1|(?i:one|single|only|sole)) (?i:perm(?:anent)? ex(?:clusion)?|pex|exclusion|suspension)\b(?!s)"
    rf"[^.;\n]{{0,15}}? {AT_A_PLACE}[^.;\n]{{0,60}}?\b(?:Y(?:ea)?r? ?\d{{1,2}}|knife|weapon|drugs|assault\w{{0,3}}|EHCP"
    rf"|boy|girl|lad|{NEED.pattern})"
)
# A case in court, in which a child of a place is a witness, a victim or accused.
_AT_COURT = Pattern(
    r"\b(?i:crown|magistrates['\u2019]?|youth|family|high) [Cc]ourt\b[^.;\n]{0,50}?\b(?i:the|a|our|one) (?:\w{2,12} )?"
    rf"{_YOUNG}[^.;\n]{{0,20}}?{AT_A_PLACE}"
)
_EXCLUDED = frozenset({"Ex", "Pex", "Exclusion", "Suspension"})
_IN_COURT = Pattern(
    r"\bR \((?:on the application of )?[A-Z]{1,3}\)[^.;\n]{0,40}\b(?i:our|y\d{1,2}|year \d{1,2}|granted|listed|lodged"
    r"|served|hearing|pre-action|pupil|child)\b"
)


def _tells_of_so_few(sentence: str) -> bool:
    """Whether so few children of one kind at one place, or the only one of a kind there, are spoken of."""
    if "R (" in sentence and _IN_COURT.search(sentence):
        return True
    words = title_words(sentence)
    patterns: list[Pattern] = []
    if not _MATTERS.isdisjoint(words) and _AT.search(sentence):
        patterns += _FEW_WITH
    if not (_ONE_ONLY.isdisjoint(words) or _KINDS.isdisjoint(words)):
        patterns.append(_THE_ONLY)
    if not _OF_ONE.isdisjoint(words) and (not _BY_DISEASE.isdisjoint(words) or NEED.search(sentence)):
        patterns.append(_BY_NEED)
    if "Court" in words:
        patterns.append(_AT_COURT)
    if not _EXCLUDED.isdisjoint(words):
        patterns.append(_EXCLUSION)
    return any(pattern.search(sentence) for pattern in patterns)


_EITHER = _NEEDED | _COUNTED


def may_tell_of_a_household(text: str) -> bool:
    """Whether a text holds a word without which it tells of none."""
    return "R (" in text or not _EITHER.isdisjoint(title_words(text))


def tells_of_a_household(sentence: str) -> bool:
    """Whether a sentence tells of a child by its parents, or as one of a few."""
    return _tells_of_a_parent(sentence) or _tells_of_so_few(sentence)
