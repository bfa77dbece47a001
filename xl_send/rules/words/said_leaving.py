"""Schools of which a text says that they have gone, while lists still count on them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_CLAUSES = Pattern(r"[.;:!?](?:\s|$)")
_PULLED_OUT = Pattern(
    r"(?i)\b(?:(?:has|have|had)? ?(?:now |just |since |also )?(?:pulled out|dropped out|backed out|withdrawn|withdrew"
    r"|(?:changed|changing) (?:its|their|her|his) minds?)"
    r"|can no longer (?:take part|join)|(?:is|are)? ?no longer (?:taking part|part of|willing|able to take"
    r" part|in the (?:pilot|trial|wave|cohort|project))|(?:will|can)(?: ?not|'t) (?:now )?(?:take part|join))\b"
)
_NOT_OUT = Pattern(
    r"(?i)\b(?:if|unless|may|might|could|nearly|almost|not withdrawn|asked whether|was going to|had been going to"
    r"|back in|rejoin\w*|until)\b"
)
# Schools share such a word: alone it names none of them.
_SHARED_NAMES = frozenset({
    "saint", "st", "the", "holy", "our", "church", "high", "north", "south", "east", "west", "upper", "lower", "little",
    "great", "english", "sacred", "castle", "park", "old", "new", "all", "children", "nursery", "primary",
})  # fmt: skip
_TOLD = frozenset({"commentary", "help_needed", "progress", "reason"})
LONG_NAME = 5


@rule(
    "CM74",
    Severity.QUERY,
    '{where} says "{words}", but {school} is among the Schools of {id} ({name}), which is still to come.',
    "Take the school from the list and say who takes its place, or correct the text.",
)
def school_that_has_gone(programme: Programme) -> Iterator[Hit]:
    """A school that has pulled out is not on the list of what is still to come.

    The number, the name and the colour of the milestone stay as if it took part. Asked of the commentary of a milestone
    that lists schools, and of the texts of its workstream, where a sentence names one of them and says that it has
    pulled out, withdrawn or will not take part.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Schools | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial opens | 18 Jan 2027 | Kinsley Pre-school; Oak Lane Nursery | <Kinsley pulled out last week.> |
    | TRN-M02 | Wave two | 18 Jan 2027 | Ash Road Infant; Elm Park School | <Agreed. Elm Park School can't now join.> |
    | TRN-M03 | Hub opens | 18 Jan 2027 | Rivermead Academy; Hill Top School | |

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Rivermead has withdrawn from the hub.> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Actual date | Schools | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial opens | 18 Jan 2027 | | Oak Lane Nursery | Kinsley pulled out last week; Oak Lane has joined |
    | TRN-M02 | Wave two | 18 Jan 2027 | | Ash Road Infant | If Ash Road drops out we ask Elm Park |
    | TRN-M03 | Wave three | 18 Jan 2027 | | Elmfield Infant | Elmfield might have pulled out but for the grant |
    | TRN-M04 | Wave one | | 2 Nov 2026 | Thornhill Infant | Thornhill has since withdrawn |
    | TRN-M05 | Wave four | 18 Jan 2027 | | Park High; North Park | Two heads pulled out of the park visit |
    """
    for submission in programme.submissions:
        listed = [one for one in submission.all(Milestone) if one.schools and not one.actual]
        listed = [one for one in listed if is_active(programme, one)]
        for record, name, text in speaking_texts(submission) if listed else ():
            told = name in _TOLD and _listing(listed, record) and _PULLED_OUT.search(text)
            for sentence in _CLAUSES.split(text) if told else ():
                if not _PULLED_OUT.search(sentence) or _NOT_OUT.search(sentence):
                    continue
                found = next(((one, school) for one in _listing(listed, record) for school in one.schools
                              if _is_named(school, one.schools, sentence)), None)  # fmt: skip
                if found:
                    one, school = found
                    at, related = record.at(name), Related(found[0].at("schools"), "the list")
                    words = {"words": sentence.strip(), "school": school, "id": one.id, "name": one.name}
                    yield hit(at, related, severity=None, where=at.column, **words)


def _listing(listed: list[Milestone], record: Record) -> list[Milestone]:
    """The milestones of which a row may speak: itself, or those of its workstream."""
    if isinstance(record, Milestone):
        return [one for one in listed if one.id == record.id]
    code = record.code if isinstance(record, Workstream) else getattr(record, "workstream", "")
    return [one for one in listed if one.workstream == code]


def _is_named(school: str, schools: tuple[str, ...], sentence: str) -> bool:
    """Whether a sentence names a school before it says that one has gone: in full, or by a first word of its own."""
    said = sentence[: sentence.casefold().find(_PULLED_OUT.findall(sentence)[0].casefold())]
    first = school.split(" ", maxsplit=1)[0].rstrip(",")
    own = len(first) >= LONG_NAME and first.casefold() not in _SHARED_NAMES
    alone = own and not any(other != school and other.startswith(first) for other in schools)
    return school in said or (alone and first in said.replace(",", " ").replace("'", " ").split())
