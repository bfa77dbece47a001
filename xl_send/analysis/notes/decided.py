"""Texts that say by which procedure something was decided."""

from __future__ import annotations

from xl_send.patterns import Pattern

_URGENT = Pattern(
    r"(?i)\b(?:urgen\w*|general exception|special urgency|reg(?:ulation)?s?\.? ?1[01]|rules? 1[56]|waive[dr]"
    r"|exempt\w*)\b",
)
_OUTSIDE = Pattern(
    r"(?i)\b(?:urgen\w*|chair'?s action|(?:the|its) chair|e-?(?:mails?|circulation)|circulat\w*"
    r"|written (?:procedure|resolution)|extra(?:ordinary)?(?: \w+)? meeting|extraordinary|(?:special|joint) meeting"
    r"|delegat\w*|officer'?s? decision|(?:cabinet|lead|executive) member|portfolio holder|internal audit"
    r"|out of (?:meeting|committee|session))\b",
)


def says_it_was_urgent(*texts: str | None) -> bool:
    """Whether one of some texts names the procedure by which a key decision is taken without its full notice."""
    return any(_URGENT.search(text) is not None for text in texts if text)


def says_outside_a_meeting(*texts: str | None) -> bool:
    """Whether one of some texts says that a decision was taken otherwise than at a listed meeting."""
    return any(_OUTSIDE.search(text) is not None for text in texts if text)
