"""Counts of what was done once for all, such as staff trained: by their words they never fall."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi

_SINCE = Pattern(
    r"\b(?:who|that|which) have\b[^.;]{0,120}\bsince\b|\bcumulative|\b(?:so far|to date)\b|\brunning total"
    r"|\b(?:who|that|which) (?:\w{3,}ed|took|left|began|joined)\b[^.;,]{0,120}\bsince\b"
    r"|\b(?:trained|completed|finished|opened|issued|ceased|recruited|appointed|visited|reached|signed|delivered)"
    r" since\b",
    re.IGNORECASE,
)


# Done to each once for all, and counted so: a register of those trained, each person once.
_ONCE = Pattern(
    r"(?i)\b(?:each|every) (?:[a-z]+ ){0,2}?(?:counted )?(?:only |just )?once\b|\bcounted (?:only |just )?once\b"
    r"|\b(?:everybody|everyone|all|anyone) (?:who|that) (?:has|have) ever\b|\bno (?:one|person) (?:is )?counted twice\b"
)
_FOR_ALL = Pattern(
    r"(?i)\b(?:trained|attended|attending|completed|completing|finished|qualified|accredited|certified|briefed"
    r"|inducted|visited|passed|graduated)\b"
)
_RUNNING = Pattern(r"(?i)\b(?:running|cumulative) (?:total|count|figure)s?\b")
# What goes down as it is seen to, or when some leave.
_MAY_FALL = Pattern(
    r"(?i)\b(?:not|no|without|never)\b[^.;,]{0,60}\bsince\b|\b(?:wait\w*|await\w*|outstanding|overdue|remain\w*|backlog"
    r"|still|unresolved|on roll|in post|currently|net|signed up|caseload|vacan\w+|members?|enrolled|taking part)\b"
    r"|\bhave been open\b|\bcases? open\b|\bopen (?:cases?|files?|on)\b"
)


def never_falls(kpi: Kpi) -> bool:
    """Whether a KPI counts, at one time, all that has happened since it began."""
    if kpi.unit is not Unit.COUNT or kpi.measures is not Measures.SNAPSHOT:
        return False
    text = f"{kpi.name or ''}. {kpi.definition or ''}"
    once = _ONCE.search(text) and _FOR_ALL.search(text)
    runs_on = once or _SINCE.search(text) or _RUNNING.search(kpi.commentary or "")
    return bool(runs_on) and not _MAY_FALL.search(text)
