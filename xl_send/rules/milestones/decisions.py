"""Milestones that need a forum's decision."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.decided import says_outside_a_meeting
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MS17",
    Severity.ERROR,
    "{decision} is needed, but no forum is named.",
    "Choose the forum that gives it.",
)
def decision_without_forum(programme: Programme) -> Iterator[Hit]:
    """A milestone that needs a decision or assurance names the forum that gives it.

    Whether the forum meets in time cannot be seen otherwise. What an officer or a cabinet member decides by the words
    of the row, under delegated powers, waits for no forum.

    **Fails**

    Milestones:
    | ID | Decision needed | Forum |
    | --- | --- | --- |
    | TRN-M01 | Decision | <> |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum |
    | --- | --- | --- |
    | TRN-M01 | Assurance | Programme Board |
    | TRN-M02 | None | |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Evidence seen |
    | --- | --- | --- | --- |
    | TRN-M01 | Decision | | Officer decision notice, 9 October 2026 |
    """
    for milestone in programme.each(Milestone):
        words = (milestone.name, milestone.done_when, milestone.evidence, milestone.commentary)
        if milestone.decision is not Decision.NONE and not milestone.forum and not says_outside_a_meeting(*words):
            needed = Related(milestone.at("decision"), "what is needed")
            yield hit(milestone.at("forum"), needed, decision=_noun(milestone.decision))


def _noun(decision: Decision) -> str:
    return decision.value if decision is Decision.ASSURANCE else f"A {decision.value.lower()}"


@rule(
    "MS18",
    Severity.ERROR,
    "A key decision is needed of {forum}, which takes no key decisions.",
    "Choose a forum that does, or correct Takes key decisions on the Forums sheet.",
    brings={"CF19": Reach.CELL, "WM01": Reach.CELL},
)
def forum_takes_no_key_decisions(programme: Programme) -> Iterator[Hit]:
    """A key decision is asked of a forum that may take it.

    A programme board can recommend a key decision. Only the cabinet, or whoever the constitution names,
    can take it.

    **Fails**

    Milestones:
    | ID | Decision needed | Forum |
    | --- | --- | --- |
    | TRN-M01 | Key decision | <Programme Board> |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Programme Board | No |
    | Cabinet | Yes |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum |
    | --- | --- | --- |
    | TRN-M01 | Key decision | cabinet |
    | TRN-M02 | Decision | Programme Board |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Programme Board | No |
    | Cabinet | Yes |
    """
    for submission in programme.submissions:
        forums = {forum.name.casefold(): forum for forum in submission.all(Forum)}
        for milestone in submission.all(Milestone):
            forum = forums.get((milestone.forum or "").casefold())
            if milestone.decision is Decision.KEY_DECISION and forum and not forum.key_decisions:
                says_no = Related(forum.at("key_decisions"), "says No")
                yield hit(milestone.at("forum"), says_no, forum=forum.name)


@rule(
    "MS19",
    Severity.ERROR,
    "{column} is {day}, after the as at date.",
    "Clear it until it has happened.",
)
def decision_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A decision is given, and notice of it published, on or before the date that the return describes.

    Both are facts. A decision that is only expected still has to be asked for in time.

    **Fails**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | <14 Nov 2026> | <15 Dec 2026> |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Notice published | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Key decision | Cabinet | 1 Oct 2026 | 13 Nov 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        for name in ("notice", "decided"):
            day = getattr(milestone, name)
            if day and day > as_at:
                cell = milestone.at(name)
                yield hit(cell, column=cell.column, day=day)


@rule(
    "MS22",
    Severity.QUERY,
    "Decision given is filled, but Decision needed is None.",
    "Choose what was needed, or clear Decision given.",
)
def decision_not_needed(programme: Programme) -> Iterator[Hit]:
    """A decision that was given was needed.

    Without knowing what was needed nobody can tell whether the right forum gave it.

    **Fails**

    Milestones:
    | ID | Decision needed | Decision given |
    | --- | --- | --- |
    | TRN-M01 | | <10 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Decision given |
    | --- | --- | --- | --- |
    | TRN-M01 | Assurance | Programme Board | 10 Nov 2026 |
    """
    for milestone in programme.each(Milestone):
        if milestone.decided and milestone.decision is Decision.NONE:
            yield hit(milestone.at("decided"), Related(milestone.at("decision"), "what is needed"))


@rule(
    "MS25",
    Severity.QUERY,
    "It was reached on {day}, but the day of {decision} that it needed is not given.",
    "Give it under Decision given, or correct Decision needed if there was none.",
)
def reached_without_its_decision(programme: Programme) -> Iterator[Hit]:
    """A milestone that needs a decision is reached when the decision is given, and the row says when.

    Else nobody can show later that the forum agreed to what was done. Where the evidence or the Commentary names the
    forum, this is advice.

    **Fails**

    Milestones:
    | ID | Decision needed | Forum | Actual date | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Decision | Programme Board | 10 Nov 2026 | <> |

    **Fails**

    Milestones:
    | ID | Decision needed | Forum | Actual date | Decision given | Evidence seen |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Decision | Programme Board | 10 Nov 2026 | <> | Minutes of the Programme Board, 10 November 2026 |

    **Passes**

    Milestones:
    | ID | Decision needed | Forum | Actual date | Decision given |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Decision | Programme Board | 10 Nov 2026 | 10 Nov 2026 |
    | TRN-M02 | None | | 10 Nov 2026 | |
    | TRN-M03 | Decision | Programme Board | | |
    """
    for milestone in programme.each(Milestone):
        as_at = programme.as_at(milestone)
        reached = milestone.actual if milestone.actual and as_at and milestone.actual <= as_at else None
        if reached and milestone.decision is not Decision.NONE and not milestone.decided:
            needed = Related(milestone.at("decision"), "what was needed")
            what = (
                "the assurance"
                if milestone.decision is Decision.ASSURANCE
                else f"the {milestone.decision.value.lower()}"
            )
            said = f"{milestone.evidence or ''} {milestone.commentary or ''}".casefold()
            told = milestone.forum is not None and milestone.forum.casefold() in said
            severity = Severity.ADVICE if told else None
            yield hit(milestone.at("decided"), needed, severity=severity, day=reached, decision=what)
