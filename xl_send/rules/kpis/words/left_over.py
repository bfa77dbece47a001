"""A count or a sum of the period before that was left in a commentary as the present one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, points, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_COUNTED = Pattern(rf"(?<![\w.,£])({NUMBER}) ([a-z]{{4,20}})\b", re.IGNORECASE)
_PAID = Pattern(r"\b(?:now|currently|stands at|is at|is now) £(\d[\d,]*)(?![\d,.]*[km\d])", re.IGNORECASE)
_ANY = Pattern(rf"(?<![\w.,]){NUMBER}\b", re.IGNORECASE)
# What tells that a figure is of another time, or of some of them only.
_OF_ANOTHER = Pattern(
    rf"(?i)\b(?:was|were|had|last|previous\w*|earlier|from|since|before|of which|of them|of whom|more|fewer|new|another"
    rf"|extra|further|in {'|in '.join(FULL_MONTHS)}|by {'|by '.join(FULL_MONTHS)}|joined|left|came|out of|of the"
    rf"|than)\b"
)
_CLAUSES = Pattern(r"[.;:,](?: |$)")
FEWEST = 10


@rule(
    "KP93",
    Severity.QUERY,
    'The commentary says "{words}", the figure of {before}; that of {day} is {value}.',
    "Bring the commentary up to date. If it speaks of {before}, say so there.",
    brings={"CM21": Reach.CELL},
)
def figure_left_from_before(programme: Programme) -> Iterator[Hit]:
    """The number of what a KPI counts that its commentary gives is the latest, not the one before.

    Asked of counts and pounds of ten or more: of a number before what the title counts, or of a sum that is said to be
    of now, where it is an earlier figure, and neither the latest, the target, the baseline nor anything expected. Not
    where the latest stands in the text as well, nor where the words are of another time or of some of them.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Pupils supported by outreach | Count | <The service now supports 144 pupils.> |
    | TRN-K02 | Permanent exclusions of pupils with SEN | Count | <Nineteen exclusions so far.> |
    | TRN-K03 | Average cost of a place | Pounds | <The cost stands at £61,250.> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 144 |
    | TRN-K01 | 31 Oct 2026 | 158 |
    | TRN-K02 | 30 Sep 2026 | 19 |
    | TRN-K02 | 31 Oct 2026 | 23 |
    | TRN-K03 | 30 Jun 2026 | 61250 |
    | TRN-K03 | 30 Sep 2026 | 60610 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Pupils supported by outreach | Count | 158 pupils, after 144 pupils in September |
    | TRN-K02 | Permanent exclusions of pupils with SEN | Count | Nineteen exclusions by September |
    | TRN-K03 | Pupils supported by outreach | Count | 144 schools have joined |
    | TRN-K04 | Pupils supported by outreach | Count | 144 pupils were met at home |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 144 |
    | TRN-K01 | 31 Oct 2026 | 158 |
    | TRN-K02 | 30 Sep 2026 | 19 |
    | TRN-K02 | 31 Oct 2026 | 23 |
    | TRN-K03 | 30 Sep 2026 | 144 |
    | TRN-K03 | 31 Oct 2026 | 158 |
    | TRN-K04 | 30 Sep 2026 | 144 |
    | TRN-K04 | 31 Oct 2026 | 158 |
    """
    expected = points(programme)
    for kpi, figures in series(programme, _is_said_in_numbers).items():
        said = _said(kpi) if len(figures) > 1 and is_active(programme, kpi) else None
        if said is None or said[1] < FEWEST:
            continue
        words, value = said
        *earlier, latest = figures
        known = {latest.value, kpi.target, kpi.baseline, *(one.value for one in expected.get(kpi, ()))}
        before = [one for one in earlier if one.value == value]
        told = {number_said(one[0]) for one in _ANY.finditer(kpi.commentary or "")}
        if before and value not in known and latest.value not in told:
            cells = [Related(one.row.at("value"), f"the figure of {say(one.day)}") for one in (before[-1], latest)]
            yield hit(
                kpi.at("commentary"), *cells, words=words, before=before[-1].day, day=latest.day,
                value=amount(kpi.unit, latest.value),
            )  # fmt: skip


def _is_said_in_numbers(kpi: Kpi) -> bool:
    return kpi.unit in {Unit.COUNT, Unit.POUNDS} and bool(kpi.commentary)


def _said(kpi: Kpi) -> tuple[str, float] | None:
    """The words and the number that a commentary gives of what the KPI counts, as of now."""
    counted = name_words(kpi.name or "").split()
    for clause in _CLAUSES.split(kpi.commentary or ""):
        paid = _PAID.search(clause) if kpi.unit is Unit.POUNDS else None
        every = _COUNTED.finditer(clause) if kpi.unit is Unit.COUNT else ()
        found = paid or next((one for one in every if one[2].casefold() in counted), None)
        if found and not _OF_ANOTHER.search(clause):
            return found[0], number_said(found[1])
    return None
