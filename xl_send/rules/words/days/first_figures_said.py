"""When a commentary says that the first figure of a KPI comes, against the day of its target."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import MONTH_NAMES, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

_FIRST = Pattern(
    r"(?i)\b(?:first|no|nothing|not) (?:\w+ )?(?:figures?|results?|data|measure\w*|count\w*|returns?|survey|known"
    r"|due)\b"
    r"(?:(?!\b(?:was|were|came|since)\b)[^.;:]){0,30}?"
    r"(?: (?:in|until|till|before|due|by|is|comes?|expected|for|end of))*"
    rf" (?P<month>{MONTH_NAMES})\b,? (?P<year>20\d\d)"
)


@rule(
    "CM55",
    Severity.QUERY,
    'It says "{words}", but Target date is {day}, before there is a figure.',
    "Correct Target date, and what is expected by then, or say when the first figure truly comes.",
)
def target_before_the_first_figure(programme: Programme) -> Iterator[Hit]:
    """A target is for a day by which there is a figure.

    What cannot be known by its day is never met or missed. Asked of a KPI without figures, where its Commentary,
    Definition or Source says in which month of which year the first figure comes, and Target date lies before that
    month.

    **Fails**

    KPIs:
    | ID | Target date | Commentary | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | <31 Jul 2027> | First figure January 2028. | |
    | TRN-K02 | <31 Jul 2027> | | Share in work after six months; no data before February 2028 |

    **Passes**

    KPIs:
    | ID | Target date | Commentary |
    | --- | --- | --- |
    | TRN-K01 | 31 Jan 2028 | First figure January 2028. |
    | TRN-K02 | 31 Jul 2027 | First figure expected in March 2027 |
    | TRN-K03 | 31 Jul 2027 | First survey was in January 2026 |
    | TRN-K04 | 31 Jul 2027 | First figure January 2028. |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K04 | 31 Oct 2026 | 7 |
    """
    known = {actual.kpi for actual in programme.each(Actual) if actual.value is not None}
    for kpi in worked_on(programme, Kpi):
        day = kpi.target_date
        for name in ("commentary", "definition", "source") if day and kpi.id not in known else ():
            found = _FIRST.search(getattr(kpi, name) or "")
            if found and day and day < first_of_month(found["month"], found["year"], day):
                yield hit(kpi.at("target_date"), Related(kpi.at(name), "the words"), words=found[0], day=day)
                break
