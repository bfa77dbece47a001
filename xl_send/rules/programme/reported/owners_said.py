"""The person to whom a workstream's reason gives a milestone, against the milestone's own owner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import stems
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import cells_of_owners, is_a_person, person_in
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_NAME = r"(?P<name>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){1,2})"
# A day with a person, in brackets; or who answers for it.
_WITH_A_DAY = Pattern(rf"(?i:{DAY})(?:, | \(){_NAME}\)")
_ANSWERS = Pattern(
    rf"\b(?P<id>[A-Z]{{2,5}}-M\d{{1,3}})\b[^.]{{0,90}}?[;,(] ?(?:and )?{_NAME}"
    r" (?:answers for|owns|is responsible for|leads on) (?:it|this)\b"
)
_SENTENCE = Pattern(r"(?<=[.!?])\s+|\n")
_THREE = 3


@rule(
    "OW11",
    Severity.QUERY,
    'Owner is "{owner}", but {where} of {code} gives it to {name}: "{words}".',
    "Correct Owner, or the text. Whoever is asked about it is found by this cell.",
)
def owner_unlike_the_path(programme: Programme) -> Iterator[Hit]:
    """A milestone is owned by the person to whom its workstream's reason gives it.

    An owner copied from another row answers for what somebody else does. Asked where a sentence of the reason names a
    milestone by its id, or by three words of its title and by no other's, gives the day of its forecast and beside
    that, in brackets, a person who answers for something in this programme and is not its owner; and where it says of
    an id who answers for it.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Reviews in first ten schools late (11 December, Nadia Brook). TRN-M02 is late, Nadia Brook owns it. |

    Milestones:
    | ID | Milestone | Forecast date | Owner |
    | --- | --- | --- | --- |
    | TRN-M01 | Reviews held in the first ten schools | 11 Dec 2026 | <Beth Lowther, Coordinator> |
    | TRN-M02 | Protocol agreed | 14 Jan 2027 | <Beth Lowther, Coordinator> |
    | TRN-M03 | Template agreed | 15 Jan 2027 | Nadia Brook, Manager |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Reviews in first ten schools late (11 December, Nadia Brook). TRN-M02: test (4 January, Nadia Brook) |

    Milestones:
    | ID | Milestone | Forecast date | Owner |
    | --- | --- | --- | --- |
    | TRN-M01 | Reviews held in the first ten schools | 11 Dec 2026 | Nadia Brook, Manager |
    | TRN-M02 | Protocol agreed | 14 Jan 2027 | Beth Lowther, Coordinator |
    | TRN-M03 | Template agreed | 11 Dec 2026 | Beth Lowther, Coordinator |
    """
    owned = {name_key(person_in(text)): text for _, _, _, text in cells_of_owners(programme, with_ended=True)}
    for stream in programme.each(Workstream):
        own = [one for one in worked_on(programme, Milestone) if one.workstream == stream.code and not one.actual]
        told: set[Milestone] = set()
        for sentence in _SENTENCE.split(stream.reason or "") if stream.reason else ():
            for one, found in _given(sentence, own):
                name = found["name"]
                other = (
                    name_key(name) in owned and is_a_person(name) and name_key(name) not in name_key(one.owner or "")
                )
                if other and one.owner and one not in told:
                    told.add(one)
                    cell = stream.at("reason")
                    yield hit(
                        one.at("owner"), Related(cell, "the words"), owner=one.owner, where=cell.column,
                        code=stream.code, name=name, words=found[0].strip(" ;,()"),
                    )  # fmt: skip


def _given(sentence: str, own: Sequence[Milestone]) -> Iterator[tuple[Milestone, re.Match[str]]]:
    """Each milestone that a sentence gives to a person, with the words."""
    for found in _ANSWERS.finditer(sentence):
        yield from ((one, found) for one in own if one.id == found["id"])
    for found in _WITH_A_DAY.finditer(sentence):
        before = sentence[: found.start()]
        alike = [one for one in own if one.id in before or len(stems(before) & stems(one.name or "")) >= _THREE]
        same_day = [one for one in alike if one.forecast and day_matched(found, one.forecast) == one.forecast]
        if len(alike) == 1 and same_day:
            yield alike[0], found
