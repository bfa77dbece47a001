"""Counts of what is a child's by right, such as plans: fewer of them are no success."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi

_ENTITLED = Pattern(
    r"\b(?:(?:ehc|education,? health and care) plans?|ehcps?|(?:new |active |open |current |maintained )plans"
    r"|statutory plans?|(?:children|pupils|young people|learners) (?:with (?:an? )?(?:ehc |education,? health and "
    r"care )?plans?|(?:placed |educated |on roll )?(?:in|at) special(?:ist)? (?:schools?|provision))"
    r"|(?:special(?:ist)?(?: school)?) places|places (?:in|at) special(?:ist)? (?:schools?|provision)"
    r"|(?:ehc |needs |statutory )*(?:needs )?assessments?(?: requests?)?|ehcnas?|requests? to assess"
    r"|requests? for (?:an )?(?:ehc |needs )?"
    r"(?:needs )?assessments?|plans? (?:issued|agreed|maintained|held)"
    r"|(?:special(?:ist)?(?: school)?|school) placements?|placements? in special(?:ist)? (?:schools?|provision))\b"
    r"|^(?:(?:(?:number of|new|total|all) )*placements?)$",
    re.IGNORECASE,
)
# What may well be fewer: what is costly and far away, what is late or missing, what ends badly, what is an aim.
_NOT_A_VOLUME = Pattern(
    r"\b(?:independent|non-?maintained|inmss|nmiss|out[- ](?:of[- ])?(?:area|county|borough|city|district|authority)"
    r"|residential|alternative|ap|eotas|unregistered|unlawful|tribunal\w*|appeals?|appealed|mediation|complaints?"
    r"|wait\w*|await\w*|late|overdue|(?:over|after) (?:\d+|twenty) weeks|beyond|delay\w*|backlog|outstanding"
    r"|breach\w*|out of (?:date|time)|without|missing|no|not|lack\w*|breakdowns?|broke\w*|end(?:ed|ing)|fail\w*"
    r"|exclu\w+|suspen\w+|emergency|temporary|part-?time|incomplete|errors?|return(?:ed)?|amend\w*|quality|unfilled"
    r"|refus\w*|conceded|agency|reduced|home[- ]educated|neet"
    r"|costs?|days?|weeks|spend|transport|taxis?|changes? of|moves?|travel\w*|absen\w+|vacan\w+)\b",
    re.IGNORECASE,
)
# The day on which all of them are counted narrows nothing.
_ON_A_DAY = Pattern(
    r"(?i)\b(?:on|at|by) the (?:last|first|end)(?: (?:working|school|calendar))?(?: days?)?(?: of (?:the|each|every))?"
)
# That neither more nor fewer is an aim narrows nothing either.
_NO_AIM = Pattern(
    r"(?i)\b(?:neither (?:more|fewer|way|higher|lower)"
    r"|(?:a )?(?:higher|lower|more|fewer) (?:or|nor) (?:a )?(?:higher|lower|more|fewer)"
    r"|not (?:a|an|the) (?:goal|aim|target)|no (?:goal|aim|target))\b[^.;]{0,60}"
)
# What may stand beside them and the count is still of them all.
_BESIDE = Pattern(
    r"(?i)\b(?:the|an?|all|total|numbers?|counts?|of|for|in|with|to|by|from|and|or|that|which|are|is|were|who|have|has|our|new"
    r"|active|open|current|maintained|children|child|pupils?|young people|learners?|students?|aged?|under|over"
    r"|fives?|years?"
    r"|early|months?|terms?|quarters?|so far|to date|this|each|every|per|population|rate|received|made|issued|agreed"
    r"|held|started|counties|county|council|borough|local|area|primary|secondary|post-?16|schools?|parents?|settings"
    r"|statutory|special|specialist|ehc|education|health|care|needs|placements?|places|plans?|assessments?|requests?"
    r"|autis\w*|send?|semh|social|emotional|mental|communication|speech|language|learning|physical|sensory|complex"
    r"|legally|open|live|growth|caseload|\d[\d,.]*(?:-\d+)?)\b|[^\w\s]"
)
COUNTED = frozenset({Unit.COUNT, Unit.RATE})


def fewer_of_a_right(kpi: Kpi) -> str:
    """The plans, assessments or places that a KPI counts and calls better when fewer; nothing of any other KPI."""
    if kpi.better is not Better.LOWER or kpi.unit not in COUNTED:
        return ""
    found = _ENTITLED.search(kpi.name or "")
    said = _NO_AIM.sub(" ", _ON_A_DAY.sub(" ", f"{kpi.name} {kpi.definition or ''}"))
    return found[0] if found and not _NOT_A_VOLUME.search(said) else ""


def counts_nothing_else(kpi: Kpi, what: str) -> bool:
    """Whether the title of a KPI is of all that is counted: nothing narrows it to what may well be fewer."""
    return not _BESIDE.sub(" ", (kpi.name or "").replace(what, " ")).strip()
