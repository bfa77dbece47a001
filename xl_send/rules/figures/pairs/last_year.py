"""What a KPI was at this time last year, in its commentary, in Notes and in the figure of that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, series
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.words.said_ends import in_unit, is_said
from xl_send.words import NUMBER
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_FIGURE = rf"(?:£?\d[\d,]*(?:\.\d+)?(?: ?(?:%|per ?cent\b)|k\b)?|{NUMBER})"
_LAST_YEAR = Pattern(
    rf"(?i)(?<![\w.,£/-])({_FIGURE})(?: ([a-z]{{4,20}}))?,? (?:at |by |in )?(?:(?:this|the same|same) (?:time|point"
    rf"|stage|month|day) |(?:{'|'.join(FULL_MONTHS)}) )?(?:of )?(?:last (?:yr|year)\b|a year (?:ago|earlier|before)\b)"
)
# "This time last year: 9".
_THEN = Pattern(
    r"(?i)\b(?:last (?:yr|year)|a year (?:ago|earlier|before))(?: (?:it |this |that |the figure )?(?:was|were|stood at)"
    r"|:| \(| we had| there were)? ?(£?\d[\d,]*(?:\.\d+)?(?: ?(?:%|per ?cent\b)|k\b)?)(?![\w/-]|[.,]\d)"
)
_BY_SO_MUCH = Pattern(r"(?i)\b(?:up|down|by|rose|fell|risen|fallen|another|extra|further|from|to|than|of|about) £?$")
_AT_THE_TIME = ("in ", "this", "same", "year ago", "earlier")
A_YEAR, SOME_DAYS, LEAD = 365, 12, 15


@rule(
    "CM84",
    Severity.QUERY,
    '"{words}" is said here, but {place} {record} has {other} for the same day.',
    "Look up the figure of last year, and correct the other of the two.",
)
def last_year_with_two_figures(programme: Programme) -> Iterator[Hit]:
    """What a KPI is said to have been at this time last year is one figure, wherever it is said.

    Asked of the commentary, against the Note of the latest figure or of what is expected on its day, and, where it says
    "this time last year", against the figure of that day itself.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Appeals registered | Count | <11 this year so far, 9 this time last yr> |
    | TRN-K02 | Complaints | Count | <25, against 33 at the same point last year.> |

    Expectations:
    | KPI | Milestone | Expected | Measured on | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 12 | 31 Oct 2026 | 14 last yr |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 11 |
    | TRN-K02 | 30 Sep 2025 | 31 |
    | TRN-K02 | 30 Sep 2026 | 25 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Appeals registered | Count | 11 this year so far, 14 this time last yr |
    | TRN-K02 | Complaints | Count | 25, against 340 in all last year |
    | TRN-K03 | Complaints | Count | 25; 6 staff this time last year, 31 complaints at this time last year |
    | TRN-K04 | Complaints | Count | 25; 19 more than at this time last year |
    | TRN-K05 | Complaints | Count | 25, down 6 last year; 12 staff at this time last year |

    Expectations:
    | KPI | Milestone | Expected | Measured on | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 12 | 31 Oct 2026 | 14 last yr |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 11 |
    | TRN-K02 | 30 Sep 2025 | 31 |
    | TRN-K02 | 30 Sep 2026 | 25 |
    | TRN-K03 | 30 Sep 2025 | 31 |
    | TRN-K03 | 30 Sep 2026 | 25 |
    | TRN-K04 | 30 Sep 2025 | 31 |
    | TRN-K04 | 30 Sep 2026 | 25 |
    | TRN-K05 | 30 Sep 2025 | 31 |
    | TRN-K05 | 30 Sep 2026 | 25 |
    """
    expected = points(programme)
    for kpi, dated in series(programme).items():
        found = _of_last_year(kpi.commentary, kpi.name) if is_active(programme, kpi) else []
        value = in_unit(found[0][1], kpi.unit) if len(found) == 1 else None
        if value is None:
            continue
        other = _in_a_note(kpi, dated[-1], expected.get(kpi, ()))
        said = (kpi.commentary or "")[max(0, found[0].start() - LEAD) : found[0].end()].casefold()
        same_time = any(word in said for word in _AT_THE_TIME)
        other = other or (_a_year_before(dated, dated[-1].day) if same_time else None)
        if other and not is_said(value, other[1], kpi.unit):
            cell = other[0].row.at(other[2])
            yield hit(
                kpi.at("commentary"), Related(cell, "the other figure"), words=found[0][0], place=cell.column,
                record=f"of {cell.record}", other=amount(kpi.unit, other[1]),
            )  # fmt: skip


def _of_last_year(text: str | None, name: str | None) -> list[re.Match[str]]:
    """Each figure of last year that a text gives."""
    before = [
        one
        for one in _LAST_YEAR.finditer(text or "")
        if not _BY_SO_MUCH.search((text or "")[: one.start()]) and (not one[2] or stems(one[2]) & stems(name or ""))
    ]
    return before or list(_THEN.finditer(text or ""))


_Told = tuple[Dated, float, str]


def _in_a_note(kpi: Kpi, latest: Dated, path: Sequence[Dated]) -> _Told | None:
    """The figure of last year that a Note gives of the day of the latest figure."""
    for one in (latest, *(point for point in path if point.day == latest.day)):
        found = _of_last_year(one.row.note, kpi.name)
        value = in_unit(found[0][1], kpi.unit) if len(found) == 1 else None
        if value is not None:
            return one, value, "note"
    return None


def _a_year_before(dated: Sequence[Dated], day: date) -> _Told | None:
    """The figure of a year before a day."""
    near = [one for one in dated if abs((day - one.day).days - A_YEAR) <= SOME_DAYS]
    return (near[0], near[0].value, "value") if len(near) == 1 else None
