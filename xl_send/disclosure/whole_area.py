"""Whether a KPI's own words rule out that few children stand behind it, where it does not say how many do.

They do where it speaks of pupils, families or plans in general: an area has hundreds. They do not where anything
narrows it down: a school or place by name, a year group, a need, a kind of provision, a fee, a single period.
"""

from __future__ import annotations

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.choices import Measures
from xl_send.workbook.sheets.kpis import Kpi

# So many children, families or plans there are in any area; mostly many more.
FEWEST_IN_AN_AREA = 100.0

_MANY = Pattern(
    r"(?i)\b(?:pupils|children|young people|learners|families|parents|carers|plans|requests|reviews|assessments)\b"
)
_NARROWED = Pattern(
    r"(?i)\b(?:girls?|boys?|years? (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|aged?|under[- ]\w+"
    r"|units?|bases?|resourced|residential|placements?|fees?|prices?|costs?|trials?|pilots?|tribunals?|appeals?"
    r"|exclu\w+|suspen\w+|out of (?:school|county|area)|without|missing|part-time|hospital|looked after|in care"
    r"|care leavers?|social workers?|refugees?|travellers?|bed and breakfast|awaiting|waiting|independent|special"
    r"|alternative|autis\w+|adhd|asd|semh|slcn|deaf\w*|impair\w*|needs? of|agreed|this|these|those|new|moved)\b"
)
# A word with a capital within a sentence is a name, but for the field's own.
_NAME = Pattern(r"(?<=[a-z,] )(?!(?:EHC|EHCP|EHCPs|SEN|SEND|SENCO|EP|LA|DfE|England|English|Key|I)\b)[A-Z]\w+")


def speaks_of_the_whole_area(kpi: Kpi) -> bool:
    """Whether a KPI is worded as one of all children, families or plans of an area."""
    name = kpi.name or ""
    if kpi.measures is Measures.PERIOD or not _MANY.search(name):
        return False
    return not (_NARROWED.search(name) or _NAME.search(name))
