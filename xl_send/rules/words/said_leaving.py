"""Schools and people of whom a text says that they have gone, while rows still count on them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, is_a_person, without_title
from xl_send.words import counted
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


_GONE = Pattern(
    r"(?i)\b(?:(?:has |have )?left(?= us\b| the (?:council|team|programme|trust|icb|post|project)| on \d| in [a-z]{3}"
    r"|[.,;]|$)|(?:has |have )(?:gone|resigned|retired|moved on|moved to)\b|(?:resigned|retired)\b)"
)
_BESIDE = Pattern(r", |: |\(|\)| [-\u2013\u2014/] | and ")
NEAR_THE_NAME = 60


@rule(
    "CM75",
    Severity.QUERY,
    '{where} says "{words}", but {name} is still named in {rows} that are not over, such as {record}.',
    "Name whoever answers for these rows now. What belonged to somebody who has gone is done by nobody.",
)
def owner_who_has_gone(programme: Programme) -> Iterator[Hit]:
    """Nobody of whom a text says that they have left still answers for something.

    Asked where a text of the workbook gives a name in full, and says right after it that its bearer has left, resigned
    or moved on, and a row that is not over has that name as its owner, deputy, sponsor or lead.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Core is live. Craig Lund left us on 30/10 and his post is not being filled.> |

    Milestones:
    | ID | Owner | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | IT project manager (Craig Lund) | 19 Feb 2027 |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Craig Lund left the cut-over plan with Ann Moss. Two officers left on 3 July. Bo Reed left in June. |

    Milestones:
    | ID | Owner | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | IT project manager (Craig Lund) | 19 Feb 2027 | |
    | TRN-M02 | Ann Moss, Head of Data | 19 Feb 2027 | |
    | TRN-M03 | Bo Reed, Head of Data | | 1 Jun 2026 |
    """
    for submission in programme.submissions:
        for record, field, text in speaking_texts(submission):
            for found in _GONE.finditer(text):
                before = text[max(0, found.start() - NEAR_THE_NAME) : found.start()]
                rows = [
                    (row, name, person)
                    for _, name, row, owner in cells_of_owners(programme)
                    for person in _people(owner)
                    if programme.of(row) is submission and _is_just_before(person, before)
                ]
                if rows:
                    row, name, person = rows[0]
                    at, related = record.at(field), Related(row.at(name), "named here")
                    words = text[before.find(person) + max(0, found.start() - NEAR_THE_NAME) : found.end()]
                    yield hit(
                        at, related, where=at.column, words=words, name=person, rows=counted(len(rows), "row"),
                        record=row.at(name).record,
                    )  # fmt: skip
                    break


_BETWEEN = Pattern(r"(?:,? (?!(?:and|or|said|that|two|both)\b)[a-z'-]+)*,? ?")


def _is_just_before(person: str, before: str) -> bool:
    """Whether a name stands before a place of a text with nothing between but what tells more of its bearer."""
    place = before.rfind(person)
    return place >= 0 and _BETWEEN.fullmatch(before[place + len(person) :]) is not None


def _people(owner: str) -> list[str]:
    return [without_title(part) for part in _BESIDE.split(owner) if part and is_a_person(part)]
