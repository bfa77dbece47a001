"""How a KPI is measured, by its Definition or title and by Measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_YEAR_SO_FAR = Pattern(
    r"\b(?:academic|calendar|financial|school) year (?:so far|to date)|\byear to date\b"
    r"|\b(?:(?:starts?|begins?|counts?|goes) (?:again|afresh|anew|from (?:zero|nought))|resets?)"
    r" (?:to (?:zero|nought) )?(?:each|every|in) (?:september|april|january)",
    re.IGNORECASE,
)
# "Since 1 September", of no year: it begins again each time that the year of the KPI does.
_SINCE_ITS_START = {
    YearBasis.ACADEMIC: Pattern(
        r"(?i)\b(?:since|from) (?:(?:1|the 1st|1st|the first|the start) (?:of )?)?sept(?:ember)?\b(?!,? ?\d)"
    ),
    YearBasis.CALENDAR: Pattern(
        r"(?i)\b(?:since|from) (?:(?:1|the 1st|1st|the first|the start) (?:of )?)?jan(?:uary)?\b(?!,? ?\d)"
    ),
    YearBasis.FINANCIAL: Pattern(
        r"(?i)\b(?:since|from) (?:(?:1|the 1st|1st|the first|the start) (?:of )?)?april\b(?!,? ?\d)"
    ),
}
_STILL = Pattern(
    r"(?i)\b(?:still|not|no|never|without|who are|that are|open|waiting|on roll|current\w*|to (?:1|31|30))\b"
)
# What titles say in short, in brackets or at their end.
_SHORT = Pattern(r"(?i)\b(?:[FAC]?YTD|R12M?|rolling 12 months|year to date)(?=\)|\s*$)")
_TWELVE_MONTHS = Pattern(
    r"\b(?:(?:last|past|latest|rolling|previous|preceding) (?:twelve|12) months"
    r"|(?:twelve|12) months (?:up )?to date)\b",
    re.IGNORECASE,
)
# What was done to a plan, a school or its staff within twelve months is true of it at one time.
_DONE_TO_EACH = Pattern(
    r"(?i)\b(?:with (?:an? )?(?:[\w-]+ ){0,3}(?:review|audit|visit|update|check|contact)|review\w*|visited"
    r"|updated|trained"
    r"|seen|audited|inspected|moderated|checked|refreshed|attended|contacted|met|had (?:an? )?[\w-]+)\b[^.;]{0,40}"
    r"\b(?:in|within|over|during) the (?:last|past|latest|previous) (?:twelve|12) months\b",
)
_ON_A_DAY = Pattern(r"(?i)\b(?:on|at) the (?:last|first|same) (?:working |school )?day\b|\bon the day\b|\bcensus day\b")
_BESIDE = Pattern(r"(?i)\bcompar\w+ (?:it )?(?:with|to) [^.;]*$")
# What has not happened for twelve months is counted at one time.
_NOT_SINCE = Pattern(
    r"\b(?:no|not|without|never)\b[^.;]{0,60}\b(?:last|past|latest) (?:twelve|12) months\b",
    re.IGNORECASE,
)
# What needs no Year basis: a KPI that has one was meant to begin again.
_OF_NO_YEAR = frozenset({Measures.SNAPSHOT, Measures.ROLLING})
_OF_A_PERIOD = Pattern(r"\bin the (?:month|quarter|half-term|term)\b(?! (?:before|after|to))", re.IGNORECASE)


@rule(
    "KP65",
    Severity.QUERY,
    'Measures is {measures}, but the {where} says "{words}".',
    "Choose {meant} under Measures, or correct the {where}. It decides which figures may be compared.",
    brings=dict.fromkeys(("UN25", "UN23", "EX15", "AC06", "AC29"), Reach.WORKBOOK),
)
def measured_in_another_way(programme: Programme) -> Iterator[Hit]:
    """A KPI is measured as its Definition or title says: at one time, over a period, or for the year so far.

    A year to date that is called a Snapshot looks like a collapse each time that its year begins again. That plans were
    reviewed, or staff trained, within twelve months is true of them at one time. "Since 1 September" is of a year where
    the KPI has a Year basis that begins then.

    **Fails**

    KPIs:
    | ID | KPI | Measures | Year basis | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Suspensions | <Snapshot> | | Suspensions in the academic year so far for every 100 pupils |
    | TRN-K02 | Requests | <Snapshot> | | Requests received in the last twelve months |
    | TRN-K03 | Families seen at drop-ins (FYTD) | <Period> | Financial | |
    | TRN-K04 | New placements (R12M) | <Snapshot> | | |
    | TRN-K05 | Days lost | <Snapshot> | Academic | Days lost since 1 September per 100 pupils |
    | TRN-K06 | Spend | <Rolling 12 months> | Financial | Spent from April, all schools |
    | TRN-K07 | Exclusions | <Year to date> | Academic | 12 months to date, all schools |

    **Passes**

    KPIs:
    | ID | Measures | Year basis | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Year to date | Academic | Suspensions in the academic year so far for every 100 pupils |
    | TRN-K02 | Rolling 12 months | | Requests received in the last twelve months |
    | TRN-K03 | Snapshot | | Children on roll on census day |
    | TRN-K04 | Period | Calendar | Requests received in the month, not those of the last twelve months |
    | TRN-K05 | Snapshot | | Schools that asked for help at least once in the last twelve months |
    | TRN-K06 | Snapshot | | Plans with no decision in the last twelve months |
    | TRN-K07 | Snapshot | | Plans reviewed within the last 12 months |
    | TRN-K08 | Snapshot | | Pupils excluded in the last 12 months, by where they are on the last day of the month |
    | TRN-K09 | Snapshot | Academic | Plans reviewed since September 2025 |
    | TRN-K10 | Snapshot | Academic | Children still out of school since 1 September |
    | TRN-K11 | Snapshot | | Schools visited since 1 September |
    | TRN-K12 | Snapshot | Financial | Schools visited since 1 September |
    | TRN-K13 | Rolling 12 months | | 12 months to date, all schools |
    """
    for kpi in programme.each(Kpi):
        told = _measured(kpi)
        if told is not None and kpi.measures is not told[0] and not _OF_A_PERIOD.search(kpi.definition or ""):
            way, words, name = told
            where = "Definition" if name == "definition" else "title"
            said = Related(kpi.at(name), f"the {where}")
            measures, meant = kpi.measures.value, way.value
            yield hit(kpi.at("measures"), said, measures=measures, words=words, meant=meant, where=where)


def _measured(kpi: Kpi) -> tuple[Measures, str, str] | None:
    """How a KPI is measured by its words, those words, and the column that holds them."""
    defined = _defined(kpi)
    if defined is not None:
        return (*defined, "definition")
    found = _SHORT.search(kpi.name or "")
    if found is None:
        return None
    return Measures.ROLLING if found[0].upper().startswith("R") else Measures.YEAR_TO_DATE, found[0], "name"


def _defined(kpi: Kpi) -> tuple[Measures, str] | None:
    text = kpi.definition or ""
    found = _YEAR_SO_FAR.search(text)
    if found and not _BESIDE.search(text[: found.start()]):
        return Measures.YEAR_TO_DATE, found[0]
    begins = _SINCE_ITS_START.get(kpi.year_basis) if kpi.year_basis and kpi.measures in _OF_NO_YEAR else None
    found = begins.search(text) if begins and not _STILL.search(text) else None
    if found:
        return Measures.YEAR_TO_DATE, found[0]
    found = _TWELVE_MONTHS.search(text) if kpi.measures is not Measures.ROLLING else None
    if found is None:
        return None
    of_each = kpi.unit in {Unit.PERCENT, Unit.COUNT} and _DONE_TO_EACH.search(text)
    at_one_time = "at least once" in text.casefold() or _ON_A_DAY.search(text) or _NOT_SINCE.search(text) or of_each
    return None if at_one_time else (Measures.ROLLING, found[0])
