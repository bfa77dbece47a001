"""What the Note of a handover says of its agreement, its acceptance and the paper it is for, against its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_PAPER = Pattern(
    r"(?i)\b(?:for|in|into|with|informs?|feeds?(?: into)?|before|until|goes (?:in|into|with)) (?:the |its |our )?"
    r"(?:[\w'-]{2,20} ){0,3}(?:papers?|reports?|business case|agenda)\b|\bpapers? (?:is|are) due\b"
)


@rule(
    "ID31",
    Severity.QUERY,
    "Needed by {needed}, but it is for a paper, and papers for {forum} on {day} are due on {due}.",
    "Bring Needed by forward to a day before papers are due, in both accounts of the handover.",
)
def needed_after_the_papers(programme: Programme) -> Iterator[Hit]:
    """What is handed over for a paper is needed before that paper is due.

    What comes with the meeting is in no paper. Asked where the Note, or what is needed, says that it is for a paper or
    a report, and the receiver's milestone is decided at a meeting whose papers are due before Needed by.

    **Fails**

    Interdependencies:
    | ID | Receiver milestone | Needed by | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | <20 Jan 2027> | Needed for the forum paper, papers go out a week before. |

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees the funding | 21 Jan 2027 | Decision | Schools Forum |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Schools Forum | 21 Jan 2027 | 12 Jan 2027 |

    **Passes**

    Interdependencies:
    | ID | Receiver milestone | Needed by | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | 8 Jan 2027 | Needed for the forum paper |
    | TRN-D02 | TRN-M01 | 20 Jan 2027 | Names of the four schools |
    | TRN-D03 | TRN-M01 | 20 Jan 2027 | Paper forms are enough |

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Schools Forum agrees the funding | 21 Jan 2027 | Decision | Schools Forum |

    Meetings:
    | Forum | Meeting date | Papers due |
    | --- | --- | --- |
    | Schools Forum | 21 Jan 2027 | 12 Jan 2027 |
    """
    for account in worked_on(programme, Interdependency):
        needed = account.needed_by
        milestone = programme.milestones.get(account.receiver_milestone or "")
        said = next((name for name in ("note", "needed") if _PAPER.search(getattr(account, name) or "")), None)
        if not (needed and said and milestone) or account.delivered or milestone.decision is Decision.NONE:
            continue
        meeting = _meeting_of(programme, milestone)
        if meeting and meeting.papers_due and meeting.papers_due < needed <= meeting.day:
            related = [Related(account.at(said), "what it is for"), Related(meeting.at("papers_due"), "papers due")]
            words = {"forum": meeting.forum, "day": meeting.day, "due": meeting.papers_due}
            yield hit(account.at("needed_by"), *related, severity=None, needed=needed, **words)


def _meeting_of(programme: Programme, milestone: Milestone) -> Meeting | None:
    """The meeting at which a milestone that is still to come is decided, if it is listed with it."""
    forum, day = (milestone.forum or "").casefold(), milestone.forecast
    if milestone.actual or day is None:
        return None
    listed = programme.of(milestone).all(Meeting)
    return next((one for one in listed if one.forum.casefold() == forum and one.day == day), None)


# What is still to be agreed is the handover itself, not its dates or its price.
_NOT_AGREED = Pattern(
    r"(?i)(?:(?:^|[.;:] ?)|\b(?:givers?|team|trainers?|schools?|colleges?|heads?|providers?|they|it|trust|service) )"
    r"(?:(?:is|are|has|have) )?(?:not (?:yet )?(?:been )?(?:asked|agreed|approached|consulted|spoken to|signed up)"
    r"|(?:still|yet) to (?:be )?(?:asked?|agreed?|approach(?:ed)?|confirm)|no (?:agreement|answer|reply) yet"
    r"|never asked)\b"
)
_SENT_BACK = Pattern(
    r"(?i)\b(?:sent back|returned (?:to|for|as)|rejected|not accepted|cannot (?:be )?accept\w*"
    r"|(?:does|do) not (?:match|reconcile|agree with|add up)|(?:is|are) (?:wrong|incomplete|unusable)"
    r"|asked (?:them |him |her |\w+ )?(?:for|to send) (?:it|them) again|to be (?:redone|corrected|resent))\b"
)
# Somebody has agreed, but not those who must: their word comes on a day that is named.
_IN_TALKS = Pattern(
    r"(?i)\b(?:agree[ds]?|agreement|yes|approved|accepted|confirmed|promised) (?:only )?(?:in talks|verbally"
    r"|in principle|informally|orally|by phone|on the phone|at officer level|in conversation)\b"
    r"(?:(?!\bnow\b)[^.]){0,60}?\b(?:letter"
    r"|confirmation|confirms?|decisions?|decides?|signatures?|signs?|approval|in writing|formal(?:ly)?|governors|board"
    r"|trustees|cabinet|directors)\b"
)
# A yes that binds nobody yet.
_ONLY = Pattern(
    r"(?i)\b(?:informal|verbal|oral|provisional|unofficial|tentative)(?:ly)? (?:yes|ok(?:ay)?|agreement|agreed|nod"
    r"|promise|consent)(?: is| was)? (?:only|so far|for now|at (?:this stage|present|the moment)"
    r"|not (?:yet )?in writing)\b"
    r"|\bonly (?:an? )?(?:informal|verbal|oral|provisional|unofficial|tentative) (?:yes|ok|agreement|nod|promise"
    r"|consent)\b|\b(?:agreed|agrees|agreement|yes|said yes) (?:is |was )?(?:only (?:informally|verbally|provisionally)"
    r"|(?:informally|verbally|provisionally) only|subject to (?:sign[- ]?off|approval|agreement)\b)"
    r"|\b(?:nothing|not yet|still not|not confirmed) in writing\b(?! (?:is )?(?:needed|required))"
    r"|\bno (?:firm|formal|written|final) (?:yes|agreement|answer|reply|confirmation)(?: yet| so far)?\b"
)
_SINCE = Pattern(
    r"(?i)\b(?:then|since|now|corrected|re-?sent|second version|put right|resolved|fixed|first version|at first|was"
    r"|were|had|but (?:agreed|accepted)|later|again on|until|before)\b"
)
# The receiver has it, and still looks at it.
_STILL_LOOKED_AT = Pattern(
    r"(?i)\b(?:(?:(?:under|in) (?:(?:full|final|formal|legal|technical|quality|clinical|peer|data|internal) ){0,2}"
    r"|(?:await(?:s|ing)|pending|(?:wait(?:s|ing)|out) for) (?:[\w']{2,12} ){0,3}?)"
    r"(?:review|sign-?off|approval|clearance|checks?|checking|testing|validation|advice|view|acceptance|opinion"
    r"|comments?)\b(?! (?:of|for) )"
    r"|(?:being|not yet|not yet been|still not|still to be) (?:accepted|checked|reviewed|tested|looked at|validated"
    r"|signed off|approved)\b|(?:yet|still) (?:to (?:accept|check|review|sign off|approve|test)"
    r"|(?:check|review|test|look)ing)\b"
    r"|(?:is|are|still|now|currently) with (?:our |the )?(?:legal|lawyers|solicitors?|governors|audit)\b)"
)
# What has been settled since, is something else or comes again.
_SETTLED = Pattern(
    r"(?i)\b(?:was|were|had|completed?|done|passed|cleared|since|resolved|later|then|next|annual\w*|every|each|kept?"
    r"|version|second|(?<!not )(?<!yet )(?<!be )(?<!been )accepted|agreed)\b|\b[A-Z]{2,5}-[A-Z]\d"
)
_CLAUSES = Pattern(r"[.;]\s+|\n")


@rule(
    "ID32",
    Severity.QUERY,
    '{column} is {said}, but Note says "{words}".',
    "{remedy}",
    brings={"ID59": Reach.CELL},
)
def handover_unlike_its_note(programme: Programme) -> Iterator[Hit]:
    """A handover that is agreed or accepted is not said to be unasked for or sent back.

    Both count as settled, and nobody chases them. Asked of a Giver agrees Yes whose Note says that nobody was asked or
    has agreed yet, that the yes is an informal one only, or that it is agreed in talks or in principle until a day to
    come, of what is still to be handed over, and of an acceptance whose Note says that it was sent back, does not
    match, or is still under review or to be accepted; a Note that tells how that was put right since is believed.

    **Fails**

    Interdependencies:
    | ID | Giver agrees | Delivered | Accepted | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | <Yes> | | | Trainers not asked yet; to be raised in December |
    | TRN-D02 | <Yes> | | | Still to agree with the heads |
    | TRN-D04 | <Yes> | | | College agreed in talks, letter after its governors on 24 November |
    | TRN-D03 | Yes | 25 Sep 2026 | <30 Sep 2026> | Three lines do not match the ledger, sent back |
    | TRN-D05 | <Yes> | | | Informal yes only |
    | TRN-D06 | <Yes> | | | The principal said yes, but nothing in writing |
    | TRN-D07 | <Yes> | | | No firm answer yet from the college |
    | TRN-D08 | <Yes> | | | Agreed verbally only |
    | TRN-D09 | Yes | 25 Sep 2026 | <30 Sep 2026> | Under legal review before acceptance. |
    | TRN-D10 | Yes | 25 Sep 2026 | <30 Sep 2026> | Came on time; awaiting sign-off |
    | TRN-D11 | Yes | 25 Sep 2026 | <30 Sep 2026> | Data still to be checked |
    | TRN-D12 | Yes | 25 Sep 2026 | <30 Sep 2026> | Draft is with our lawyers |

    **Passes**

    Interdependencies:
    | ID | Giver agrees | Delivered | Accepted | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | No | | | Trainers not asked yet |
    | TRN-D02 | Yes | | | Asked and agreed in September |
    | TRN-D03 | Yes | 25 Sep 2026 | 30 Sep 2026 | First list sent back, then corrected |
    | TRN-D04 | Yes | 25 Sep 2026 | | Three lines do not match, sent back |
    | TRN-D05 | Yes | | | Not agreed at first, but agreed in October |
    | TRN-D07 | Yes | | | Agreed in principle, then in writing on 6 November |
    | TRN-D08 | Yes | | | Agreed in September; the board hears of it on 24 November |
    | TRN-D06 | Yes | | | Dates not yet agreed with schools |
    | TRN-D09 | Yes | | | Informal yes in June, signed in September |
    | TRN-D10 | No | | | Informal yes only |
    | TRN-D11 | Yes | | | Agreed by phone, nothing in writing needed |
    | TRN-D12 | Yes | 25 Sep 2026 | 30 Sep 2026 | Was under legal review until September |
    | TRN-D13 | Yes | 25 Sep 2026 | 30 Sep 2026 | Under legal review before acceptance on 30 September |
    | TRN-D14 | Yes | 25 Sep 2026 | | Under legal review before acceptance |
    | TRN-D15 | Yes | 25 Sep 2026 | 30 Sep 2026 | Accepted; TRN-M04 is awaiting approval |
    | TRN-D16 | Yes | 25 Sep 2026 | 30 Sep 2026 | List is kept under review each term |
    | TRN-D17 | Yes | 25 Sep 2026 | 30 Sep 2026 | Awaiting approval of the pathway it feeds |
    """
    for account in worked_on(programme, Interdependency):
        note = account.note or ""
        if account.accepted and (words := _still_looked_at(programme, account)):
            remedy = "Clear Accepted until the receiver has accepted it, or bring the Note up to date."
            yield _unlike(account, "accepted", account.accepted, words, remedy)
        if not note or _SINCE.search(note):
            continue
        if account.accepted and (found := _SENT_BACK.search(note)):
            remedy = "Clear Accepted until it can be used, or bring the Note up to date."
            yield _unlike(account, "accepted", account.accepted, found[0], remedy)
        elif account.giver_agrees and not account.delivered and (found := _still_to_agree(programme, account)):
            remedy = "Choose No until the giver has agreed, and say where it is settled; or bring the Note up to date."
            yield _unlike(account, "giver_agrees", "Yes", found[0], remedy)


def _still_to_agree(programme: Programme, account: Interdependency) -> re.Match[str] | None:
    """The words by which a Note says that the giver has not agreed, or in talks only until a day to come."""
    note, as_at = account.note or "", programme.as_at(account)
    if found := _NOT_AGREED.search(note) or _ONLY.search(note):
        return found
    in_talks = _IN_TALKS.search(note)
    return in_talks if as_at and in_talks and any(day > as_at for day in days_named(note, as_at)) else None


def _still_looked_at(programme: Programme, account: Interdependency) -> str:
    """The words by which the Note of what was accepted says that the receiver has yet to look at it, or nothing."""
    note, as_at = account.note or "", programme.as_at(account)
    found = _STILL_LOOKED_AT.search(note)
    if found is None or as_at is None or _SETTLED.search(note) or account.accepted in days_named(note, as_at):
        return ""
    return next((clause.strip(" .") for clause in _CLAUSES.split(note) if clause and found[0] in clause), "")


def _unlike(account: Interdependency, name: str, said: date | str, words: str, remedy: str) -> Hit:
    cell, note = account.at(name), Related(account.at("note"), "the words")
    return hit(cell, note, severity=None, column=cell.column, said=said, words=words, remedy=remedy)
