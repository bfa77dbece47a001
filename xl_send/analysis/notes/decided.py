"""Texts that say who decided something, or which procedure served, though another column asks for it."""

from __future__ import annotations

from xl_send.network.plans import DECIDED
from xl_send.patterns import Pattern

_TIDIED = Pattern(
    r"(?i)\b(?:merged|combined|duplicat\w*|supersed\w*|replaced by|now part of|split into|moved to|now (?:run|led))\b",
    needs="merged|combined|duplicat|supersed|replaced|part of|split|moved|now ",
)
_TO_BE_DECIDED = Pattern(
    r"\b(?:to|will|must|should|may|can) (?:be )?(?:decided?|agreed?|approved?|considered?|confirm(?:ed)?|asked)\b"
    r"|\buntil (?:the )?(?:\w+ )?(?:board|cabinet|forum|committee|panel|group)\b|\b(?:awaiting|pending|not yet)\b"
)
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


def says_who_stopped(text: str | None) -> bool:
    """Whether a text names a body that decided, or says that a row was only merged with another."""
    words = f" {(text or '').lower().replace(',', ' ')} "
    decided = any(word in words for word in DECIDED) and not _TO_BE_DECIDED.search(words)
    return decided or _TIDIED.search(text or "") is not None


def says_it_was_urgent(text: str | None) -> bool:
    """Whether a text names the procedure by which a key decision is taken without its full notice."""
    return _URGENT.search(text or "") is not None


def says_outside_a_meeting(*texts: str | None) -> bool:
    """Whether one of some texts says that a decision was taken otherwise than at a listed meeting."""
    return any(_OUTSIDE.search(text) is not None for text in texts if text)
