"""Whether a KPI's own words rule out that few children stand behind it, where it does not say how many do.

They do where it speaks of pupils, families or plans in general: an area has hundreds. They do not where anything
narrows it down: a school or place by name, a year group, a need, a kind of provision, a fee, a single period.
"""

from __future__ import annotations

from xl_send.patterns import Pattern, in_small_letters
from xl_send.workbook.sheets.choices import Measures
from xl_send.workbook.sheets.kpis import Kpi

# So many children, families or plans there are in any area; mostly many more.
FEWEST_IN_AN_AREA = 100.0

_MANY = Pattern(
    r"(?i)\b(?:pupils|children|young people|learners|families|parents|carers|plans|requests|reviews|assessments)\b"
)
_OF_FEWER = frozenset({
    "girl", "girls", "boy", "boys", "age", "aged", "unit", "units", "base", "bases", "resourced", "residential",
    "placement", "placements", "fee", "fees", "price", "prices", "cost", "costs", "trial", "trials", "pilot", "pilots",
    "tribunal", "tribunals", "appeal", "appeals", "without", "missing", "hospital", "refugee", "refugees", "traveller",
    "travellers", "awaiting", "waiting", "independent", "special", "alternative", "adhd", "asd", "semh", "slcn",
    "agreed", "this", "these", "those", "new", "moved",
})  # fmt: skip
_NARROWED = Pattern(
    r"(?i)\b(?:years? (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|under[- ]\w+|exclu\w+|suspen\w+"
    r"|out of (?:school|county|area)|part-time|looked after|in care|care leavers?|social workers?|bed and breakfast"
    r"|autis\w+|deaf\w*|impair\w*|needs? of)\b",
)
_APART = Pattern(r"\W")
# A word with a capital within a sentence is a name, but for the field's own.
_NAME = Pattern(r"(?<=[a-z,] )(?!(?:EHC|EHCP|EHCPs|SEN|SEND|SENCO|EP|LA|DfE|England|English|Key|I)\b)[A-Z]\w+")


def speaks_of_the_whole_area(kpi: Kpi) -> bool:
    """Whether a KPI is worded as one of all children, families or plans of an area."""
    name = kpi.name or ""
    if kpi.measures is Measures.PERIOD or not _MANY.search(name):
        return False
    fewer = not _OF_FEWER.isdisjoint(_APART.split(in_small_letters(name)))
    return not (fewer or _NARROWED.search(name) or _NAME.search(name))
