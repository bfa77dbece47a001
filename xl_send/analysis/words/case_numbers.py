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
_PARTED = Pattern(r"\d[/.-]\d{4}")
# As the tribunal numbers its appeals: the council's number, the year, the appeal's; or its letters and the year.
_OF_THE_TRIBUNAL = Pattern(
    r"\b(?:EH|SE|ED|DD)(?:\d{3})?[/.-]\d\d[/.-]\d{4,5}\b"
    r"|\b(?i:appeals?|tribunal|sendist|ruling|hearing) \d{3}/\d\d/\d{4,5}\b"
)
# Of a complaint, an allegation or a referral: two figures apart, the second no year.
_OF_A_MATTER = Pattern(
    r"\b(?i:complaint|lado|mash|marac|ehcna|safeguarding|allegation|strategy meeting|stage (?:one|two|[123])"
    r"|tribunal|appeal|sendist)(?i: complaint| case| referral| ref(?:erence)?| no\.?| number| id){0,2}\W{0,3}"
    r"[A-Z]{0,4}[/-]?\d{2,4}[/-](?!20\d\d\b)(?:[A-Z]{1,3}[/-])?\d{3,6}\b"
)
# A decision of the Ombudsman is published without names: with whom it paid it is a family's.
_OF_THE_OMBUDSMAN = Pattern(
    r"\b(?i:ombudsman|lgsco|lgo)\b[^.;\d\n]{0,25}\d\d[ -]?\d{3}[ -]?\d{3}\b[^.;\n]{0,60}?"
    r"\b(?i:family|mum|dad|mother|father|parent|carer|son|daughter|boy|girl|pupil|child|remedy|her|his)\b(?! (?:carer"
    r"|hub|forum)|['\u2019-])"
)
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
    if _OF_A_SYSTEM.search(text) or _OF_A_MATTER.search(text) or _OF_THE_OMBUDSMAN.search(text):
        return True
    if _PARTED.search(text) and _OF_THE_TRIBUNAL.search(text):
        return True
    found = (match.start() for match in _OF_A_CASE.finditer(text))
    return any(not _NO_CHILD.search(text[max(0, start - _BEFORE) : start]) for start in found)
