"""Work by what it is called: what goes on and tells no event, and building work."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.patterns import Pattern
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream

_PEOPLE = (
    r"(?:schools|families|parents|parent carers|settings|sencos|children|pupils|trusts|partners|providers|colleagues)"
)
# Verbs that say that work goes on, whatever follows.
_GOES_ON = Pattern(
    r"(?:to )?(?:continue|attend|liaise|participate|maintain|ensure|work (?:with|alongside|towards)|engage with"
    r"|keep (?:in touch|on|under|working|(?:\w+ ){1,3}(?:informed|updated|involved|engaged))"
    rf"|support (?:the |all |our |local |trial |young )*{_PEOPLE}"
    r"(?: (?:to|with|in|on)\b|$))"
    r"(?! (?:form|list|policy|agreement|or\b))(?!/|:)\b",
)
# Words that say so unless the title tells an event.
_MAY_GO_ON = Pattern(
    r"(?:to )?(?:on-?going|continuing|continued|continual|improving|managing|strengthening|reducing|raising awareness"
    rf"|supporting (?:the |all |our |local |young )*{_PEOPLE}"
    r"|monitor|monitoring|attending|liaising|maintaining|ensuring|promote|promoting"
    r"|working (?:with|alongside|towards)|engaging with|keeping|oversee|overseeing|regular|regularly|weekly|fortnightly"
    r"|monthly|quarterly|daily|termly|continuous)\b",
)
_TELL_TALE = Pattern(
    r"\b(?:on an on-?going basis|on-?going|regularly|on a regular basis|throughout the (?:year|programme|project)"
    r"|as (?:and when )?(?:required|needed|necessary)|every (?:week|month|day)"
    r"|(?:weekly|monthly) (?:meetings|updates))\b",
)
# Words by which an event is told, whatever else the title says.
_EVENT = Pattern(
    r"\b(?!need\b|speed\b|feed\b|embed\b|proceed\b)"
    r"(?:\w{2,}ed|begun|held|met|sent|built|bought|let|taken|made|given|known|found|written|drawn|won|chosen|put|paid"
    r"|spent"
    r"|set|in (?:place|post|use|force|service)|live|ready|available|complete|opens?|starts?|begins?|closes|ends|agrees"
    r"|approves|accepts|launch(?:es)?|goes|moves|takes?|first|final|handover|sign-off|approval|appointment|award"
    r"|decision|pilot"
    r"|trial|roll-?out|procurement|evaluation|in operation|up and running|stood up|at (?:zero|nought|work)|cleared"
    r"|conference|event|workshop|launch|(?:monitoring|inspection|quarterly|annual) (?:visit|inspection|review)"
    r"|(?:visit|inspection|review) (?:by|with) (?:dfe|ofsted|cqc|nhs|the dfe|inspectors)|report to|reporting (?:to|in)"
    r"|promote \w+ officers?)\b"
)


# An end that is named makes an event of what goes on until then, as does a state that is to hold.
_BY_A_DAY = Pattern(
    r"\b(?:in (?:place|force|use|post)|on \d{1,2} [a-z]{3,9}|for (?:the )?(?:decision|approval)"
    rf"|by (?:the )?(?:end of )?(?:\d{{1,2}} )?(?:{MONTH_NAMES}|easter|christmas))\b"
)


def is_activity(title: str) -> bool:
    """Whether a title reads like work that goes on, and tells no event."""
    words = " ".join(title.casefold().split())
    if _GOES_ON.match(words):
        return not _BY_A_DAY.search(words)
    goes_on = _MAY_GO_ON.match(words) or _TELL_TALE.search(words)
    return goes_on is not None and not _EVENT.search(_TELL_TALE.sub(" ", words))


_BUILDS = Pattern(
    r"\b(?:construct\w*|contractors?|groundworks?|foundations|demoli\w+|refurbish\w*|remodel\w*|fit(?:ting)?[- ]?out"
    r"|(?:taken|knocked|pulled) down|dismantl\w+|strip(?:ped)?[- ]out|asbestos|scaffold\w*|brickwork|steelwork"
    r"|snagging|defects|modular|riba|new (?:block|wing|school building)|(?:school|site|unit) (?:expansion|extension)"
    r"|(?:on|to) site|site (?:clearance|set[- ]up|works)|practical completion|classrooms? (?:built|added)"
    r"|planning (?:permission|application|consent)|capital (?:works?|projects?|programme|scheme)"
    r"|build(?:ing)? (?:works?|programmes?|projects?|contracts?|costs?|starts?|is|in use|complete\w*|handed|ready)"
    r"|(?:building|works) (?:begins?|starts?|ends?|finish\w*)"
    r"|(?:block|hall|kitchen|roof|boiler) .*\b(?:certified|handed (?:back|over)|replaced|installed|complete))\b",
    re.IGNORECASE,
)
ENOUGH = 3


def is_building(*texts: str | None) -> bool:
    """Whether a text speaks of building work."""
    return any(_BUILDS.search(text) for text in texts if text)


def builds(stream: Workstream, milestones: Iterable[Milestone]) -> bool:
    """Whether a workstream is building work: it says so itself, or three of its milestones do."""
    return is_building(stream.name) or sum(is_building(milestone.name) for milestone in milestones) >= ENOUGH


# One of several posts alike, by its number: "4th post", "third job coach".
_NUMBERED_POST = Pattern(
    r"(?i)\b(2nd|3rd|[4-9]th|second|third|fourth|fifth|sixth) (?:\w{2,12} )?(post|coach|worker|officer|teacher"
    r"|therapist|practitioner|psychologist|caseworker|adviser|assistant|drafter)s?\b"
)
_IN_FIGURES = {"second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th"}


def numbered_posts(text: str | None) -> set[tuple[str, str]]:
    """The posts that a text gives by their number in a team, each as a number and what it is."""
    found = _NUMBERED_POST.finditer((text or "").casefold())
    return {(_IN_FIGURES.get(one[1], one[1]), one[2]) for one in found}
