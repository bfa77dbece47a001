"""What shows that a milestone was reached: agreed beforehand, and named once it was."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.words.phrases import says_nothing, without_stop
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# So many rows without what no row of the workbook has are one habit, not so many slips.
A_HABIT = 3
_EVIDENCE = Pattern(
    r"(?i)\b(?:minutes?|signed|logs?|registers?|published|filed|folder|sharepoint|website|https?|uploaded|certificates?"
    r"|reports?|letters?|minuted|notices?|contracts finder|forms?|invoices?|receipts?|screenshots?|attendance)\b"
)
# A title that says what will be seen: a number to be reached, or what was made and sent or is open.
_SHOWS = Pattern(
    r"(?i)\b(?:below|under|above|over|at least|all|first|fewer than|more than|up to)"
    r" (?:\d|two|three|four|five|six|seven|eight|nine|ten)"
    r"|\b(?:finalised|published|issued|signed|submitted|appointed|opens?|opened|awarded|let|in post|sent|approved)"
    r"(?: (?:with|to|by|in|at|for|on) [^.;]+)?$"
    r"|\bto (?:the )?(?:[\w&]+ ){0,3}(?:board|cabinet|committee|executive|forum|panel)$"
)
_ONLY_YES = frozenset({"yes", "y", "seen", "ok", "done", "complete", "completed", "reached", "achieved"})
_WHEN_IT_IS_DONE = Pattern(
    r"(?i)(?:when |once )?(?:(?:it|this|all|the) (?:\w+ )?(?:is|are|has been) )?(?:all )?"
    r"(?:complete|completed|done|finished|achieved|reached)\W*",
)
_DECISION = Pattern(
    r"(?i)\b(?:approv\w*|agree(?:s|d)?|decision|decides?|decided|endors\w*|sign(?:s|ed)?[- ]off|ratif\w*|adopts?)\b",
)


@rule(
    "MS03",
    Severity.QUERY,
    "It is reported as reached, but no evidence is named{more}.",
    "Say under Evidence seen where the evidence is kept.",
)
def reached_without_evidence(programme: Programme) -> Iterator[Hit]:
    """A milestone that has been reached names the evidence that was seen.

    A board that closes a milestone on somebody's word may have to open it again. Where the milestone is
    not key this is advice. A decision that is dated has its minutes, what was handed over and accepted has its
    receiver, and a Commentary may say what was signed, filed or published; "yes" and "done" name none. Where no row of
    a workbook names any, and three or more were reached, the first is told.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen | Key |
    | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | <> | Yes |
    | TRN-M02 | 6 Nov 2026 | <> | No |
    | TRN-M03 | 6 Nov 2026 | <Yes> | Yes |
    | TRN-M04 | 6 Nov 2026 | Board minutes | Yes |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Board papers, 9 Nov 2026 |
    | TRN-M02 | | |

    **Passes**

    Milestones:
    | ID | Actual date | Decision needed | Forum | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Decision | Programme Board | 6 Nov 2026 | |
    | TRN-M02 | 6 Nov 2026 | | | | Signed log filed |
    | TRN-M03 | 6 Nov 2026 | | | | Minuted at the leadership team, item 4 |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Needed by | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | TRN-M01 | OUT | 30 Nov 2026 | 6 Nov 2026 | 9 Nov 2026 |
    """
    accepted = {one.giver_milestone for one in programme.each(Interdependency) if one.accepted}
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        reached = [one for one in rows if one.actual and one.id not in accepted]
        silent = [one for one in reached if not (_is_named(one.evidence) or _tells_evidence(one))]
        habit = len(silent) >= A_HABIT and not any(_is_named(one.evidence) for one in rows)
        first = [next((one for one in silent if one.key), silent[0])] if habit else silent
        for milestone in first:
            severity = None if milestone.key else Severity.ADVICE
            others = (Related(one.at("evidence"), "blank too") for one in silent if habit and one is not milestone)
            more = f", nor is it for {counted(len(silent) - 1, 'other milestone')}" if habit else ""
            actual = Related(milestone.at("actual"), "Actual date")
            yield hit(milestone.at("evidence"), actual, *others, severity=severity, more=more)


def _is_named(evidence: str | None) -> bool:
    """Whether a text names evidence, and does not only say that there is some, or will be."""
    return bool(evidence) and not says_nothing(evidence) and without_stop(evidence) not in _ONLY_YES


def _tells_evidence(one: Milestone) -> bool:
    """Whether the decision of a milestone, or its Commentary, tells what shows that it was reached."""
    return bool(one.decided and one.forum) or _EVIDENCE.search(one.commentary or "") is not None


@rule(
    "MS04",
    Severity.QUERY,
    "It is a key milestone, and {nothing} what will show that it has been reached.{others}",
    "Fill in Done when: the evidence that you will look for.",
)
def key_milestone_without_test(programme: Programme) -> Iterator[Hit]:
    """A key milestone that is still to come says what will show that it has been reached.

    Agreed beforehand, it keeps "done" from meaning less as the date comes near. The title once more is no evidence, nor
    is "when it is complete".
    A milestone that is a decision is reached when that is given, and one whose title gives the number to be reached, or
    ends in what anybody can see, says it there. Several of a workbook are told once.

    **Fails**

    Milestones:
    | ID | Milestone | Key | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Results heard by the board | Yes | <Results heard by the Board.> |
    | TRN-M02 | New pathway embedded | Yes | <> |
    | TRN-M03 | New pathway in use | Yes | |
    | TRN-M04 | New pathway known | Yes | When it is complete |
    | TRN-M05 | New pathway known to heads | Yes | tbc |

    **Passes**

    Milestones:
    | ID | Milestone | Key | Done when | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | | Yes | All four schools have signed | |
    | TRN-M02 | | No | | |
    | TRN-M03 | | Yes | | 6 Nov 2026 |
    | TRN-M04 | Overdue decisions below 700 | Yes | | |
    | TRN-M05 | All final plans issued | Yes | | |
    | TRN-M06 | Contract signed with the provider | Yes | | |

    north.xlsx Milestones:
    | ID | Milestone | Key | Decision needed | Forum |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Board approves the business case | Yes | Decision | Programme Board |

    south.xlsx Workstreams:
    | Code | State |
    | --- | --- |
    | SOU | Paused |

    south.xlsx Milestones:
    | ID | Workstream | Key | Done when |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | Yes | |
    """
    for submission in programme.submissions:
        rows = submission.all(Milestone)
        asked = [one for one in rows if one.key and not one.actual and is_active(programme, one)]
        blank = [one for one in asked if not (_tells(one) or _is_a_decision(one) or _SHOWS.search(one.name or ""))]
        for milestone in blank[:1]:
            others = [Related(one.at("done_when"), "blank too") for one in blank[1:]]
            more = f" The same is so of {counted(len(others), 'other key milestone')}." if others else ""
            yield hit(milestone.at("done_when"), *others, nothing="nothing says", others=more)
        for milestone in asked:
            if milestone.done_when and name_words(milestone.done_when) == name_words(milestone.name or ""):
                title = Related(milestone.at("name"), "its title")
                yield hit(
                    milestone.at("done_when"), title, nothing="Done when only says its title again, not", others=""
                )


def _tells(one: Milestone) -> bool:
    """Whether Done when says more than that it is done when it is done."""
    said = one.done_when or ""
    return bool(said) and not says_nothing(said) and not _WHEN_IT_IS_DONE.fullmatch(said)


def _is_a_decision(one: Milestone) -> bool:
    """Whether a milestone is the decision that it needs, by its title."""
    return one.decision is not Decision.NONE and _DECISION.search(one.name or "") is not None
