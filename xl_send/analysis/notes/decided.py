"""Texts that say by which procedure something was decided."""

from __future__ import annotations

from xl_send.patterns import Pattern

_URGENT = Pattern(
    r"(?i)\b(?:urgen\w*|general exception|special urgency|regulations? 1[01]|rules? 1[56]|waive[dr]|exempt\w*)\b",
    needs="urgen|general exception|regulation|rule|waive|exempt",
)
_OUTSIDE = Pattern(
    r"(?i)\b(?:urgen\w*|chair'?s action|(?:the|its) chair|e-?(?:mail|circulation)|circulat\w*"
    r"|written (?:procedure|resolution)|extra(?:ordinary)?(?: \w+)? meeting|extraordinary|(?:special|joint) meeting"
    r"|delegat\w*"
    r"|out of (?:meeting|committee|session))\b",
    needs="urgen|chair|circulat|mail|written|extra|special|joint|delegat|out of",
)


def says_it_was_urgent(text: str | None) -> bool:
    """Whether a text names the procedure by which a key decision is taken without its full notice."""
    return _URGENT.search(text or "") is not None


def says_outside_a_meeting(*texts: str | None) -> bool:
    """Whether one of some texts says that a decision was taken otherwise than at a listed meeting."""
    return any(_OUTSIDE.search(text) is not None for text in texts if text)
