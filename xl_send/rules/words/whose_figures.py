"""Of whom or what a figure in a commentary is told: of some, of others, of another time, or of the KPI itself."""

from __future__ import annotations

import re
from datetime import date

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.patterns import Pattern
from xl_send.workbook.days import MONTHS
from xl_send.workbook.sheets.choices import Measures
from xl_send.workbook.sheets.kpis import Kpi

# "103% at two units", "71% in the pilot schools", "28% in clinics, 33% elsewhere": the figure of some of them.
_OF_SOME = Pattern(
    r"\s*(?:at|in|for|from|among) [^.;%]{2,40},? (?:and |but )?\d{1,3}(?:\.\d+)?% (?:elsewhere|at|in|for|among)\b"
    r"|\s*(?:at|in|for|from) (?:the )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|some|most|several"
    r"|pilot|trial|first|other|those|north\w*|south\w*|east\w*|west\w*)\b(?! (?:weeks|months|days|years|terms?)\b)",
    re.IGNORECASE,
)
# "Cases opened since June are at 72%": the figure of some of them too.
_OF_PART = Pattern(
    r"\b(?:since|those|newly|opened|received|started|begun|who|excluding|without)\b[^.;]*$"
    r"|\b(?:one|two|three|four|five|six|some|most|half|both|\d+) (?:of (?:the|our|its)|areas|localities|teams"
    r"|schools)\b[^.;]*$",
    re.IGNORECASE,
)
_OTHERWISE = Pattern(
    r"(?i)\b(?:provisional|unvalidated|unaudited|estimate[ds]?|rolling|average|for the (?:month|week|half-term|term)"
    r"|(?:week|month) (?:of|to|ending)|of which|so far this|early figures?|north|south|east|west)\b")  # fmt: skip
# After these a full stop ends no sentence: "nat. c. 25%".
_SHORT = frozenset(
    {"approx", "av", "avg", "c", "ca", "cf", "eng", "est", "exp", "inc", "incl", "max", "min", "nat", "no", "prev",
     "reg", "tgt", "v", "vs"}
)  # fmt: skip
# "Nationally it stands at 46%": the figure of others, to compare with.
_OF_OTHERS = Pattern(
    r"(?i)\b(?:england|english|nat|national\w*|region\w*|neighbours?|sns?|london|benchmark\w*|comparators?|elsewhere"
    r"|other (?:councils|areas|authorities|las|boroughs|counties)|across the (?:country|region)|dfe)\b[^\d]*$"
)
# "The response rate is at 34%": of something else, unless the KPI is called so.
_OF_OTHER_THINGS = Pattern(
    r"(?i)\b(response|staffing|vacanc\w+|spend\w*|budget|occupancy|attendance|training|recruitment|sickness|turnover"
    r"|caseloads?|coverage|completion)\b[^.;,]{0,25}$"
)
_STOPS, _AFTER = Pattern(r"[.;](?: |$)"), Pattern(r"(?i) ?(?:(?:in|for|across|of) )?(?:the )?[a-z]+")
_IN_A_MONTH = Pattern(rf"(?i)^\d{{1,3}}(?:\.\d+)?%? in ({MONTH_NAMES})\b")
HALF_A_YEAR = 6


def is_otherwise(kpi: Kpi, text: str) -> bool:
    """Whether a text tells of a provisional figure, an average, or one of a week or a place: of another than the KPI's.

    What a rolling KPI measures is a rolling figure.
    """
    rolls = kpi.measures is Measures.ROLLING
    return any(not (rolls and words.casefold() == "rolling") for words in _OTHERWISE.findall(text))


def is_of_some(text: str, start: int, end: int) -> bool:
    """Whether the figure between two places of a text is of some of those that are counted."""
    return _OF_SOME.match(text, end) is not None or _OF_PART.search(text[:start]) is not None


def of_a_later_month(text: str, day: date) -> bool:
    """Whether a text opens with a figure of a month after that of the latest."""
    found = _IN_A_MONTH.search(text)
    month = MONTHS.index(found[1][:3].casefold()) + 1 if found else day.month
    return 0 < (month - day.month) % len(MONTHS) <= HALF_A_YEAR


def is_of_others(kpi: Kpi, text: str, found: re.Match[str]) -> bool:
    """Whether a figure is the country's, a neighbour's or of another thing by the words about it in its clause."""
    before, after = _clause_before(text[: found.start(1)]), _AFTER.match(text, found.end())
    thing = _OF_OTHER_THINGS.search(before)
    called = f"{kpi.name} {kpi.definition or ''}".casefold()
    of_another = thing is not None and thing[1].casefold()[:6] not in called
    return of_another or any(_OF_OTHERS.search(words) for words in (before, after[0] if after else ""))


def _clause_before(text: str) -> str:
    """The words before a figure from the last full stop or semicolon on, where that ends a sentence."""
    parts = _STOPS.split(text)
    clause = parts.pop()
    while parts and parts[-1].rpartition(" ")[2].casefold() in _SHORT:
        clause = f"{parts.pop()} {clause}"
    return clause
