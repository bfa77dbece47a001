"""Where somebody lives or can be reached: postcodes, houses in a street, telephone numbers, email addresses.

Those of a school, a venue or a shared mailbox are nobody's home and are told apart by the words beside them.
"""

from __future__ import annotations

from xl_send.patterns import Pattern

_AREAS = (
    "AB|AL|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E"
    "|FK|FY|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN"
    "|NP|NR|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW"
    "|UB|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE|ZZ"
)
_POSTCODE = Pattern(
    rf"\b(?:{_AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}\b"
    rf"|\b(?:{_AREAS.lower()})\d[a-z\d]? ?\d(?!st|nd|rd|th|hr|wk|yr|ft|gb)[abd-hjlnp-uw-z]{{2}}\b"
)
# With what every postcode ends: most texts with figures in them have nothing like it.
_ENDS_LIKE_ONE = Pattern(r"\d(?:[ABD-HJLNP-UW-Z]{2}|(?!st|nd|rd|th|hr|wk|yr|ft|gb)[abd-hjlnp-uw-z]{2})\b")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NAMED = rf"(?!(?:{_MONTH})\b)(?:[A-Z][\w'\u2019-]{{0,20}}\.? ){{1,3}}"
_OF_MANY = (
    r"(?! (?:School|Academy|Primary|Infants?|Juniors?|Secondary|High|College|Nursery|Special|Centre|Hub|Base|Unit|Site"
    r"|Campus|Clinic|Library|Children|Family|Hospital|pupils|places|schools|base|unit|site|scheme|campus|hub|centre)\b)"
)
_NUMBER = r"(?<![\w/.,:\u00a3-])(?:[Ff]lat \d{1,3}[A-Za-z]?,? )?\d{1,4}[A-Za-z]? "
_STREET = Pattern(
    rf"{_NUMBER}{_NAMED}(?:Road|Street|Lane|Avenue|Crescent|Terrace|Grove|Mews|Rd|Ave|Cres)\b{_OF_MANY}",
)
# Words that mean other things too, and names in small letters: only where a home is spoken of, or they follow "at".
_PERHAPS = Pattern(
    rf"{_NUMBER}{_NAMED}(?:Close|Drive|Gardens?|Way|Place|Court|Hill|Rise|Walk|Green|Square|Row|View|St)\b{_OF_MANY}",
)
_IN_SMALL_LETTERS = Pattern(
    rf"{_NUMBER}[a-z]{{3,20}} (?:[a-z]{{3,20}} )?(?:road|street|lane|avenue|close|drive|crescent|terrace|grove)\b"
    + _OF_MANY,
)
# A number before a name, but for a day before its month: every house in a street has one.
_NUMBERED = Pattern(rf"\d[A-Za-z]? (?!(?:{_MONTH})\b)[A-Z]")
_AT = Pattern(r"(?i)(?:\bat|\bfrom|\baddress\W{0,2}(?:is)?|\bhome\W{0,2}(?:is)?|\blives at)\W{0,2}$")
_COUNTED_ON = Pattern(
    r"(?i)\b(?:years?|yrs?|y|phases?|(?:key )?stages?|ks|lots?|waves?|tranches?|cohorts?|blocks?|sites?|rooms?|weeks?"
    r"|terms?|bands?|tiers?|options?|groups?|zones?|areas?|wards?|top|the|all|first|last|next) $"
)
_HOME = Pattern(
    r"(?i)\b(?:famil(?:y|y's)|homes?|house|flat|lives?|living|lived|resid\w{1,8}|moves?|moved|moving|pupil|child|boy"
    r"|girl"
    r"|student|learner|young person|mum|dad|mother|father|carer|grandmother|grandfather|he|she|his|her|him|taxi|minibus"
    r"|pick(?:ed)?[- ]?up|near|next to|opposite|mr|mrs|ms|miss)\b"
)
_PUBLIC = Pattern(
    r"(?i)\b(?:schools?|academ(?:y|ies)|colleges?|primary|infants?|juniors?|nurser(?:y|ies)|centre|hall|guildhall|hub"
    r"|library|hospital|clinic|offices?|campus|university|church|hotel|theatre|museum|depot|venue|council)\b"
)
_BUILDING = Pattern(
    r"(?i)\b(?:refurbish\w{0,5}|leases?|leased|planning|premises|building works?|contractors?|workshop|conference"
    r"|training|venue|held at|capital|bought|acqui\w{1,8}|offices?|site|hubs?|bases?|drop-?ins?|clinics?)\b"
)
# The team has moved, and nobody's home: "moves into offices at 21 Station Road".
_OF_A_TEAM = Pattern(
    r"(?i)\b(?:team|service|base|unit|hub|office|centre|school|depot)\b(?: \w{1,20}){0,2} (?:moves?|moved|moving"
    r"|relocat\w{1,5})\b"
)
_SENTENCE = Pattern(r"(?<=[.!?;])\s|\n")
_WORD = Pattern(r"[^\W\d_]++")
_IN_NAMES = frozenset({"a", "and", "at", "by", "in", "is", "le", "of", "off", "on", "s", "the", "under", "upon"})

_EMAIL = Pattern(r"([\w.+-]{1,64}?)(?:@| ?(?:\(at\)|\[at\]) ?)[\w-]{1,63}\.\w")
# A mailbox that is called by what it is for is shared.
_SHARED = Pattern(
    r"(?i)(?:(?>sendiass|senco|send|sen|inclusion|transformation|programme|project|team|office|pmo|enquir(?:y|ies)|info"
    r"|admin|helpdesk|helpline|help|contact|mailbox|shared|local|offer|transport|ehcp|ehc|plans?|services?|education"
    r"|schools?|childrens?|children|data|returns?|change|delivery|commissioning|finance|early|years|portage|therapy"
    r"|therapies|psychology|outreach|panel|board|governance|democratic|business|support|complaints|press|comms"
    r"|communications|consultation|feedback|survey|noreply|participation|parents?|carers?|forum|autism|network|training"
    r"|events?|bookings?|hub|council|and|the|of|for)[._-]?){1,12}"
)
_PHONE = Pattern(
    r"(?<![\w+])(?:(?:\+|00)44[\s-]?(?:\(0\)[\s-]?)?[127]|\(?0[127])(?:[\s()-]{0,2}\d){8,9}(?!\d)",
)
_TWO_DATES = Pattern(r"\d\d[ -]\d\d[ -](?:19|20)\d\d\D")
_NO_CALL = Pattern(
    r"(?i)\b(?:order|po|code|contract|supplier|invoice|account|requisition|reference|ref|asset|ticket|job|ledger"
    r"|journal)"
    r"[\s.:#]{0,3}(?:no\.?|number|ref\.?)?[\s.:#]{0,3}$"
)
# The number of a body that is there to be rung.
_OF_A_BODY = Pattern(
    r"(?i)\b(?:helpline|hotline|switchboard|sendiass|advice line|duty desk|front desk)\W{0,2}(?:on|is)?\W{0,2}$"
)
_BEFORE = 40


def has_postcode(text: str) -> bool:
    """A full postcode, but for that of a school or a venue that is named before it."""
    if not _ENDS_LIKE_ONE.search(text) or not _POSTCODE.search(text):
        return False
    sentences = _SENTENCE.split(text)
    return any(not _is_public(one, found.start()) for one in sentences for found in _POSTCODE.finditer(one))


def has_house(text: str) -> bool:
    """A house by its number and street, but for a school, a venue or a building of the council."""
    return any(_tells_of_a_house(sentence) for sentence in _SENTENCE.split(text))


def _tells_of_a_house(sentence: str) -> bool:
    named = (_STREET, _PERHAPS) if _NUMBERED.search(sentence) else ()
    for pattern in (*named, _IN_SMALL_LETTERS):
        for found in pattern.finditer(sentence):
            before = sentence[max(0, found.start() - _BEFORE) : found.start()]
            counted = _COUNTED_ON.search(before)
            weak = pattern is not _STREET and not (_HOME.search(sentence) or _AT.search(before))
            moved = _OF_A_TEAM.search(sentence)
            spoken_of = _HOME.search(_OF_A_TEAM.sub(" ", sentence) if moved else sentence)
            built = (moved or _BUILDING.search(sentence)) and not spoken_of
            if not (counted or weak or built or _is_public(sentence, found.start())):
                return True
    return False


def _is_public(sentence: str, place: int) -> bool:
    """Whether an address is that of a school or a venue named right before it, and nobody's home is spoken of.

    Between the two stand only names: "Larkfield School, Mill Lane, Leeds", not "Larkfield School: transport from".
    """
    named = list(_PUBLIC.finditer(sentence[:place]))
    between = sentence[named[-1].end() : place] if named else ""
    names = all(word[0].isupper() or word in _IN_NAMES for word in _WORD.findall(between))
    return bool(named) and names and not _HOME.search(sentence)


def has_email(text: str) -> bool:
    """An email address of somebody, not a shared mailbox."""
    return any(not _SHARED.fullmatch(found[1]) for found in _EMAIL.finditer(text))


def has_phone(text: str) -> bool:
    """A telephone number in an area or a mobile one; those that begin with 03 or 08 are of organisations."""
    for found in _PHONE.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if not (_TWO_DATES.match(text, found.start()) or _NO_CALL.search(before) or _OF_A_BODY.search(before)):
            return True
    return False
