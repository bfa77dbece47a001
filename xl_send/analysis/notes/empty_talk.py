"""Whether a Note says anything: words that any row could carry account for nothing."""

from __future__ import annotations

from xl_send.patterns import Pattern

# That all is well, was agreed, checked, noted or goes on; whose figure it is; where and when it was given.
_EMPTY = frozenset(
    """
    a about above accurate achieved action actions actual actuals added after against agree agreed all also amber an
    and any approved apr april are as at attached audited aug august awaited awaiting back baseline be been before
    being below board broadly but by call called capita cases chair check checked child children clean cohort cohorts
    come comment commentary comments complete completed concern concerns confident confirm confirmed continue
    continues correct council count counted cqc current data date day dec december delegated deliver delivering
    delivery detail details dfe discussed discussion done download downloaded due during each email emailed end
    engaged engagement everybody everyone everything evidence expectation expected extracted families feb february fed
    figure figures file final finance fine first follow for forum friday from full fully further give given go going
    good green group groups had hand happy has have head health held here highlight hold icb in include included
    includes info information is issue issues it its jan january jul july jun june kept kpi last lead leads line log
    look looking looks made maintained making manageable manager mar march may measure measured meet meeting meetings
    met milestone min minimum minor mins minute minuted minutes mobilised monday month monthly more mtg na nb new next
    no none normal not note noted nov november now oct october of office officer ok on only open or our out over
    overall owner pack paper papers parents partner partners people per performance period phone plan planned plans
    please pleased pmo position positive programme progress progressing project provider pupils quarterly rag rate
    rated read received recruited red ref register report reported reporting response result results return review
    reviewed reviews revised row running same sample satisfactory schools see sen2 sent sep sept september service
    services set shared should showing sign signed so some source spreadsheet sro stable staff status steady steering
    still stream submitted supplied survey system table taken target targets tba tbc tbd team teams term termly tested
    than that the their them then there these they this those thursday to today total track tracker tracking tuesday
    unchanged under up update updated usual validated value verified view was we wednesday week weekly well were whole
    will with within work working year yes yet
    """.split()  # noqa: SIM905 - a list of so many strings is read by nobody
)
# Where a figure is from is no reason for it.
_SOURCE = Pattern(r"(?i)(?:from|source|via|per|as per|see|using|based on|taken from|by|owner|prepared by|signed)\b")
_WORD = Pattern(r"[^\W\d_][\w\u2019'-]*")
ENOUGH = 2


def says_something(text: str | None) -> bool:
    """Whether a Note holds enough words that tell of this row, and not of any other as well."""
    if not text or _SOURCE.match(text):
        return False
    words = [found[0] for found in _WORD.finditer(text)]
    # Within a sentence what begins with a capital is the name of a person, a place or a system.
    own = words[:1] + [word for word in words[1:] if not word[0].isupper()]
    return len({word.casefold() for word in own} - _EMPTY) >= ENOUGH
