"""Parents and carers told by a title and a surname, by what befalls them, or by whose relation they are."""

from __future__ import annotations

from xl_send.analysis.words.given_names import OF_STAFF
from xl_send.analysis.words.lives.matters import AT_A_PLACE, BEREFT, IS_ILL, OF_HEALTH, words_of
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
    r"(?: (?:is|are|was|has|has been|have|been|now|currently|back|still|sent|went|gone)){1,4} (?:in|to|from)"
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


def tells_of_a_parent(sentence: str) -> bool:
    """Whether a parent or a carer is told by name and by a child, or by what befell them or a colleague's family."""
    words = words_of(sentence)
    if _NEEDED.isdisjoint(words):
        return False
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
