"""What texts say of how things stand that rows say otherwise: not begun, dropped, still waited for, pulled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import is_active, is_handover_stopped
from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, Submission

_CLAUSES = Pattern(r"[.;:!?](?:\s|$)|, | (?:and|but|so|because|while|although|though) ")
# What is told here of now; a risk and what happens if not tell of what might be.
_FIELDS = frozenset(
    {"commentary", "help_needed", "reason", "progress", "next_period", "mitigation", "controls", "outcome", "note"}
)
_TELLS_NOTHING = frozenset({
    "trial", "pilot", "work", "first", "start", "starts", "begin", "begins", "launch", "launche", "opening", "still",
    "live", "team", "service", "programme", "project", "decided", "since", "idea",
})  # fmt: skip
_NOT_BEGUN = Pattern(
    r"(?i)^(?:the |our )?(?P<what>[a-z][\w' -]{3,50}?) (?:(?:has|have|is|are)(?: still)? (?:yet to "
    r"|not (?:yet |even )?|still to )|(?:has|have)n't (?:yet )?)(?:got |been |be |gone |go )*"
    r"(?:beg[iu]n|start(?:ed)?|open(?:ed)?|launch(?:ed)?|live|going|under ?way)(?: yet)?"
    r"(?=\s*$| (?:as|yet|this term|this month)\b)"
)
_BEGINS = Pattern(r"(?i)\b(?:opens?|opened|starts?|started|begins?|begun|launch\w*|goes live|live|under ?way)\b")


@rule(
    "CM71",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({name}) was reached on {day}.',
    "Bring the text up to date, or clear Actual date and give a Forecast date. A board reads both.",
)
def not_begun_though_reached(programme: Programme) -> Iterator[Hit]:
    """What a text says has not begun is not reported as reached.

    One of the two is left from the period before. Asked where a clause ends with that something has yet to begin, open
    or go live, and all words that matter of what it names stand in the title of a milestone of the workstream which
    says that it begins, opens or is live, and was reached; not where another such milestone is still to come.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Outreach has yet to begin, and timetables are late.> |

    Milestones:
    | ID | Milestone | Actual date |
    | --- | --- | --- |
    | TRN-M01 | Outreach trial opens in eight schools | 9 Nov 2026 |

    **Fails**

    Programme:
    | Reason |
    | --- |
    | <Money is tight. The parents' portal is not yet live.> |

    Milestones:
    | ID | Milestone | Actual date |
    | --- | --- | --- |
    | TRN-M01 | Portal for parents goes live | 9 Nov 2026 |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Outreach has not yet started in the north. Visits had not begun. If drop-ins have not started, ask. |

    Milestones:
    | ID | Milestone | Actual date | Forecast date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Outreach trial opens in eight schools | 9 Nov 2026 | | Supervision of staff has not begun |
    | TRN-M02 | Visits begin | 9 Nov 2026 | | |
    | TRN-M03 | First hub opens | 9 Nov 2026 | | Hubs have yet to open |
    | TRN-M04 | Last hub opens | | 8 Jan 2027 | |
    | TRN-M05 | Drop-ins start | 9 Nov 2026 | | |
    """
    for submission in programme.submissions:
        starts = [one for one in submission.all(Milestone) if _BEGINS.search(one.name or "")]
        reached = [one for one in starts if one.actual]
        for record, name, text in speaking_texts(submission) if reached else ():
            for clause in _CLAUSES.split(text) if name in _FIELDS else ():
                found = _NOT_BEGUN.search((clause or "").strip())
                what = _stems(found["what"]) if found and not _DOUBT.search(clause) else frozenset()
                done = [one for one in reached if what and what <= _stems(one.name) and _is_of(record, one)]
                if found and done and not any(what <= _stems(one.name) for one in starts if not one.actual):
                    at, one = record.at(name), done[0]
                    related = Related(one.at("actual"), "reached")
                    yield hit(
                        at, related, where=at.column, words=found[0].strip(), id=one.id, name=one.name, day=one.actual
                    )


_DOUBT = Pattern(
    r"(?i)\b(?:if|unless|may|might|could|would|until|before|had|were|last year|risk|option|one of|some of|part of"
    r"|two of|half of|second|third|further|other|another)\b"
)
_DROPPED = Pattern(
    r"(?i)\bdecided (?:not to|against)(?: going ahead with| go ahead with)? (?P<not>[^.;,]{4,60})"
    r"|^(?P<what>[^.;,]{4,60}?) (?:(?:has|have|is|are|was|were)(?: now| all)? (?:been |being )?"
    r"(?:dropped|scrapped|abandoned|shelved|cancelled|called off|axed)"
    r"|(?:(?:is|are)(?: now)? (?:not|no longer)|will (?:not|no longer)(?: now)?) "
    r"(?:going ahead|going to (?:happen|go ahead|be built)|happening|go ahead|happen|be (?:built|bought|opened|held)"
    r"|take place))\b(?!,? (?:in|on|at|from|for|by) )"
    r"|\b(?:given up on|pulled the plug on|abandoned|no longer (?:pursuing|building|planning|going ahead with))"
    r" (?P<ended>[^.;,]{4,60})"
)


@rule(
    "CM72",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({name}) is still to come, and nothing stops it.',
    "If it is dropped, choose Withdrawn under State of {id} and name the change. If not, correct the text.",
)
def dropped_though_planned(programme: Programme) -> Iterator[Hit]:
    """What a text says is dropped is not a milestone that goes on.

    It keeps its colour, and others wait for it. Asked where a text says that somebody decided not to do something, or
    that it was dropped or will not go ahead, and all words that matter of what it names stand in the title of a
    milestone still to come: two words at least, or one where the text is of that milestone or of a risk to it.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Register of placements live | 29 Jan 2027 | |
    | TRN-M02 | Sensory room opens | 29 Jan 2027 | <The sensory room is not going ahead.> |

    Risks:
    | ID | Mitigation | Threatens |
    | --- | --- | --- |
    | TRN-R01 | <We have decided not to build the register, so this falls away.> | TRN-M01 |

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <The register of placements has been shelved.> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Register of placements live | 29 Jan 2027 | The paper form was scrapped |
    | TRN-M02 | Sensory room opens | 29 Jan 2027 | The opening day was called off in November |
    | TRN-M03 | Music room opens | 29 Jan 2027 | It could be shelved if money is short |

    Risks:
    | ID | Mitigation | Threatens |
    | --- | --- | --- |
    | TRN-R01 | Decided not to build our own: register is bought | TRN-M01 |
    | TRN-R02 | If the register is abandoned we keep the sheet | TRN-M01 |

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | The register was cancelled in the old system. One of two sensory rooms was dropped. |
    """
    for submission in programme.submissions:
        for record, name, text in speaking_texts(submission):
            for clause in _CLAUSES.split(text) if name in _FIELDS and _DROPPED.search(text) else ():
                found = _DROPPED.search((clause or "").strip())
                if found is None or _DOUBT.search(clause):
                    continue
                what = _stems(found["what"] or found["not"] or found["ended"])
                for one in _dropped(programme, submission, record, what):
                    related, at = Related(one.at("name"), "the milestone"), record.at(name)
                    yield hit(at, related, where=at.column, words=found[0].strip(), id=one.id, name=one.name)


_VERBS = frozenset({"build", "open", "buy", "offer", "publish", "launch", "introduce", "appoint", "recruit", "create"})
_TWO = 2


def _dropped(programme: Programme, submission: Submission, record: Record, what: frozenset[str]) -> Sequence[Milestone]:
    """The first milestone still to come of which a text speaks that something was dropped, by its words."""
    own = (
        {getattr(record, "id", ""), *(one.id for one in record.threatens)}
        if isinstance(record, Risk)
        else {getattr(record, "id", "")}
    )
    core = what - first_letters(_VERBS)
    for one in submission.all(Milestone) if core else ():
        enough = len(core) >= _TWO or one.id in own
        if enough and core <= _stems(one.name) and _is_of(record, one) and not one.actual and is_active(programme, one):
            return [one]
    return []


def _is_of(record: Record, milestone: Milestone) -> bool:
    """Whether a text's row is of the workstream of a milestone, or of the whole programme."""
    code = record.code if isinstance(record, Workstream) else getattr(record, "workstream", "")
    return not code or code == milestone.workstream


def _stems(text: str | None) -> frozenset[str]:
    return first_letters(content_words((text or "").replace("'", "")) - _TELLS_NOTHING)


_WAITS = Pattern(
    r"(?i)\b(?:(?<!no longer )waiting (?:for|on)|awaiting|chasing|(?:have|has)(?: still)? not"
    r" (?:yet )?(?:had|received|got|been given|been sent|arrived|come)|not yet (?:had|received|here|arrived|come)"
    r"|(?:have|has)n't (?:had|received|arrived|come)"
    r"|(?:has|have|is|are) (?:yet|still) to (?:come|arrive|be (?:sent|delivered|received)))\b"
)
_ANOTHER = Pattern(
    r"(?i)\b(?:was|were|had|until|second|next|update[ds]?|new|revised|corrected|missing|rest|remaining|final|further"
    r"|another|last|feedback|answers?|comments?|sign-off|without|if|may|might)\b"
)


@rule(
    "CM73",
    Severity.QUERY,
    '{where} says "{words}", but {id} ({needed}) was delivered on {delivered} and accepted on {accepted}.',
    "Bring the text up to date, or clear Accepted, and ask the giver about Delivered.",
)
def waited_for_though_accepted(programme: Programme) -> Iterator[Hit]:
    """What a text still waits for is not accepted in the list of handovers.

    Either the board chases what has come, or work rests on what has not. Asked of the texts of the workstream that
    receives, where two words that matter of what is handed over stand in a clause that waits for it, and in none of
    what is still to come.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | OUT | <Cohort two started. Still waiting for DAT to let us have the eligibility extract.> |

    Interdependencies:
    | ID | Needed | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | Eligibility extract | TRN | OUT | 30 Oct 2026 | 30 Oct 2026 |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | OUT | We were waiting for the eligibility extract. Waiting for the next extract. Awaiting the waits list. |

    Interdependencies:
    | ID | Needed | Giver | Receiver | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | Eligibility extract | TRN | OUT | 30 Oct 2026 | 30 Oct 2026 |
    | OUT-D02 | Waits list | TRN | OUT | 30 Oct 2026 | 30 Oct 2026 |
    | OUT-D03 | Waits list, spring | TRN | OUT | | |
    """
    for submission in programme.submissions:
        accounts = [one for one in submission.all(Interdependency) if not is_handover_stopped(programme, one)]
        come = [one for one in accounts if one.delivered and one.accepted]
        for record, name, text in speaking_texts(submission) if come else ():
            code = record.code if isinstance(record, Workstream) else getattr(record, "workstream", "")
            for clause in _CLAUSES.split(text) if name in _FIELDS and not getattr(record, "actual", None) else ():
                if not _WAITS.search(clause or "") or _ANOTHER.search(clause):
                    continue
                said = _stems(clause)
                shares = [one for one in accounts if one.receiver == code and len(said & _stems(one.needed)) >= _TWO]
                if shares and all(one in come for one in shares):
                    at, one = record.at(name), shares[0]
                    yield hit(
                        at, Related(one.at("accepted"), "accepted"), where=at.column, words=clause.strip(), id=one.id,
                        needed=one.needed, delivered=one.delivered, accepted=one.accepted,
                    )  # fmt: skip
