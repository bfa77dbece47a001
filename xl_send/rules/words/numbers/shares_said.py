"""What a workstream's words give of a KPI that they name: by its id, by its base, or by most words of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import Dated
from xl_send.analysis.notes.content import stems
from xl_send.patterns import Pattern
from xl_send.rules.kpis.words.said_ends import FIGURE_SAID, in_unit, is_said
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi

_CLAUSE = Pattern(r"[.;!?](?:\s|$)")
_OF_ANOTHER_TIME = Pattern(
    r"(?i)\b(?:last (?:time|year|term|month|autumn|spring|summer|winter)|previous\w*|earlier|target\w*"
    r"|expect\w*|plan(?:ned)? (?:is|was|for)|aim\w*|hope\w*|will|would|should|could|by (?:the )?(?:end|easter|christmas"
    r"|summer|spring|autumn|january|february|march|april|may|june|july|august|september|october|november|december)|baseline"
    r"|forecast|of which|was|were at|had been|from|national\w*|england|if|until|when)\b"
)
_STANDS = (
    r"(?: ?\([^()]{1,80}\))?,? ?(?:(?:now|still|currently|has|have) )*"
    r"(?:(?:stands|is|are|remains|sits|stays) (?:now )?(?:at )?"
    r"|(?:reached|reaches|rose to|risen to|fell to|fallen to|up to|down to|at) |[:=] ?)"
    r"(?:only |just |about |nearly |now )?"
)
_ENDS = r"(?=\s*(?:$|[.;:()](?!\d)|,(?!\d)|(?:and|but|against|which|so|better|worse|up|down)\b))"
_OF_A_MONTH = Pattern(rf"(?i)\b(?:{'|'.join(FULL_MONTHS)})\b")
# "48 of the 50 pupils", "50 pupils supported, 48 still in their school".
_PART = Pattern(
    r"(?<![\w.,£/-])(?P<part>\d{1,4}) (?:out )?of (?:the |our |these |all )?(?P<whole>\d{2,4})(?![\w%]|[.,]\d)"
    r"|(?<![\w.,£/-])(?P<base>\d{2,4}) (?:[a-z-]+ ){0,3}[a-z-]+(?:,|:| and|, of whom| of whom) "
    r"(?P<those>\d{1,4})(?![\w%]|[.,]\d)"
)
_FIGURE = Pattern(rf"(?i)(?<![\w.,-]){FIGURE_SAID}")
_SHARE = Pattern(r"(?<![\w.,])(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b) of ")
# Behind these a title says what is so of those who are counted.
_WHO = Pattern(r"(?i)\b(?:who|whose|that|which|with) (?P<said>.+)|\b(?P<done>(?!need|base)[a-z]{2,12}ed\b.*)")
_STAYS = Pattern(r"(?i)\b(?:still|stay\w{0,3}|remain\w{0,3}|kept|keep\w{0,3}|retain\w{0,3}|sustain\w{0,3})\b")
# So near to the figure the words are meant for it; so many words of a title tell which KPI.
_NEAR, _MOST_OF, _LEAST = 0.25, 0.7, 3
_ALIKE = 2


def words_of_another_figure(kpi: Kpi, dated: Sequence[Dated], text: str, shares: Sequence[float]) -> str:
    """The words by which a text gives a KPI another figure than its latest; blank where none does.

    `shares` are those of all KPIs of the workstream: a part of a base that is one of them is not this KPI's.
    """
    if kpi.id in text:
        for found in _by_its_id(kpi, text):
            every = [in_unit(one[0], kpi.unit) for one in _FIGURE.finditer(found.string)]
            known = any(one is not None and is_said(one, dated[-1].value, kpi.unit) for one in every)
            if in_unit(found[1], kpi.unit) is not None and not known:
                return found[0].strip()
    if kpi.unit is not Unit.PERCENT:
        return ""
    latest = dated[-1]
    for words, share in (*_parts_of_its_base(kpi, latest, text), *_of_its_title(kpi, text)):
        known = any(is_said(share, one, Unit.PERCENT) for one in (*shares, 1 - latest.value))
        if not known and abs(share - latest.value) <= _NEAR:
            return words
    return ""


def _by_its_id(kpi: Kpi, text: str) -> Iterator[re.Match[str]]:
    """Each "OUT-K04 stands at 96%"."""
    stands = re.compile(rf"(?i)\b{re.escape(kpi.id)}{_STANDS}{FIGURE_SAID}{_ENDS}")
    for clause in _CLAUSE.split(text):
        found = stands.search(clause)
        if found and not _OF_ANOTHER_TIME.search(clause[: found.end()]) and not _OF_A_MONTH.search(clause):
            yield found


def _parts_of_its_base(kpi: Kpi, latest: Dated, text: str) -> Iterator[tuple[str, float]]:
    """Each so many of just as many as the latest figure is counted out of, of whom is said what the title says."""
    base = latest.row.base if isinstance(latest.row, Actual) else None
    said = _WHO.search(kpi.name or "")
    if not base or not said or f"{base:.0f}" not in text:
        return
    for clause in _CLAUSE.split(text):
        for found in _PART.finditer(clause):
            part, whole = float(found["part"] or found["those"]), float(found["whole"] or found["base"])
            about = stems(clause) & stems(kpi.name or "")
            of_it = whole == base and part <= whole and len(about) >= _ALIKE
            if of_it and _says(clause[found.end() :], said[0]) and not _OF_ANOTHER_TIME.search(clause):
                yield clause[found.start() :].strip(), part / whole


def _says(after: str, predicate: str) -> bool:
    """Whether what stands behind a number says what a title says of its own: that they stay, or two of its words."""
    kept = _STAYS.search(predicate) and _STAYS.search(after)
    return bool(kept) or len(stems(after) & stems(predicate)) >= _ALIKE


def _of_its_title(kpi: Kpi, text: str) -> Iterator[tuple[str, float]]:
    """Each share of which most words of the title are said."""
    title = stems(kpi.name or "")
    for clause in _CLAUSE.split(text) if len(title) >= _LEAST and "%" in text else ():
        found = _SHARE.search(clause)
        alike = title & stems(clause)
        if found and len(alike) >= max(_LEAST, _MOST_OF * len(title)) and not _OF_ANOTHER_TIME.search(clause):
            yield clause.strip(), float(found[1]) / 100
