"""Whom texts name as the giver of a handover, and for which milestone its words are, against its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import content_words, first_letters, stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_BY_WHOM = Pattern(
    r"(?:[Pp]romised|[Aa]greed|[Ss]upplied|[Pp]rovided|[Oo]ffered|[Ss]ent|[Gg]iven|[Cc]om(?:e|es|ing)|[Dd]ue|[Ww]ait\w*"
    r"|[Nn]eed\w*|[Dd]epend\w*|[Ee]xpect\w*|[Aa]wait\w*|[Rr]el(?:y|ies|ying))\b(?: [\w'-]+){0,6}? "
    r"(?:by|from|on|of|for)(?: the| our)? (?:(?P<who>[A-Za-z][\w'-]*(?: [\w'-]+){0,4}?)"
    r" (?:workstream|work stream|strand|project|team|colleagues)\b|(?P<code>[A-Z]{2,5})\b(?!-))"
)
_SENTENCES = Pattern(r"[.;]\s")


@rule(
    "ID56",
    Severity.QUERY,
    '{column} says "{words}", but what it waits for, {id} ("{needed}"), comes from {giver}, not from {said}.',
    "Correct the words, or the Giver of the handover: whoever reads this will ask the wrong people.",
)
def comes_from_another_than_said(programme: Programme) -> Iterator[Hit]:
    """What a milestone says of who gives what it waits for is so by its handover.

    Asked of a milestone that is still to come, where a sentence of Commentary or Help needed tells what is promised,
    sent, due or awaited from a workstream, by its name or its code, which hands nothing over to it; and a handover for
    the milestone, from another workstream, is of what that sentence tells.

    **Fails**

    Workstreams:
    | Code | Workstream |
    | --- | --- |
    | TRN | Transition |
    | SOU | Resourced provision and units |
    | OUT | Early language and talk |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Keyworkers named. Rooms are promised by the early language workstream.> |
    | TRN-M02 | <Waiting for the timetable from OUT> |

    Interdependencies:
    | ID | Needed | Giver | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | A quiet room at each base | SOU | TRN | TRN-M01 |
    | TRN-D02 | Timetables of both bases | SOU | TRN | TRN-M02 |

    **Passes**

    Workstreams:
    | Code | Workstream |
    | --- | --- |
    | TRN | Transition |
    | SOU | Resourced provision and units |
    | OUT | Early language and talk |

    Milestones:
    | ID | Commentary | Depends on |
    | --- | --- | --- |
    | TRN-M01 | Rooms are promised by the resourced provision workstream. | |
    | TRN-M02 | Therapy hours are promised by the early language workstream. | |
    | TRN-M03 | Waiting for the room plan from OUT | OUT-M01 |
    | TRN-M04 | The room is used from May by the early language team | |
    | TRN-M05 | Rooms are promised by our own team | |

    Interdependencies:
    | ID | Needed | Giver | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | A quiet room at each base | SOU | TRN | TRN-M01 |
    | TRN-D02 | A quiet room at each base | SOU | TRN | TRN-M02 |
    | TRN-D03 | A quiet room at each base | SOU | TRN | TRN-M03 |
    | TRN-D04 | A quiet room at each base | SOU | TRN | TRN-M04 |
    | TRN-D05 | A quiet room at each base | SOU | TRN | TRN-M05 |
    """
    waiting: defaultdict[str, list[Interdependency]] = defaultdict(list)
    for row in worked_on(programme, Interdependency):
        if row.receiver_milestone and row.needed and not (row.delivered or row.accepted):
            waiting[row.receiver_milestone].append(row)
    streams = {one.code: first_letters(content_words(one.name or "")) for one in programme.each(Workstream)}
    known = {*streams, *(row.giver for row in programme.each(Interdependency))}
    for name, rows in waiting.items():
        one = programme.milestones.get(name)
        if one is None or one.actual:
            continue
        own = {one.workstream, *(row.giver for row in rows), *(ref.id.partition("-")[0] for ref in one.depends_on)}
        for column in ("commentary", "help_needed"):
            for sentence in _SENTENCES.split(getattr(one, column) or ""):
                found = _BY_WHOM.search(sentence)
                said = (found["code"] or _stream_named(found["who"], streams)) if found else ""
                if found is None or said in own or said not in known:
                    continue
                words = first_letters(content_words(sentence)) - streams.get(said, frozenset())
                for row in [row for row in rows if words & first_letters(content_words(row.needed or ""))][:1]:
                    if row.giver != EXTERNAL:
                        yield hit(
                            one.at(column), Related(row.at("giver"), "its giver"), column=one.at(column).column,
                            words=found[0], id=row.id, needed=row.needed, giver=row.giver, said=said,
                        )  # fmt: skip


def _stream_named(who: str, streams: Mapping[str, frozenset[str]]) -> str:
    """The code of the one workstream whose name has all words of another name that it is given."""
    words = first_letters(content_words(who))
    found = [code for code, name in streams.items() if words and words <= name]
    return found[0] if len(found) == 1 else ""


# Words that tell of no milestone more than of another.
_OF_ANY = frozenset({
    "need", "needs", "needed", "list", "lists", "school", "schools", "pupils", "children", "plan", "plans", "planned",
    "final", "draft", "agreed", "term", "year", "years", "date", "dates", "data", "note", "places", "place", "each",
    "both", "first", "second", "next", "september", "spring", "summer", "autumn", "january", "due", "team", "send",
})  # fmt: skip
# So many words of a handover are those of another milestone; a year group is one.
OF_ANOTHER = 3
_YEAR_GROUP = Pattern(r"(?i)\b(?:year |y)\d{1,2}\b")


@rule(
    "ID57",
    Severity.QUERY,
    '{column} is {named} ("{title}"), which has no word of "{needed}"; {meant} ("{other}") has {words} of it.',
    "If {meant} was meant, name it in both accounts. Float, and the colours that wait for it, go by this cell.",
)
def words_of_another_milestone(programme: Programme) -> Iterator[Hit]:
    """What is handed over is told in the words of the milestone that waits for it.

    Named by a slip, another milestone waits for what has nothing to do with it. Asked of what is still to be handed
    over, where no word of the milestone that is named, its commentary or its Done when is among those of what is
    needed, three or more of one other milestone of the receiver that is still to come are, within half a year of the
    day of need, and neither depends on the giver's milestone; in the receiver's workbook.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Routes for 2027 issued | Operators are asked |
    | TRN-M02 | Travel training offered to Year 11 leavers | Field is on the review form |

    Interdependencies:
    | ID | Needed | Receiver milestone |
    | --- | --- | --- |
    | TRN-D01 | Travel need of leavers at review | <TRN-M01> |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Routes for 2027 issued | Operators are asked | |
    | TRN-M02 | Travel training offered to Year 11 leavers | Field is on the review form | |
    | TRN-M03 | Routes for 2028 issued | Needs reviews first | |
    | TRN-M04 | Routes for 2029 issued | Operators are asked | SOU-M01 |

    Interdependencies:
    | ID | Needed | Giver milestone | Receiver milestone |
    | --- | --- | --- | --- |
    | TRN-D01 | Travel need of leavers at review | SOU-M02 | TRN-M02 |
    | TRN-D02 | Addresses of leavers | SOU-M02 | TRN-M01 |
    | TRN-D03 | Travel need of leavers at review | SOU-M02 | TRN-M03 |
    | TRN-D04 | Travel need of leavers at review | SOU-M01 | TRN-M04 |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Routes for 2027 issued | 11 Jun 2027 |
    | TRN-M02 | Travel training offered to Year 11 leavers | 13 Nov 2027 |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by |
    | --- | --- | --- | --- |
    | TRN-D01 | Travel need of leavers at review | TRN-M01 | 14 May 2027 |
    """
    by_stream: defaultdict[str, list[Milestone]] = defaultdict(list)
    for one in worked_on(programme, Milestone):
        by_stream[one.workstream].append(one)
    for row in worked_on(programme, Interdependency):
        named = programme.milestones.get(row.receiver_milestone or "")
        if named is None or row.delivered or row.accepted or named.workbook != row.workbook or not row.needed:
            continue
        needed, mine = _told_in(row.needed), _words_of(named)
        given = row.giver_milestone
        if len(needed) < OF_ANOTHER or needed & mine or any(one.id == given for one in named.depends_on):
            continue
        meant = _meant_by(needed, named, by_stream[named.workstream])
        if meant and _is_long_after(row, meant):
            continue
        if meant and not any(one.id == given for one in meant.depends_on):
            shared = counted(len(needed & _words_of(meant)), "word")
            related = Related(meant.at("name"), "the other milestone"), Related(row.at("needed"), "what is needed")
            yield hit(
                row.at("receiver_milestone"), *related, column=row.at("receiver_milestone").column, named=named.id,
                title=named.name, needed=row.needed, meant=meant.id, other=meant.name, words=shared,
            )  # fmt: skip


A_HALF_YEAR = timedelta(days=182)


def _is_long_after(row: Interdependency, meant: Milestone) -> bool:
    """Whether what is needed is needed more than half a year before a milestone: it is for something else."""
    return row.needed_by is not None and (meant.forecast or meant.baseline) - row.needed_by > A_HALF_YEAR


def _words_of(one: Milestone) -> frozenset[str]:
    return _told_in(f"{one.name}. {one.commentary or ''}. {one.done_when or ''}")


def _told_in(text: str) -> frozenset[str]:
    groups = (one.casefold().replace("year ", "y") for one in _YEAR_GROUP.findall(text))
    return stems(text, _OF_ANY) | frozenset(groups)


def _meant_by(needed: frozenset[str], named: Milestone, others: Sequence[Milestone]) -> Milestone | None:
    """The one other milestone still to come that has three or more of the words."""
    found = [one for one in others if one is not named and len(needed & _words_of(one)) >= OF_ANOTHER]
    return found[0] if len(found) == 1 and found[0].actual is None else None
