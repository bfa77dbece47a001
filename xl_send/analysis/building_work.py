"""Building work: it goes on in August, begins without a set up of its own, and is no share of any children."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream

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
    needs="construct|contractor|groundwork|foundations|demoli|refurbish|remodel|fitting|fit-out|fit out"
    "|fitout| down|dismantl|strip|asbestos|scaffold|brickwork|steelwork|snagging|defects|modular|riba"
    "|new block|new wing|school building|expansion|extension|on site|to site|site clearance|site set"
    "|site works|completion|classroom|permission|application|consent|capital|build|works |block |hall "
    "|kitchen |roof |boiler ",
)
ENOUGH = 3


def is_building(*texts: str | None) -> bool:
    """Whether a text speaks of building work."""
    return any(_BUILDS.search(text) for text in texts if text)


def builds(stream: Workstream, milestones: Iterable[Milestone]) -> bool:
    """Whether a workstream is building work: it says so itself, or three of its milestones do."""
    return is_building(stream.name) or sum(is_building(milestone.name) for milestone in milestones) >= ENOUGH
