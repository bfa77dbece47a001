"""Who answers for what, and names of people among these: what is a person's name, and not a post, a body or a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xl_send.analysis.activity import has_ended
from xl_send.patterns import Pattern
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_OWNERS: tuple[tuple[type[Record], str], ...] = (
    (Workstream, "owner"),
    (Workstream, "deputy"),
    (Workstream, "sponsor"),
    (Milestone, "owner"),
    (Kpi, "owner"),
    (Risk, "owner"),
    (LogEntry, "owner"),
    (Diagnostic, "lead"),
    (Interdependency, "giver_owner"),
    (Interdependency, "receiver_owner"),
)
# These stand beside the one who answers.
ANSWERS_BESIDE = frozenset({"deputy", "sponsor"})

# What is longer is not a name, and is not taken apart.
LONGEST = 120

_PERSON = Pattern(
    r"(?:(?:Dr|Mrs?|Ms|Miss|Prof(?:essor)?|Sir|Dame|Cllr)\.? )?"
    r"[A-Z][\w'\u2019-]+(?: [A-Z]\.?)?(?: [A-Z][\w'\u2019-]+){1,2}"
)
_BESIDE = Pattern(r", |: |\(|\)| [-\u2013\u2014/] ")
_TITLE = Pattern(r"^(?:Dr|Mrs?|Ms|Miss|Prof(?:essor)?|Sir|Dame|Cllr)\.? ")
# "P. Shah", "J R Cole".
_INITIALS = Pattern(r"(?:[A-Z]\.? ?){1,2} ?[A-Z][a-z][\w'\u2019-]+")
_BESIDE = Pattern(r", |: |\(|\)| [-\u2013\u2014/] ")
_MARKS = (", ", ": ", "(", ")", " - ", " \u2013 ", " \u2014 ", " / ")
# Words of posts, bodies, services and places, none of which is part of a person's name.
_NO_NAMES = frozenset({
    "academies", "academy", "accountant", "administrator", "adviser", "advisor", "advisory", "all", "analyst",
    "apprentice", "architect", "area", "assessor", "assistant", "audiologist", "auditor", "authority", "autism",
    "board", "borough", "both", "broker", "bursar", "business", "buyer", "care", "carer", "casework", "caseworker",
    "central", "chief", "children", "children's", "city", "clinical", "clinician", "co-ordinator", "college",
    "commissioner", "commissioning", "community", "consultant", "controller", "coordinator", "council", "counsellor",
    "county", "data", "department", "deputy", "designated", "designer", "developer", "dietitian", "director",
    "district", "early", "east", "economist", "education", "educational", "engineer", "evaluator", "examiner",
    "executive", "facilitator", "families", "family", "finance", "forum", "governor", "group", "grove", "head",
    "headteacher", "health", "help", "hospital", "icb", "inclusion", "infant", "inspector", "instructor", "interim",
    "joint", "junior", "justice", "keyworker", "lawyer", "lead", "leader", "learning", "link", "locality", "manager",
    "matron", "mentor", "multi", "navigator", "negotiator", "network", "new", "nhs", "north", "northern", "not",
    "nurse", "nursery", "office", "officer", "operations", "organiser", "outreach", "owner", "paediatrician", "panel",
    "parent", "park", "partner", "partnership", "physiotherapist", "place", "planner", "planning", "policy", "post",
    "practice", "practitioner", "primary", "principal", "programme", "project", "provider", "psychologist",
    "psychology", "quality", "receptionist", "registrar", "researcher", "road", "scheduler", "school", "secondary",
    "secretary", "sen", "senco", "send", "senior", "service", "sixteen", "sixth", "social", "solicitor", "south",
    "southern", "special", "specialist", "staff", "standards", "statistician", "strategic", "street", "sufficiency",
    "supervisor", "support", "survey", "surveyor", "teacher", "team", "technician", "therapist", "trainee", "trainer",
    "transformation", "transition", "transport", "treasurer", "tribunal", "trust", "tutor", "university", "virtual",
    "west", "western", "worker", "workforce", "workstream", "year", "young", "youth",
})  # fmt: skip


@lru_cache(maxsize=512)
def post_and_person(text: str) -> tuple[str, str]:
    """A post and who holds it, in whichever order a text names both and nothing else; else two empty texts."""
    parts = parts_of_an_owner(text)
    if len(parts) != 2:
        return "", ""
    post, person = parts if is_a_person(parts[1]) else parts[::-1]
    return (post, person) if is_a_person(person) and not is_a_person(post) else ("", "")


def is_a_person(text: str) -> bool:
    """Whether a text is the name of a person, such as "Priya Shah" or "Dr J. Cole", and of no post or place."""
    said = text.strip()
    words = said.casefold().split()
    return bool(_PERSON.fullmatch(said)) and _NO_NAMES.isdisjoint({*words, *(word.removesuffix("s") for word in words)})


def parts_of_an_owner(text: str) -> list[str]:
    """The person and the post that an owner's cell names, as they stand in it."""
    beside = any(mark in text for mark in _MARKS)
    return [part.strip() for part in _BESIDE.split(text) if part.strip()] if beside else [text.strip()]


def person_in(text: str) -> str:
    """The person whom a text names, without a title or the post that stands beside; blank where it names none."""
    named = [part for part in parts_of_an_owner(text) if is_a_person(part) or _has_initials(without_title(part))]
    return without_title(named[0]) if len(named) == 1 else ""


def _has_initials(name: str) -> bool:
    return name[1:2] in {".", " "} and _INITIALS.fullmatch(name) is not None


def without_title(name: str) -> str:
    """A person's name without Dr, Mrs and the like."""
    return _TITLE.sub("", name.strip())


def cells_of_owners(
    programme: Programme, *, with_ended: bool = False
) -> Iterator[tuple[type[Record], str, Record, str]]:
    """All that somebody answers for and is not over: its sheet, the field that names them, the row, and what it says.

    A programme has its senior responsible owner, a workstream its deputy and its sponsor besides.
    """
    for submission in programme.submissions:
        sro = submission.cover.sro if Cover in submission.seen else None
        if sro and len(sro) <= LONGEST:
            yield Cover, "sro", submission.cover, sro
    for record, name in _OWNERS:
        for row in programme.each(record):
            text = getattr(row, name)
            if text and len(text) <= LONGEST and (with_ended or not has_ended(programme, row)):
                yield record, name, row, text
