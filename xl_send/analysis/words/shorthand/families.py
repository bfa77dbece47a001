"""Children by their families, by whose child they are, and by what is done for them alone."""

from __future__ import annotations

import re

from xl_send.analysis.words.given_names import AMONG_STAFF
from xl_send.analysis.words.shorthand.names_of_people import (
    CAPITAL,
    ELDER,
    SURNAME,
    is_first_name,
    is_named,
    is_of_no_person,
)
from xl_send.patterns import Pattern

_APART = (
    r"(?! (?:of|hubs?|centres?|programmes?|services?|teams?|groups?|schools?|trusts?|sites?|track|liaison|support"
    r"|worker"
    r"|partnership|approach|forum|foundation|nurse|room|offer|clubs?|football|toilets|changing|and (?:sisters"
    r"|brothers))\b|['\u2019-])"
)
_STATE = (
    r"[^.;\n]{0,40}\b(?:taxis?|transport|home|placements?|tuition|EHCPs?|appeal\w{0,2}|tribunal|out of school|foster"
    r"|moved house|custody|refuge|social worker|mum|dad)\b"
)
# Whose mother it is.
_PARENT = (
    r"(?i:mum|mom|mam|dad|mother|father|parents?|carers?|grandmother|grandfather|grandparents?|gran|nan|nana|aunt|uncle"
    r"|guardians?|step-?dad|step-?mum|sister|brother|twin|sibling|family|son|daughter)"
)
_PARENT_OF = Pattern(
    rf"\b{_PARENT} of (?P<name>[A-Z]\.? ?[A-Z]\b\.?(?!\w)|[A-Z]\.? {CAPITAL}|{CAPITAL}(?: {SURNAME})?)"
)
_INITIALS = Pattern(r"[A-Z]\.? ?[A-Z]\.?")
_NO_INITIALS = frozenset({"LA", "PA", "UK", "EU", "US", "HQ", "MP", "GP"})
_OFFSPRING = (
    r"(?:own )?(?:[a-z]{1,10} )?(?:son|daughter|grandson|granddaughter|grandchild|twins|nephew|niece|stepson"
    r"|stepdaughter)\b"
)
_CHILD_OF = Pattern(
    rf"\b(?i:cllr|councillor)\.? (?:{CAPITAL} ){{0,2}}{CAPITAL}['\u2019]s? {_OFFSPRING}"
    r"|\b(?i:head(?:teacher)?|caretaker|senco|teacher|councillor|chair|governor|director|officer|vicar|mp|mayor|leader"
    rf"|cleaner|neighbour|solicitor)['\u2019]s {_OFFSPRING}"
    r"|\b(?:son|daughter|grandson|granddaughter|child|twins) of (?:a|the|our"
    r"|one of our) (?:[a-z]{1,12} )?(?:head(?:teacher)?"
    r"|caretaker|senco|SENCO|teacher|councillor|governor|director|officer|member of staff|vicar|MP|mayor|leader)\b"
    rf"|\bMaster [A-Z]\.? {CAPITAL}"
)
# A relative whom only one person has.
_RELATIVE = Pattern(
    rf"\b(?P<name>{CAPITAL}?)['\u2019]s (?:mum|mam|dad|nan|nana|gran|granny|grandad|step-?dad|step-?mum|twin"
    r"|little brother"
    r"|little sister|big brother|big sister|brother|sister)\b(?! (?:schools?|organisation|site|trust|company))"
)
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b)"
)
_HEARING = r"(?:[Tt]ribunal|[Aa]ppeal|[Hh]earing|[Mm]ediation)"
# "The Pritchard twins", "the Holt family", "Holt boys still at home"; "the Pritchard appeal, 3 Feb".
_BY_SURNAME = (
    Pattern(rf"\b(?P<name>{CAPITAL}) (?:twins?|triplets|brothers?|sisters?|siblings?)\b{_APART}"),
    Pattern(rf"\b(?P<name>{CAPITAL}) (?:boys|girls)\b{_APART}{_STATE}"),
    Pattern(rf"\b[Tt]he {ELDER}(?P<name>{CAPITAL}) (?:lad|boy|girl)\b(?!\u2019)(?!['-])"),
    Pattern(rf"\b[Tt]he (?P<name>{CAPITAL}) family\b{_APART}"),
    Pattern(
        rf"\b[Tt]he (?P<name>{CAPITAL})s (?:have |has )?(?:appealed|complained|lodged|refused|moved house"
        r"|accepted the place)\b"
    ),
    Pattern(
        rf"\b(?:[Tt]he|[Rr]e:?|[Aa]waiting|[Ff]or|[Ii]n) (?:the )?(?P<name>{CAPITAL}) {_HEARING}\b(?! (?:to|hearing"
        r"|cent|user|panel|bundle|papers|deadline|response|judge|service|team|officer))"
        rf"[^.;\n]{{0,25}}{_DATE}"
    ),
    Pattern(
        rf"\b{_HEARING}\b(?! (?:bundle|papers|deadline|response|training|user))[^.;()\n]{{0,25}}{_DATE}(?: \d{{4}})?"
        rf" ?\((?P<name>{CAPITAL}|{CAPITAL} {SURNAME})\)"
    ),
    Pattern(rf"\b[Tt]he (?P<name>{CAPITAL}) placement\b (?:costs?|broke|has broken|is breaking|breakdown|at \u00a3)"),
)
# A parent by name: "Kelly (mum)", "Dad (Steve)".
_KIN = (
    r"(?i:mum|mom|mam|dad|mother|father|nan|nana|gran|granny|grandad|grandmother|grandfather|step-?dad|step-?mum"
    r"|birth (?:mum|mother|dad|father)|foster (?:mum|dad|carer))"
)
_NAMED_KIN = Pattern(
    rf"\b(?P<name>{CAPITAL})(?: {SURNAME})?,? ?(?:\(|- |\u2013 )?(?:the |his |her |their )?{_KIN}"
    r"(?:\)|,|;|:| is\b| has\b| was\b| rang\b)"
)
_KIN_NAMED = Pattern(rf"\b{_KIN},? ?\((?P<name>{CAPITAL})(?: {SURNAME})?\)")
# All that is asked of a text without a first name, for the words without one of which none of it is found.
_ANY_FAMILY = Pattern(
    "|".join(one.pattern for one in (_CHILD_OF, _RELATIVE, _PARENT_OF, _NAMED_KIN, _KIN_NAMED, *_BY_SURNAME)).replace(
        "(?P<name>", "(?:"
    )
)
# What stands beside a hearing that is no family.
_NOWHERE = frozenset({
    "adjourned", "backlog", "barrister", "birmingham", "bristol", "conceded", "costs", "counsel", "darlington",
    "late", "lead", "leeds", "legal", "listed", "lost", "manchester", "norwich", "nottingham", "online", "paper",
    "papers", "phase", "remote", "remotely", "stayed", "tbc", "teams", "tier", "video", "virtual", "withdrawn", "won",
    "zoom",
})  # fmt: skip
# "Our Alfie", "little Maisie".
_FOND = Pattern(r"\b(?:[Oo]ur|[Ll]ittle|[Yy]oung|[Ww]ee|[Pp]oor|[Bb]aby) (?P<name>[A-Z][a-z]{1,20})\b(?! [A-Z])")
# What is done for one child: "Maisie's taxi", "1:1 agreed for Maisie".
_OWN = Pattern(
    rf"\b(?P<name>[A-Z][a-z]{{1,20}})(?: {SURNAME})?['\u2019]s (?:taxi|1:1|2:1|one[- ]to[- ]one|annual review"
    r"|tuition|passenger"
    r" assistant|(?:tribunal )?hearing|respite|diagnosis|seizures?|wheelchair|social worker|medication|meltdowns?"
    r"|exclusion"
    r"|suspension|EHC plan"
    r"|(?:missed|lost) (?:[a-z-]{2,12} )?(?:sessions?|lessons?|school|therapy|appointments?)"
    r"|EHCNA|EHCP|foster \w{3,12}|school place|personal budget|escort|PEP|special school|needs? assessment"
    r"|transport|consult(?:ation)?|place(?:ment)? (?:at|in))\b"
    r"(?! (?:of|(?:[a-z]{2,12} )?(?:teams?|papers?|dashboards?|reports?|polic(?:y|ies)|projects?|work\w{0,4}"
    r"|contracts?|data"
    r"|list|tracker|process|backlog|board|panel|budget|audit|figures|lead|officer|item|plan|strategy|reviews?"
    r"|training))\b)"
)
_FOR = Pattern(
    r"(?i)\b(?:consult(?:ation)?s?|funding|respite|1:1|2:1|one[- ]to[- ]one|packages?|seat|ehcna|home tuition"
    r"|top-?up|escort"
    r"|foster\w{0,3}|bed|school place|place|placement)(?: (?:sent|agreed|requested|out|approved|refused|found"
    r"|needed|late"
    r"|still|not)){0,2} for (?P<name>(?-i:[A-Z][a-z]{1,20}))\b(?! (?:(?-i:[A-Z]\w{1,20}) )?(?:to|post|on|and team)\b"
    r"|['\u2019]s)"
)
# What befell one child, or is decided of it: "EHCNA - Callum Reid - refused", "twins Jack and Mia".
_DECIDED = r"(?:refused|agreed|issued|late|overdue|due|ceased|deferred|requested|lapsed)\b"
_NAME = rf"(?P<name>[A-Z][a-z]{{1,20}})(?: {SURNAME})?"
# A child by what a parent does: "Tyler first: his mum appeals".
_BY_A_PARENT = Pattern(
    rf"\b{_NAME}\b[^.;\n]{{0,60}}\b(?:his|her|their|whose) {_KIN}\b[^.;\n]{{0,40}}"
    r"\b(?:tribunal|appeal\w{0,4}|complain\w{0,4}|school|place|EHCP|EHC plan)\b"
)
_BEFELL = (
    Pattern(
        rf"\b{_NAME}(?:(?: still)? has no (?:\w{{1,12}} )?(?:taxi|place(?! on (?:the|a|our) (?:\w{{2,12}} )?"
        r"(?:course|board|panel|group|programme|committee|forum|rota))|school|transport|tutor|1:1|escort)\b"
        r"|(?: is| was| still| now){0,2} in hospital\b(?! (?:\w{1,15} )?(?:team|school|liaison|tuition|education))"
        rf"|[ :,\u2013-]{{1,3}}(?:EHCNA|EHCP|EHC plan)[ ,\u2013-]{{1,3}}{_DECIDED}"
        rf"|(?: and | & )[A-Z][a-z]{{1,20}}(?: {SURNAME})? \((?:siblings|twins|brothers|sisters|brother and sister)\))"
    ),
    Pattern(
        r"\b(?:EHCNA|EHCP|EHC plan|AR|[Aa]nnual review|[Cc]onsult)(?: for| -| \u2013|:"
        rf"|,) {_NAME}[ ,\u2013-]{{1,3}}{_DECIDED}"
    ),
    Pattern(rf"\b(?:{_HEARING}|SENDIST)(?: hearing)?[:,]? {_NAME},? (?:on )?{_DATE}"),
    Pattern(rf"\b(?:[Tt]wins|[Ss]iblings|[Bb]rothers|[Ss]isters),? {_NAME}(?: and | & )[A-Z][a-z]"),
    Pattern(rf"\b[Cc]omplaints? (?:from|by) [^.;\n]{{2,30}} about {_NAME}"),
)
_OF_A_PLACE = Pattern(
    rf"(?: {CAPITAL}){{0,2}} (?:Primary|School|Academy|College|Centre|House|Street|Road|Trust|Hub|Lodge|Base|Unit"
    r"|Grange|Manor|Farm)\b"
)


def by_family(sentence: str, *, named: bool) -> bool:
    """Whether a sentence tells of one child by a family's surname, by whose child it is, or by its own case.

    `named` says whether a first name is in it.
    """
    if _ANY_FAMILY.may_be_in(sentence) and _is_of_a_family(sentence):
        return True
    return named and any(
        is_first_name(found["name"])
        and not _OF_A_PLACE.match(sentence, found.end("name"))
        and not AMONG_STAFF.match(sentence, found.end("name"))
        for pattern in (_FOND, _OWN, _FOR, _BY_A_PARENT, *_BEFELL)
        for found in pattern.finditer(sentence)
    )


def _is_of_a_family(sentence: str) -> bool:
    surnames = (found for pattern in _BY_SURNAME for found in pattern.finditer(sentence))
    if _CHILD_OF.search(sentence) or any(map(_is_a_surname, surnames)):
        return True
    relatives = (found["name"] for one in (_RELATIVE, _NAMED_KIN, _KIN_NAMED) for found in one.finditer(sentence))
    return any(not is_of_no_person(name) for name in relatives) or any(map(_is_someone, _PARENT_OF.finditer(sentence)))


def _is_a_surname(found: re.Match[str]) -> bool:
    words = found["name"].split()
    return not any(is_of_no_person(word) or word.casefold() in _NOWHERE for word in words)


def _is_someone(found: re.Match[str]) -> bool:
    name = found["name"]
    if _INITIALS.fullmatch(name):
        return name not in _NO_INITIALS
    first, _, last = name.partition(" ")
    if is_first_name(first):
        return not _OF_A_PLACE.match(found.string, found.start("name") + len(first))
    if len(first.strip(".")) == 1:
        return not is_of_no_person(last)
    return bool(last) and (is_named(name) or (len(last.strip(".")) == 1 and not is_of_no_person(first)))
