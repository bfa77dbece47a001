"""Decisions that count as given, and of which the commentary says that they were put off or are not final."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_PUT_OFF = Pattern(
    r"(?i)^(?:(?:it|this|the (?:paper|report|item|decision)|decision|paper|report|item) )?(?:was |has been |is )?"
    r"(?:deferred|put off|postponed|adjourned|referred back|withdrawn|refused|rejected|turned down|held over"
    r"|carried over|not (?:agreed|approved|taken|heard|reached|supported))\b[^.;]{0,60}"
)
# "Schools Forum put it off and wants it back in December": the forum itself, and what it did.
_IT = r"(?:it|us|this|the \w+)"
_FORUM_PUT_OFF = Pattern(
    r"(?i)^(?:the )?(?:[\w'&-]+ ){0,4}?(?:board|cabinet|forum|committee|panel|executive|governors|members|council"
    rf"|group|trust|trustees|they)(?: have| has)? (?:put {_IT} (?:off|back)|deferred|postponed|adjourned"
    rf"|refused|rejected|referred {_IT} back|turned {_IT} down|sent {_IT} (?:back|away)|held it over"
    rf"|wants? {_IT} (?:back|again|reworked)|asked for {_IT} (?:back|again|to come back)"
    rf"|(?:did|would|has|have) ?n[o']t (?:agree|approve|decide|take"
    r"|support)\w*)\b[^.;]{0,60}"
)
# A decision that was called in is not in force. That nobody did, or what came of it, is another matter.
_CALLED_IN = Pattern(
    r"(?i)\b(?:called[- ]in\b|call-?in (?:was |has been |is )?(?:received|lodged|requested|made))[^.;]{0,50}"
)
_NOT_CALLED_IN = Pattern(
    r"(?i)\b(?:no call|not (?:be(?:en)? )?called|nobody|no one|none|never|without|if|unless|may|might|could|can|would"
    r"|risk|be called|being called|or called|dismissed|rejected|not upheld|withdrawn|upheld|confirmed|released|stands"
    r"|stood|ended|expired|over|no (?:further )?action|cleared|took effect|in force|resolved|from|until|since)\b"
)
_NOT_FINAL = Pattern(
    r"(?i)\b(?:agreed|approved|supported|accepted|given)\b[^.;]{0,30}?\b(?:in principle\b[^.;]{0,40}"
    r"|subject to (?:an? |the )?(?:second|further|final|another|full|later) (?:vote|decision|report|paper|meeting"
    r"|approval|hearing)\b)"
)
# A word after which it was decided all the same.
_ALL_THE_SAME = Pattern(
    r"(?i)\b(?:from|then|later|after|once|now|since|until|before|agreed (?:on|at|in|by)|approved (?:on|at|in|by)"
    r"|but|and (?:then )?(?:agreed|approved|heard|taken)|given on|no objections?|amendments?|objections?)\b"
)
_IN_PRINCIPLE = Pattern(r"(?i)\bin principle\b|\b(?:first|draft|outline|interim)\b")


@rule(
    "MS94",
    Severity.QUERY,
    'It is reported as decided, but the commentary says "{words}".',
    "If it is still to be decided, clear Actual date and Decision given and forecast the meeting; else say what was.",
    brings={"MS49": Reach.CELL},
)
def decided_though_put_off(programme: Programme) -> Iterator[Hit]:
    """A decision that was given is not said to have been put off, refused or left for another vote.

    What waits for it goes on as if it had been agreed. Asked of a milestone that needs a decision and was reached,
    whose Commentary begins by saying that it was deferred or refused, or that a forum did so, or says that it was
    called in, and not how that ended, or that it was agreed in principle or subject to another vote; not where it says
    that it was agreed since, nor of a title that asks for no more.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | <5 Nov 2026> | Programme Board | Decision | 5 Nov 2026 | Deferred to the May meeting. |
    | TRN-M02 | <5 Nov 2026> | Programme Board | Decision | 5 Nov 2026 | Agreed in principle, figures to come |
    | TRN-M03 | <5 Nov 2026> | Programme Board | Decision | 5 Nov 2026 | Agreed subject to a second vote |
    | TRN-M04 | <5 Nov 2026> | Programme Board | Decision | 5 Nov 2026 | Paper was withdrawn |
    | TRN-M05 | <5 Nov 2026> | Programme Board | Decision | 5 Nov 2026 | The board put it off, wants it back in May |
    | TRN-M06 | <5 Nov 2026> | Cabinet | Decision | 5 Nov 2026 | Approved 5 November, then called in on the 9th |
    | TRN-M07 | <5 Nov 2026> | Cabinet | Decision | 5 Nov 2026 | Cabinet did not approve the second site |

    **Passes**

    Milestones:
    | ID | Milestone | Actual date | Decision needed | Forum | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Plan agreed | 5 Nov 2026 | Decision | Programme Board | 5 Nov 2026 | Deferred from October |
    | TRN-M02 | Plan agreed in principle | 5 Nov 2026 | Decision | Programme Board | 5 Nov 2026 | Agreed in principle |
    | TRN-M03 | Plan agreed | 5 Nov 2026 | Decision | Programme Board | 5 Nov 2026 | Postponed once, then agreed |
    | TRN-M04 | Plan agreed | | Decision | Programme Board | | Deferred to the May meeting |
    | TRN-M05 | Plan agreed | 5 Nov 2026 | Decision | Programme Board | 5 Nov 2026 | Agreed. One site was withdrawn |
    | TRN-M06 | Plan agreed | 5 Nov 2026 | Decision | Cabinet | 5 Nov 2026 | Called in, but scrutiny took no action |
    | TRN-M07 | Plan agreed | 5 Nov 2026 | Decision | Cabinet | 5 Nov 2026 | Approved; may be called in to 12 November |
    | TRN-M08 | Plan agreed | 5 Nov 2026 | Decision | Programme Board | 5 Nov 2026 | Board deferred it, then agreed |
    | TRN-M09 | Plan agreed | 5 Nov 2026 | Decision | Cabinet | 5 Nov 2026 | Approved, not called in |
    | TRN-M10 | Plan agreed | 5 Nov 2026 | Decision | Cabinet | 5 Nov 2026 | The board referred to last year's paper |
    """
    for milestone in programme.each(Milestone):
        text = milestone.commentary or ""
        if milestone.actual is None or milestone.decision is Decision.NONE or not text:
            continue
        put_off = _PUT_OFF.match(text) or _FORUM_PUT_OFF.match(text)
        found = None if put_off and _ALL_THE_SAME.search(text) else put_off
        if found is None and not _NOT_CALLED_IN.search(text):
            found = _CALLED_IN.search(text)
        if found is None and not _IN_PRINCIPLE.search(milestone.name or ""):
            found = _NOT_FINAL.search(text.split(". ")[0])
        if found:
            yield hit(
                milestone.at("actual"), Related(milestone.at("commentary"), "what is said"), words=found[0].strip()
            )
