"""Telling the name of a person from that of a place, a body or a service, which also begin with capitals."""

from __future__ import annotations

from xl_send.analysis.words.given_names import GIVEN_NAMES
from xl_send.patterns import Pattern

CAPITAL = r"[A-Z][a-z'\u2019][\w'\u2019-]{0,15}"
ELDER = r"(?:(?:elder|eldest|older|oldest|younger|youngest|middle|other) )?"
# A surname, or its first letter.
SURNAME = r"(?:[A-Z][a-z'\u2019][\w'\u2019-]{0,15}|[A-Z]\b\.?)"
_PART = Pattern(r"[A-Za-z][\w'\u2019-]{0,21}")
_FEWEST, _MOST = 2, 4

# No name of a person holds one of these: of places, of bodies and services, of what is written with capitals.
_OF_NO_PERSON = frozenset({
    "abbey", "academies", "academy", "act", "admissions", "adviser", "advisers", "agency", "all", "alliance",
    "ambassadors", "amber", "analyst", "and", "annual", "april", "area", "areas", "asd", "associates", "association",
    "assurance", "august", "autism", "autumn", "avenue", "band", "bank", "bay", "bid", "board", "book", "borough",
    "brook", "building", "business", "cabinet", "camhs", "campus", "care", "case", "castle", "centre", "centres",
    "chair", "charity", "child", "children", "children's", "cicero", "city", "class", "clinic", "close", "coast",
    "college", "colleges", "commissioner", "commissioning", "committee", "common", "communication", "community",
    "conference", "consortium", "consultancy", "consultants", "consulting", "council", "councils", "county", "court",
    "covid", "cross", "dale", "data", "day", "december", "department", "deputy", "designated", "development",
    "digital", "director", "directorate", "district", "down", "downs", "each", "early", "east", "easter", "eastern",
    "education", "emotional", "end", "every", "families", "family", "farm", "february", "federation", "field",
    "fields", "final", "finance", "first", "five", "fold", "forest", "forum", "foundation", "four", "free", "friday",
    "friends", "full", "gardens", "gate", "general", "good", "government", "governors", "grammar", "grange", "grant",
    "great", "greater", "green", "group", "grove", "guidance", "hall", "head", "heads", "headteacher", "health",
    "heath", "help", "high", "hill", "hospital", "house", "hub", "hubs", "inclusion", "infant", "infants",
    "information", "initial", "interaction", "island", "january", "july", "june", "junior", "juniors", "key", "king",
    "king's", "kings", "lady", "land", "lane", "language", "last", "law", "lead", "leads", "learning", "leisure",
    "level", "library", "limited", "line", "literacy", "little", "living", "local", "lodge", "london", "lower", "ltd",
    "mainstream", "manager", "manor", "march", "maths", "may", "meadow", "meadows", "member", "mental", "mid",
    "middle", "mill", "milton", "minister", "ministry", "monday", "moor", "moors", "mount", "music", "national",
    "need", "needs", "network", "new", "newly", "next", "nhs", "no", "north", "northern", "november", "nurseries",
    "nursery", "october", "officer", "ofsted", "old", "one", "opportunity", "other", "our", "outreach", "panel",
    "parent", "parents", "park", "part", "partner", "partners", "partnership", "people", "performance", "personal",
    "phase", "physical", "pilot", "place", "places", "plan", "planning", "plans", "policy", "pool", "post", "practice",
    "premium", "prep", "preparation", "preparing", "primary", "prince", "princess", "profile", "programme", "project",
    "property", "protection", "provider", "providers", "provision", "public", "pupil", "pupils", "quality", "queen",
    "queens", "reception", "red", "referral", "region", "regional", "resource", "resourced", "ridge", "right", "rise",
    "river", "road", "royal", "safety", "saint", "saints", "saturday", "school", "schools", "science", "secondary",
    "section", "see", "sen", "senco", "send", "senior", "sensory", "september", "service", "services", "seven",
    "shire", "side", "six", "sixth", "social", "society", "solutions", "south", "southern", "special", "specialist",
    "speech", "spring", "square", "st", "staff", "stage", "standards", "start", "state", "statutory", "steering",
    "still", "strand", "strategic", "strategy", "street", "students", "summer", "sunday", "support", "system",
    "systems", "talk", "targeted", "task", "team", "teams", "ten", "term", "the", "their", "these", "third", "this",
    "three", "thursday", "tier", "top", "tower", "town", "tracker", "training", "transformation", "transition",
    "transport", "travel", "treasury", "trust", "trusts", "tuesday", "two", "under", "union", "unions", "unit",
    "units", "universal", "university", "upper", "vale", "valley", "view", "views", "village", "virtual", "voice",
    "wales", "ward", "water", "wave", "way", "wednesday", "welfare", "well", "wells", "west", "western", "wood",
    "woods", "workforce", "working", "works", "workshop", "workstream", "year", "years", "young", "youth",
})  # fmt: skip
# Those of them that are surnames too, after a first name.
_SURNAMES_TOO = frozenset({
    "bank", "banks", "bond", "book", "brook", "castle", "church", "cross", "day", "east", "field", "forest", "good",
    "green", "hall", "head", "heath", "hill", "king", "lane", "law", "march", "may", "mill", "moor", "moors", "north",
    "park", "read", "right", "rose", "saint", "south", "wells", "west", "wood", "woods", "young",
})  # fmt: skip


def is_first_name(word: str) -> bool:
    """Whether this is a first name of those that children have, with a capital, in capitals or in small letters."""
    return word in GIVEN_NAMES or (not word.istitle() and word.capitalize() in GIVEN_NAMES)


def is_of_no_person(word: str) -> bool:
    """Whether a word with a capital is of a place, a body or a service."""
    small = word.casefold()
    return small in _OF_NO_PERSON or f"{small}s" in _OF_NO_PERSON or small.removesuffix("s") in _OF_NO_PERSON


def is_named(text: str) -> bool:
    """Whether a text is nothing but somebody's name: a first name with a surname, or two words that may be one."""
    words = _PART.findall(text)
    if not _FEWEST <= len(words) <= _MOST or not all(word[0].isupper() for word in words):
        return False
    first, last = words[0], words[-1]
    middle = words[1:-1]
    known = is_first_name(first) and last.casefold() in _SURNAMES_TOO
    asked = middle if known else words
    return not any(map(is_of_no_person, asked)) and (known or not last.isupper() or is_first_name(first))


def is_of_a_first_name(text: str) -> bool:
    """Whether a name begins with a first name that children have, or has it after a surname and a comma."""
    words = _PART.findall(text)
    return bool(words) and (is_first_name(words[0]) or (len(words) > 1 and "," in text and is_first_name(words[1])))
