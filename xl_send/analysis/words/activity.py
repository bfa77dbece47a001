"""How the title of an activity reads, and how that of an event."""

from __future__ import annotations

from xl_send.patterns import Pattern

_PEOPLE = (
    r"(?:schools|families|parents|parent carers|settings|sencos|children|pupils|trusts|partners|providers|colleagues)"
)
# Verbs that say that work goes on, whatever follows.
_GOES_ON = Pattern(
    r"(?:to )?(?:continue|attend|liaise|participate|maintain|ensure|work (?:with|alongside|towards)|engage with"
    rf"|keep (?:in touch|on|under|working)|support (?:the |all |our |local |trial |young )*{_PEOPLE}"
    r"(?: (?:to|with|in|on)\b|$))"
    r"(?! (?:form|list|policy|agreement))\b",
    needs="continue|attend|liaise|participate|maintain|ensure|work |engage|keep|support",
)
# Words that say so unless the title tells an event.
_MAY_GO_ON = Pattern(
    r"(?:on-?going|continuing|continued|monitor|monitoring|attending|liaising|maintaining|ensuring|promote|promoting"
    r"|working (?:with|alongside|towards)|engaging with|keeping|oversee|overseeing|regular|regularly|weekly|fortnightly"
    r"|monthly|quarterly|daily|termly|continuous)\b",
    needs="going|continu|monitor|attending|liaising|maintaining|ensuring|promot|working|engaging|keeping"
    "|oversee|regular|weekly|nightly|monthly|quarterly|daily|termly",
)
_TELL_TALE = Pattern(
    r"\b(?:on an on-?going basis|on-?going|regularly|on a regular basis|throughout the (?:year|programme|project)"
    r"|as (?:and when )?(?:required|needed|necessary)|every (?:week|month|day)"
    r"|(?:weekly|monthly) (?:meetings|updates))\b",
    needs="going|regular|throughout|required|needed|necessary|every |meetings|updates",
)
# Words by which an event is told, whatever else the title says.
_EVENT = Pattern(
    r"\b(?!need\b|speed\b|feed\b|embed\b|proceed\b)"
    r"(?:\w{2,}ed|begun|held|met|sent|built|bought|let|taken|made|given|known|found|written|drawn|won|chosen|put|paid|spent"
    r"|set|in (?:place|post|use|force|service)|live|ready|complete|opens?|starts?|begins?|closes|ends|agrees|approves"
    r"|accepts|launch(?:es)?|goes|moves|takes?|first|final|handover|sign-off|approval|appointment|award|decision|pilot"
    r"|trial|roll-?out|procurement|evaluation)\b"
)


def is_activity(title: str) -> bool:
    """Whether a title reads like work that goes on, and tells no event."""
    words = " ".join(title.casefold().split())
    if _GOES_ON.match(words):
        return True
    goes_on = _MAY_GO_ON.match(words) or _TELL_TALE.search(words)
    return goes_on is not None and not _EVENT.search(_TELL_TALE.sub(" ", words))
