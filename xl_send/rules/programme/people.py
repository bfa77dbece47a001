"""Names of people among the texts of owners: what is a person's name, and not a post, a body or a place."""

from __future__ import annotations

from xl_send.patterns import Pattern

_PERSON = Pattern(
    r"(?:(?:Dr|Mrs?|Ms|Miss|Prof(?:essor)?|Sir|Dame|Cllr)\.? )?"
    r"[A-Z][\w'\u2019-]+(?: [A-Z]\.?)?(?: [A-Z][\w'\u2019-]+){1,2}"
)
_TITLE = Pattern(r"^(?:Dr|Mrs?|Ms|Miss|Prof(?:essor)?|Sir|Dame|Cllr)\.? ")
# Words of posts, bodies, services and places, none of which is part of a person's name.
_NO_NAMES = frozenset({
    "academies", "academy", "administrator", "adviser", "advisor", "advisory", "analyst", "area", "authority",
    "autism", "board", "borough", "business", "care", "carer", "casework", "caseworker", "central", "children",
    "childrens", "children's", "chief", "city", "clinical", "college", "commissioner", "commissioning", "community",
    "consultant", "coordinator", "co-ordinator", "council", "county", "data", "department", "deputy", "designated",
    "director", "district", "early", "east", "education", "educational", "executive", "families", "family",
    "finance", "forum", "governor", "group", "grove", "head", "headteacher", "health", "help", "hospital", "icb",
    "inclusion", "infant", "interim", "joint", "junior", "justice", "lead", "leader", "learning", "link",
    "locality", "manager", "multi", "network", "nhs", "north", "northern", "nurse", "nursery", "office", "officer",
    "operations", "outreach", "owner", "panel", "parent", "park", "partner", "partners", "partnership", "place",
    "planning", "policy", "post", "practice", "primary", "principal", "programme", "project", "provider",
    "psychologist", "psychology", "quality", "road", "school", "schools", "secondary", "sen", "senco", "send",
    "senior", "service", "services", "sixteen", "sixth", "social", "south", "southern", "special", "staff",
    "standards", "strategic", "street", "sufficiency", "support", "survey", "team", "teams", "therapist", "trainer",
    "transformation", "transition", "transport", "tribunal", "trust", "university", "virtual", "west", "western",
    "worker", "workforce", "workstream", "year", "years", "young", "youth",
})  # fmt: skip


def is_a_person(text: str) -> bool:
    """Whether a text is the name of a person, such as "Priya Shah" or "Dr J. Cole", and of no post or place."""
    said = text.strip()
    return bool(_PERSON.fullmatch(said)) and not _NO_NAMES & {word.casefold() for word in said.split()}


def without_title(name: str) -> str:
    """A person's name without Dr, Mrs and the like."""
    return _TITLE.sub("", name.strip())
