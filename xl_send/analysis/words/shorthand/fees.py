"""What one child's place costs, with the provider: "the new placement at Oakfield House is 312,000 a year"."""

from __future__ import annotations

from xl_send.analysis.words.shorthand.names_of_people import CAPITAL
from xl_send.patterns import Pattern

# Where a child is placed, not when.
_WHERE = (
    r"(?!(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b|(?:May|Year|Key|Band|Section|Autumn|Spring"
    rf"|Summer|Mon|Tues|Wednes|Thurs|Fri)(?:day)?\b)(?:the )?{CAPITAL}(?: {CAPITAL}){{0,3}}"
)
_SUM = (
    r"(?:\u00a3 ?\d{2,3}(?:,\d{3}\b|(?:\.\d)? ?[kK]\b|\d{2,3}\b)|\u00a3 ?\d{1,2},?\d{3} ?(?:a|per|/) ?w(?:ee)?k\b"
    r"|(?<![\d,\u00a3])\d{2,3}(?:,\d{3}| ?[kK])\b|(?<![\d,\u00a3])\d{1,2},\d{3} (?:a|per) w(?:ee)?k\b)"
)
# Nothing that bears its name, such as a placement panel or a place in the plan, follows.
_ONE = (
    r"\b(?:(?i:the|this|that|our|one|single|latest|(?:dear|costli)est|most (?:expensive|costly)|highest[- ]cost)"
    r"(?: [\w'\u2019-]{1,15}){0,3}? plac(?:e|ement)|(?<!\b[Aa] )(?<!\b[Aa]n )(?i:new|emergency|residential|solo"
    r"|bespoke|[\w-]{2,8}[- ]funded|\d\d-week|specialist)(?: [\w'\u2019-]{1,15}){0,2}? placement)"
    r"(?= (?:(?:at|with)(?! (?:the table|college))|from|now|is|was|will|we|made|that|which|agreed|approved|found"
    r"|costs?|came|comes|for (?:one|a (?:child|pupil|boy|girl))|started|starts)\b|[,:(]| [\u2013(-])"
)
_CHILD = (
    r"\b(?i:one|single|the|our|this|that|latest)(?: [\w-]{1,12})? (?:child|pupil|learner|student|young person|boy|girl"
    r"|lad)(?: (?:placed|living|now|is|who|has|was|moved|started|went|lives|goes)){0,4}"
)
_AT = rf"(?:[^.;\n\u00a3]{{0,20}}? (?:at|with|in|to|by|is) |,? [\u2013-] |, |: | ?\( ?){_WHERE}"
_BEFORE_A_SUM = r"[^.;\n]{0,45}?[^.;\n\d,]"
_A_SUM = Pattern(_SUM)
_ONE_FEE = (
    Pattern(rf"{_ONE}{_AT}{_BEFORE_A_SUM}{_SUM}"),
    Pattern(rf"{_CHILD} (?:at|in|with|to) {_WHERE}{_BEFORE_A_SUM}{_SUM}"),
    Pattern(
        rf" (?:at|with|to) {_WHERE}[^.;\n]{{0,60}} for (?:one|a single) (?:child|pupil|boy|girl|lad|learner|student"
        r"|young person)\b(?!['\u2019-])"
    ),
    Pattern(rf"{_SUM}[^.;\n]{{0,40}}?(?:{_ONE}{_AT}|{_CHILD} (?:at|in|with) {_WHERE})"),
    Pattern(
        rf"\b(?:[Tt]he|[Oo]ur|[Oo]ne|[Nn]ew|[Ll]atest)(?: [a-z-]{{3,12}}){{0,2}} {_WHERE} placement\b"
        rf"(?! (?:budget|officer|team|panel|model|contract|scheme|review)){_BEFORE_A_SUM}{_SUM}"
    ),
)
# What is said of several, or of what any place costs.
_OF_SEVERAL = Pattern(
    r"\b(?i:average\w{0,1}|mean|each|every|any|per (?:place|child|pupil|head|learner)|plac(?:es|ements)|pupils"
    r"|children|young people|learners|students|block|typical\w{0,2}|unit cost\w{0,1}|day rate|base|bands?)\b"
)
_AROUND = 35


def tells_of_one_fee(sentence: str) -> bool:
    """Whether one placement or one child, where it is and a sum stand together, and not several or an average."""
    return _A_SUM.search(sentence) is not None and any(
        not _OF_SEVERAL.search(sentence[found.start() : found.end() + _AROUND])
        for pattern in _ONE_FEE
        for found in pattern.finditer(sentence)
    )
