"""So few children, of one kind and at one place, that they are known there; and the one of a language or a faith."""

from __future__ import annotations

from xl_send.analysis.words.child_needs import NEED
from xl_send.analysis.words.lives.matters import AT_A_PLACE, NO_SERVICE, words_of
from xl_send.patterns import Pattern

# Without one of these, and one of what befalls children, none is told here.
_NEEDED = frozenset({
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
_WHO = (
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
    Pattern(rf"{_FEW}(?:{_OF_THEM})? (?:[\w'-]{{2,14}} ){{0,3}}?{_WHO}[^.;\n]{{0,60}}?{_MATTER}{NO_SERVICE}"),
    Pattern(rf"{_FEW}(?: of (?:the |our )?(?:[\w'-]{{2,12}} ){{0,2}}?)?(?:\w{{2,9}} )?{_MATTER} {_WHO}"),
    Pattern(rf"{_FEW}{_OF_THEM}?{_ARE}(?:[a-z]{{2,10}} )?{_MATTER}{NO_SERVICE}"),
    Pattern(
        rf"\b(?i:the|our|that|this|one|a) (?:[\w'-]{{2,14}} )?{_WHO} {AT_A_PLACE}[^.;\n]{{0,60}}?{_MATTER}{NO_SERVICE}"
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
    rf"(?:{_WHO}|speaker\b|user\b|family\b)[^.;\n]{{0,30}}?{AT_A_PLACE}"
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
_EXCLUDED = frozenset({"Ex", "Pex", "Exclusion", "Suspension"})
_IN_COURT = Pattern(
    r"\bR \((?:on the application of )?[A-Z]{1,3}\)[^.;\n]{0,40}\b(?i:our|y\d{1,2}|year \d{1,2}|granted|listed|lodged"
    r"|served|hearing|pre-action|pupil|child)\b"
)


def tells_of_so_few(sentence: str) -> bool:
    """Whether so few children of one kind at one place, or the only one of a kind there, are spoken of."""
    if "R (" in sentence and _IN_COURT.search(sentence):
        return True
    words = words_of(sentence)
    if _NEEDED.isdisjoint(words):
        return False
    patterns: list[Pattern] = []
    if not _MATTERS.isdisjoint(words) and _AT.search(sentence):
        patterns += _FEW_WITH
    if not (_ONE_ONLY.isdisjoint(words) or _KINDS.isdisjoint(words)):
        patterns.append(_THE_ONLY)
    if not _OF_ONE.isdisjoint(words) and (not _BY_DISEASE.isdisjoint(words) or NEED.search(sentence)):
        patterns.append(_BY_NEED)
    if not _EXCLUDED.isdisjoint(words):
        patterns.append(_EXCLUSION)
    return any(pattern.search(sentence) for pattern in patterns)
