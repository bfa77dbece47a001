"""A family whom neighbours know from the newspaper or the news: "the family in the Gazette on 3 November"."""

from __future__ import annotations

from xl_send.patterns import Pattern

_PAPER = (
    r"(?:Gazette|Herald|Argus|Echo|Mercury|Post(?!-| ?\d)|Chronicle|Telegraph|Guardian|Times|Mail|Star|News|Express"
    r"|Advertiser|Journal|Observer|Examiner|Standard|Courier|Press|Citizen|Mirror|Sun|Independent|Reporter|Messenger"
    r"|Bugle|Recorder|Enquirer|Sentinel|Evening \w{4,12}|BBC(?: [A-Z]\w{2,12}){0,2}|ITV(?: [A-Z]\w{2,12}){0,2}"
    r"|Radio [A-Z]\w{2,15}|Look (?:North|East)|Points West|(?:Midlands|South|London|Wales) Today|Spotlight"
    r"|Granada Reports|Facebook|TikTok)"
)
_IN_THE_NEWS = (
    rf"(?:the )?(?:[A-Z][a-z]{{2,12}} (?:and [A-Z][a-z]{{2,12}} )?){{0,2}}{_PAPER}\b(?! (?:[A-Z]|and [A-Z]|(?:groups?"
    r"|scales?|schemes?|projects?|teams?|rooms?|forms?|rules|roles?|clubs?|programme|course|training|centre)\b)"
    r"|['\u2019-])"
    r"|(?:the )?(?:local )?(?:front page|papers?|radio|telly|tv|TV|press)\b"
)
_WHO = (
    r"(?:mum|mam|mother|dad|father|parents|parent|couple|family|grand(?:mother|father|parents)|nan|carers?|guardian"
    r"|boy|girl|lad|child|pupil|teenager|youngster|twins|siblings|student|young person)"
)
# Nothing but how somebody comes to be in it stands between: no hub, no survey, no campaign.
_HOW = (
    r"(?:['\u2019]s (?:complaint|story|case|appeal|letter|petition|fight))?"
    r"(?: (?:who|that|as|was|were|is|are|has|have|had|been|we|saw|quoted|featured|interviewed|pictured|named|seen"
    r"|spoke|spoken|talking|talked|went|gone|appeared|appearing|speaking|again|also|going|complained|recently"
    r"|both|whose|story|case|son|daughter|ran|made)){0,4}"
    r",? (?:in|on|from|to|told|by|off)"
)
_CERTAIN = r"(?i:the|this|that|those|these|same|our|one)(?: [a-z-]{2,12})?"
_STATE = (
    r"[^.;\n]{0,60}\b(?:tribunals?|appeal\w{0,3}|taxi|placement|place|sons?|daughters?|excluded|complain\w{1,4}"
    r"|Ombudsman|lodged|EHCP|settled|judicial review|out of school|transport|twins|1:1)\b"
)
_NO_SERVICE = (
    r"(?! (?:hubs?|centres?|forum|support|survey|groups?|services?|programme|panel|voice|and|poverty|protection|care"
    r"|mental|health|carers?)\b|['\u2019-])"
)
_STORY = (
    r"(?: (?:has|also|this|last|week))? (?:ran|runs|had|carried|reported|covered|printed|published|story|piece|article"
    r"|front page|headlines?|splash|letter|coverage"
    r"|report)\b[^.;\n]{0,25}? (?:on|of|about|with)"
)
# Asked only for the words without which none of the others finds anything.
_NEWS = Pattern(_IN_THE_NEWS)
_FAMILY_IN_THE_NEWS = (
    Pattern(rf"\b{_CERTAIN} {_WHO}{_HOW} (?:{_IN_THE_NEWS})"),
    Pattern(rf"(?:^|[,:(\u2013-] ?|\b(?:with|from|about) )(?i:{_WHO}){_HOW} (?:{_IN_THE_NEWS}){_STATE}"),
    Pattern(
        rf"\b(?i:the|this|that|our) (?:case|complaint)(?: (?:that|which|was|is|we|lost|reported"
        rf"|covered)){{0,3}} (?:in|on|from) (?:{_IN_THE_NEWS})"
        rf"[^.;\n]{{0,40}}\b(?:{_WHO}|out of school|without an? \w{{1,12}}|taxi)\b"
    ),
    Pattern(
        rf"\b(?i:the|this|that|our|an) (?:appeal|tribunal|hearing)(?: (?:that|which|was|is|we|lost|reported"
        rf"|covered|won)){{0,4}} (?:in|on|from) (?:{_IN_THE_NEWS})"
    ),
    Pattern(rf"(?:{_PAPER}){_STORY} (?:the|that|our|one) {_WHO}\b{_NO_SERVICE}"),
    Pattern(
        rf"\b(?:story|piece|article|report|feature|item|coverage|interview) (?:in|on|by) (?:{_IN_THE_NEWS})"
        rf"[^.;\n]{{0,25}}? (?:on|of|about|with) (?:the|that|our|one|a) {_WHO}\b{_NO_SERVICE}"
    ),
    Pattern(
        rf"\b(?:reported|story|article|piece|was|were) (?:in|on|by) (?:{_IN_THE_NEWS})[^.;\n]{{0,30}},"
        rf" (?:the|that|this) {_WHO}\b{_STATE}"
    ),
)


def tells_of_a_family_in_the_news(sentence: str) -> bool:
    """Whether a family, or a child, is pointed at by where it was in the news."""
    return _NEWS.may_be_in(sentence) and any(pattern.search(sentence) for pattern in _FAMILY_IN_THE_NEWS)
