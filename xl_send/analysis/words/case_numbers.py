"""Numbers by which a child's file is found: of the case system, the plan, the tribunal."""

from __future__ import annotations

from xl_send.patterns import Pattern

_LONG = r"(?:[A-Z]{1,6}[/-]?\d[\d/-]{2,14}|\d{5,12}|\d{1,6}[/-]\d[\d/-]{2,12})\b"
_OF_A_CASE = Pattern(
    r"\b(?i:case|child|pupil|client|student|learner|ehcp?|ehc plan|tribunal|appeal|sen|send|complaint)(?i:'s)?[ -]?"
    rf"(?i:ref(?:erence)?|no\.?|number|id|file|record)(?i: no\.?| number)?\W{{0,3}}(?:{_LONG})"
    r"|\bCase \d{5,8}\b",
)
_OF_A_SYSTEM = Pattern(
    r"(?i)\b(?:mosaic|liquid ?logic|lcs|ehm|eis|synergy|capita one|systmone)(?: (?:id|no\.?|number|ref|record"
    r"|case))?\W{0,3}"
    r"\d{5,9}\b(?! (?:pounds|records|cases|licen))",
)
# As the tribunal numbers its appeals: the council's number, the year, the appeal's.
_OF_THE_TRIBUNAL = Pattern(r"\bEH\d{3}/\d\d/\d{4,5}\b")
_NO_CHILD = Pattern(
    r"(?i)\b(?:business|use|test|base|best|worst|outline|full|strategic|change|support|service|help|it|safety) $"
)
_BEFORE = 20
# Every such number has figures in it, and figures or strokes after them.
_NUMBER = Pattern(r"\d[\d/-]{2}")


def has_case_number(text: str) -> bool:
    """The number of a child's file in a case system, at a tribunal or of a plan; not of a business case."""
    if not _NUMBER.search(text):
        return False
    if _OF_THE_TRIBUNAL.search(text) or _OF_A_SYSTEM.search(text):
        return True
    found = (match.start() for match in _OF_A_CASE.finditer(text))
    return any(not _NO_CHILD.search(text[max(0, start - _BEFORE) : start]) for start in found)
