"""Who was involved in the work, and whom a change may treat less well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.words.phrases import says_nothing
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.cells import row_number
from xl_send.workbook.sheets.choices import Decision, Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Programme, Submission

# "Designed with SENCOs", "written with heads, parents and young people"; not "shared with schools".
_WITH_WHOM = Pattern(
    r"(?i)\b(?:agreed|co-?designed|co-?produced|designed|developed|drafted|made|planned|written)(?: \w+){0,3} with"
    r" (?:\w+,? ){0,4}(?:carers?|children|families|heads|headteachers|parents?|pupils|schools|sencos|young people)\b",
)
# In other columns "agreed with schools" tells who signed, not who took part.
_TOGETHER = Pattern(
    r"(?i)\bco-?(?:production|produced|design(?:ed)?)\b|\bparent carer (?:forum|workshops?|groups?|views)\b"
    r"|\b(?:young people|pupil|famil(?:y|ies)|parent)'?s?'? (?:panel|forum|council|reference group)\b"
    r"|\b(?:designed|developed|drafted|written) with \w+|\bconsult(?:ation|ed)\b",
)

_BOUGHT = Pattern(
    r"(?i)\b(?:procure\w*|tender\w*|contracts?|purchas\w+|dynamic purchasing|dps)\b"
    r"|\bframework (?:joined|agreement|contract)\b|\bjoin\w* (?:\w+ ){0,4}framework\b",
)
_EQUALITY = Pattern(r"(?i)\b(?:eqias?|eias?|esias?|ecias?|equalit(?:y|ies))\b")
_SAID_IN = ("name", "done_when", "evidence", "commentary")
# So many milestones of a workstream that name their assessment, and it names them row by row.
_A_HABIT = 2
Which = Callable[[Milestone], bool]


@rule(
    "MS61",
    Severity.ADVICE,
    "{id}{more} needs a key decision, but {workstream} names no equality impact assessment.",
    "Under Equality impact, give a link or the reference of the assessment; where none is needed, say why.",
)
def key_decision_without_equality_impact(programme: Programme) -> Iterator[Hit]:
    """A workstream that asks for a key decision names the equality impact assessment behind it.

    Under section 149 of the Equality Act 2010 whoever decides has the duty in mind at the time; a decision
    without it can be quashed. One assessment often serves a workstream, so a workstream that names one anywhere, in
    whichever column, is not asked, nor is a workbook of an edition without the column.

    **Fails**

    Milestones:
    | ID | Phase | Decision needed | Equality impact |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | Key decision | <> |
    | TRN-M02 | Design | Key decision | |

    **Passes**

    Milestones:
    | ID | Workstream | Phase | Decision needed | Equality impact |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Rollout | | EqIA 2026/14 |
    | TRN-M02 | TRN | Design | Key decision | |
    | OUT-M01 | OUT | Design | Assurance | |
    | OUT-M02 | OUT | Rollout | Decision | |

    **Passes**

    Milestones:
    | ID | Decision needed | Done when |
    | --- | --- | --- |
    | TRN-M01 | Key decision | Decision and EqIA published |
    """
    named = {one.workstream for one in programme.each(Milestone) if _anywhere(_EQUALITY, one)}
    asked = _silent(programme, "equality", _awaits_a_key_decision)
    for first, *others in (found for code, found in asked.items() if code not in named):
        cells = (Related(other.at("equality"), "blank too") for other in others)
        yield hit(first.at("equality"), *cells, id=first.id, more=_and_more(others), workstream=first.workstream)


@rule(
    "MS64",
    Severity.ADVICE,
    "{id} asks for a key decision and names no equality impact assessment; {others} of {workstream} do.",
    "Under Equality impact, name the assessment that those who decide will have before them; where none is needed, say "
    "why.",
)
def this_key_decision_without_equality_impact(programme: Programme) -> Iterator[Hit]:
    """A key decision names the equality impact assessment where other milestones of its workstream do.

    Under section 149 of the Equality Act 2010 whoever decides has the duty in mind at the time. Where a workstream
    names the assessment in row after row, a key decision without it was most likely left out. Asked where two others
    or more name one in their own Equality impact.

    **Fails**

    Milestones:
    | ID | Phase | Decision needed | Equality impact |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | Key decision | <> |
    | TRN-M02 | Rollout | | EqIA 2026/14 |
    | TRN-M03 | Rollout | | EqIA 2026/14 |

    **Passes**

    Milestones:
    | ID | Workstream | Phase | Decision needed | Equality impact |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Design | Key decision | |
    | TRN-M02 | TRN | Rollout | | EqIA 2026/14 |
    | OUT-M01 | OUT | Design | Decision | |
    | OUT-M02 | OUT | Rollout | | EqIA 2026/15 |
    | OUT-M03 | OUT | Rollout | | EqIA 2026/15 |
    """
    naming = Counter(one.workstream for one in programme.each(Milestone) if one.equality)
    for one in programme.each(Milestone):
        names = naming[one.workstream]
        if names < _A_HABIT or one.equality or not is_active(programme, one) or not _awaits_a_key_decision(one):
            continue
        if not _anywhere(_EQUALITY, one):
            others = f"{names} other milestones"
            yield hit(one.at("equality"), id=one.id, others=others, workstream=one.workstream)


def _anywhere(pattern: Pattern, milestone: Milestone) -> bool:
    """Whether one of the texts of a milestone has the words."""
    return any(pattern.search(getattr(milestone, name) or "") is not None for name in _SAID_IN)


def _awaits_a_key_decision(milestone: Milestone) -> bool:
    return milestone.decision is Decision.KEY_DECISION and not milestone.decided and not milestone.actual


@rule(
    "MS66",
    Severity.ADVICE,
    'Equality impact of {id} says only "{text}".',
    "Give a link or the reference of the assessment, or the day by which it is done: before it is decided or begins.",
)
def equality_impact_to_follow(programme: Programme) -> Iterator[Hit]:
    """A key decision and a key rollout rest on an assessment that is done, not on one that is to follow.

    Whoever decides has to have it before them. Asked of what is still to come, where the cell holds no more than a word
    for what is to come; a workstream that has another milestone with its assessment names it here too.

    **Fails**

    Milestones:
    | ID | Phase | Key | Decision needed | Equality impact |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Rollout | Yes | | <To follow> |
    | TRN-M02 | Design | No | Key decision | <In progress> |

    **Passes**

    Milestones:
    | ID | Phase | Key | Decision needed | Equality impact | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Rollout | Yes | | EqIA 2026/14 to follow by March | |
    | TRN-M02 | Design | Yes | Assurance | To follow | |
    | TRN-M03 | Rollout | Yes | | To follow | 2 Nov 2026 |
    | TRN-M04 | Rollout | No | | To follow | |
    """
    for one in programme.each(Milestone):
        rolls_out = one.phase is Phase.ROLLOUT and one.key and not one.actual
        if (rolls_out or _awaits_a_key_decision(one)) and is_active(programme, one) and says_nothing(one.equality):
            yield hit(one.at("equality"), id=one.id, text=one.equality)


@rule(
    "MS62",
    Severity.ADVICE,
    "{id}{more} ended a design, but no milestone of {workstream} says who was involved.",
    "Under Co-production, say which children, parent carers, schools or partners were involved, and how.",
)
def design_without_co_production(programme: Programme) -> Iterator[Hit]:
    """A design that schools will work by says, once it is done, with whom it was made.

    The SEND code of practice asks for the views of children and their parents, and inspectors ask for co-production at
    every level. Told once a programme, and only of workstreams in which schools must act: what changes an office's own
    forms, or is bought, is not asked about. A workstream that tells of it anywhere, in whichever column, is not asked
    either, nor is a workbook without the column.

    **Fails**

    Milestones:
    | ID | Workstream | Phase | Actual date | Schools must act | Co-production |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Design | 2 Nov 2026 | | <> |
    | TRN-M02 | TRN | Design | 3 Nov 2026 | | |
    | TRN-M03 | TRN | Rollout | | Yes | |
    | OUT-M01 | OUT | Design | 4 Nov 2026 | Yes | |

    **Passes**

    Milestones:
    | ID | Workstream | Phase | Actual date | Schools must act | Co-production |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Design | 2 Nov 2026 | Yes | |
    | TRN-M02 | TRN | Design | 3 Nov 2026 | | Parent carer forum, two workshops |
    | OUT-M01 | OUT | Design | 4 Nov 2026 | | |

    **Passes**

    Milestones:
    | ID | Milestone | Workstream | Phase | Actual date | Schools must act | Co-production |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Referral route designed with SENCOs | TRN | Design | 2 Nov 2026 | Yes | |
    | OUT-M01 | Consultation on the policy closed | OUT | Design | 2 Nov 2026 | Yes | |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Actual date | Schools must act | Co-production |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Regional procurement framework joined | Design | 2 Nov 2026 | Yes | |

    **Passes**

    Milestones:
    | ID | Phase | Actual date | Schools must act | Evidence seen |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Design | 2 Nov 2026 | Yes | Notes of three co-production workshops |
    """
    acting = {milestone.workstream for milestone in programme.each(Milestone) if milestone.schools_must_act}
    silent = _silent(programme, "coproduction", lambda milestone: _ends_a_design(milestone, acting))
    made_with = {one.workstream for one in programme.each(Milestone) if one.workstream in silent and _says_with(one)}
    silent = {code: found for code, found in silent.items() if code not in made_with}
    if silent:
        first, *others = (milestone for found in silent.values() for milestone in found)
        cells = (Related(other.at("coproduction"), "blank too") for other in others)
        yield hit(first.at("coproduction"), *cells, id=first.id, more=_and_more(others), workstream=first_few(silent))


def _says_with(milestone: Milestone) -> bool:
    """Whether a milestone tells with whom something was made."""
    return bool(_WITH_WHOM.search(milestone.name or "")) or _anywhere(_TOGETHER, milestone)


def _ends_a_design(milestone: Milestone, acting: Container[str]) -> bool:
    done = milestone.phase is Phase.DESIGN and milestone.actual is not None and milestone.workstream in acting
    return done and not _BOUGHT.search(milestone.name or "")


def _silent(programme: Programme, name: str, asked: Which) -> dict[str, list[Milestone]]:
    """The milestones that are asked, of each workstream that fills the column nowhere."""
    told = {milestone.workstream for milestone in programme.each(Milestone) if getattr(milestone, name)}
    found: dict[str, list[Milestone]] = {}
    for milestone in programme.each(Milestone):
        silent = name in milestone.table.places and milestone.workstream not in told
        asked_of = silent and is_active(programme, milestone) and asked(milestone)
        if asked_of and _is_known_to_the_end(programme.of(milestone), name):
            found.setdefault(milestone.workstream, []).append(milestone)
    return found


def _is_known_to_the_end(submission: Submission, name: str) -> bool:
    """Whether no unread row of a workbook may fill a column, or tell of it in its texts."""
    unread = (row for row in submission.unread_rows if row.record is Milestone)
    return not any(_may_tell(submission, row, name) for row in unread)


def _may_tell(submission: Submission, row: UnreadRow, name: str) -> bool:
    """Whether a row that is no record fills a column or tells of it in its texts, or may: one of them was not read."""
    columns, texts = (name, *_SAID_IN), [row.value(one) for one in (name, *_SAID_IN)]
    unread = any(
        one.cell.sheet == row.table.sheet and row_number(one.cell.address) == row.row and one.column.name in columns
        for one in submission.unread_cells
    )
    told = any(pattern.search(text) for text in texts for pattern in (_EQUALITY, _TOGETHER, _WITH_WHOM))
    return unread or not row.values or bool(texts[0]) or told


def _and_more(others: Sequence[Milestone]) -> str:
    return f", like {len(others)} more," if others else ""
