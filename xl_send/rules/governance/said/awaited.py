"""What a milestone's commentary says of a handover that it waits for: when it comes, by when, that it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import has_ended
from xl_send.analysis.notes.content import stems
from xl_send.analysis.notes.times import TIME, TimeSaid, time_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

_SENTENCES = Pattern(r"[.;!?](?:\s+|$)|\n")
# That something comes from somebody else.
_FROM_OTHERS = Pattern(
    r"(?i)\b(?:wait\w*|await\w*|depend\w*|contingent|hing\w*|rel(?:y|ies|ying)|subject to|held up|promis\w*|owed"
    r"|chas\w*"
    r"|with us|to us|let us have|from (?-i:[A-Z])\w+|from the \w+ (?:team|workstream|service|group))\b"
)
_COMES = Pattern(
    r"(?i)\b(?:(?:should|will|to|must) (?:now |then )?(?:be (?:with us|here|ready|sent|delivered|handed over)"
    r"|come|arrive|follow|have it|get it)|promised|expected|due|coming|comes|arrives|arriving"
    r"|not (?:here|ready|with us)"
    rf")(?: (?:us|it|now|over|in|by|for|on|at|about|around|after|until|before)){{0,3}} {TIME}"
)
# Of what comes to us, and hardly of the milestone itself.
_PLAIN = Pattern(r"(?i)\b(?:with us|promised|arriv\w*|here|sent|delivered|(?:get|have) it)\b")
_OTHERWISE = Pattern(
    r"(?i)\b(?:if|unless|was|were|had|would|could|might|originally|last year|drafts?|first|part|some|half|second|next"
    r"|interim|(?<!meeting )minutes?|then|meet(?:s|ing)?|once|after (?:it|that|this))\b"
)
# Of what is handed over, words that name nothing.
_ANY = frozenset(
    {"team", "workstream", "needs", "need", "list", "from", "date", "dates", "week", "month", "early", "late", "agreed",
     "final", "which", "should", "promised", "expected", "waiting", "depends", "children", "school", "schools", "will",
     "before", "after", "january", "september"}
)  # fmt: skip


@rule(
    "CM87",
    Severity.QUERY,
    'The commentary says "{words}", but {id} ({needed}) has no such date: {column} is {day}.',
    "Ask the giver which holds, and bring the two together. What waits for it is worked out from the date.",
)
def waited_for_at_another_time(programme: Programme) -> Iterator[Hit]:
    """When a commentary says that a handover comes is when its own row says so.

    The milestone looks safe by the one and late by the other. Asked of a milestone still to come that receives a
    handover not yet delivered, where a sentence of its commentary shares a word with what is handed over, says that it
    comes from somebody else, and when; and neither Promised for, Forecast nor Needed by lies then or within a week of
    it, nor, where the words may be of the milestone itself, one of its own dates.

    **Fails**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | <Depends on the clinic list from Sam's team, which should be with us in the new year.> |
    | TRN-M02 | 29 Jan 2027 | <Waiting for the wording, promised for mid January.> |
    | TRN-M03 | 29 Jan 2027 | <We rely on the pupil extract, due on 8 January> |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Promised for | Forecast |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Clinic list of under-fives | TRN-M01 | 11 Dec 2026 | 27 Nov 2026 | 4 Dec 2026 |
    | TRN-D02 | Agreed wording | TRN-M02 | 11 Dec 2026 | 27 Nov 2026 | |
    | TRN-D03 | Extract of pupils | TRN-M03 | 11 Dec 2026 | 27 Nov 2026 | 4 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | Depends on the clinic list from Sam's team, which should be with us in early December. |
    | TRN-M02 | 29 Jan 2027 | Waiting for the wording, promised for mid December at the latest. |
    | TRN-M03 | 29 Jan 2027 | We rely on the pupil extract. Our report is due on 18 January. |
    | TRN-M04 | 29 Jan 2027 | We depend on the survey. If it slips again it will come in March |
    | TRN-M05 | 29 Jan 2027 | Survey questions were promised for October, and it depends on them |
    | TRN-M06 | | Depends on the survey, which should be with us in the new year. |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Promised for | Forecast | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Clinic list of under-fives | TRN-M01 | 18 Dec 2026 | 27 Nov 2026 | 4 Dec 2026 | | |
    | TRN-D02 | Agreed wording | TRN-M02 | 11 Dec 2026 | 27 Nov 2026 | | | |
    | TRN-D03 | Extract of pupils | TRN-M03 | 11 Dec 2026 | 27 Nov 2026 | 4 Dec 2026 | | |
    | TRN-D04 | Survey | TRN-M04 | 11 Dec 2026 | 27 Nov 2026 | 4 Dec 2026 | | |
    | TRN-D05 | Survey | TRN-M05 | 11 Dec 2026 | 27 Nov 2026 | 4 Dec 2026 | | |
    | TRN-D06 | Survey | TRN-M06 | 11 Dec 2026 | | | 6 Nov 2026 | 6 Nov 2026 |
    """
    for milestone, sentence, accounts in _said_of_handovers(programme, _COMES):
        found = _COMES.search(sentence) if _FROM_OTHERS.search(sentence) else None
        account = _meant(sentence, accounts) if found else None
        time = _time(programme, milestone, found)
        if found is None or account is None or time is None:
            continue
        name = "forecast" if account.forecast else "promised"
        day, own = getattr(account, name), (milestone.forecast, milestone.baseline, milestone.back_to_green)
        known = (account.promised, account.forecast, account.needed_by, *(() if _PLAIN.search(found[0]) else own))
        if day and not time.is_near(known):
            cell = account.at(name)
            words = {"words": found[0].strip(), "id": account.id, "needed": account.needed, "column": cell.column}
            yield hit(milestone.at("commentary"), Related(cell, "its date"), severity=None, day=day, **words)


_NEEDS = Pattern(
    r"(?i)\b(?:needs?|needed|must have|have to have|want(?:ed|s)?|required?|requires|waits? for)\b"
    rf"(?:(?!\bto\b|,)[^.;:]){{0,50}}? (?:by|before|no later than|not later than) {TIME}"
)
A_FORTNIGHT = 14


@rule(
    "CM88",
    Severity.QUERY,
    'The commentary says "{words}", but {id} ({needed}) is needed by {day}.',
    "Correct Needed by, or the commentary. Whether there is room for a slip is worked out from the date.",
)
def needed_by_another_time(programme: Programme) -> Iterator[Hit]:
    """By when a commentary says that a handover is needed is the day of its own row.

    Asked of a milestone still to come that receives a handover not yet delivered, where a sentence of its commentary
    shares a word with what is handed over and says by when it is needed, and Needed by lies more than a fortnight after
    that, or before it.

    **Fails**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 28 May 2027 | <Needs place list by mid January.> |
    | TRN-M02 | 28 May 2027 | <We need the extract before Christmas.> |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | Places for September: schools and addresses | TRN-M01 | 12 Feb 2027 | 5 Feb 2027 |
    | TRN-D02 | Extract of routes | TRN-M02 | 12 Feb 2027 | 5 Feb 2027 |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 28 May 2027 | Needs place list by mid February. |
    | TRN-M02 | 28 May 2027 | We need the extract before the end of term. Needs to be printed by mid January. |
    | TRN-M03 | 28 May 2027 | Needs sign-off by mid January |
    | TRN-M04 | 28 May 2027 | Operators need to answer by mid January; places come later |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | Places for September: schools and addresses | TRN-M01 | 12 Feb 2027 | 5 Feb 2027 |
    | TRN-D02 | Extract of routes | TRN-M02 | 18 Dec 2026 | 11 Dec 2026 |
    | TRN-D03 | Places for September: schools and addresses | TRN-M03 | 12 Feb 2027 | 5 Feb 2027 |
    | TRN-D04 | Places for September: schools and addresses | TRN-M04 | 12 Feb 2027 | 5 Feb 2027 |
    """
    for milestone, sentence, accounts in _said_of_handovers(programme, _NEEDS):
        found = _NEEDS.search(sentence)
        account = _meant(sentence, accounts) if found else None
        time = _time(programme, milestone, found)
        if found is None or account is None or time is None or not account.needed_by:
            continue
        if not time.is_near((account.needed_by,), A_FORTNIGHT):
            cell = account.at("needed_by")
            words = {"words": found[0].strip(), "id": account.id, "needed": account.needed}
            related = Related(cell, "needed by")
            yield hit(milestone.at("commentary"), related, severity=None, day=account.needed_by, **words)


_CAME = Pattern(
    r"(?i)\b(?:(?:has |have |is |are |was |were )?(?:now |just |since )?(?:came in|come in|arrived|been (?:received"
    r"|delivered|handed over|sent over)|received|with us|in hand|handed over|reached us)"
    r"|we (?:now )?(?:have|got|received)"
    r"(?: the| their| our)?)\b"
)
_NOT_CAME = Pattern(
    r"(?i)\b(?:not|no|never|nothing|until|once|when|if|unless|will|should|would|must|may|might|to be|wait\w*|await\w*"
    r"|expect\w*|due|promis\w*|before|drafts?|first|part|partly|some|half|outline|interim|version|sample|last"
    r"|another|sections?|questions?|confirm\w*|word|notice|news|a date|dates? for|yet|without|except|apart|most|n't"
    r"|can|could|second|previous|old)\b|n't\b|\bof \d|\d of\b"
)
TWO = 2


@rule(
    "CM89",
    Severity.QUERY,
    'The commentary says "{words}", but {id} ({needed}) has no Delivered date, and is expected on {day}.',
    "If it was handed over, have the giver fill Delivered. If not, correct the commentary: work rests on it.",
)
def come_though_not_delivered(programme: Programme) -> Iterator[Hit]:
    """What a commentary says has come is delivered in the list of handovers.

    Asked of a milestone still to come that receives a handover which is neither delivered nor accepted, and is expected
    on a day to come, where a sentence of its commentary shares two words with what is handed over and says that it came
    in, arrived or was received. What is a draft, a part or still to come is not asked about.

    **Fails**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 26 Feb 2027 | <The therapy offer from the language workstream came in and is being costed.> |
    | TRN-M02 | 26 Feb 2027 | <We have the wording for documents, thanks to the team.> |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Therapy offer for the unit: hours and bands | TRN-M01 | 12 Feb 2027 | 29 Jan 2027 | 29 Jan 2027 | |
    | TRN-D02 | Wording for tribunal documents | TRN-M02 | 12 Feb 2027 | 29 Jan 2027 | | |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 26 Feb 2027 | A first draft of the therapy offer came in and is being costed. |
    | TRN-M02 | 26 Feb 2027 | We have no wording for documents yet. |
    | TRN-M03 | 26 Feb 2027 | The therapy rooms came in under budget; offer follows |
    | TRN-M04 | 26 Feb 2027 | The therapy offer has been received. |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Promised for | Forecast | Delivered |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Therapy offer for the unit: hours and bands | TRN-M01 | 12 Feb 2027 | 29 Jan 2027 | 29 Jan 2027 | |
    | TRN-D02 | Wording for tribunal documents | TRN-M02 | 12 Feb 2027 | 29 Jan 2027 | | |
    | TRN-D03 | Therapy offer for the unit: hours and bands | TRN-M03 | 12 Feb 2027 | 29 Jan 2027 | | |
    | TRN-D04 | Therapy offer for the unit: hours and bands | TRN-M04 | 12 Feb 2027 | 29 Jan 2027 | | 6 Nov 2026 |
    """
    for milestone, sentence, accounts in _said_of_handovers(programme, _CAME):
        as_at, found = programme.as_at(milestone), _CAME.search(sentence)
        account = _meant(sentence, accounts, TWO) if found and not _NOT_CAME.search(sentence) else None
        day = (account.forecast or account.promised) if account else None
        if account and day and as_at and day > as_at:
            words = {"words": sentence.strip(), "id": account.id, "needed": account.needed}
            cell = account.at("delivered")
            yield hit(milestone.at("commentary"), Related(cell, "still blank"), severity=None, day=day, **words)


def _said_of_handovers(programme: Programme, asked: Pattern) -> Iterator[tuple[Milestone, str, list[Interdependency]]]:
    """The sentences of commentaries in which something may be found, with the handovers that the milestone awaits."""
    for submission in programme.submissions:
        awaited = _awaited(programme, submission)
        for milestone in submission.all(Milestone) if awaited else ():
            accounts, text = awaited.get(milestone.id, []), milestone.commentary or ""
            if accounts and not has_ended(programme, milestone) and asked.search(text):
                for sentence in _SENTENCES.split(text):
                    yield milestone, sentence or "", accounts


def _awaited(programme: Programme, submission: Submission) -> dict[str, list[Interdependency]]:
    """The handovers of a workbook that are neither delivered nor accepted, by the milestone that receives them."""
    found: dict[str, list[Interdependency]] = {}
    for account in submission.all(Interdependency):
        if account.receiver_milestone and not account.delivered and not has_ended(programme, account):
            found.setdefault(account.receiver_milestone, []).append(account)
    return found


def _meant(sentence: str, accounts: list[Interdependency], enough: int = 1) -> Interdependency | None:
    """The one handover with which a sentence shares so many words, and more than with any other."""
    said = stems(sentence, but=_ANY if len(accounts) > 1 or enough > 1 else ())
    shared = [(len(said & stems(account.needed or "")), account) for account in accounts]
    most = max(number for number, _ in shared)
    best = [account for number, account in shared if number == most]
    return best[0] if most >= enough and len(best) == 1 else None


def _time(programme: Programme, milestone: Milestone, found: re.Match[str] | None) -> TimeSaid | None:
    """The time that a sentence gives, where it is not of something else."""
    as_at = programme.as_at(milestone)
    if found is None or as_at is None or _OTHERWISE.search(found.string.replace(found[0], " ")):
        return None
    return time_matched(found, as_at, programme.of(milestone).all(CalendarEntry))
