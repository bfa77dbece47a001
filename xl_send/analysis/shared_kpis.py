"""KPIs that several workbooks give: the same id, or the same title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.patterns import Pattern
from xl_send.workbook.ids import code_of
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme, once_per_programme

_EHCP = Pattern(r"\bEHCP(s?)\b", re.IGNORECASE)
_SHARE_OF = Pattern(r"(?:%|\bper ?cent(?:age)?\b|\bproportion\b)(?: of)? ?", re.IGNORECASE)


def kpis_alike(programme: Programme, at_least: int = 2) -> Iterator[Sequence[Kpi]]:
    """The rows of each id or title that has at least so many, none of them paused or withdrawn.

    Titles are compared without capitals, spaces and punctuation, EHCPs as EHC plans and % as percentage. First comes
    the row of the workbook to which the id belongs, whatever order the workbooks were read in.
    """
    return (rows for rows in _by_title(programme) if len(rows) >= at_least)


@once_per_programme
def _by_title(programme: Programme) -> Sequence[Sequence[Kpi]]:
    titles: dict[str, str] = {}
    found: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in sorted(programme.each(Kpi), key=lambda item: _place(programme, item)):
        if is_active(programme, kpi):
            found[titles.setdefault(kpi.id, _title_key(kpi.name or "") or kpi.id)].append(kpi)
    return list(found.values())


def _title_key(title: str) -> str:
    plans = _EHCP.sub(r"EHC plan\1", title)
    return name_key(_SHARE_OF.sub("percentage ", plans))


def _place(programme: Programme, kpi: Kpi) -> tuple[str, bool, str, int]:
    return kpi.id, code_of(kpi.id) not in programme.of(kpi).codes, kpi.workbook, kpi.row


def claimants(programme: Programme, kpi: Kpi) -> Sequence[str]:
    """The workstreams that report a row: its own, or those of the workbook in which it stands for another's."""
    codes = programme.of(kpi).codes
    return [kpi.workstream] if kpi.workstream in codes or not codes else sorted(codes)
